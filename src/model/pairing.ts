import type { OfferId, OpportunityId, OrderItemId } from '../protocol/ids.ts';
import { get, getNumber, getString, idOf, type Json } from '../protocol/json.ts';

/**
 * Which item of an order an item of an answer is. The order of the elements in the array tells nothing: positions do
 * (#schemaorderitem), and after P, where an answer need have none, the opportunity and the offer that an item shows.
 */

/** What tells an item of an order from the others. */
export interface Sought {
  readonly opportunity: OpportunityId | undefined;
  readonly offer: OfferId | undefined;
  readonly position: number | undefined;
  readonly itemId?: OrderItemId | undefined;
}

const shown = (item: Json) => [idOf(get(item, 'orderedItem')), idOf(get(item, 'acceptedOffer'))] as const;

/** Whether an item of an answer shows no other opportunity or offer than was asked for. */
function fits({ opportunity, offer }: Sought, item: Json): boolean {
  const same = (asked: string | undefined, seen: string | undefined) =>
    asked === undefined || seen === undefined || asked === seen;
  const [seenOpportunity, seenOffer] = shown(item);
  return same(opportunity, seenOpportunity) && same(offer, seenOffer);
}

const isPair = ({ opportunity, offer }: Sought, item: Json): boolean =>
  shown(item).every((seen, which) => seen !== undefined && seen === [opportunity, offer][which]);

const showsSomething = (item: Json): boolean => shown(item).some((seen) => seen !== undefined);

type Tie = (line: Sought, item: Json, samePlace: boolean) => boolean;

/** What ties an item of an answer to one of the order: the surest first. */
function ties(lines: readonly Sought[]): readonly Tie[] {
  const distinct = new Set(lines.map(({ position }) => position)).size === lines.length;
  const ways: readonly Tie[] = [
    isPair,
    (line, item) => showsSomething(item) && fits(line, item),
    (line, item) => fits(line, item),
  ];
  return [
    (line, item) => line.itemId !== undefined && getString(item, '@id') === line.itemId && fits(line, item),
    (line, item) => distinct && line.position === (getNumber(item, 'position') ?? NaN) && fits(line, item),
    ...ways.flatMap((way): readonly Tie[] => [(line, item, samePlace) => samePlace && way(line, item, samePlace), way]),
  ];
}

/**
 * For each item of an answer, the index in `lines` of the one that it is; undefined where it fits none. No two get the
 * same as long as there is another that fits.
 */
export function pairItems(lines: readonly Sought[], items: readonly Json[]): readonly (number | undefined)[] {
  const found: (number | undefined)[] = items.map(() => undefined);
  for (const tie of ties(lines)) {
    for (const [place, item] of items.entries()) {
      if (found[place] !== undefined) continue;
      const line = lines.findIndex((each, index) => !found.includes(index) && tie(each, item, index === place));
      if (line >= 0) found[place] = line;
    }
  }
  return found.map((line, place) => {
    const alike = line ?? lines.findIndex((each) => fits(each, items[place] ?? null));
    return alike < 0 ? undefined : alike;
  });
}

/** As {@link pairItems}; what fits none is taken for the one in its place, or the first that is left. */
export function placeItems(lines: readonly Sought[], items: readonly Json[]): readonly number[] {
  const paired = pairItems(lines, items);
  const left = lines.map((_, index) => index).filter((index) => !paired.includes(index));
  return paired.map((line, place) => {
    if (line !== undefined) return line;
    const at = Math.max(0, left.indexOf(place));
    return left.splice(at, 1)[0] ?? place;
  });
}
