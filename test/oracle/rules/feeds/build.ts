import { orderItemId, orderUuid, opportunityId, offerId, type PartnerName } from '../../../../src/protocol/ids.ts';
import type { JsonObject } from '../../../../src/protocol/json.ts';
import type { RpdeItem, RpdePage } from '../../../../src/protocol/rpde.ts';
import { iri, type OrderItemStatus, type ProposalStatus } from '../../../../src/protocol/vocabulary.ts';
import {
  absentOrder,
  openDataOf,
  orderKey,
  type OrderLine,
  type OrderRecord,
  type World,
} from '../../../../src/model/index.ts';
import type { FeedSighting } from '../../../../src/oracle/rule.ts';

/** Hand-made feeds of a booking system: one order of two items, 10.00 and 2.50. */

const BASE = 'https://system.example/api';
export const UUID = '6b1f0c3e-4f0a-4a7e-9d5c-3a1f7d2b9e10';
export const OTHER_UUID = 'aa1f0c3e-4f0a-4a7e-9d5c-3a1f7d2b9e99';
export const PRICES = [10, 2.5] as const;

export const itemId = (index: number) => `${BASE}/orders/${UUID}#/orderedItems/${index}`;
const opportunity = (index: number) => `${BASE}/events/${index}`;

type Statuses = readonly [OrderItemStatus, OrderItemStatus];
export const CONFIRMED: Statuses = ['OrderItemConfirmed', 'OrderItemConfirmed'];
export const FIRST_CANCELLED: Statuses = ['CustomerCancelled', 'OrderItemConfirmed'];
export const BOTH_CANCELLED: Statuses = ['CustomerCancelled', 'CustomerCancelled'];

/** An order as a world has it; `changes` counts with what is given. */
export function record(parts: Partial<OrderRecord>, statuses: Statuses = CONFIRMED, partner: PartnerName = 'primary') {
  const lines = statuses.map((status, index): OrderLine => ({
    opportunity: opportunityId(opportunity(index)),
    offer: offerId(`${opportunity(index)}#offer`),
    price: (PRICES[index] ?? 0) * 100,
    position: index,
    itemId: orderItemId(itemId(index)),
    status,
  }));
  return { ...absentOrder(orderKey(partner, orderUuid(UUID))), lines, ...parts };
}

export const world = (...records: readonly OrderRecord[]): World => ({
  orders: Object.fromEntries(records.map((each) => [each.key, each])),
  spaces: {},
});

/** Worlds in which the order is booked and its first item, or both, cancelled. */
export const partlyCancelled = record({ state: 'partly cancelled', changes: 1 }, FIRST_CANCELLED);
export const whollyCancelled = record({ state: 'wholly cancelled', changes: 1 }, BOTH_CANCELLED);
export const ordered = record({ state: 'ordered' });
export const deleted = record({ state: 'deleted', changes: 2 }, FIRST_CANCELLED);
export const VERSION = `${BASE}/order-proposals/${UUID}/versions/1`;
export const accepted = record({ state: 'accepted', proposalChanges: 1, versions: [VERSION] }, [
  'OrderItemProposed',
  'OrderItemProposed',
]);

const isLeft = (status: OrderItemStatus) => status !== 'CustomerCancelled' && status !== 'SellerCancelled';

const due = (price: number): JsonObject => ({
  '@type': 'PriceSpecification',
  price,
  priceCurrency: 'GBP',
  openBookingPrepayment: iri('Required'),
});
const tax = (price: number): JsonObject => ({ '@type': 'TaxChargeSpecification', price, priceCurrency: 'GBP' });

/** A sixth of the price is tax. */
const taxIn = (price: number) => Math.round((price * 100) / 6) / 100;

