import type { Logged } from './logged.ts';

/** An exchange in its turn, with those that were under way at the same time and come after it. */
export interface InTurn {
  readonly logged: Logged;
  readonly alongside: readonly Logged[];
}

/** Answers that take longer than this are rarer than recordings that should wait for them. */
const WAIT_MS = 15_000;
/** And no more exchanges than this are held back. */
const HELD_BACK = 500;

/**
 * The exchanges in the order in which they were sent. Recordings hold them as they were sent or as they were answered;
 * an exchange is held back for as long as another may turn up that was sent before its answer. Those without times keep
 * their places.
 */
export async function* inOrder(exchanges: AsyncIterable<Logged>): AsyncGenerator<InTurn, void> {
  let held: Logged[] = [];
  let latest = -Infinity;
  const release = function* (until: number, most: number): Generator<InTurn, void> {
    while (held.length > 0) {
      const [first, ...rest] = held;
      if (first === undefined || (held.length <= most && (first.receivedAt ?? -Infinity) > until)) return;
      held = rest;
      yield { logged: first, alongside: rest.filter((other) => overlaps(first, other)) };
    }
  };
  for await (const logged of exchanges) {
    insert(held, logged);
    latest = Math.max(latest, logged.receivedAt ?? -Infinity);
    yield* release(latest - WAIT_MS, HELD_BACK);
  }
  yield* release(Infinity, 0);
}

/** Puts an exchange in its place among those held back: mostly the last. */
function insert(held: Logged[], logged: Logged): void {
  const { sentAt } = logged;
  let at = held.length;
  while (at > 0 && sentAt !== undefined && (held[at - 1]?.sentAt ?? -Infinity) > sentAt) at -= 1;
  held.splice(at, 0, logged);
}

/** Whether the second was sent while the first, sent before, was not answered yet. */
const overlaps = (first: Logged, second: Logged): boolean =>
  first.receivedAt !== undefined && second.sentAt !== undefined && second.sentAt < first.receivedAt;
