import type { OfferId, OpportunityId, OrderItemId, OrderUuid, PartnerName } from '../protocol/ids.ts';
import type { Pennies } from '../protocol/money.ts';
import type { BookingFlow, BrokerRole, OrderItemStatus, Prepayment } from '../protocol/vocabulary.ts';
import type { AskedByPair } from './details.ts';
import type { OrderState } from './lifecycle.ts';
import { once } from './once.ts';
import type { Payer } from './request.ts';

/** An order's UUID within a booking partner's credentials: two partners' equal UUIDs are two orders. */
export type OrderKey = `${PartnerName} ${OrderUuid}`;

export const orderKey = (partner: PartnerName, uuid: OrderUuid): OrderKey => `${partner} ${uuid}`;

/** An item of an order, as the latest accepted call left it. */
export interface OrderLine {
  readonly opportunity: OpportunityId;
  readonly offer: OfferId;
  readonly price: Pennies;
  readonly position: number | undefined;
  /** Given at P or B. */
  readonly itemId: OrderItemId | undefined;
  /** Undefined in a quote. */
  readonly status: OrderItemStatus | undefined;
}

/** Spaces kept for an order that is not booked yet: a lease, or what a proposal holds. */
export interface Hold {
  readonly spaces: Readonly<Record<OpportunityId, number>>;
  /** When it ends, in milliseconds since the epoch; undefined where nothing was said of it. */
  readonly until: number | undefined;
  /** Where nothing was said of its end: since when it is known to stand. */
  readonly since?: number;
  /** Where a proposal took over a quote's lease: when that lease would have ended. */
  readonly leasedUntil?: number;
}

/** What makes a repeated P or B the same request: its items, its customer; and the rest of the body. */
export interface Content {
  readonly items: string;
  readonly customer: string;
  /** What is said of attendees and in intake forms. */
  readonly details: string;
  readonly rest: string;
}

/** One order as one world has it. */
export interface OrderRecord {
  readonly key: OrderKey;
  readonly state: OrderState;
  readonly role: BrokerRole | undefined;
  readonly prepayment: Prepayment | 'Free';
  readonly flow: BookingFlow;
  readonly lines: readonly OrderLine[];
  /** What quotes have asked for beside. */
  readonly asked: AskedByPair;
  readonly hold: Hold | undefined;
  /** The body that made the proposal or the order. */
  readonly content: Content | undefined;
  /** `totalPaymentDue.price` as last answered. */
  readonly total: Pennies | undefined;
  /** Who was to pay it. */
  readonly payer: Payer | undefined;
  /** Whether the body that made the proposal carried a payment. */
  readonly paid: boolean;
  /** `orderProposalVersion`, the current one last. */
  readonly versions: readonly string[];
  /**
   * Changes since P or B that the orders feed has to show: 0, the order may not be in the feed yet. The proposal has its
   * own count.
   */
  readonly changes: number;
  readonly proposalChanges: number;
  /** Whether a call had an outcome for which the specification has no meaning: nothing more is judged of this order. */
  readonly unsettled: boolean;
}

/** One state that the booking system may be in, as far as the protocol can tell. */
export interface World {
  readonly orders: Readonly<Record<OrderKey, OrderRecord>>;
  /** Spaces of each opportunity if nothing were booked or held by the orders here; undefined: not known. */
  readonly spaces: Readonly<Record<OpportunityId, number | undefined>>;
}

export const EMPTY_WORLD: World = { orders: {}, spaces: {} };

/** An order before its first call. */
export const absentOrder = (key: OrderKey): OrderRecord => ({
  key,
  state: 'absent',
  role: undefined,
  prepayment: 'Free',
  flow: 'OpenBookingSimpleFlow',
  lines: [],
  asked: {},
  hold: undefined,
  content: undefined,
  total: undefined,
  payer: undefined,
  paid: false,
  versions: [],
  changes: 0,
  proposalChanges: 0,
  unsettled: false,
});

export const orderIn = (world: World, key: OrderKey): OrderRecord => world.orders[key] ?? absentOrder(key);

export const withOrder = (world: World, record: OrderRecord): World => ({
  ...world,
  orders: { ...world.orders, [record.key]: record },
});

const sorted = <Value>(entries: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] =>
  Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1));

const textOf = once((record: OrderRecord): string =>
  JSON.stringify(record, (key, value: unknown) => (key === 'spaces' ? sorted(value as Hold['spaces']) : value)),
);

/** A text that is the same for equal worlds, whatever the order in which they came about. */
export function hashWorld({ orders, spaces }: World): string {
  const records = sorted(orders).map(([, record]) => textOf(record));
  const counts = sorted(spaces).map(([id, count]) => `${id} ${count ?? 'unknown'}`);
  return `${records.join()}|${counts.join()}`;
}
