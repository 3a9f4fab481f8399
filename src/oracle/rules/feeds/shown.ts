import { orderUuid, type OrderUuid } from '../../../protocol/ids.ts';
import { getString, isObject, typeOf, type JsonObject } from '../../../protocol/json.ts';
import type { RpdeItem, RpdePage } from '../../../protocol/rpde.ts';
import { orderKey, type OrderKey, type World } from '../../../model/index.ts';
import type { FeedSighting } from '../../rule.ts';

/** What an item of an orders feed is about: both may have the same UUID. */
export type Subject = 'order' | 'proposal';

/** An order or a proposal as a feed shows it. */
export interface Shown {
  /** Undefined where a deleted item in a feed of both does not tell. */
  readonly subject: Subject | undefined;
  readonly uuid: OrderUuid;
  /** The order of this UUID of the partner whose feed it is. */
  readonly key: OrderKey;
  readonly deleted: boolean;
  readonly item: RpdeItem;
  /** Empty where the item has none. */
  readonly data: JsonObject;
}

const UUIDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

/** The UUID of the order: the last one in its `@id`, or in the item's, since a base URI may hold one too. */
function uuidOf({ id, data }: RpdeItem): OrderUuid {
  const texts = [getString(data, '@id') ?? '', id, getString(data, 'identifier') ?? ''];
  const found = texts.map((text) => text.match(UUIDS)?.at(-1)).find((uuid) => uuid !== undefined);
  return orderUuid(found ?? id.split('/').at(-1) ?? id);
}

/** By which an item is known again, within one feed. */
export const identityOf = ({ kind, id }: RpdeItem): string => `${kind ?? ''} ${id}`;

/** What an item says by itself that it is. Its kind says little: some systems give "Order" to proposals too. */
function saidSubject({ id, kind, data }: RpdeItem): Subject | undefined {
  const type = typeOf(data);
  if (type === 'OrderProposal') return 'proposal';
  if (type === 'Order') return 'order';
  if (/proposal/i.test(`${kind ?? ''} ${id} ${getString(data, '@id') ?? ''}`)) return 'proposal';
  return id.includes('/orders/') ? 'order' : undefined;
}

/** What each item is, by all that was ever shown of it: a deleted one tells little by itself. */
function subjectsIn({ earlier, pages }: FeedSighting): ReadonlyMap<string, Subject> {
  const found = new Map<string, Subject>();
  for (const item of [...earlier, ...pages].flatMap(({ items }) => items)) {
    const subject = saidSubject(item);
    if (subject !== undefined) found.set(identityOf(item), subject);
  }
  return found;
}

/** Everything that some pages show of orders and proposals, in the order of reading. */
function readAll(pages: readonly RpdePage[], sighting: FeedSighting): readonly Shown[] {
  const subjects = subjectsIn(sighting);
  const otherwise = sighting.shared ? undefined : sighting.feed === 'orders' ? 'order' : 'proposal';
  return pages
    .flatMap(({ items }) => items)
    .map((item): Shown => {
      const uuid = uuidOf(item);
      return {
        subject: saidSubject(item) ?? subjects.get(identityOf(item)) ?? otherwise,
        uuid,
        key: orderKey(sighting.partner, uuid),
        deleted: item.state === 'deleted',
        item,
        data: isObject(item.data) ? item.data : {},
      };
    });
}

/** The last that was shown of each. */
const latest = (all: readonly Shown[]): readonly Shown[] => [
  ...new Map(all.map((shown) => [identityOf(shown.item), shown])).values(),
];

/** What a feed shows now, and what it showed at the partner's earlier looks. */
export interface View {
  readonly sighting: FeedSighting;
  readonly now: readonly Shown[];
  readonly before: readonly Shown[];
}

export const viewOf = (sighting: FeedSighting): View => ({
  sighting,
  now: latest(readAll(sighting.pages, sighting)),
  before: latest(readAll(sighting.earlier, sighting)),
});

/** Whether some world knows of an order of this key: the feed of a shared system holds others too. */
export const isKnown = (key: OrderKey, worlds: readonly World[]): boolean =>
  worlds.some(({ orders }) => orders[key] !== undefined);

/** What is shown of the orders and proposals that the worlds know, and of which none has lost track. */
export const settled = (all: readonly Shown[], { worlds }: FeedSighting): readonly Shown[] =>
  all.filter(({ key }) => isKnown(key, worlds) && worlds.every(({ orders }) => orders[key]?.unsettled !== true));

/** Each order's or proposal's sightings in their order, earlier looks first. */
export function histories(sighting: FeedSighting): readonly (readonly Shown[])[] {
  const all = settled(readAll([...sighting.earlier, ...sighting.pages], sighting), sighting);
  const found = new Map<string, Shown[]>();
  for (const shown of all) {
    const identity = identityOf(shown.item);
    const known = found.get(identity);
    if (known) known.push(shown);
    else found.set(identity, [shown]);
  }
  return [...found.values()];
}

/** Whether a feed is one that shows orders, or proposals. */
export const covers = ({ shared, feed }: FeedSighting, subject: Subject): boolean =>
  shared || feed === (subject === 'order' ? 'orders' : 'order-proposals');

/** What is shown of an order or of a proposal; a deleted item that does not tell which may be either. */
export function find(all: readonly Shown[], key: OrderKey, subject: Subject): Shown | undefined {
  const mine = all.filter((shown) => shown.key === key);
  return mine.find((shown) => shown.subject === subject) ?? mine.find((shown) => shown.subject === undefined);
}
