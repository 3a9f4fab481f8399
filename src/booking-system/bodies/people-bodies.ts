import { get, isObject, typeOf, type Json, type JsonObject } from '../../protocol/json.ts';
import { iri } from '../../protocol/vocabulary.ts';
import type { Seller } from '../records.ts';
import { omit } from './omit.ts';

const TERMS = [
  {
    '@type': 'PrivacyPolicy',
    name: 'Privacy Policy',
    url: 'https://example.com/privacy.html',
    requiresExplicitConsent: false,
  },
];

export const BOOKING_SERVICE: JsonObject = {
  '@type': 'BookingService',
  name: 'Acme booking system',
  url: 'https://example.com/',
  termsOfService: TERMS,
};

/** The whole seller, as in the responses to C1, C2, P and B. */
export function sellerBody(seller: Seller): JsonObject {
  return {
    '@type': 'Organization',
    '@id': seller.id,
    name: seller.tradingName,
    legalName: seller.tradingName,
    email: `hello@${seller.name}.example.com`,
    url: `https://${seller.name}.example.com/`,
    telephone: '01865 000001',
    vatID: seller.name === 'primary' ? 'GB123456789' : 'GB987654321',
    taxMode: iri(seller.taxMode),
    isOpenBookingAllowed: true,
    address: {
      '@type': 'PostalAddress',
      streetAddress: '1 Hidden Gem',
      addressLocality: 'Another town',
      addressRegion: 'Oxfordshire',
      postalCode: 'OX1 1AA',
      addressCountry: 'GB',
    },
    termsOfService: TERMS,
  };
}

/** The seller as the open feeds publish it, in `organizer` or `provider`. */
export function publicSellerBody(seller: Seller): JsonObject {
  const published = omit(sellerBody(seller), 'address', 'legalName', 'vatID', 'email');
  return { ...published, sameAs: [`https://socialmedia.example.com/${seller.name}`] };
}

const BROKER = [
  'name',
  'url',
  'description',
  'logo',
  'address',
  'telephone',
  'email',
  'identifier',
  'legalName',
  'vatID',
];
const CUSTOMER = {
  Person: ['identifier', 'email', 'givenName', 'familyName', 'telephone'],
  Organization: ['identifier', 'email', 'name', 'legalName', 'telephone', 'address', 'url', 'vatID'],
};
const RESPONSE = ['propertyID', 'name', 'description', 'value'];
const PAYMENT = ['identifier', 'name', 'accountId', 'paymentProviderId'];

/** A value without anything in it that is null or empty, which no body may hold; undefined where nothing is left. */
function filled(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) {
    const elements = value.map(filled).filter((element) => element !== undefined);
    return elements.length === 0 ? undefined : elements;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, property]): [string, Json][] => {
    const kept = filled(property);
    return kept === undefined ? [] : [[key, kept]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Of what was sent, the properties that the specification defines here, as far as they are filled. */
function reflect(value: Json | undefined, properties: readonly string[]): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const known = ['@type', '@id', ...properties].flatMap((key): [string, Json][] => {
    const property = get(value, key);
    return property === undefined ? [] : [[key, property]];
  });
  const kept = filled(Object.fromEntries(known));
  return isObject(kept) ? kept : undefined;
}

export const reflectBroker = (broker: Json | undefined) => reflect(broker, BROKER);

export const reflectCustomer = (customer: Json | undefined) =>
  reflect(customer, typeOf(customer) === 'Organization' ? CUSTOMER.Organization : CUSTOMER.Person);

export const reflectResponse = (response: Json | undefined) => reflect(response, RESPONSE);

export const reflectPayment = (payment: Json | undefined) => reflect(payment, PAYMENT);
