import type { Logged } from './logged.ts';

/** An exchange in its turn, with those that come after it as far as they are known. */
export interface InTurn {
  readonly logged: Logged;
  /** Those that were sent while it was under way. */
  readonly alongside: readonly Logged[];
  /** Those, and what is known beyond them, in their order. To be read at once: it changes with the next turn. */
  readonly ahead: readonly Logged[];
}

/** Answers that take longer than this are rarer than recordings that should wait for them. */
const WAIT_MS = 15_000;
/** And no more exchanges than this are held back, nor more of the recording than so many characters: pages may be large. */
const HELD_BACK = 500;
const HELD_CHARACTERS = 16_000_000;

/**
 * The exchanges in the order in which they were sent. Recordings hold them as they were sent or as they were answered;
 * an exchange is held back for as long as another may turn up that was sent before its answer. Those without times keep
 * their places.
 */
export async function* inOrder(exchanges: AsyncIterable<Logged>): AsyncGenerator<InTurn, void> {
  const held: Logged[] = [];
  let characters = 0;
  let latest = -Infinity;
  let timed = true;
  const isDue = (first: Logged): boolean =>
    held.length > HELD_BACK || characters > HELD_CHARACTERS || (first.receivedAt ?? -Infinity) <= latest - WAIT_MS;
  const release = (logged: Logged): InTurn => {
    characters -= logged.size ?? 0;
    return { logged, alongside: alongsideOf(logged, held, timed), ahead: held };
  };
  for await (const logged of exchanges) {
    insert(held, logged);
    timed &&= logged.sentAt !== undefined;
    characters += logged.size ?? 0;
    latest = Math.max(latest, logged.receivedAt ?? -Infinity);
    for (let [first] = held; first !== undefined && isDue(first); [first] = held) {
      held.shift();
      yield release(first);
    }
  }
  for (let first = held.shift(); first !== undefined; first = held.shift()) yield release(first);
}

/** All that there is, in its order, as turns. */
export const turnsOf = (exchanges: readonly Logged[]): readonly InTurn[] =>
  exchanges.map((logged, index) => {
    const ahead = exchanges.slice(index + 1);
    return { logged, alongside: alongsideOf(logged, ahead, false), ahead };
  });

/** Puts an exchange in its place among those held back: mostly the last. */
function insert(held: Logged[], logged: Logged): void {
  const { sentAt } = logged;
  let at = held.length;
  while (at > 0 && sentAt !== undefined && (held[at - 1]?.sentAt ?? -Infinity) > sentAt) at -= 1;
  held.splice(at, 0, logged);
}

/** Those that were sent while the first was not answered yet. Where all have times, nothing does after one that does not. */
function alongsideOf(first: Logged, held: readonly Logged[], timed: boolean): readonly Logged[] {
  if (!timed) return held.filter((other) => overlaps(first, other));
  const end = held.findIndex((other) => !overlaps(first, other));
  return end < 0 ? [...held] : held.slice(0, end);
}

/** Whether the second was sent while the first, sent before, was not answered yet. */
const overlaps = ({ receivedAt }: Logged, { sentAt }: Logged): boolean =>
  receivedAt !== undefined && sentAt !== undefined && sentAt < receivedAt;
