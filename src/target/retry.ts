import { typeOf } from '../protocol/json.ts';
import type { NoAnswer } from '../protocol/exchange.ts';
import type { TargetClock, TargetLimits } from './config.ts';
import { noAnswer } from './failures.ts';
import { parseJson } from './body.ts';
import type { HttpAnswer, HttpResponse } from './http.ts';

const FIRST_PAUSE_MS = 1_000;

/**
 * Sends until the target is no longer busy: again after 429, and after a 503 that says that it is temporary
 * (#rate-limiting, #error-model), as often and as long as the limits allow.
 */
export async function sendPatiently(
  sendOnce: () => Promise<HttpAnswer>,
  clock: TargetClock,
  limits: Pick<TargetLimits, 'maximumRetries' | 'maximumRetryWaitMs'>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let waited = 0;
  for (let retries = 0; ; retries += 1) {
    const answer = await sendOnce();
    if (answer.kind === 'no-answer' || !isBusy(answer)) return answer;
    const pause = pauseBefore(answer, retries, clock.now());
    if (retries === limits.maximumRetries || waited + pause > limits.maximumRetryWaitMs) {
      return gaveUp(answer, retries + 1);
    }
    waited += pause;
    try {
      await clock.sleep(pause, signal);
    } catch {
      return gaveUp(answer, retries + 1);
    }
  }
}

export function isBusy(answer: HttpResponse): boolean {
  if (answer.status === 429) return true;
  if (answer.status !== 503) return false;
  return answer.retryAfter !== undefined || (typeOf(parseJson(answer.text)) ?? '').startsWith('TemporarilyUnable');
}

/** How long to wait: as `Retry-After` says (seconds or a date), else longer each time. */
function pauseBefore(answer: HttpResponse, retries: number, now: number): number {
  return askedPause(answer.retryAfter, now) ?? FIRST_PAUSE_MS * 2 ** retries;
}

/** The milliseconds that a `Retry-After` header asks for, in seconds or as a date; undefined where it asks for none. */
export function askedPause(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const ms = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function gaveUp(answer: HttpResponse, tries: number): NoAnswer {
  const asked = answer.retryAfter === undefined ? '' : `, Retry-After: ${answer.retryAfter}`;
  return noAnswer(
    'unavailable',
    `status ${String(answer.status)} after ${String(tries)} ${tries === 1 ? 'try' : 'tries'}${asked}`,
  );
}
