import { ERROR_STATUS } from '../../protocol/errors.ts';
import { get, isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { iri } from '../../protocol/vocabulary.ts';
import { instant } from '../bodies/opportunity-bodies.ts';
import { omit } from '../bodies/omit.ts';
import type { Defect } from '../catalogue.ts';
import type { Change } from '../seams.ts';
import type { ShapeSeam } from '../shape.ts';

const topic = 'shape';

type Kind = Parameters<ShapeSeam['answer']>[1];

/** A defect of the bodies of some calls. */
const ofAnswers =
  (kinds: readonly Kind[], change: (body: JsonObject) => JsonObject): Change =>
  ({ shape }) => ({
    shape: {
      answer: (body, kind) => {
        const answer = shape.answer(body, kind);
        return kinds.includes(kind) ? change(answer) : answer;
      },
    },
  });

/** A defect of each item in a body. */
function eachItem(body: JsonObject, change: (item: JsonObject, index: number) => JsonObject): JsonObject {
  const items = get(body, 'orderedItem');
  if (!Array.isArray(items)) return body;
  return { ...body, orderedItem: items.map((item: Json, index) => (isObject(item) ? change(item, index) : item)) };
}

const ALL: readonly Kind[] = ['C1', 'C2', 'P', 'B'];

const items: readonly Defect[] = [
  {
    id: 'position-lost',
    sentence: 'Items come back without their position.',
    topic,
    rules: ['shape/position'],
    apply: ofAnswers(ALL, (body) => eachItem(body, (item) => omit(item, 'position'))),
  },
  {
    id: 'items-renumbered',
    sentence: 'Items come back in another order, numbered anew.',
    topic,
    rules: ['shape/position'],
    apply: ofAnswers(ALL, (body) => {
      const sent = get(body, 'orderedItem');
      if (!Array.isArray(sent)) return body;
      return eachItem({ ...body, orderedItem: [...sent].reverse() }, (item, position) => ({ ...item, position }));
    }),
  },
  {
    id: 'items-reordered-without-positions',
    sentence: 'Items come back in another order, and without their position.',
    topic,
    rules: ['shape/position'],
    apply: ofAnswers(ALL, (body) => {
      const sent = get(body, 'orderedItem');
      if (!Array.isArray(sent)) return body;
      return eachItem({ ...body, orderedItem: [...sent].reverse() }, (item) => omit(item, 'position'));
    }),
  },
  {
    id: 'item-ids-repeated',
    sentence: 'All items of an order have the same @id.',
    topic,
    rules: ['shape/item-id-unique'],
    apply: ({ shape }) => ({
      shape: { itemId: (urls, uuid, _number, place) => shape.itemId(urls, uuid, 1, place) },
    }),
  },
  {
    id: 'item-id-differs-in-feed',
    sentence: 'An item has another @id in the orders feed than at B.',
    topic,
    rules: ['feeds/item-ids-as-answered'],
    apply: ({ shape }) => ({
      shape: {
        itemId: (urls, uuid, number, place) =>
          shape.itemId(urls, uuid, place === 'feed' ? number + 1_000_000 : number, place),
      },
    }),
  },
  {
    id: 'accepted-price-differs',
    sentence: 'An accepted offer comes back with its price in whole pounds.',
    topic,
    rules: ['shape/offer-as-published'],
    apply: ({ pricing }) => ({ pricing: { acceptedPrice: (offer) => Math.round(pricing.acceptedPrice(offer)) } }),
  },
  {
    id: 'flow-requirement-in-answer',
    sentence: 'An accepted offer comes back with its openBookingFlowRequirement.',
    topic,
    rules: ['shape/no-flow-requirement'],
    apply: ofAnswers(ALL, (body) =>
      eachItem(body, (item) => ({
        ...item,
        acceptedOffer: {
          ...Object(get(item, 'acceptedOffer')),
          openBookingFlowRequirement: [iri('OpenBookingApproval')],
        },
      })),
    ),
  },
  {
    id: 'offers-in-ordered-item',
    sentence: 'The opportunity of an item comes back with all its offers.',
    topic,
    rules: ['shape/no-nested-parents'],
    apply: ofAnswers(ALL, (body) =>
      eachItem(body, (item) => ({
        ...item,
        orderedItem: { ...Object(get(item, 'orderedItem')), offers: [get(item, 'acceptedOffer') ?? {}] },
      })),
    ),
  },
  {
    id: 'item-status-at-c2',
    sentence: 'Items of a C2 have an orderItemStatus already.',
    topic,
    rules: ['shape/no-item-status-in-quote'],
    apply: ofAnswers(['C2'], (body) =>
      eachItem(body, (item) => ({ ...item, orderItemStatus: iri('OrderItemConfirmed') })),
    ),
  },
  {
    id: 'item-status-missing-at-b',
    sentence: 'Items of a B have no orderItemStatus.',
    topic,
    rules: ['shape/item-status-confirmed'],
    apply: ofAnswers(['B'], (body) => eachItem(body, (item) => omit(item, 'orderItemStatus'))),
  },
  {
    id: 'error-on-wrong-item',
    sentence: 'The error of an item is shown at the first one.',
    topic,
    rules: ['items/only-offending-items'],
    apply: ofAnswers(['C1', 'C2'], (body) => {
      const sent = get(body, 'orderedItem');
      const errors = Array.isArray(sent) ? sent.flatMap((item: Json) => get(item, 'error') ?? []) : [];
      if (errors.length === 0) return body;
      return eachItem(body, (item, index) => (index === 0 ? { ...item, error: errors } : omit(item, 'error')));
    }),
  },
];

const orders: readonly Defect[] = [
  {
    id: 'wrong-id-at-c2',
    sentence: 'The answer to C2 has the @id of the order to be.',
    topic,
    rules: ['shape/order-id'],
    apply: ofAnswers(['C2'], (body) => ({
      ...body,
      '@id': String(get(body, '@id')).replace('/order-quotes/', '/orders/'),
    })),
  },
  {
    id: 'approval-flag-wrong',
    sentence: 'orderRequiresApproval is always false.',
    topic,
    rules: ['shape/order-requires-approval'],
    apply: ofAnswers(['C1', 'C2'], (body) => ({ ...body, orderRequiresApproval: false })),
  },
  {
    id: 'lease-expires-in-past',
    sentence: 'leaseExpires lies an hour back, for a mistake about the time zone.',
    topic,
    rules: ['shape/lease-in-future'],
    apply: ofAnswers(['C1', 'C2'], (body) => {
      const lease = get(body, 'lease');
      const expires = Date.parse(String(get(lease, 'leaseExpires')));
      if (!isObject(lease)) return body;
      return { ...body, lease: { ...lease, leaseExpires: instant(expires - 3_600_000) } };
    }),
  },
  {
    id: 'seller-as-reference',
    sentence: 'The answers to P and B give the @id of the seller only.',
    topic,
    rules: ['shape/seller-full'],
    apply: ofAnswers(['P', 'B'], (body) => ({ ...body, seller: get(get(body, 'seller'), '@id') ?? '' })),
  },
  {
    id: 'booking-service-missing',
    sentence: 'The answers to C1 and C2 do not name the booking service.',
    topic,
    rules: ['shape/booking-service'],
    apply: ofAnswers(['C1', 'C2'], (body) => omit(body, 'bookingService')),
  },
  {
    id: 'proposal-version-at-b',
    sentence: 'The answer to B has an orderProposalVersion.',
    topic,
    rules: ['shape/no-proposal-version-in-order'],
    apply: ofAnswers(['B'], (body) => ({
      ...body,
      orderProposalVersion: `${String(get(body, '@id')).replace('/orders/', '/order-proposals/')}/versions/1`,
    })),
  },
];

const replies: readonly Defect[] = [
  {
    id: 'status-code-differs',
    sentence: 'The statusCode of an error is not its HTTP status.',
    topic,
    rules: ['shape/error-status-code'],
    apply: ({ shape }) => ({
      shape: {
        wire: (reply) => {
          const sent = shape.wire(reply);
          return sent.body?.['statusCode'] === undefined ? sent : { ...sent, body: { ...sent.body, statusCode: 500 } };
        },
      },
    }),
  },
  {
    id: 'every-error-is-400',
    sentence: 'Every error comes with the HTTP status 400.',
    topic,
    rules: ['shape/error-status-code'],
    apply: ({ shape }) => ({
      shape: {
        wire: (reply) => {
          const sent = shape.wire(reply);
          return Object.hasOwn(ERROR_STATUS, String(sent.body?.['@type'])) ? { ...sent, status: 400 } : sent;
        },
      },
    }),
  },
  {
    id: 'items-in-error-are-200',
    sentence: 'A quote whose items are in error comes with the HTTP status 200.',
    topic,
    rules: ['shape/item-error-means-conflict'],
    apply: ({ shape }) => ({
      shape: {
        wire: (reply) => {
          const sent = shape.wire(reply);
          return sent.body?.['@type'] === 'OrderQuote' ? { ...sent, status: 200 } : sent;
        },
      },
    }),
  },
  {
    id: 'wrong-media-type',
    sentence: 'Answers are plain application/json.',
    topic,
    rules: ['shape/media-type'],
    apply: ({ shape }) => ({ shape: { wire: (reply) => ({ ...shape.wire(reply), mediaType: 'application/json' }) } }),
  },
  {
    id: 'error-without-context',
    sentence: 'Errors have no @context.',
    topic,
    rules: ['shape/error-context'],
    apply: ({ shape }) => ({
      shape: {
        wire: (reply) => {
          const sent = shape.wire(reply);
          const isError = String(sent.body?.['@type']).endsWith('Error');
          return isError && sent.body ? { ...sent, body: omit(sent.body, '@context') } : sent;
        },
      },
    }),
  },
  {
    id: 'malformed-json-breaks-down',
    sentence: 'A body that is no JSON gives a 500 with a stack trace.',
    topic,
    rules: ['calls/well-formed-body', 'shape/error-body'],
    apply: () => ({
      shape: {
        malformed: (text) => ({
          status: 500,
          body: {
            message: `SyntaxError: Unexpected token in JSON at position 0: ${text.slice(0, 40)}`,
            stack:
              'SyntaxError: Unexpected token in JSON at position 0\n    at JSON.parse (<anonymous>)\n    at OrdersController',
          },
        }),
      },
    }),
  },
];

export const SHAPE_DEFECTS: readonly Defect[] = [...items, ...orders, ...replies];
