import { get, getArray, isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { once } from '../once.ts';

/**
 * Values that no careful broker sends, but of which the specification does not say that they must be refused: a
 * booking system may refuse them as its own validation has it, or accept or drop them.
 */

type Shape = 'text' | 'number' | 'object' | 'list' | 'reference' | 'flag' | 'any';

const ROOT: Readonly<Record<string, Shape>> = {
  '@context': 'any',
  '@type': 'text',
  '@id': 'any',
  brokerRole: 'text',
  broker: 'object',
  seller: 'reference',
  customer: 'object',
  orderedItem: 'list',
  payment: 'object',
  totalPaymentDue: 'object',
  orderProposalVersion: 'text',
  orderProposalStatus: 'text',
  orderCustomerNote: 'text',
};

const PARTY: Readonly<Record<string, Shape>> = {
  '@type': 'text',
  '@id': 'text',
  identifier: 'any',
  name: 'text',
  legalName: 'text',
  description: 'text',
  url: 'text',
  email: 'text',
  telephone: 'text',
  givenName: 'text',
  familyName: 'text',
  logo: 'object',
  address: 'object',
  vatID: 'text',
  taxMode: 'text',
  sameAs: 'any',
};

const PAYMENT: Readonly<Record<string, Shape>> = {
  '@type': 'text',
  identifier: 'any',
  name: 'text',
  accountId: 'text',
  paymentProviderId: 'text',
};

const TOTAL: Readonly<Record<string, Shape>> = {
  '@type': 'text',
  price: 'number',
  priceCurrency: 'text',
  openBookingPrepayment: 'text',
};

const ITEM: Readonly<Record<string, Shape>> = {
  '@type': 'text',
  '@id': 'text',
  position: 'number',
  acceptedOffer: 'reference',
  orderedItem: 'reference',
  orderItemStatus: 'text',
  attendee: 'object',
  orderItemIntakeFormResponse: 'list',
};

const RESPONSE: Readonly<Record<string, Shape>> = {
  '@type': 'text',
  propertyID: 'text',
  name: 'text',
  description: 'text',
  value: 'any',
};

/** Longer texts may be more than a booking system stores. */
const LONGEST_TEXT = 200;

const TYPES: Readonly<Record<string, readonly string[]>> = {
  broker: ['Organization'],
  customer: ['Person', 'Organization'],
  attendee: ['Person'],
  payment: ['Payment'],
  totalPaymentDue: ['PriceSpecification'],
};

const soundText = (value: Json): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_TEXT;

function hasShape(value: Json, shape: Shape): boolean {
  switch (shape) {
    case 'any':
      return value !== null && value !== '';
    case 'text':
      return soundText(value);
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'object':
      return isObject(value);
    case 'list':
      return Array.isArray(value);
    case 'reference':
      return soundText(value) || isObject(value);
  }
}

/** Whether every property is one of the shapes', or is in a custom namespace. */
const sound = (value: JsonObject, shapes: Readonly<Record<string, Shape>>): boolean =>
  Object.entries(value).every(([key, inner]) => {
    const shape = shapes[key];
    return shape === undefined ? /^[a-z]+:/i.test(key) : hasShape(inner, shape);
  });

/** Whether the answers of an item to an intake form are in order; whether they are the right ones, its form tells. */
const soundResponses = (item: JsonObject): boolean =>
  getArray(item, 'orderItemIntakeFormResponse').every((response) => isObject(response) && sound(response, RESPONSE));

const PARTS: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  broker: PARTY,
  customer: PARTY,
  attendee: PARTY,
  payment: PAYMENT,
  totalPaymentDue: TOTAL,
};

function soundPart(body: JsonObject, key: string): boolean {
  const part = get(body, key);
  if (!isObject(part)) return true;
  const type = get(part, '@type');
  const email = get(part, 'email');
  return (
    sound(part, PARTS[key] ?? {}) &&
    typeof type === 'string' &&
    (TYPES[key]?.includes(type) ?? true) &&
    ['address', 'logo'].every(
      (inner) => !isObject(part[inner]) || Object.values(part[inner]).every((v) => soundText(v)),
    ) &&
    (email === undefined || (typeof email === 'string' && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)))
  );
}

/** Whether a body holds only values that a booking system has no reason of its own to refuse. */
export const hasSoundValues = once((body: JsonObject): boolean => {
  const items = get(body, 'orderedItem');
  const positions = new Set<Json | undefined>();
  const soundItems =
    !Array.isArray(items) ||
    items.every((item: Json) => {
      if (!isObject(item) || item['@type'] !== 'OrderItem') return false;
      const position = get(item, 'position');
      const repeated = position !== undefined && positions.has(position);
      positions.add(position);
      const placed = !repeated && (position === undefined || Number.isInteger(position));
      return placed && sound(item, ITEM) && soundPart(item, 'attendee') && soundResponses(item);
    });
  return soundItems && sound(body, ROOT) && Object.keys(PARTS).every((key) => soundPart(body, key));
});
