import { DateTime } from 'luxon';
import { get, type Json, type JsonObject } from '../../protocol/json.ts';
import { readAmount } from '../../protocol/money.ts';
import { omit } from '../bodies/omit.ts';
import type { Variation } from '../catalogue.ts';
import type { Change } from '../seams.ts';
import { alternatives } from './alternatives.ts';
import { CHECKPOINTS, deeplyIn, inAnswers, inOrderFeeds, inside, onTheWire, type Kind } from './answers.ts';

const topic = 'values';

const EVERYWHERE: readonly Kind[] = [...CHECKPOINTS, 'status'];

/** A change of orders wherever they are shown. */
const inAnswersAndFeeds =
  (change: (body: JsonObject) => JsonObject): Change =>
  (before) => ({ ...inAnswers(EVERYWHERE, change)(before), ...inOrderFeeds(change)(before) });

/** The prices in a JSON text written otherwise. Within a string, the quotation marks would be escaped. */
const withPrices =
  (write: (price: number) => string): Change =>
  ({ shape }) => ({
    shape: {
      text: (body) =>
        shape.text(body).replace(/"price":( ?)(\d+(?:\.\d+)?)/g, (_found, space: string, price: string) => {
          return `"price":${space}${write(Number(price))}`;
        }),
    },
  });

const numbers = alternatives([
  {
    id: 'prices-with-two-decimals',
    sentence: 'Prices are JSON numbers with two decimals: 12.50, 0.00.',
    topic,
    rules: ['practice: lawful'],
    apply: withPrices((price) => price.toFixed(2)),
  },
  {
    id: 'prices-with-exponents',
    sentence: 'Prices are JSON numbers with an exponent: 1.25e+1.',
    topic,
    rules: ['practice: lawful'],
    apply: withPrices((price) => price.toExponential()),
  },
]);

const isOffer = (object: JsonObject) => get(object, '@type') === 'Offer';

/** A change of orders wherever they are shown, and of opportunities in the open feeds. */
const everywhere =
  (change: (body: JsonObject) => JsonObject): Change =>
  (before) => ({
    ...inAnswersAndFeeds(change)(before),
    openFeeds: { item: (data, opportunity) => change(before.openFeeds.item(data, opportunity)) },
  });

const inEuros = (object: JsonObject): JsonObject =>
  get(object, 'priceCurrency') === 'GBP' ? { ...object, priceCurrency: 'EUR' } : object;

/** A total as sent, for a system that reckons in pounds: one in pounds is none of its own. */
function inPounds(due: JsonObject): JsonObject {
  const currency = get(due, 'priceCurrency');
  return currency === undefined ? due : { ...due, priceCurrency: currency === 'EUR' ? 'GBP' : 'EUR' };
}

function priceAsText(object: JsonObject): JsonObject {
  const price = get(object, 'price');
  return isOffer(object) && typeof price === 'number' ? { ...object, price: price.toFixed(2) } : object;
}

const money: readonly Variation[] = [
  ...numbers,
  {
    id: 'offer-prices-as-text',
    sentence: 'The price of an offer is a text, in open feeds and in answers.',
    topic,
    rules: ['schemaoffer'],
    apply: everywhere((body) => deeplyIn(body, priceAsText)),
  },
  {
    id: 'prices-in-euros',
    sentence: 'All prices are in euros.',
    topic,
    rules: ['schemaoffer'],
    apply: (before) => ({
      ...everywhere((body) => deeplyIn(body, inEuros))(before),
      payment: {
        total: (submission) =>
          before.payment.total({ ...submission, body: inside(submission.body, 'totalPaymentDue', inPounds) }),
      },
    }),
  },
  {
    id: 'free-offers-without-currency',
    sentence: 'An offer with a price of 0 has no currency.',
    topic,
    rules: ['free-opportunities', 'schemaoffer'],
    apply: everywhere((body) =>
      deeplyIn(body, (object) =>
        isOffer(object) && readAmount(get(object, 'price')) === 0 ? omit(object, 'priceCurrency') : object,
      ),
    ),
  },
  {
    id: 'zero-without-currency',
    sentence: 'Totals and taxes of 0 have no currency.',
    topic,
    rules: ['schemapricespecification'],
    apply: inAnswersAndFeeds((body) =>
      deeplyIn(body, (object) =>
        get(object, 'price') === 0 && !isOffer(object) ? omit(object, 'priceCurrency') : object,
      ),
    ),
  },
  {
    id: 'zero-without-prepayment',
    sentence: 'A total of 0 has no openBookingPrepayment.',
    topic,
    rules: ['schemapricespecification'],
    apply: inAnswersAndFeeds((body) =>
      inside(body, 'totalPaymentDue', (due) => (get(due, 'price') === 0 ? omit(due, 'openBookingPrepayment') : due)),
    ),
  },
];

const INSTANTS = ['startDate', 'endDate', 'leaseExpires'];

/** The same instant as a clock an hour ahead of UTC tells it. */
function elsewhere(key: string, value: Json): Json {
  // A date without a time is the same day everywhere.
  if (!INSTANTS.includes(key) || typeof value !== 'string' || !value.includes('T')) return value;
  return DateTime.fromISO(value, { zone: 'UTC+1' }).toISO({ suppressMilliseconds: true }) ?? value;
}

const forms: readonly Variation[] = [
  {
    id: 'times-with-offset',
    sentence: 'Times in answers have the offset +01:00.',
    topic,
    rules: ['practice: lawful'],
    apply: inAnswers(EVERYWHERE, (body) =>
      deeplyIn(body, (object) =>
        Object.fromEntries(Object.entries(object).map(([key, value]) => [key, elsewhere(key, value)])),
      ),
    ),
  },
  {
    id: 'json-indented-and-escaped',
    sentence: 'JSON is indented, and letters beyond ASCII are escaped.',
    topic,
    rules: ['response-formats/1'],
    apply: ({ shape }) => ({
      shape: {
        text: (body) =>
          JSON.stringify(JSON.parse(shape.text(body)), undefined, 2).replace(
            /[\u0080-\uffff]/g,
            (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
          ),
      },
    }),
    excludes: ['prices-with-two-decimals', 'prices-with-exponents'],
  },
  {
    id: 'properties-in-another-order',
    sentence: 'The properties of JSON objects stand in the opposite order.',
    topic,
    rules: ['response-formats/1'],
    apply: onTheWire((reply) => ({ ...reply, body: reply.body && deeplyIn(reply.body, reversed) })),
  },
  {
    id: 'media-type-spelt-otherwise',
    sentence: 'The media type has its parameter in quotation marks and no space before it.',
    topic,
    rules: ['media-types'],
    apply: onTheWire((reply) => ({ ...reply, mediaType: reply.mediaType.replace(/; version=1$/, ';version="1"') })),
  },
];

const reversed = (object: JsonObject): JsonObject => Object.fromEntries(Object.entries(object).reverse());

const tax: readonly Variation[] = [
  {
    id: 'tax-exclusion-always-said',
    sentence: 'taxCalculationExcluded is false where tax is calculated.',
    topic,
    rules: ['schemaorder'],
    apply: inAnswers(EVERYWHERE, (body) => ({ taxCalculationExcluded: false, ...body })),
  },
];

/** Lawful differences in how the same values are written. */
export const VALUE_VARIATIONS: readonly Variation[] = [...money, ...forms, ...tax];
