import { opportunityId } from '../protocol/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import { elapse, free, type Belief, type Ground, type MachineKey, type World } from '../model/index.ts';
import { blame, type Causes } from './causes.ts';
import type { RuleBroken } from './explain.ts';
import { NO_MEMORY, type Memory } from './memory.ts';
import type { Verdict } from './rule.ts';

/** What the oracle knows in the middle of a conversation. Plain data; every look at the target gives a new one. */
export interface Watch {
  readonly belief: Belief;
  readonly ground: Ground;
  /** The base URI of the API, without a slash at its end. */
  readonly baseUrl: string;
  /** Whether breaches of the strict readings of unclear clauses are told too. */
  readonly strict: boolean;
  /** The time up to which the belief has been brought, in milliseconds since the epoch. */
  readonly at: number;
  readonly causes: Causes;
  /** The spaces that the open feeds showed last, by opportunity. */
  readonly shown: ReadonlyMap<string, number>;
  /** How many spaces each opportunity may have had before the latest changes: what a feed that lags may still show. */
  readonly past: ReadonlyMap<string, ReadonlySet<number>>;
  /** The first answers that P and B gave, by order key and call: `primary {uuid} B`. */
  readonly answers: ReadonlyMap<string, JsonObject>;
  readonly memory: Memory;
}

/** A rule broken by what was just seen. */
export interface BreachSeen extends RuleBroken {
  /** Only the strict reading of an unclear clause is broken. */
  readonly unclear: boolean;
  /** A call's name, `open feed`, `orders feed`, … */
  readonly call: string;
}

/** A transition that a call took, and the machine whose it is. */
export interface Taken {
  readonly transition: string;
  readonly machine: MachineKey;
}

/** What the oracle makes of one look at the target. */
export interface Seen {
  readonly watch: Watch;
  /** In the order of their gravity: the root first. */
  readonly breaches: readonly BreachSeen[];
  /** The rules that could be judged, each passed or violated; and those that could not be, with the reason. */
  readonly verdicts: readonly { readonly rule: string; readonly verdict: Verdict }[];
  /** The transition of the order machine: `quoted —B accepted→ ordered`. */
  readonly transition: string | undefined;
  /** The machine that took it, where it is a call's. */
  readonly machine?: MachineKey;
  /** Of calls made at once: what each took in every order that explains their answers, where that is the same. */
  readonly raced?: readonly Taken[];
  /** The outcomes that the model admitted, in words. */
  readonly admitted: readonly string[];
}

/** A watch over a conversation that begins with these worlds. */
export function startWatch(options: {
  readonly ground: Ground;
  readonly baseUrl: string;
  readonly strict: boolean;
  readonly at: number;
  readonly world: World;
}): Watch {
  const { ground, baseUrl, strict, at, world } = options;
  return {
    belief: { worlds: [world], blind: undefined },
    ground: { ...ground, strict: false },
    baseUrl,
    strict,
    at,
    causes: new Map(),
    shown: new Map(
      Object.entries(world.spaces).flatMap(([id, spaces]) => (spaces === undefined ? [] : [[id, spaces]])),
    ),
    past: new Map(),
    answers: new Map(),
    memory: NO_MEMORY,
  };
}

/** How many spaces of each opportunity may be free. */
function freeIn({ worlds }: Belief): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  for (const world of worlds) {
    for (const id of Object.keys(world.spaces)) {
      const count = free(world, opportunityId(id));
      if (count !== undefined) found.set(id, (found.get(id) ?? new Set()).add(count));
    }
  }
  return found;
}

const isSame = (one: ReadonlySet<number>, other: ReadonlySet<number> | undefined): boolean =>
  one.size === other?.size && [...one].every((count) => other.has(count));

/** The watch with what is to be believed after a change; what was so before it may be shown for a while yet. */
export function believing(watch: Watch, belief: Belief): Watch {
  const after = freeIn(belief);
  let past = watch.past;
  for (const [id, counts] of freeIn(watch.belief)) {
    if (!isSame(counts, after.get(id))) past = new Map(past).set(id, new Set([...(past.get(id) ?? []), ...counts]));
  }
  return { ...watch, belief, past };
}

/** The watch brought up to a later time: leases may have lapsed. */
export function seeTime(watch: Watch, to: number): Watch {
  const belief = elapse(watch.belief, watch.at, to);
  if (belief === watch.belief) return { ...watch, at: to };
  const lapsing = watch.belief.worlds.flatMap((world) =>
    Object.values(world.orders).filter(({ hold }) => hold?.until !== undefined && hold.until <= to),
  );
  const touched = lapsing.flatMap(({ lines }) => lines.map(({ opportunity }) => opportunity));
  const causes = blame(watch.causes, touched, 'state/lapsed-lease-frees-spaces');
  return { ...believing(watch, belief), at: to, causes };
}

/** Nothing to say of something. */
export const unseen = (watch: Watch): Seen => ({
  watch,
  breaches: [],
  verdicts: [],
  transition: undefined,
  admitted: [],
});
