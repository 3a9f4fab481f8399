import { get, getArray, idOf, isObject, type Json, type JsonObject } from '../../../protocol/json.ts';
import { readAmount, type Pennies } from '../../../protocol/money.ts';
import type { OfferId } from '../../../protocol/ids.ts';
import type { OpportunityFacts } from '../../../model/index.ts';

/** An opportunity and one of its offers, as the open feeds publish them. */
export interface Published {
  readonly opportunity: OpportunityFacts;
  /** The offers with the id that was asked for: some systems publish one id with several sets of values. */
  readonly offers: readonly JsonObject[];
  /** What it costs; undefined where the offers of that id do not agree. */
  readonly price: Pennies | undefined;
}

const PARENTS = ['superEvent', 'facilityUse', 'aggregateFacilityUse'] as const;

/** An opportunity in an answer or a feed, and what it belongs to, nearest first. */
export function lineage(opportunity: Json | undefined): readonly JsonObject[] {
  const found: JsonObject[] = [];
  let node = opportunity;
  while (isObject(node) && found.length < 5) {
    found.push(node);
    const child: JsonObject = node;
    node = PARENTS.map((key) => get(child, key)).find(isObject);
  }
  return found;
}

const remembered = new WeakMap<OpportunityFacts, Map<string, Published>>();

/** What the open feeds say of an opportunity and its offer with an id; undefined where it has none such. */
export function publishedOf(opportunity: OpportunityFacts, id: OfferId): Published | undefined {
  const known = remembered.get(opportunity) ?? new Map<string, Published>();
  remembered.set(opportunity, known);
  const before = known.get(id);
  if (before) return before;
  const offers = lineage(opportunity.raw)
    .flatMap((node) => getArray(node, 'offers'))
    .filter((offer): offer is JsonObject => isObject(offer) && idOf(offer) === id);
  if (offers.length === 0) return undefined;
  const prices = new Set(offers.map((offer) => readAmount(get(offer, 'price') ?? 0)));
  const made: Published = { opportunity, offers, price: prices.size === 1 ? [...prices][0] : undefined };
  known.set(id, made);
  return made;
}
