import { get, isObject, type Json, type JsonObject } from '../../protocol/json.ts';
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
const PAYMENT = ['identifier', 'name', 'accountId', 'paymentProviderId'];

const isPresent = (value: Json | undefined): value is Json =>
  isObject(value) || typeof value === 'number' || (typeof value === 'string' && value !== '');

/** Of what was sent, the properties that the specification defines here; never anything that is not filled. */
function reflect(value: Json | undefined, properties: readonly string[]): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const found = ['@type', '@id', ...properties].flatMap((key): [string, Json][] => {
    const property = get(value, key);
    return isPresent(property) ? [[key, property]] : [];
  });
  return Object.fromEntries(found);
}

export const reflectBroker = (broker: Json | undefined) => reflect(broker, BROKER);

export const reflectCustomer = (customer: Json | undefined) =>
  reflect(customer, get(customer, '@type') === 'Organization' ? CUSTOMER.Organization : CUSTOMER.Person);

export const reflectPayment = (payment: Json | undefined) => reflect(payment, PAYMENT);
