import type { Response } from '../../../src/protocol/exchange.ts';
import { get, type Json, type JsonObject } from '../../../src/protocol/json.ts';
import { iri } from '../../../src/protocol/vocabulary.ts';
import { readRequest, sellerActs, type CallRequest, type Ground, type World } from '../../../src/model/index.ts';
import {
  cancel,
  confirm,
  opportunityIri,
  offerIri,
  PAID,
  place,
  reject,
  requestOf,
  uuidOf,
  whole,
  wholeBody,
  type Wanted,
  type Whole,
} from '../../model/fixture.ts';
import { after, answerOf, BASE, errorOf, respond, VERSION, withValue, type Made, type Scene } from './fixtures.ts';

/** Conversations in which nothing is wrong, by name. */

type Checkpoint = 'C1' | 'C2' | 'P' | 'B';

interface Options {
  readonly wanted?: Readonly<Record<string, Wanted>>;
  readonly asks?: Partial<Whole>;
  readonly answer?: Partial<Made>;
  readonly known?: Partial<Ground>;
  readonly world?: World;
}

const TWO: Readonly<Record<string, Wanted>> = { x: { spaces: 10 }, y: { spaces: 10, cancellable: false } };

/** A whole order of the two items x and y, £10 each, and its sound answer. */
function sceneOf(name: string, call: Checkpoint, options: Options = {}): Scene {
  const wanted = options.wanted ?? TWO;
  const { ground, world } = place(wanted, options.known);
  const items = options.asks?.items ?? ['x', 'y'];
  const about: Whole = { items, ...(call === 'P' || call === 'B' ? { payment: PAID } : {}), ...options.asks };
  const total = about.due ?? 10 * items.length;
  const made: Made = { call, items, wanted, sent: wholeBody(call, about), total, ...options.answer };
  const status = call === 'P' || call === 'B' ? 201 : 200;
  return {
    name,
    ground,
    world: options.world ?? world,
    request: whole(call, about),
    response: respond(status, answerOf(made)),
  };
}

const next = (name: string, before: Scene, request: CallRequest, response: Response, world = after(before)): Scene => ({
  name,
  ground: before.ground,
  world,
  request,
  response,
});

const bodyOf = ({ response }: Scene): JsonObject =>
  response.body.kind === 'json' ? (response.body.value as JsonObject) : {};

