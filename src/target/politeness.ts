import pLimit from 'p-limit';
import type { TargetClock } from './config.ts';
import { noAnswer } from './failures.ts';
import type { HttpAnswer } from './http.ts';
import { askedPause, isBusy } from './retry.ts';

/** How much of a target is asked at once. */
export interface Pace {
  /** The most requests that are sent in a second. */
  readonly requestsPerSecond?: number;
  /** The most requests that are under way at once. */
  readonly concurrency?: number;
}

/** So many failures one after another, and the target is left alone for a while before each further request. */
const FAILURES_UNTIL_PAUSE = 5;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Decides when each request may go. */
export interface Courtesy {
  /** Calls `send` when it is its turn. */
  inTurn(send: () => Promise<HttpAnswer>): Promise<HttpAnswer>;
  /** Ends the waits under way; what waited is not sent. */
  interrupt(): void;
}

/** Every request goes at once. */
export const HASTE: Courtesy = { inTurn: (send) => send(), interrupt: () => undefined };

/**
 * Keeps to a pace; waits with everything where the target asks one request to wait (`Retry-After`); and stays away for
 * longer and longer from a target that gives no answers. Time is the clock's, as everywhere in this room.
 */
export function courtesy(pace: Pace, clock: TargetClock): Courtesy {
  const limit = pLimit(pace.concurrency ?? Infinity);
  const interval = pace.requestsPerSecond === undefined ? 0 : 1_000 / pace.requestsPerSecond;
  let interruption = new AbortController();
  let nextAt = 0;
  let quietUntil = 0;
  let failures = 0;

  async function waitForTurn(signal: AbortSignal): Promise<void> {
    const now = clock.now();
    const at = Math.max(now, nextAt, quietUntil);
    nextAt = at + interval;
    if (at > now) await clock.sleep(at - now, signal);
  }

  function note(answer: HttpAnswer): void {
    const now = clock.now();
    failures = answer.kind === 'no-answer' && answer.reason !== 'redirected' ? failures + 1 : 0;
    const tired = failures - FAILURES_UNTIL_PAUSE;
    const asked = answer.kind === 'response' && isBusy(answer) ? askedPause(answer.retryAfter, now) : undefined;
    const pause = asked ?? (tired < 0 ? 0 : FIRST_PAUSE_MS * 2 ** tired);
    quietUntil = Math.max(quietUntil, now + Math.min(LONGEST_PAUSE_MS, pause));
  }

  async function sendInTurn(send: () => Promise<HttpAnswer>, signal: AbortSignal): Promise<HttpAnswer> {
    try {
      signal.throwIfAborted();
      await waitForTurn(signal);
    } catch {
      return noAnswer('connection-lost', 'interrupted before it was sent');
    }
    const answer = await send();
    note(answer);
    return answer;
  }

  const interrupt = () => {
    interruption.abort();
    interruption = new AbortController();
  };
  const inTurn: Courtesy['inTurn'] = (send) => {
    const { signal } = interruption;
    return limit(() => sendInTurn(send, signal));
  };
  return { inTurn, interrupt };
}
