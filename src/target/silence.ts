import type { Exchange } from '../protocol/exchange.ts';
import type { TargetClock } from './config.ts';

/** So many requests without an answer, one after another, are taken for silence. */
const ENOUGH = 5;

/** Watches whether a target answers anything at all. */
export function watchSilence(clock: Pick<TargetClock, 'now'>) {
  let inARow = 0;
  let since = 0;
  return {
    note: ({ answer, sentAt }: Pick<Exchange, 'answer' | 'sentAt'>): void => {
      if (answer.kind === 'response' || answer.reason === 'redirected') inARow = 0;
      else {
        if (inARow === 0) since = sentAt;
        inARow += 1;
      }
    },
    /** For how long it has been silent, in milliseconds; 0 where it is not. */
    ms: (): number => (inARow < ENOUGH ? 0 : Math.max(1, clock.now() - since)),
  };
}