const edited = (body: JsonObject, edits: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.entries(edits).reduce<Json>((json, [key, value]) => withValue(json, [key], value), body) as JsonObject;

/** The id of the item at a place, as B and P give it. */
const itemId = (index: number): string => `${BASE}/orders/${uuidOf('a')}#/orderedItems/${index + 1}`;

const APPROVED: Readonly<Record<string, Wanted>> = { x: { approval: true, spaces: 10 }, y: { price: 30, spaces: 10 } };
const APPROVED_OPTIONAL: Readonly<Record<string, Wanted>> = {
  x: { approval: true, prepayment: 'Optional', spaces: 10 },
};
const NAMED: Readonly<Record<string, Wanted>> = {
  x: {
    opportunity: {
      name: 'Swimming for all',
      url: 'https://pool.example.com/',
      activity: [{ '@type': 'Concept', '@id': 'https://openactive.io/activity-list#1', prefLabel: 'Swimming' }],
    },
  },
};
const FREE: Readonly<Record<string, Wanted>> = { x: { price: 0, prepayment: null }, y: { price: 0, prepayment: null } };
const NET: Readonly<Record<string, Wanted>> = { x: { taxMode: 'TaxNet' }, y: { taxMode: 'TaxNet' } };
const OPTIONAL: Readonly<Record<string, Wanted>> = { x: { prepayment: 'Optional' }, y: { prepayment: 'Unavailable' } };
const RESELLER: Partial<Whole> = { role: 'ResellerBroker', customer: null };
const COMPANY: JsonObject = { '@type': 'Organization', name: 'Acme', email: 'office@example.com' };

export const C1 = sceneOf('C1', 'C1');
export const C2 = sceneOf('C2', 'C2');
export const B = sceneOf('B', 'B');
export const P = sceneOf('P', 'P', { wanted: APPROVED, asks: { due: 40 } });
export const C2_APPROVAL = sceneOf('C2 of an offer that needs approval', 'C2', { wanted: APPROVED, asks: { due: 40 } });
export const C2_NET = sceneOf('C2 at prices without tax', 'C2', {
  wanted: NET,
  answer: { total: 24, taxMode: 'TaxNet' },
});
export const C2_RESELLER = sceneOf('C2 of a reseller, tax excluded', 'C2', {
  asks: RESELLER,
  answer: { taxed: false },
});
export const B_OPTIONAL = sceneOf('B without payment, where it is optional', 'B', {
  wanted: OPTIONAL,
  asks: { edit: { payment: undefined } },
  answer: { prepayment: 'Optional' },
});
export const C2_NAMED = sceneOf('C2 of a session with a name of its own', 'C2', {
  wanted: NAMED,
  asks: { items: ['x'] },
});
const P_UNPAID = sceneOf('P without payment, where it is optional', 'P', {
  wanted: APPROVED_OPTIONAL,
  asks: { items: ['x'], edit: { payment: undefined } },
  answer: { prepayment: 'Optional' },
});
export const C1_OPTIONAL = sceneOf('C1, where payment is optional', 'C1', {
  wanted: OPTIONAL,
  answer: { prepayment: 'Optional' },
});
export const B_FREE = sceneOf('B of free items', 'B', {
  wanted: FREE,
  asks: { due: 0, edit: { payment: undefined } },
  answer: { prepayment: 'Unavailable' },
});
const C2_COMPANY = sceneOf('C2 of a company, tax excluded', 'C2', {
  asks: { customer: COMPANY },
  answer: { taxed: false },
});

const accepted = sellerActs(after(P), P.request.key, 'accept-proposal')[0] ?? P.world;
const confirmed = answerOf({
  call: 'B',
  items: ['x', 'y'],
  wanted: APPROVED,
  sent: wholeBody('B', { items: ['x', 'y'], payment: PAID }),
  total: 40,
});
const unplaced = ['0', '1'].reduce<Json>(
  (body, index) => withValue(body, ['orderedItem', Number(index), 'position'], undefined),
  confirmed,
);
export const B_AFTER_P = next(
  'B after P, without positions',
  P,
  confirm({}, VERSION),
  respond(201, unplaced),
  accepted,
);

const PAYMENT: JsonObject = { '@type': 'Payment', identifier: 'p9' };
const paying = confirm({}, VERSION);
const laterPaid = answerOf({
  call: 'B',
  items: ['x'],
  wanted: APPROVED_OPTIONAL,
  sent: { ...wholeBody('B', { items: ['x'] }), payment: PAYMENT },
  total: 10,
  prepayment: 'Optional',
});
export const B_AFTER_P_PAID = next(
  'B after P, which pays at last',
  P_UNPAID,
  readRequest({
    ...paying.raw,
    body: { kind: 'json', value: { ...paying.body, payment: PAYMENT } },
  }) as CallRequest,
  respond(201, laterPaid),
  sellerActs(after(P_UNPAID), P_UNPAID.request.key, 'accept-proposal')[0] ?? P_UNPAID.world,
);

export const CANCELLED = next('a cancellation', B, cancel({}, [itemId(0)]), respond(204));
const whatIsLeft = edited(
  withValue(bodyOf(B), ['orderedItem', 0, 'orderItemStatus'], iri('CustomerCancelled')) as JsonObject,
  {
    totalPaymentDue: { '@type': 'PriceSpecification', price: 10, priceCurrency: 'GBP' },
    totalPaymentTax: [{ '@type': 'TaxChargeSpecification', price: 1.67, priceCurrency: 'GBP', name: 'VAT', rate: 0.2 }],
  },
);
export const STATUS = next('a look at an order', B, requestOf('status', {}), respond(200, bodyOf(B)));
export const STATUS_CANCELLED = next(
  'a look at what is left',
  CANCELLED,
  requestOf('status', {}),
  respond(200, whatIsLeft),
);
export const B_AGAIN = next('B repeated', B, B.request, respond(200, bodyOf(B)));
export const FIRST_AGAIN = next(
  'B repeated after a cancellation, the first answer again',
  CANCELLED,
  B.request,
  B.response,
);
const PRESENT = next(
  'B repeated after a cancellation, the present state',
  CANCELLED,
  B.request,
  respond(200, whatIsLeft),
);
export const NOT_CANCELLED = next(
  'a cancellation that is not permitted',
  B,
  cancel({}, [itemId(1)]),
  respond(400, errorOf('CancellationNotPermittedError', 400, { description: 'Too late to cancel.' })),
);

/** A quote of x and of one that does not exist. */
const asksUnknown: Partial<Whole> = { items: ['x', 'nowhere'] };
const unknownItem: JsonObject = {
  '@type': 'OrderItem',
  position: 1,
  acceptedOffer: { '@type': 'Offer', '@id': offerIri('nowhere') },
  orderedItem: { '@type': 'ScheduledSession', '@id': opportunityIri('nowhere') },
  error: [errorOf('UnknownOpportunityError', 409)],
};
const partial = (call: 'C1' | 'C2'): Scene => {
  const scene = sceneOf(`${call} with an item that does not exist`, call, {
    asks: asksUnknown,
    answer: { items: ['x'], total: 10 },
  });
  const items = get(bodyOf(scene), 'orderedItem') as readonly Json[];
  return { ...scene, response: respond(409, edited(bodyOf(scene), { orderedItem: [...items, unknownItem] })) };
};
export const PARTIAL = partial('C2');
const ONLY_UNKNOWN = { ...partial('C1') };

export const REFUSED: Scene = {
  ...sceneOf('C2 without a customer', 'C2', { asks: { customer: null } }),
  response: respond(400, errorOf('IncompleteCustomerDetailsError', 400)),
};
const P_AGAIN = next('P repeated', P, P.request, respond(200, bodyOf(P)));
const UPDATED = next('a proposal rejected', P, reject({}), respond(204));
const QUOTE_DELETED = next('a quote deleted', C2, requestOf('delete-quote', {}), respond(204));
const ORDER_DELETED = next('an order deleted', B, requestOf('delete-order', {}), respond(204));
const UNKNOWN_DELETED: Scene = {
  ...B,
  name: 'a deletion of an unknown order, without a body',
  request: requestOf('delete-order', {}),
  response: { ...respond(404), mediaType: undefined },
};

/** The sound conversations by which the rules are tried. */
export const SOUND: readonly Scene[] = [
  C1,
  C2,
  P,
  B,
  C2_APPROVAL,
  C2_NET,
  C2_RESELLER,
  C2_COMPANY,
  C1_OPTIONAL,
  B_OPTIONAL,
  B_FREE,
  B_AFTER_P,
  B_AFTER_P_PAID,
  C2_NAMED,
  P_UNPAID,
  B_AGAIN,
  FIRST_AGAIN,
  PRESENT,
  P_AGAIN,
  CANCELLED,
  STATUS,
  STATUS_CANCELLED,
  NOT_CANCELLED,
  PARTIAL,
  ONLY_UNKNOWN,
  REFUSED,
  UPDATED,
  QUOTE_DELETED,
  ORDER_DELETED,
  UNKNOWN_DELETED,
];
