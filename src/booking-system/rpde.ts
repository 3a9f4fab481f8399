import type { JsonObject } from '../protocol/json.ts';

/** A place in a feed: what comes after it has not been read yet (RPDE, "modified timestamp and ID" ordering). */
export interface Cursor {
  readonly modified: number;
  readonly id: string;
}

/** How feeds number and page their items. */
export interface RpdeSeam {
  /** The `modified` of an item that changes now; `last` is the highest given out so far, `previous` the item's own. */
  stamp(at: {
    readonly now: number;
    readonly last: number;
    readonly previous: number | undefined;
    readonly feeds: 'open' | 'orders';
  }): number;
  /** Whether an item comes after a place in the feed. */
  follows(item: Cursor, after: Cursor): boolean;
  /** Whether a change of an item at `changedAt` is already to be seen; until then the item is as it was. */
  shows(changedAt: number, now: number, feeds: 'open' | 'orders'): boolean;
  readonly pageSize: number;
  /** Query parameters that `next` of a last page carries beside its place. */
  lastPageExtras(now: number): Readonly<Record<string, string>>;
}

export const soundRpde: RpdeSeam = {
  stamp: ({ now, last }) => Math.max(now, last + 1),
  follows: (item, after) => item.modified > after.modified || (item.modified === after.modified && item.id > after.id),
  shows: () => true,
  pageSize: 500,
  lastPageExtras: () => ({}),
};

interface Entry extends Cursor {
  readonly changedAt: number;
  /** The item as JSON text. */
  text: string;
  /** When a newer entry of the same item was written further down; undefined while there is none. */
  replacedAt: number | undefined;
}

/** One RPDE feed. Items are written when they change, so reading a page only joins texts. */
export interface Feed {
  put(id: string, data: JsonObject): void;
  /** Settles what is to be written, and its `modified`; the function that it gives writes it. */
  prepare(id: string, data: JsonObject | undefined): () => void;
  /** Shows the item as deleted; nothing happens where it was never shown. */
  remove(id: string): void;
  has(id: string): boolean;
  /** The page after a place, as JSON text; from the start without one. */
  page(after: Cursor | undefined): string;
}

/** What the feeds of one booking system share. */
export interface FeedOptions {
  readonly url: string;
  readonly kind: string;
  readonly now: () => number;
  /** The highest `modified` given out so far, in any feed. */
  readonly counter: { last: number };
  readonly seam: RpdeSeam;
  /** Of open data only. */
  readonly license: string | undefined;
}

function itemText(kind: string, id: string, modified: number, data: JsonObject | undefined): string {
  return JSON.stringify({ state: data === undefined ? 'deleted' : 'updated', kind, id, modified, data });
}

/** Where the first entry stands whose `modified` is not below the given one. */
function lowerBound(entries: readonly Entry[], modified: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.modified ?? Infinity) < modified) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Entries are kept in the order of (`modified`, `id`); a new one nearly always goes last. */
function insert(entries: Entry[], entry: Entry): void {
  let place = entries.length;
  while (place > 0) {
    const before = entries[place - 1];
    if (before === undefined || before.modified < entry.modified) break;
    if (before.modified === entry.modified && before.id < entry.id) break;
    place -= 1;
  }
  entries.splice(place, 0, entry);
}

/** The URL of the page after a place. */
function nextOf(url: string, after: Cursor | undefined, extras: Readonly<Record<string, string>>): string {
  const place = after ? { afterTimestamp: String(after.modified), afterId: after.id } : {};
  const query = new URLSearchParams({ ...place, ...extras }).toString();
  return query === '' ? url : `${url}?${query}`;
}

export function createFeed({ url, kind, now, counter, seam, license }: FeedOptions): Feed {
  const feeds = license === undefined ? 'orders' : 'open';
  let entries: Entry[] = [];
  let replaced = 0;
  const byId = new Map<string, Entry>();

  function prepare(id: string, data: JsonObject | undefined): () => void {
    const modified = seam.stamp({ now: now(), last: counter.last, previous: byId.get(id)?.modified, feeds });
    counter.last = Math.max(counter.last, modified);
    const text = itemText(kind, id, modified, data);
    return () => {
      write(id, modified, text);
    };
  }

  function write(id: string, modified: number, text: string): void {
    const previous = byId.get(id);
    if (previous?.modified === modified) {
      previous.text = text;
      return;
    }
    if (previous) retire(previous);
    const entry: Entry = { id, modified, changedAt: now(), text, replacedAt: undefined };
    byId.set(id, entry);
    insert(entries, entry);
  }

  const isToBeSeen = (time: number) => (entry: Entry) =>
    entry.replacedAt === undefined || !seam.shows(entry.replacedAt, time, feeds);

  function retire(entry: Entry): void {
    entry.replacedAt = now();
    replaced += 1;
    if (replaced < 1000 || replaced * 2 < entries.length) return;
    entries = entries.filter(isToBeSeen(now()));
    replaced = 0;
  }

  function itemsAfter(after: Cursor | undefined): readonly Entry[] {
    const found: Entry[] = [];
    const time = now();
    const isCurrent = isToBeSeen(time);
    for (let i = after ? lowerBound(entries, after.modified) : 0; i < entries.length; i += 1) {
      const entry = entries[i];
      if (entry === undefined || found.length === seam.pageSize || !seam.shows(entry.changedAt, time, feeds)) break;
      if (isCurrent(entry) && (!after || seam.follows(entry, after))) found.push(entry);
    }
    return found;
  }

  return {
    put: (id, data) => {
      prepare(id, data)();
    },
    prepare,
    remove: (id) => {
      if (byId.has(id)) prepare(id, undefined)();
    },
    has: (id) => byId.has(id),
    page: (after) => {
      const items = itemsAfter(after);
      const last = items.at(-1) ?? after;
      const next = nextOf(url, last, items.length === 0 ? seam.lastPageExtras(now()) : {});
      const texts = items.map(({ text }) => text).join(',');
      const end = license === undefined ? '' : `,"license":${JSON.stringify(license)}`;
      return `{"next":${JSON.stringify(next)},"items":[${texts}]${end}}`;
    },
  };
}

/** The place that a feed's URL names; undefined at its start, `invalid` where the parameters make no sense. */
export function readCursor(query: Readonly<Record<string, unknown>>): Cursor | undefined | 'invalid' {
  const { afterTimestamp, afterId } = query;
  if (afterTimestamp === undefined && afterId === undefined) return undefined;
  if (typeof afterTimestamp !== 'string' || typeof afterId !== 'string') return 'invalid';
  return /^\d+$/.test(afterTimestamp) ? { modified: Number(afterTimestamp), id: afterId } : 'invalid';
}
