import type { Belief, OpportunityFacts, OrderKey, OrderRecord, World } from '../model/index.ts';
import type { OpportunityId } from '../protocol/ids.ts';

/**
 * The model's state in a form in which states that differ only in the names of orders, items and partners, in ids, in
 * times and in what the opportunity costs are one.
 */

/** A renaming of orders and partners: the order at `renaming[i]` is taken for the order `i`. */
export type Renaming = readonly number[];

/** What the ids of one conversation stand for. */
export interface Naming {
  /** The keys of the orders, slot by slot. */
  readonly keys: readonly OrderKey[];
  /** The symbolic names of the orders, slot by slot. */
  readonly orders: readonly string[];
  /** Every id of the booking system's that may stand in a record, with what stands for it in all conversations. */
  readonly ids: ReadonlyMap<string, string>;
}

/** The ids of an opportunity and its offers. The longest first: an offer's id may begin with its opportunity's. */
export function idsOf({ id, offers }: OpportunityFacts, name: string): Naming['ids'] {
  const ofOffers = offers.map((offer, index): [string, string] => [offer.id, `${name} offer ${String(index + 1)}`]);
  const all: readonly [string, string][] = [...ofOffers, [id, name]];
  return new Map(all.toSorted(([one], [other]) => other.length - one.length));
}

/** What differs between repeats of one thing changes nothing from here on: more changes than so many are alike. */
const MOST_CHANGES = 2;

const known = new WeakMap<OrderRecord, string>();

const PRICE = /"price":[\d.]+/g;

/** A total beside the prices of its items, which differ between one opportunity and another. */
function totalOf({ total, lines }: OrderRecord): string {
  if (total === undefined) return 'unknown';
  if (total === 0) return 'nothing';
  return total === lines.reduce((sum, { price }) => sum + price, 0) ? 'sum' : 'other';
}

/** A text in which each id is replaced by what stands for it. */
const replaced = (text: string, ids: Naming['ids']): string =>
  [...ids].reduce((result, [id, name]) => result.replaceAll(id, name), text);

function contentOf({ content }: OrderRecord, order: string, ids: Naming['ids']): unknown {
  if (content === undefined) return null;
  const text = `${content.items}|${content.customer}|${content.rest}`;
  return replaced(text, ids).replaceAll(`payment-of-${order}`, 'payment').replaceAll(PRICE, '"price"');
}

/** A record without its key, ids, times and prices. */
function recordText(record: OrderRecord, order: string, ids: Naming['ids']): string {
  const found = known.get(record);
  if (found !== undefined) return found;
  const { hold } = record;
  const spaces = (held: Readonly<Record<OpportunityId, number>>) =>
    Object.entries(held).map(([id, count]) => `${ids.get(id) ?? id} ${String(count)}`);
  const text = JSON.stringify([
    record.state,
    record.role,
    record.prepayment,
    record.flow,
    record.lines.map(({ opportunity, offer, itemId, status }) => [
      ids.get(opportunity),
      ids.get(offer),
      itemId !== undefined,
      status,
    ]),
    hold && [spaces(hold.spaces), hold.until !== undefined, hold.leasedUntil !== undefined],
    contentOf(record, order, ids),
    totalOf(record),
    record.payer,
    record.paid,
    record.versions.length,
    Math.min(record.changes, MOST_CHANGES),
    Math.min(record.proposalChanges, MOST_CHANGES),
    record.unsettled,
  ]);
  known.set(record, text);
  return text;
}

/** The records of a world, slot by slot, and what it knows of the spaces. */
function partsOf({ orders, spaces }: World, { keys, orders: names, ids }: Naming) {
  return {
    records: keys.map((key, slot) => {
      const record = orders[key];
      return record === undefined ? '' : recordText(record, names[slot] ?? '', ids);
    }),
    spaces: Object.entries(spaces)
      .filter(([id]) => ids.has(id))
      .map(([, count]) => String(count))
      .join(),
  };
}

/** A state as all explorations name it, and the renamings by which it comes to be named so. */
export interface Canonical {
  readonly text: string;
  readonly by: readonly Renaming[];
}

/** The canonical form of a belief: the least of the texts that the renamings give. */
export function canonicalOf({ worlds, blind }: Belief, naming: Naming, renamings: readonly Renaming[]): Canonical {
  const parts = worlds.map((world) => partsOf(world, naming));
  let text: string | undefined;
  let by: Renaming[] = [];
  for (const renaming of renamings) {
    const renamed = parts
      .map(({ records, spaces }) => `${renaming.map((slot) => records[slot]).join('\n')}\n${spaces}`)
      .sort()
      .join('\n\n');
    if (text !== undefined && renamed > text) continue;
    if (renamed !== text) by = [];
    text = renamed;
    by.push(renaming);
  }
  return { text: `${text ?? ''}${blind ?? ''}`, by };
}
