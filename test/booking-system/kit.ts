import { randomUUID } from 'node:crypto';
import { adjustableClock, CLIENT_IDS, sellerIdAt, startBookingSystem } from '../../src/booking-system/index.ts';
import type { AdjustableClock, BookingSystem, BookingSystemOptions } from '../../src/booking-system/index.ts';
import { CALLS, type CallName, type CheckpointName } from '../../src/protocol/calls.ts';
import type { PartnerName, SellerName } from '../../src/protocol/ids.ts';
import { get, getArray, getNumber, getString, idOf, type Json, type JsonObject } from '../../src/protocol/json.ts';
import { MEDIA_TYPE } from '../../src/protocol/media-type.ts';
import {
  actionRequest,
  opportunityRequest,
  WIRE_TYPES,
  type Criteria,
  type SellerAction,
} from '../../src/protocol/test-interface.ts';
import { CONTEXT, iri, type BookingFlow, type OpportunityType } from '../../src/protocol/vocabulary.ts';

/** What came back: `body` is undefined where there was none, or none that is JSON. */
export interface Answer {
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly body: JsonObject | undefined;
}

/** An opportunity that was made for a test. */
export interface Made {
  readonly id: string;
  readonly offers: readonly JsonObject[];
  readonly type: OpportunityType;
}

/** An item to be booked, by default with the first offer. */
export type Item = Made | readonly [opportunity: Made, offer: number];

export interface Wish {
  readonly criteria?: Criteria;
  readonly type?: OpportunityType;
  readonly flow?: BookingFlow;
  readonly seller?: SellerName;
}

/** Properties of a body made otherwise; undefined takes one out. */
export type Changes = Readonly<Record<string, Json | undefined>>;

export interface Who {
  readonly partner?: PartnerName;
  readonly seller?: SellerName;
}

export const BROKER: JsonObject = { '@type': 'Organization', name: 'MyFitnessApp', url: 'https://app.example.com/' };
export const CUSTOMER: JsonObject = { '@type': 'Person', email: 'geoff@example.com', telephone: '01865 111111' };
export const PAYMENT: JsonObject = {
  '@type': 'Payment',
  identifier: '12345678ABCD',
  name: 'AcmeBroker Points',
  accountId: 'SN1593',
  paymentProviderId: 'STRIPE',
};
export const RESELLER: Changes = { brokerRole: iri('ResellerBroker') };
export const NO_BROKER: Changes = { brokerRole: iri('NoBroker'), broker: undefined };

/** The feeds in which opportunities of a type come, and those in which their offers do. */
const FEEDS: Record<OpportunityType, readonly [own: string, offers: string]> = {
  ScheduledSession: ['scheduled-sessions', 'session-series'],
  FacilityUseSlot: ['facility-use-slots', 'facility-use-slots'],
  IndividualFacilityUseSlot: ['individual-facility-use-slots', 'individual-facility-use-slots'],
  CourseInstance: ['course-instances', 'course-instances'],
  CourseInstanceSubEvent: ['course-instances', 'course-instances'],
  HeadlineEvent: ['headline-events', 'headline-events'],
  HeadlineEventSubEvent: ['events', 'events'],
  Event: ['events', 'events'],
  OnDemandEvent: ['on-demand-events', 'on-demand-events'],
};

/** The time at which every test begins. */
export const START = Date.parse('2026-06-01T10:00:00Z');

/** `409 OrderQuote`, `400 IncompleteBrokerDetailsError`, `204`. */
export function said({ status, body }: Answer): string {
  const type = getString(body, '@type');
  return type === undefined ? String(status) : `${String(status)} ${type}`;
}

/** The types of the errors of each item, in the order in which they came. */
export const itemErrors = ({ body }: Answer): readonly string[] =>
  getArray(body, 'orderedItem').map((item) =>
    getArray(item, 'error')
      .map((error) => getString(error, '@type'))
      .join(' '),
  );

export const total = ({ body }: Answer) => getNumber(get(body, 'totalPaymentDue'), 'price');
export const statuses = ({ body }: Answer): readonly (string | undefined)[] =>
  getArray(body, 'orderedItem').map((item) => getString(item, 'orderItemStatus')?.split('/').at(-1));

