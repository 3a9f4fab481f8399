import type { TargetClock } from '../target/index.ts';

/** How scenarios wait for feeds, which lag, and what is learned of how far they do. */

/** The open feeds lag by other lengths than those of orders. */
export type FeedKind = 'open' | 'orders';

export interface Patience {
  /** How long to wait before each further look, in milliseconds; what the last look does not show is missing. */
  waits(kind: FeedKind): readonly number[];
  /** Waits. False where the end of the campaign came first: what has not shown by then cannot be told. */
  pause(ms: number, kind: FeedKind): Promise<boolean>;
  /** Notes that a change showed, so many milliseconds after it was made. */
  noteShown(kind: FeedKind, ms: number): void;
}

/** How long changes took to show in the feeds of one kind. */
export interface Lag {
  /** How many changes were seen to show. */
  readonly changes: number;
  /** The longest that one took, in milliseconds. */
  readonly longestMs: number;
}

/** What a campaign has learned of its target's feeds. */
export interface Lags {
  note(kind: FeedKind, ms: number): void;
  of(kind: FeedKind): Lag | undefined;
}

export function learnLags(): Lags {
  const known = new Map<FeedKind, Lag>();
  return {
    note: (kind, ms) => {
      const { changes, longestMs } = known.get(kind) ?? { changes: 0, longestMs: 0 };
      known.set(kind, { changes: changes + 1, longestMs: Math.max(longestMs, Math.round(ms)) });
    },
    of: (kind) => known.get(kind),
  };
}

/** How a session has to wait, by what its feeds are given. */
interface Waits {
  readonly lookAgainMs: readonly number[];
  readonly ordersLookAgainMs?: readonly number[];
}

export const waitsFor = ({ lookAgainMs, ordersLookAgainMs = lookAgainMs }: Waits, kind: FeedKind): readonly number[] =>
  kind === 'orders' ? ordersLookAgainMs : lookAgainMs;

/** Waits by the clock alone, as long as is given. */
const plainPatience = (clock: TargetClock, waits: Waits): Patience => ({
  waits: (kind) => waitsFor(waits, kind),
  pause: async (ms) => {
    await clock.sleep(ms);
    return true;
  },
  noteShown: () => undefined,
});

/** What came of a look that was given up. */
export const NOT_AWAITED = 'not shown yet when the campaign ended';

/** How a session waits. */
export const patienceOf = ({
  clock,
  patience,
  ...waits
}: Waits & {
  readonly clock: TargetClock;
  readonly patience?: Patience;
}): { readonly patience: Patience; readonly clock: TargetClock } => ({
  patience: patience ?? plainPatience(clock, waits),
  clock,
});

/** So many changes have to be seen before a feed's lag is taken for known. */
const CHANGES_TO_LEARN = 3;
/** How many times the longest lag that was seen a change may take. */
const MARGIN = 3;
const SHORTEST_MS = 2_000;

/** How long a change takes at most, by what has been learned, in milliseconds; undefined where that is not enough. */
export const enoughFor = (lag: Lag | undefined): number | undefined =>
  lag === undefined || lag.changes < CHANGES_TO_LEARN ? undefined : Math.max(SHORTEST_MS, MARGIN * lag.longestMs);

/** Waits cut to what has been learned: for looks that something is missing again, where it was missing before. */
export function learnedWaits(waits: readonly number[], lag: Lag | undefined): readonly number[] {
  const enough = enoughFor(lag);
  if (enough === undefined) return waits;
  const cut: number[] = [];
  let waited = 0;
  for (const wait of waits) {
    if (waited >= enough) break;
    cut.push(Math.min(wait, enough - waited));
    waited += wait;
  }
  return cut;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** Waits before looks, ever longer, that come to a length of time in the end. */
export function waitsWithin(milliseconds: number): readonly number[] {
  const waits: number[] = [];
  let left = milliseconds;
  for (let wait = FIRST_WAIT_MS; left > 0; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    const next = left < 2 * wait ? left : wait;
    waits.push(next);
    left -= next;
  }
  return waits;
}

/** What one look at a feed came to. */
export interface Look<Value> {
  readonly value: Value;
  /** Whether nothing is missing. */
  readonly settled: boolean;
  /** Whether it shows a change that no earlier look did. */
  readonly news: boolean;
}

/**
 * Looks again and again until nothing is missing, or no wait is left. `changedAt`: when the latest change was made.
 * Undefined where the campaign ended while something was missing.
 */
export async function lookUntil<Value>(
  { patience, clock }: { readonly patience: Patience; readonly clock: TargetClock },
  kind: FeedKind,
  changedAt: number,
  look: () => Promise<Look<Value>>,
): Promise<Value | undefined> {
  let last = await look();
  for (const wait of last.settled ? [] : patience.waits(kind)) {
    if (!(await patience.pause(wait, kind))) return undefined;
    last = await look();
    if (last.settled) break;
  }
  if (last.settled && last.news) patience.noteShown(kind, clock.now() - changedAt);
  return last.value;
}
