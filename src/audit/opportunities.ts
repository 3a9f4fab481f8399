import { opportunityId, type OpportunityId } from '../protocol/ids.ts';
import { get, getArray, idOf, isObject, typeOf, type Json, type JsonObject } from '../protocol/json.ts';
import { once, readOpportunity, type OpportunityFacts } from '../model/index.ts';
import { merge, partsOf } from '../target/opportunities.ts';
import { forgetful, forgottenNames } from './forgetful.ts';
import type { Logged } from './logged.ts';

/** What a recording has told of opportunities so far. */
export interface OpportunityBook {
  /** An opportunity as a feed shows it, with whatever is embedded in it. */
  add(data: JsonObject, logged: Logged): void;
  remove(id: string): void;
  /** An opportunity that the test interface made: nobody else knows of it. */
  created(id: OpportunityId, baseUrl: string, logged: Logged): void;
  /** What the answer to a quote tells of its items, for those that no feed has shown. */
  learnFromQuote(order: JsonObject): void;
  facts(id: OpportunityId, at: number | undefined): OpportunityFacts | undefined;
  /** When a feed showed it last; undefined where none did, or the recording has no times. */
  readAt(id: OpportunityId): number | undefined;
  /** Whether a feed may have shown an opportunity of which nothing is known any more. */
  mayHaveForgotten(id: OpportunityId): boolean;
  /** Whether nobody but those in the recording can book it: its spaces then change as the recording shows, and only so. */
  isOwn(id: OpportunityId, baseUrl: string): boolean;
  /** From now on its spaces may have changed in a way that is not known. */
  disown(id: OpportunityId): void;
  /** The exchanges that told what is known of an opportunity, each cut down to that. */
  sources(id: OpportunityId): readonly Logged[];
}

interface Node {
  /** As JSON: what no call ever asks for need not be more. */
  readonly text: string;
  /** Where it was read, without the bodies. */
  readonly source: Logged;
  readonly deleted: boolean;
}

/** The facts of an opportunity, and what they were put together from. */
interface Assembled {
  readonly from: readonly (readonly [string, Node | undefined])[];
  readonly facts: OpportunityFacts | undefined;
}

/** An opportunity as a quote shows it, as JSON. */
interface Quoted {
  readonly text: string;
}

const factsOfQuote = once(({ text }: Quoted) => readOpportunity(JSON.parse(text) as JsonObject, true));

/** An opportunity that the test interface made. */
interface Owned {
  readonly baseUrl: string;
  readonly source: Logged;
  /** How the feeds showed it first: with all its spaces. */
  readonly first?: Node;
}

/** So many opportunities of the feeds are remembered, the latest seen, and no more than so many characters of them. */
const OF_FEEDS = { entries: 20_000, weight: 16_000_000, weigh: ({ text }: Node) => text.length };
/** The same of what quotes tell. */
const OF_QUOTES = { entries: 5_000, weight: 4_000_000, weigh: ({ text }: Quoted) => text.length };
/** So many that the test interface made. */
const OWNED = 4_000;
/** So many are kept as they were put together. */
const ASSEMBLED = 1_000;

/**
 * What was read longer ago may have been changed since by a seller, of which nothing need show in the recording: feeds
 * are read by others, too.
 */
const STALE_MS = 10 * 60_000;

/** What no rule asks of an opportunity, and much of its size. */
const UNREAD: ReadonlySet<string> = new Set([
  'image',
  'openingHoursSpecification',
  'amenityFeature',
  'formattedDescription',
  'beta:formattedDescription',
]);

/** A copy without what no rule reads. */
function lean(value: Json): Json {
  if (typeof value === 'string') return value.length > 2_000 ? value.slice(0, 2_000) : value;
  if (Array.isArray(value)) return value.map((each: Json) => lean(each));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (UNREAD.has(key) ? [] : [[key, lean(inner)]])),
  );
}

/** Longer ones are made lean before they are remembered. */
const LONG = 4_000;

function textOf(data: JsonObject): string {
  const text = JSON.stringify(data);
  return text.length > LONG ? JSON.stringify(lean(data)) : text;
}

export interface BookOptions {
  /** Whether what was read long ago is no longer trusted. */
  readonly stale: boolean;
  /** Is told of opportunities that the test interface made and that are no longer remembered. */
  readonly forgotten?: (id: OpportunityId) => void;
}

