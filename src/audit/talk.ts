import type { JsonObject } from '../protocol/json.ts';
import type { OpportunityId, OrderUuid } from '../protocol/ids.ts';
import type { RpdePage } from '../protocol/rpde.ts';
import { beliefOf, elapse, EMPTY_WORLD, type Belief, type Ground, type OrderKey } from '../model/index.ts';
import { startWatch, type Watch } from '../oracle/index.ts';
import type { Logged } from './logged.ts';
import { freeSpaces, joined } from './worlds.ts';

/**
 * Orders that have to do with each other: those of one UUID, and those that want the same spaces. Whatever has nothing to
 * do with each other is watched apart, so that a recording of a million orders is no harder than one of ten.
 */
export interface Talk {
  watch: Watch;
  readonly uuids: Set<OrderUuid>;
  readonly opportunities: Set<OpportunityId>;
  /** Of each opportunity, numbers of free spaces that were right once, and until when: a feed may lag. */
  readonly past: Map<OpportunityId, Map<number, number>>;
  /** What the feeds of orders showed of these orders, by feed and partner. */
  readonly shown: Map<string, readonly RpdePage[]>;
  /** What the credentials looked like with which an order was first spoken of. */
  readonly tokens: Map<OrderKey, string>;
  /** The exchanges that have to do with it, for the findings. */
  readonly exchanges: Logged[];
  /** Whether its first exchanges are no longer kept. */
  cut: boolean;
  /** Until when a call was under way. */
  busyUntil: number;
}

/** More exchanges of one talk are not kept. */
const KEPT = 120;

/** A talk about more orders is given up: too much would hang on too little. */
export const MOST_ORDERS = 40;

export function startTalk(ground: Ground, baseUrl: string, strict: boolean, at: number): Talk {
  return {
    watch: startWatch({ ground, baseUrl, strict, at, world: EMPTY_WORLD }),
    uuids: new Set(),
    opportunities: new Set(),
    past: new Map(),
    shown: new Map(),
    tokens: new Map(),
    exchanges: [],
    cut: false,
    busyUntil: -Infinity,
  };
}

/** Keeps an exchange with its talk. */
export function keep(talk: Talk, logged: Logged): void {
  talk.exchanges.push(logged);
  if (talk.exchanges.length <= KEPT) return;
  talk.exchanges.shift();
  talk.cut = true;
}

const merged = <Key, Value>(one: ReadonlyMap<Key, Value>, other: ReadonlyMap<Key, Value>): Map<Key, Value> =>
  new Map([...one, ...other]);

/** Several talks that turn out to be about the same. */
export function joinTalks([first, ...others]: readonly [Talk, ...Talk[]]): Talk {
  return others.reduce((one, other): Talk => {
    const later = one.watch.at >= other.watch.at ? one.watch : other.watch;
    return {
      watch: {
        ...later,
        belief: joined(one.watch.belief, other.watch.belief),
        causes: merged(one.watch.causes, other.watch.causes),
        shown: merged(one.watch.shown, other.watch.shown),
        answers: merged<string, JsonObject>(one.watch.answers, other.watch.answers),
      },
      uuids: new Set([...one.uuids, ...other.uuids]),
      opportunities: new Set([...one.opportunities, ...other.opportunities]),
      past: merged(one.past, other.past),
      shown: merged(one.shown, other.shown),
      tokens: merged(one.tokens, other.tokens),
      exchanges: [...one.exchanges, ...other.exchanges].sort(byTime).slice(-KEPT),
      cut: one.cut || other.cut || one.exchanges.length + other.exchanges.length > KEPT,
      busyUntil: Math.max(one.busyUntil, other.busyUntil),
    };
  }, first);
}

const byTime = (one: Logged, other: Logged): number =>
  one.sentAt !== undefined && other.sentAt !== undefined && one.sentAt !== other.sentAt
    ? one.sentAt - other.sentAt
    : one.place.line - other.place.line;

/** Notes the numbers of free spaces that are right now, before something changes them. */
export function notePast(talk: Talk, ids: readonly OpportunityId[], at: number): void {
  for (const id of ids) {
    const known = talk.past.get(id) ?? new Map<number, number>();
    for (const count of freeSpaces(talk.watch.belief, id)) known.set(count, at);
    talk.past.set(id, known);
  }
}

/** Notes every number of free spaces that calls made at once may have passed through, with so many items among them. */
export function notePassed(talk: Talk, ids: readonly OpportunityId[], at: number, items: number): void {
  for (const id of ids) {
    const counts = freeSpaces(talk.watch.belief, id);
    const known = talk.past.get(id) ?? new Map<number, number>();
    if (counts.length > 0) {
      for (let count = Math.min(...counts) - items; count <= Math.max(...counts) + items; count += 1)
        known.set(count, at);
    }
    talk.past.set(id, known);
  }
}

/** Unknown times are not waited for longer than this. */
const LONGEST_SLACK_MS = 24 * 60 * 60_000;

/** Where times are not exact: the belief in which whatever may have lapsed since may have done so already. */
export function perhapsLater(belief: Belief, at: number, slackMs: number): Belief {
  if (slackMs === 0 || belief.blind !== undefined) return belief;
  const latest = at + Math.min(slackMs, LONGEST_SLACK_MS);
  const ends = belief.worlds
    .flatMap(({ orders }) => Object.values(orders).map(({ hold }) => hold?.until))
    .filter((until) => until !== undefined && until <= latest);
  const moments = new Set([...ends, latest].filter((moment) => moment !== undefined));
  return beliefOf([...belief.worlds, ...[...moments].flatMap((moment) => elapse(belief, at, moment).worlds)]);
}