function apply(body: JsonObject, changes: Changes): JsonObject {
  const entries = Object.entries({ ...body, ...changes });
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** A booking system and a broker that talks to it in process, at a time that only moves when told to. */
export async function startKit(options: Omit<BookingSystemOptions, 'clock' | 'port'> = {}) {
  const clock: AdjustableClock = adjustableClock(() => START);
  const system: BookingSystem = await startBookingSystem({ ...options, clock });

  async function request(method: string, url: string, body?: Json | { readonly text: string }, who: Who = {}) {
    const { partner = 'primary', seller = 'primary' } = who;
    const isText = getString(body, 'text') !== undefined;
    const text = isText ? getString(body, 'text') : JSON.stringify(body);
    const response = await system.inject({
      method: method as 'GET',
      url: url.startsWith('http') ? url : `${system.baseUrl}/${url}`,
      headers: {
        'content-type': MEDIA_TYPE,
        'x-openactive-test-client-id': CLIENT_IDS[partner],
        'x-openactive-test-seller-id': sellerIdAt(system.datasetSiteUrl, seller),
      },
      ...(body !== undefined && text !== undefined && { body: text }),
    });
    const answer: Answer = {
      status: response.status,
      mediaType: response.headers['content-type'],
      body: response.body.startsWith('{') ? (JSON.parse(response.body) as JsonObject) : undefined,
    };
    return answer;
  }

  /** All items of a feed, read from its start. */
  async function feed(name: string, who: Who = {}): Promise<readonly JsonObject[]> {
    const url = name.endsWith('-rpde') ? name : `${system.datasetSiteUrl}feeds/${name}`;
    return getArray((await request('GET', url, undefined, who)).body, 'items') as readonly JsonObject[];
  }

  async function inFeed(name: string, id: string): Promise<Json | undefined> {
    const all = (await feed(name)).map((item) => get(item, 'data'));
    return [...all, ...all.flatMap((data) => getArray(data, 'subEvent'))].find((data) => idOf(data) === id);
  }

  async function make(wish: Wish = {}): Promise<Made> {
    const { criteria = 'Bookable', type = 'ScheduledSession', flow = 'OpenBookingSimpleFlow' } = wish;
    const { seller = 'primary' } = wish;
    const sellerId = sellerIdAt(system.datasetSiteUrl, seller);
    const path = 'test-interface/datasets/tests/opportunities';
    const made = await request('POST', path, opportunityRequest({ type, criteria, flow, sellerId }));
    const id = getString(made.body, '@id') ?? '';
    const [own, offers] = FEEDS[type];
    const data = await inFeed(own, id);
    const parentId = idOf(get(data, WIRE_TYPES[type].parent?.property ?? '')) ?? id.replace(/\/events\/\d+$/, '');
    const inherited = get(data, 'offers') === undefined;
    const source = inherited ? await inFeed(offers, parentId) : data;
    return { id, type, offers: getArray(source, 'offers') as readonly JsonObject[] };
  }

  /** The spaces that the open feed shows. */
  async function shown({ id, type }: Made): Promise<number | undefined> {
    const data = await inFeed(FEEDS[type][0], id);
    return getNumber(data, WIRE_TYPES[type].type === 'Slot' ? 'remainingUses' : 'remainingAttendeeCapacity');
  }

  function body(call: CheckpointName, items: readonly Item[], changes: Changes, { seller = 'primary' }: Who) {
    const orderedItem = items.map((item, position) => {
      const [opportunity, offer] = 'id' in item ? [item, 0] : item;
      const acceptedOffer = idOf(opportunity.offers[offer]) ?? '';
      return { '@type': 'OrderItem', position, acceptedOffer, orderedItem: opportunity.id };
    });
    const usual = {
      '@context': CONTEXT,
      '@type': CALLS[call].bodyType,
      brokerRole: iri('AgentBroker'),
      broker: BROKER,
      seller: sellerIdAt(system.datasetSiteUrl, seller),
      ...(call !== 'C1' && { customer: CUSTOMER }),
      orderedItem,
    };
    return apply(usual, changes);
  }

  const send = (call: CallName, uuid: string, sent?: Json, who: Who = {}) =>
    request(CALLS[call].method, `${CALLS[call].path}/${uuid}`, sent, who);

  const quote = (call: 'C1' | 'C2', uuid: string, items: readonly Item[], changes: Changes = {}, who: Who = {}) =>
    send(call, uuid, body(call, items, changes, who), who);

  /** C2, and then a P or B with its total, and a payment where it is due in advance. */
  async function order(
    call: 'P' | 'B',
    uuid: string,
    items: readonly Item[],
    changes: Changes = {},
    who: Who = {},
  ): Promise<Answer> {
    const c2 = await quote('C2', uuid, items, {}, who);
    const totalPaymentDue = get(c2.body, 'totalPaymentDue');
    const isDue = get(totalPaymentDue, 'openBookingPrepayment') === iri('Required');
    return direct(call, uuid, items, { totalPaymentDue, ...(isDue && { payment: PAYMENT }), ...changes }, who);
  }

  /** A P or B alone. */
  const direct = (call: 'P' | 'B', uuid: string, items: readonly Item[], changes: Changes = {}, who: Who = {}) =>
    send(call, uuid, body(call, items, changes, who), who);

  /** B after P, with what it takes and no more. */
  const confirm = (uuid: string, proposal: Answer, changes: Changes = {}) =>
    send(
      'B',
      uuid,
      apply(
        {
          '@context': CONTEXT,
          '@type': 'Order',
          orderProposalVersion: get(proposal.body, 'orderProposalVersion') ?? '',
        },
        changes,
      ),
    );

  /** The cancellation of items that an answer shows. */
  const cancel = (uuid: string, items: readonly Json[], changes: Changes = {}, who: Who = {}) =>
    send(
      'cancel',
      uuid,
      {
        '@context': CONTEXT,
        '@type': 'Order',
        orderedItem: items.map((item) =>
          apply({ '@type': 'OrderItem', '@id': idOf(item) ?? '', orderItemStatus: iri('CustomerCancelled') }, changes),
        ),
      },
      who,
    );

  const act = (action: SellerAction, { body: made }: Answer) =>
    request(
      'POST',
      'test-interface/actions',
      actionRequest(action, { type: getString(made, '@type') ?? '', id: idOf(made) ?? '' }),
    );

  const uuid = () => randomUUID();
  return { system, clock, request, feed, make, shown, send, quote, order, direct, confirm, cancel, act, uuid };
}
export type Kit = Awaited<ReturnType<typeof startKit>>;

/** The items that an answer shows. */
export const itemsOf = ({ body }: Answer): readonly JsonObject[] =>
  getArray(body, 'orderedItem') as readonly JsonObject[];
