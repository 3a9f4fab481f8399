import type { OpportunityId } from '../protocol/ids.ts';
import { get, getArray, idOf, isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { FeedItem } from './rpde.ts';

/** An opportunity as last seen in the open feeds. */
export interface SeenOpportunity {
  readonly id: OpportunityId;
  readonly state: 'updated' | 'deleted';
  /** Its JSON with its parents embedded; `offers` are its own and, after them, its parents'. */
  readonly data: JsonObject;
  /** The item it came in: that of its parent where it was embedded there. */
  readonly item: FeedItem;
  /** The first page of the feed that the item came in. */
  readonly feedUrl: string;
}

/** Everything seen in the open feeds. */
export interface OpportunityStore {
  add(feedUrl: string, item: FeedItem): void;
  get(id: OpportunityId): SeenOpportunity | undefined;
  /** Everything that has an id, what only holds opportunities too. */
  ids(): Iterable<OpportunityId>;
  /** The feeds in which an opportunity and its parents came. */
  feedsOf(id: OpportunityId): ReadonlySet<string>;
}

interface Held {
  readonly data: JsonObject;
  readonly item: FeedItem;
  readonly feedUrl: string;
  readonly deleted: boolean;
}

/** What was last seen under an id. */
export type Lookup = (id: string) => Pick<Held, 'data' | 'deleted'> | undefined;

/** The properties that lead from an opportunity to what it belongs to. */
const PARENTS = ['superEvent', 'facilityUse', 'aggregateFacilityUse'] as const;
/** The properties that hold opportunities inside what they belong to, and the way back from each. */
const CHILDREN = [
  ['individualFacilityUse', 'aggregateFacilityUse'],
  ['subEvent', 'superEvent'],
  ['event', 'facilityUse'],
] as const;
const MAXIMUM_DEPTH = 5;

export function createOpportunityStore(): OpportunityStore {
  const held = new Map<string, Held>();
  const idsOfItem = new Map<string, readonly string[]>();
  const find = (id: string): Held | undefined => held.get(id);

  function add(feedUrl: string, item: FeedItem): void {
    const key = JSON.stringify([feedUrl, item.kind, item.id]);
    const parts = item.state === 'deleted' || item.data === undefined ? [] : partsOf(item.data);
    const now = new Set(parts.map(([id]) => id));
    for (const id of idsOfItem.get(key) ?? []) {
      const before = held.get(id);
      if (before !== undefined && !now.has(id)) held.set(id, { ...before, item, deleted: true });
    }
    for (const [id, data] of parts) held.set(id, { data, item, feedUrl, deleted: false });
    // A deleted item's ids are kept, so that it is known again when it comes back.
    if (item.state !== 'deleted') idsOfItem.set(key, [...now]);
  }

  function getSeen(id: OpportunityId): SeenOpportunity | undefined {
    const found = held.get(id);
    if (found === undefined) return undefined;
    const { item, feedUrl } = found;
    return { id, state: found.deleted ? 'deleted' : 'updated', data: merge(found.data, find), item, feedUrl };
  }

  return { add, get: getSeen, ids: () => held.keys() as Iterable<OpportunityId>, feedsOf: (id) => feedsOf(id, find) };
}

/** An item's opportunity and those embedded in it, each with its id and a reference to what it is embedded in. */
export function partsOf(data: JsonObject, depth = 0): readonly (readonly [string, JsonObject])[] {
  const id = idOf(data);
  if (id === undefined || depth > MAXIMUM_DEPTH) return [];
  const inner = CHILDREN.flatMap(([property, back]) =>
    getArray(data, property)
      .filter(isObject)
      .flatMap((child) => partsOf({ ...child, [back]: id }, depth + 1)),
  );
  return [[id, data], ...inner];
}

/** The parents of an opportunity: looked up where they are only referred to. */
function parentsOf(data: JsonObject, find: Lookup): readonly (readonly [string, JsonObject])[] {
  return PARENTS.flatMap((property) => {
    const value = get(data, property);
    const known = isReference(value) ? find(idOf(value) ?? '') : undefined;
    if (known !== undefined) return known.deleted ? [] : [[property, withoutContext(known.data)] as const];
    return isObject(value) ? [[property, value] as const] : [];
  });
}

/** An `@id`, alone or as the only thing that an object says beside its type. */
const isReference = (value: Json | undefined): boolean =>
  typeof value === 'string' || (isObject(value) && Object.keys(value).every((key) => key === '@id' || key === '@type'));

/** An opportunity with its parents embedded, and their offers after its own. */
export function merge(data: JsonObject, find: Lookup, depth = 0): JsonObject {
  if (depth > MAXIMUM_DEPTH) return data;
  const parents = parentsOf(data, find).map(
    ([property, parent]) => [property, merge(parent, find, depth + 1)] as const,
  );
  const own = getArray(data, 'offers');
  const ownIds = new Set(own.map(idOf));
  const inherited = parents
    .flatMap(([, parent]) => getArray(parent, 'offers'))
    .filter((offer) => !ownIds.has(idOf(offer)));
  const offers = [...own, ...inherited];
  return { ...data, ...Object.fromEntries(parents), ...(offers.length === 0 ? {} : { offers }) };
}

function withoutContext(data: JsonObject): JsonObject {
  // The siblings of an IndividualFacilityUse say nothing about its slots, nor do other sessions of a series.
  const dropped: readonly string[] = ['@context', ...CHILDREN.map(([property]) => property)];
  return Object.fromEntries(Object.entries(data).filter(([key]) => !dropped.includes(key)));
}

function feedsOf(id: string, find: (id: string) => Held | undefined, depth = 0): ReadonlySet<string> {
  const found = find(id);
  if (found === undefined || depth > MAXIMUM_DEPTH) return new Set();
  const above = PARENTS.flatMap((property) => [...feedsOf(idOf(get(found.data, property)) ?? '', find, depth + 1)]);
  return new Set([found.feedUrl, ...above]);
}
