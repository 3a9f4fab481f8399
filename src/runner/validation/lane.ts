import { Worker } from 'node:worker_threads';
import type { Question, Reply } from './worker.ts';

/** What came of a question, or why nothing did. */
export type Outcome = Reply | { readonly unknown: 'stuck' | 'stopped' };

/** A worker thread that answers one question at a time, and is made anew after it got stuck or died. */
export interface Lane {
  ask(question: Question): Promise<Outcome>;
  /** Ends the worker; what is being asked comes to nothing. */
  stop(): Promise<void>;
}

/** The memory that a hostile body can make the validator use. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512 };

/** A lane whose worker is the module at `url`, given up after `patienceMs` without an answer. */
export function openLane(url: URL, patienceMs: number): Lane {
  let worker: Worker | undefined;
  let stopped = false;
  let giveUp: ((outcome: Outcome) => void) | undefined;

  function start(): Worker {
    const started = new Worker(url, { resourceLimits: RESOURCE_LIMITS, stdout: true, stderr: true });
    // A campaign that ends early is not kept from ending.
    started.unref();
    // An error is always followed by an exit, which is what is waited for.
    started.on('error', () => undefined);
    return started;
  }

  async function end(): Promise<void> {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function ask(question: Question): Promise<Outcome> {
    if (stopped) return { unknown: 'stopped' };
    const asked = (worker ??= start());
    const outcome = await new Promise<Outcome>((resolve) => {
      const settle = (settled: Outcome) => {
        clearTimeout(timer);
        asked.off('message', settle).off('exit', lost);
        resolve(settled);
      };
      const lost = () => {
        settle({ unknown: 'stuck' });
      };
      const timer = setTimeout(lost, patienceMs).unref();
      giveUp = settle;
      asked.on('message', settle).on('exit', lost);
      asked.postMessage(question);
    });
    if ('unknown' in outcome && outcome.unknown === 'stuck') await end();
    return outcome;
  }

  async function stop(): Promise<void> {
    stopped = true;
    giveUp?.({ unknown: 'stopped' });
    await end();
  }

  return { ask, stop };
}