export function opportunityBook({ stale, forgotten }: BookOptions): OpportunityBook {
  const lost = forgottenNames();
  const nodes = forgetful<Node>({ ...OF_FEEDS, forgotten: lost.add });
  const owners = forgetful<Owned>({ entries: OWNED, forgotten: (id) => forgotten?.(opportunityId(id)) });
  const quoted = forgetful<Quoted>(OF_QUOTES);
  const assembled = forgetful<Assembled>({ entries: ASSEMBLED });

  function assemble(id: string): OpportunityFacts | undefined {
    const known = assembled.get(id);
    if (known?.from.every(([each, node]) => nodes.get(each) === node)) return known.facts;
    const from: (readonly [string, Node | undefined])[] = [];
    const find = (each: string) => {
      const node = nodes.get(each);
      if (node) nodes.set(each, node);
      from.push([each, node]);
      return node && { data: dataOf(node), deleted: node.deleted };
    };
    const node = find(id);
    const facts = node === undefined || node.deleted ? undefined : readOpportunity(merge(node.data, find));
    assembled.set(id, { from, facts });
    return facts;
  }

  const fresh = (id: string, at: number | undefined): boolean => {
    const read = nodes.get(id)?.source.receivedAt;
    return !stale || owners.get(id) !== undefined || read === undefined || at === undefined || at - read < STALE_MS;
  };

  return {
    add: (data, logged) => {
      const source = withoutBodies(logged);
      for (const [id, part] of partsOf(data)) {
        const node = { text: textOf(part), source, deleted: false };
        nodes.set(id, node);
        const owned = owners.get(id);
        if (owned && owned.first === undefined) owners.set(id, { ...owned, first: node });
      }
    },
    remove: (id) => {
      const node = nodes.get(id);
      if (node) nodes.set(id, { ...node, deleted: true });
    },
    created: (id, baseUrl, source) => {
      owners.set(id, { baseUrl, source });
    },
    learnFromQuote: (order) => {
      for (const [id, text] of quotedIn(order)) quoted.set(id, { text });
    },
    facts: (id, at) => {
      const published = fresh(id, at) ? assemble(id) : undefined;
      const quote = published || nodes.get(id)?.deleted === true ? undefined : quoted.get(id);
      return published ?? (quote && factsOfQuote(quote));
    },
    readAt: (id) => nodes.get(id)?.source.receivedAt,
    mayHaveForgotten: lost.mayHave,
    isOwn: (id, baseUrl) => {
      const owned = owners.get(id);
      if (owned) owners.set(id, owned);
      return owned?.baseUrl === baseUrl;
    },
    disown: (id) => {
      owners.delete(id);
    },
    sources: (id) => {
      const owned = owners.get(id);
      assemble(id);
      const [own, ...parents] = (assembled.get(id)?.from ?? []).map(([, node]) => node);
      const read = [owned?.first ?? own, ...parents].filter((each) => each !== undefined);
      return [...(owned ? [owned.source] : []), ...read.map(readingOf)];
    },
  };
}

const withoutBodies = (logged: Logged): Logged => ({
  ...logged,
  sent: undefined,
  answer: { kind: 'response', status: 200, mediaType: undefined, body: { kind: 'none' } },
});

/** The exchange that told of an opportunity, cut down to it: as the Test Suite's broker would pass it on. */
const readingOf = (node: Node): Logged => ({
  ...node.source,
  answer: { kind: 'response', status: 200, mediaType: undefined, body: { kind: 'json', value: dataOf(node) } },
});

const dataOf = ({ text }: Node): JsonObject => JSON.parse(text) as JsonObject;

const SPACES: readonly string[] = ['remainingAttendeeCapacity', 'remainingUses'];

const withoutSpaces = (opportunity: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(opportunity).filter(([key]) => !SPACES.includes(key)));

/**
 * The opportunities of an answer without errors, as its items show them. Which offers need approval a quote says only
 * for all of them together. Once they are booked, their spaces may be counted before or after.
 */
function quotedIn(order: JsonObject): readonly (readonly [string, string])[] {
  const items = getArray(order, 'orderedItem');
  const approval = get(order, 'orderRequiresApproval') === true;
  const booked = typeOf(order) !== 'OrderQuote';
  if (approval && items.length > 1) return [];
  return items.flatMap((item) => {
    const [opportunity, offer] = [get(item, 'orderedItem'), get(item, 'acceptedOffer')];
    if (!isObject(opportunity) || !isObject(offer) || get(item, 'error') !== undefined) return [];
    const id = idOf(opportunity);
    if (typeOf(opportunity) === undefined || id === undefined || idOf(offer) === undefined) return [];
    const requirement = approval ? { openBookingFlowRequirement: ['https://openactive.io/OpenBookingApproval'] } : {};
    const seller = get(order, 'seller');
    const organizer = isObject(seller) ? { organizer: seller } : {};
    const lasting = booked ? withoutSpaces(opportunity) : opportunity;
    return [[id, JSON.stringify({ ...lasting, ...organizer, offers: [{ ...offer, ...requirement }] })] as const];
  });
}

/** The ids of the opportunities that a request's items name. */
export const opportunitiesIn = (body: Json | undefined): readonly OpportunityId[] =>
  getArray(body, 'orderedItem').flatMap((item) => {
    const id = idOf(get(item, 'orderedItem'));
    return id === undefined ? [] : [opportunityId(id)];
  });
