import { CALLS, pathOf, type CallName } from '../../src/protocol/calls.ts';
import type { Body } from '../../src/protocol/exchange.ts';
import {
  offerId,
  opportunityId,
  orderUuid,
  sellerId,
  type PartnerName,
  type SellerName,
} from '../../src/protocol/ids.ts';
import type { Json, JsonObject } from '../../src/protocol/json.ts';
import { iri, type BrokerRole, type Prepayment, type TaxMode } from '../../src/protocol/vocabulary.ts';
import {
  openDataOf,
  readOpportunity,
  readRequest,
  type CallRequest,
  type Ground,
  type OpportunityFacts,
  type World,
} from '../../src/model/index.ts';

/** A small booking system's open data and the requests of careful brokers, for the tests of the model. */

const BASE = 'https://booking.example.com';
export const NOW = Date.UTC(2030, 0, 1, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const sellerIri = (name: SellerName): string => `${BASE}/sellers/${name}`;
export const opportunityIri = (name: string): string => `${BASE}/sessions/${name}`;
export const offerIri = (name: string): string => `${BASE}/sessions/${name}#/offers/0`;
export const opportunityNamed = (name: string) => opportunityId(opportunityIri(name));
export const offerNamed = (name: string) => offerId(offerIri(name));

/** What a test's opportunity is like; it has one offer. */
export interface Wanted {
  readonly price?: number;
  /** Null: the offer does not say. */
  readonly prepayment?: Prepayment | null;
  readonly approval?: boolean;
  readonly spaces?: number;
  readonly cancellable?: boolean | null;
  readonly seller?: SellerName;
  readonly taxMode?: TaxMode;
  /** From {@link NOW}; a day by default. */
  readonly startsIn?: number;
  readonly offer?: JsonObject;
  readonly opportunity?: JsonObject;
}

const at = (time: number): string => new Date(time).toISOString();

/** An opportunity as the open feeds publish it. */
export function opportunityJson(name: string, wanted: Wanted = {}): JsonObject {
  const { price = 10, prepayment = 'Required', cancellable = true, seller = 'primary' } = wanted;
  const starts = NOW + (wanted.startsIn ?? 24 * HOUR);
  return {
    '@context': 'https://openactive.io/',
    '@type': 'ScheduledSession',
    '@id': opportunityIri(name),
    startDate: at(starts),
    endDate: at(starts + HOUR),
    remainingAttendeeCapacity: wanted.spaces ?? 2,
    superEvent: {
      '@type': 'SessionSeries',
      organizer: {
        '@type': 'Organization',
        '@id': sellerIri(seller),
        taxMode: iri(wanted.taxMode ?? 'TaxGross'),
      },
      offers: [
        {
          '@type': 'Offer',
          '@id': offerIri(name),
          price,
          priceCurrency: 'GBP',
          ...(prepayment === null ? {} : { openBookingPrepayment: iri(prepayment) }),
          ...(cancellable === null ? {} : { allowCustomerCancellationFullRefund: cancellable }),
          ...(wanted.approval ? { openBookingFlowRequirement: [iri('OpenBookingApproval')] } : {}),
          ...wanted.offer,
        },
      ],
    },
    ...wanted.opportunity,
  };
}

const factsOf = (name: string, wanted: Wanted): OpportunityFacts => {
  const facts = readOpportunity(opportunityJson(name, wanted));
  if (facts === undefined) throw new Error(`opportunity ${name} could not be read`);
  return facts;
};

/** The common ground of a booking system with these opportunities, and the world before anything is booked. */
export function place(
  wanted: Readonly<Record<string, Wanted>>,
  known: Partial<Ground> = {},
): { readonly ground: Ground; readonly world: World } {
  const facts = Object.entries(wanted).map(([name, each]) => factsOf(name, each));
  return {
    ground: {
      openData: openDataOf(facts, true),
      sellers: (['primary', 'secondary'] as const).map((name) => ({
        id: sellerId(sellerIri(name)),
        name,
        taxMode: name === 'primary' ? 'TaxGross' : 'TaxNet',
        reconciliation: undefined,
      })),
      features: { 'payment-reconciliation-detail-validation': false },
      strict: false,
      ...known,
    },
    world: { orders: {}, spaces: Object.fromEntries(facts.map(({ id, remaining }) => [id, remaining])) },
  };
}

/** A UUID by a single hexadecimal digit. */
export const uuidOf = (order: string) => orderUuid(`0000000${order}-0000-4000-8000-000000000000`);

/** Who calls about which order. */
export interface About {
  readonly order?: string;
  readonly partner?: PartnerName;
  /** The seller that the credentials are asked to act for. */
  readonly acting?: SellerName;
}

/** A request as the model reads it, with any body. */
export function requestOf(call: CallName, about: About, body?: Body): CallRequest {
  const { order = 'a', partner = 'primary', acting } = about;
  const read = readRequest({
    method: CALLS[call].method,
    path: pathOf(call, order.length === 1 ? uuidOf(order) : orderUuid(order)),
    partner,
    ...(acting === undefined ? {} : { seller: acting }),
    ...(body === undefined ? {} : { body }),
  });
  if (read.kind !== 'call') throw new Error(`${call} was not read as a call`);
  return read;
}

export const json = (value: Json): Body => ({ kind: 'json', value });

/** A whole order as a careful broker sends it. */
export interface Whole extends About {
  readonly items: readonly string[];
  readonly role?: BrokerRole;
  /** Undefined: as its role and call call for. Null: none. */
  readonly customer?: JsonObject | null;
  /** Undefined: none. */
  readonly payment?: JsonObject;
  /** What is to be paid, in pounds. */
  readonly due?: number;
  readonly seller?: SellerName;
  /** Properties to set, or (undefined) to leave out. */
  readonly edit?: Readonly<Record<string, Json | undefined>>;
}

export const PERSON: JsonObject = { '@type': 'Person', email: 'jane@example.com' };
export const BROKER: JsonObject = { '@type': 'Organization', name: 'MyFitnessApp' };
export const PAID: JsonObject = { '@type': 'Payment', identifier: 'p1' };

const itemsJson = (items: readonly string[]): readonly Json[] =>
  items.map((name, position) => ({
    '@type': 'OrderItem',
    position,
    acceptedOffer: offerIri(name),
    orderedItem: opportunityIri(name),
  }));

/** The body of a C1, C2, P or B. */
export function wholeBody(call: 'C1' | 'C2' | 'P' | 'B', whole: Whole): JsonObject {
  const { role = 'AgentBroker', payment, due = 10 * whole.items.length } = whole;
  const customer = whole.customer === undefined ? PERSON : whole.customer;
  const books = call === 'P' || call === 'B';
  const body: Record<string, Json | undefined> = {
    '@context': 'https://openactive.io/',
    '@type': CALLS[call].bodyType,
    brokerRole: iri(role),
    broker: role === 'NoBroker' ? undefined : BROKER,
    seller: sellerIri(whole.seller ?? 'primary'),
    customer: call === 'C1' || customer === null ? undefined : customer,
    orderedItem: itemsJson(whole.items),
    payment: books ? payment : undefined,
    totalPaymentDue: books ? { '@type': 'PriceSpecification', price: due, priceCurrency: 'GBP' } : undefined,
    ...whole.edit,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** A C1, C2, P or B. */
export const whole = (call: 'C1' | 'C2' | 'P' | 'B', about: Whole): CallRequest =>
  requestOf(call, about, json(wholeBody(call, about)));

/** B after P: only the proposal's version. */
export const confirm = (about: About, version: string): CallRequest =>
  requestOf(
    'B',
    about,
    json({ '@context': 'https://openactive.io/', '@type': 'Order', orderProposalVersion: version }),
  );

/** A cancellation of the items with these ids. */
export const cancel = (about: About, itemIds: readonly string[], edit: JsonObject = {}): CallRequest =>
  requestOf(
    'cancel',
    about,
    json({
      '@context': 'https://openactive.io/',
      '@type': 'Order',
      orderedItem: itemIds.map((id) => ({
        '@type': 'OrderItem',
        '@id': id,
        orderItemStatus: iri('CustomerCancelled'),
      })),
      ...edit,
    }),
  );

/** A proposal update. */
export const update = (about: About, properties: JsonObject): CallRequest =>
  requestOf(
    'update-proposal',
    about,
    json({ '@context': 'https://openactive.io/', '@type': 'OrderProposal', ...properties }),
  );

/** The customer rejects the proposal. */
export const reject = (about: About): CallRequest => update(about, { orderProposalStatus: iri('CustomerRejected') });
