import {
  errorsOf,
  findOffer,
  isBooked,
  isProposal,
  minimalFaults,
  pairItems,
  placeItems,
  type Ground,
  type OrderLine,
  type RequestLine,
} from '../../../model/index.ts';
import { get, getArray, isObject, typeOf, type Json, type JsonObject } from '../../../protocol/json.ts';
import { notApplicable, type AnswerSighting, type Verdict } from '../../rule.ts';
import { lineage, publishedOf, type Published } from './published.ts';

/** An item of an answer, beside what was asked for. */
export interface ItemSight {
  readonly raw: Json;
  /** Its place in the request's items, or in the order's, after P; undefined where it has none there. */
  readonly line: number | undefined;
  readonly errors: readonly string[];
  /** The opportunity that it shows, and what that belongs to, nearest first. */
  readonly nodes: readonly JsonObject[];
  readonly published: Published | undefined;
}

/** An answer as the rules on answers read it. */
export interface Sight {
  /** The order that came back: with success, or as a quote whose items carry errors. */
  readonly order: JsonObject | undefined;
  readonly items: readonly ItemSight[];
  /** What was asked for, an entry an item of the request (of the proposal, after P): as published, where it is. */
  readonly asked: readonly (Published | undefined)[];
  /** The body that asked for the order: the request's, or for B after P the proposal's. */
  readonly sent: JsonObject | undefined;
  /** Whether P or B had been accepted for the UUID already, so that the answer may show the order as it was then. */
  readonly repeat: boolean;
  /** Of a repeat: the body that asked for the order first. */
  readonly first: JsonObject | undefined;
}

const parsed = new WeakMap<object, JsonObject | undefined>();

/** The body that made a proposal or an order, from what is remembered of it. */
function sentBefore({ before }: AnswerSighting): JsonObject | undefined {
  const { content } = before;
  if (content === undefined) return undefined;
  if (parsed.has(content)) return parsed.get(content);
  const rest: unknown = JSON.parse(content.rest);
  const customer = content.customer === 'undefined' ? {} : { customer: JSON.parse(content.customer) as Json };
  const body = isObject(rest) ? { ...rest, ...customer } : undefined;
  parsed.set(content, body);
  return body;
}

function publishedLine(line: RequestLine | OrderLine, { openData }: Ground): Published | undefined {
  const opportunity = line.opportunity === undefined ? undefined : openData.opportunities.get(line.opportunity);
  return opportunity && line.offer !== undefined && findOffer(opportunity, line.offer)
    ? publishedOf(opportunity, line.offer)
    : undefined;
}

function orderOf({ request, observed, body }: AnswerSighting): JsonObject | undefined {
  if (observed.kind === 'accepted') return observed.body;
  const quote = request.call === 'C1' || request.call === 'C2';
  return quote && observed.error.status === 409 && typeOf(body) === 'OrderQuote' ? body : undefined;
}

function look(sighting: AnswerSighting): Sight {
  const { request, before, ground } = sighting;
  const order = orderOf(sighting);
  const fromBefore = request.minimal || request.call === 'status';
  const lines: readonly (RequestLine | OrderLine)[] = fromBefore ? before.lines : request.lines;
  const asked = lines.map((line) => publishedLine(line, ground));
  const answered = getArray(order, 'orderedItem');
  const placed = fromBefore ? pairItems(before.lines, answered) : placeItems(request.lines, answered);
  const items = answered.map((raw, place): ItemSight => {
    const index = placed[place];
    const line = index !== undefined && index < lines.length ? index : undefined;
    const published = line === undefined ? undefined : asked[line];
    return { raw, line, errors: errorsOf(raw), nodes: lineage(given(raw, 'orderedItem')), published };
  });
  const repeat = isBooked(before) || (isProposal(before) && request.call !== 'B');
  const first = fromBefore || repeat ? sentBefore(sighting) : undefined;
  // What more than the minimal body a B after P carries may be taken up or not.
  const more = request.minimal && minimalFaults(request).length > 0;
  return { order, items, asked, sent: fromBefore ? (more ? undefined : first) : request.body, repeat, first };
}

const seen = new WeakMap<AnswerSighting, Sight>();

/** What an answer shows; looked at once for all rules. */
export function sightOf(sighting: AnswerSighting): Sight {
  const known = seen.get(sighting);
  if (known) return known;
  const made = look(sighting);
  seen.set(sighting, made);
  return made;
}

const NO_ORDER = notApplicable('the answer holds no order');
const REPEATED = notApplicable('a repeated call may be answered with the order as it was');
const OF_REFUSAL = notApplicable('the order was refused');

/** A check of the order that an answer holds. */
export const ofOrder =
  (check: (order: JsonObject, sight: Sight, sighting: AnswerSighting) => Verdict) =>
  (sighting: AnswerSighting): Verdict => {
    const sight = sightOf(sighting);
    return sight.order ? check(sight.order, sight, sighting) : NO_ORDER;
  };

/** As {@link ofOrder}, of an answer that is no repeat. */
export const ofNewOrder = (check: (order: JsonObject, sight: Sight, sighting: AnswerSighting) => Verdict) =>
  ofOrder((order, sight, sighting) => (sight.repeat ? REPEATED : check(order, sight, sighting)));

/** As {@link ofOrder}, of an order that was accepted. */
export const ofAccepted = (check: (order: JsonObject, sight: Sight, sighting: AnswerSighting) => Verdict) =>
  ofOrder((order, sight, sighting) =>
    sighting.observed.kind === 'accepted' ? check(order, sight, sighting) : OF_REFUSAL,
  );

/** A JSON value in a few words, for people. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** A property that is there: JSON's null is no value. */
export const given = (value: unknown, key: string): Json | undefined => get(value, key) ?? undefined;