function items(statuses: Statuses, proposal: boolean): readonly JsonObject[] {
  return statuses.map((status, index) => ({
    '@type': 'OrderItem',
    '@id': itemId(index),
    ...(!proposal && { orderItemStatus: iri(status) }),
    acceptedOffer: { '@type': 'Offer', '@id': `${opportunity(index)}#offer`, price: PRICES[index] ?? 0 },
    orderedItem: { '@type': 'ScheduledSession', '@id': opportunity(index) },
    unitTaxSpecification: [tax(taxIn(PRICES[index] ?? 0))],
  }));
}

/** The order as a feed shows it; `edit` changes it. */
export function order(statuses: Statuses = FIRST_CANCELLED, edit: JsonObject = {}): JsonObject {
  const left = PRICES.filter((_, index) => isLeft(statuses[index] ?? 'SellerCancelled'));
  return {
    '@context': 'https://openactive.io/',
    '@type': 'Order',
    '@id': `${BASE}/orders/${UUID}`,
    identifier: UUID,
    orderedItem: items(statuses, false),
    totalPaymentDue: due(left.reduce((sum, price) => sum + price, 0)),
    totalPaymentTax: [tax(Math.round(left.reduce((sum, price) => sum + taxIn(price), 0) * 100) / 100)],
    ...edit,
  };
}

/** The order with its first item changed. */
export const withItem = (edit: JsonObject, statuses: Statuses = FIRST_CANCELLED): JsonObject =>
  order(statuses, {
    orderedItem: items(statuses, false).map((item, index) => (index === 0 ? { ...item, ...edit } : item)),
  });

export function proposal(status: ProposalStatus = 'SellerAccepted', edit: JsonObject = {}): JsonObject {
  return {
    ...order(CONFIRMED),
    '@type': 'OrderProposal',
    '@id': `${BASE}/order-proposals/${UUID}`,
    orderedItem: items(CONFIRMED, true),
    orderProposalStatus: iri(status),
    orderProposalVersion: VERSION,
    ...edit,
  };
}

/** An item of the feed: of the order where there is data, and otherwise its deletion. */
export const item = (modified: RpdeItem['modified'], data?: JsonObject, edit: Partial<RpdeItem> = {}): RpdeItem => ({
  id: UUID,
  modified,
  kind: 'Order',
  state: data ? 'updated' : 'deleted',
  data,
  ...edit,
});

const FIRST = `${BASE}/orders-rpde`;
export const LAST = `${FIRST}?afterTimestamp=9&afterId=9`;

/** The last page, which has no items. */
export const lastPage = (edit: Partial<RpdePage> = {}): RpdePage => ({
  url: LAST,
  next: LAST,
  items: [],
  license: undefined,
  ...edit,
});

/** Pages without items, each of which names the one after it. */
export const emptyPages = (count: number): readonly RpdePage[] =>
  Array.from({ length: count }, (_, index) => lastPage({ url: `${LAST}${index}`, next: `${LAST}${index + 1}` }));

/** The pages of one reading: one of items, and the last one. */
export const pages = (...shown: readonly RpdeItem[]): readonly RpdePage[] => [
  { url: FIRST, next: LAST, items: shown, license: undefined },
  lastPage(),
];

/** A look at the primary partner's orders feed. B and P have answered the order with nothing cancelled. */
export const look = (
  shown: readonly RpdePage[],
  worlds: readonly World[],
  rest: Partial<FeedSighting> = {},
): FeedSighting => ({
  partner: 'primary',
  feed: 'orders',
  shared: false,
  pages: shown,
  lastPageAgain: undefined,
  followed: undefined,
  earlier: [],
  worlds,
  ground: { openData: openDataOf([], true), sellers: [], features: {}, strict: false },
  baseUrl: BASE,
  answers: new Map([
    [`primary ${UUID} B`, order(CONFIRMED)],
    [`primary ${UUID} P`, proposal('AwaitingSellerConfirmation')],
  ]),
  ...rest,
});

/** A look at the feed with one item of data. */
export const lookAt = (data: JsonObject, record: OrderRecord, rest: Partial<FeedSighting> = {}): FeedSighting =>
  look(pages(item(2, data)), [world(record)], rest);

export const PROPOSALS = { feed: 'order-proposals' } as const;
