import type { Response } from '../../../src/protocol/exchange.ts';
import { get, getArray, isObject, type Json, type JsonObject } from '../../../src/protocol/json.ts';
import { MEDIA_TYPE } from '../../../src/protocol/media-type.ts';
import { iri, type OrderItemStatus, type Prepayment, type TaxMode } from '../../../src/protocol/vocabulary.ts';
import {
  admit,
  assume,
  examine,
  orderIn,
  readAnswer,
  type CallRequest,
  type Ground,
  type World,
} from '../../../src/model/index.ts';
import type { AnswerSighting, Rule, Verdict } from '../../../src/oracle/rule.ts';
import { ANSWER_RULES } from '../../../src/oracle/rules/index.ts';
import { NOW, opportunityIri, opportunityJson, sellerIri, uuidOf, type Wanted } from '../../model/fixture.ts';

/** Sound answers, written from the specification's words, for the tests of the rules on answers. */

export const BASE = 'https://booking.example.com/api';
export const VERSION = `${BASE}/order-proposals/${uuidOf('a')}/versions/0000000f-0000-4000-8000-000000000000`;

const without = (value: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

const seller = (taxMode: TaxMode): JsonObject => ({
  '@type': 'Organization',
  '@id': sellerIri('primary'),
  name: 'Acme Fitness',
  legalName: 'Acme Fitness Ltd',
  taxMode: iri(taxMode),
});

const money = (type: string, price: number): JsonObject => ({ '@type': type, price, priceCurrency: 'GBP' });
const tax = (price: number): readonly JsonObject[] => [
  { ...money('TaxChargeSpecification', price), name: 'VAT at 20%', rate: 0.2 },
];

/** The tax in, or on, a price at 20%. */
const TAXES: Readonly<Record<TaxMode, Readonly<Record<number, number>>>> = {
  TaxGross: { 0: 0, 10: 1.67, 30: 5 },
  TaxNet: { 10: 2 },
};

function taxOn(made: Made, name: string): number {
  const known = TAXES[made.taxMode ?? 'TaxGross'][made.wanted[name]?.price ?? 10];
  if (known === undefined) throw new Error(`the tax of ${name} is not given here`);
  return known;
}

/** How an answer is to be made. */
export interface Made {
  readonly call: 'C1' | 'C2' | 'P' | 'B';
  readonly items: readonly string[];
  readonly wanted: Readonly<Record<string, Wanted>>;
  /** What the broker sent and gets back: `broker`, `brokerRole`, `customer`, `payment`. */
  readonly sent: JsonObject;
  readonly total: number;
  readonly prepayment?: Prepayment;
  readonly taxMode?: TaxMode;
  readonly taxed?: boolean;
  readonly status?: OrderItemStatus;
}

const FOLDERS = { C1: 'order-quotes', C2: 'order-quotes', P: 'order-proposals', B: 'orders' } as const;
const TYPES = { C1: 'OrderQuote', C2: 'OrderQuote', P: 'OrderProposal', B: 'Order' } as const;

function itemOf(made: Made, name: string, position: number): JsonObject {
  const feed = opportunityJson(name, made.wanted[name]);
  const series = get(feed, 'superEvent');
  const offer = getArray(series, 'offers')[0];
  const { call, status, taxed = true } = made;
  const proposes = call === 'P' ? 'OrderItemProposed' : 'OrderItemConfirmed';
  return {
    '@type': 'OrderItem',
    position,
    ...(call === 'P' || call === 'B' ? { '@id': `${BASE}/orders/${uuidOf('a')}#/orderedItems/${position + 1}` } : {}),
    ...(call === 'P' || call === 'B' ? { orderItemStatus: iri(status ?? proposes) } : {}),
    acceptedOffer: without(isObject(offer) ? offer : {}, 'openBookingFlowRequirement'),
    orderedItem: {
      ...without(feed, '@context', 'superEvent'),
      superEvent: { '@type': 'SessionSeries', '@id': `${opportunityIri(name)}/series`, name: 'Yoga' },
    },
    ...(taxed ? { unitTaxSpecification: tax(taxOn(made, name)) } : {}),
  };
}

/** The sound answer to a C1, C2, P or B. */
export function answerOf(made: Made): JsonObject {
  const { call, items, sent, total, taxMode = 'TaxGross', prepayment = 'Required' } = made;
  const uuid = uuidOf('a');
  const quote = call === 'C1' || call === 'C2';
  const lease = { '@type': 'Lease', leaseExpires: new Date(NOW + 900_000).toISOString() };
  const pence = items.map((name) => Math.round(taxOn(made, name) * 100));
  const wholeTax = pence.reduce((sum, each) => sum + each, 0) / 100;
  return {
    '@context': 'https://openactive.io/',
    '@type': TYPES[call],
    '@id': `${BASE}/${FOLDERS[call]}/${uuid}`,
    ...(quote ? { lease } : {}),
    ...(quote ? { orderRequiresApproval: items.some((name) => made.wanted[name]?.approval === true) } : {}),
    ...(call === 'P' ? { orderProposalStatus: iri('AwaitingSellerConfirmation'), orderProposalVersion: VERSION } : {}),
    bookingService: { '@type': 'BookingService', name: 'Acme Booking' },
    ...Object.fromEntries(
      Object.entries(sent).filter(([key]) => ['broker', 'brokerRole', 'customer', 'payment'].includes(key)),
    ),
    seller: seller(taxMode),
    orderedItem: items.map((name, position) => itemOf(made, name, position)),
    totalPaymentDue: { ...money('PriceSpecification', total), openBookingPrepayment: iri(prepayment) },
    ...(made.taxed === false ? {} : { totalPaymentTax: tax(wholeTax) }),
  };
}

export const respond = (status: number, body?: Json): Response => ({
  kind: 'response',
  status,
  mediaType: MEDIA_TYPE,
  body: body === undefined ? { kind: 'none' } : { kind: 'json', value: body },
});

/** An error as the specification has it. */
export const errorOf = (type: string, statusCode: number, more: JsonObject = {}): JsonObject => ({
  '@context': 'https://openactive.io/',
  '@type': type,
  statusCode,
  ...more,
});

/** A call and its sound answer, in a world. */
export interface Scene {
  readonly name: string;
  readonly world: World;
  readonly ground: Ground;
  readonly request: CallRequest;
  readonly response: Response;
}

/** The world after a scene, in which its answer was admissible. */
export function after({ world, request, response, ground, name }: Scene): World {
  const moved = admit(world, request, readAnswer(request, response), ground, NOW)?.worlds[0];
  if (moved === undefined) throw new Error(`the model admits no such answer: ${name}`);
  return moved;
}

/** What the rules see of a scene; with another answer, if need be. */
export function sightingOf(scene: Scene, response = scene.response): AnswerSighting {
  const { world, request, ground } = scene;
  const observed = readAnswer(request, response);
  if (observed.kind !== 'accepted' && observed.kind !== 'refused') throw new Error(`nothing to see: ${scene.name}`);
  const examination = examine(world, request, ground, NOW);
  const worlds = admit(world, request, observed, ground, NOW)?.worlds ?? assume(examination, observed);
  const body = response.body.kind === 'json' && isObject(response.body.value) ? response.body.value : {};
  const before = examination.record;
  const last = worlds[0] ?? world;
  return {
    request,
    response,
    observed,
    body,
    examination,
    before,
    after: orderIn(last, request.key),
    worlds,
    ground,
    baseUrl: BASE,
    now: NOW,
    quotes: [],
    refusal: undefined,
  };
}

/** The rules that look at an answer, each with its verdict. */
export function verdictsOn(sighting: AnswerSighting): ReadonlyMap<string, Verdict> {
  const looks = (rule: Rule): readonly (readonly [string, Verdict])[] => {
    const { check, id } = rule;
    if (check.by !== 'answer' || !check.calls.includes(sighting.request.call)) return [];
    return check.outcome === 'any' || check.outcome === sighting.observed.kind ? [[id, check.check(sighting)]] : [];
  };
  return new Map(ANSWER_RULES.flatMap(looks));
}

/** Where a value lies in JSON. */
export type Path = readonly (string | number)[];

/** JSON with the value at a path replaced; or, for undefined, left out. */
export function withValue(json: Json, path: Path, value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (Array.isArray(json)) {
    const list = json as readonly Json[];
    return rest.length === 0 && value === undefined
      ? list.filter((_, index) => index !== key)
      : list.map((element, index) => (index === key ? withValue(element, rest, value) : element));
  }
  const object = isObject(json) ? json : {};
  if (rest.length === 0 && value === undefined) return without(object, String(key));
  return { ...object, [key]: withValue(object[String(key)] ?? {}, rest, value) };
}

/** The response with the value at a path of its body replaced. */
export function changed(response: Response, path: Path, value: Json | undefined): Response {
  const json = response.body.kind === 'json' ? response.body.value : {};
  return { ...response, body: { kind: 'json', value: withValue(json, path, value) } };
}
