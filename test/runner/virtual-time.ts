import { setTimeout as delay } from 'node:timers/promises';
import { adjustableClock, startBookingSystem, type Clock } from '../../src/booking-system/index.ts';
import { embeddedClient, embeddedConfiguration, embeddedFeatures } from '../../src/cli/configuration-embedded.ts';
import { targetConfigOf } from '../../src/cli/configuration.ts';
import type { Session } from '../../src/runner/index.ts';
import { waitsWithin } from '../../src/runner/index.ts';
import { connect, secretMask, type HttpClient, type TargetClock } from '../../src/target/index.ts';
import type { About } from './kit.ts';

/** Time that passes only while everyone waits, so that tests of waiting take none. */
export interface VirtualTime extends TargetClock, Clock {
  /** Does work that takes no time of this kind: meanwhile time stands still. */
  busy<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Lets time pass until something is done. */
  until<Value>(work: Promise<Value>): Promise<Value>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** So many turns of the event loop without a sound, and everyone waits. */
const QUIET_TURNS = 3;

export function virtualTime(start = Date.parse('2026-06-01T10:00:00Z')): VirtualTime {
  let now = start;
  let working = 0;
  let sleepers: Sleeper[] = [];

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { at: now + ms, wake: resolve };
      sleepers = [...sleepers, sleeper];
      signal?.addEventListener('abort', () => {
        sleepers = sleepers.filter((each) => each !== sleeper);
        reject(new Error('interrupted'));
      });
    });
  }

  async function busy<Value>(work: () => Promise<Value>): Promise<Value> {
    working += 1;
    try {
      return await work();
    } finally {
      working -= 1;
    }
  }

  const turn = () => new Promise((resolve) => setImmediate(resolve));

  async function until<Value>(work: Promise<Value>): Promise<Value> {
    let done = false;
    const finished = work.finally(() => {
      done = true;
    });
    finished.catch(() => undefined);
    for (let quiet = 0; !done;) {
      await turn();
      quiet = working > 0 ? 0 : quiet + 1;
      const [next] = [...sleepers].sort((one, other) => one.at - other.at);
      if (quiet < QUIET_TURNS) continue;
      // Someone waits for what is not of this time, a thread for one.
      if (next === undefined) {
        await delay(1);
        continue;
      }
      quiet = 0;
      now = Math.max(now, next.at);
      sleepers = sleepers.filter((each) => each !== next);
      next.wake();
    }
    return finished;
  }

  return { now: () => now, sleep, busy, until };
}

/** A client each of whose answers takes so long. */
const slow = (client: HttpClient, time: VirtualTime, ms: number): HttpClient => ({
  ...client,
  send: async (request) => {
    await time.sleep(ms);
    return time.busy(() => client.send(request));
  },
});

/**
 * A session with a fresh embedded system that goes by virtual time as a real one goes by the clock, each answer taking
 * `answerMs`. What is used of it has to be waited for by `time.until`.
 */
export async function withRealTimeSession<Result>(
  about: About & { readonly answerMs?: number; readonly concurrency?: number },
  use: (session: Session, time: VirtualTime) => Promise<Result>,
): Promise<Result> {
  const { defects = [], variations = [], strict = false, answerMs = 40, concurrency = 1 } = about;
  const { through = (client: HttpClient) => client } = about;
  const time = virtualTime();
  const system = await startBookingSystem({ defects, variations, clock: adjustableClock(() => time.now()) });
  const configuration = embeddedConfiguration(system.datasetSiteUrl, embeddedFeatures(variations));
  const config = targetConfigOf(configuration, { allowLive: false });
  try {
    const client = slow(through(embeddedClient(system)), time, answerMs);
    const target = await time.until(connect(config, time, { client }));
    return await use(
      {
        target,
        clock: time,
        mask: secretMask(config),
        partners: ['primary', 'secondary'],
        sellers: configuration.sellers,
        features: configuration.features,
        strict,
        canWait: false,
        lookAgainMs: waitsWithin(180_000),
        realTime: true,
        concurrency,
        ...about.session,
      },
      time,
    );
  } finally {
    await system.stop();
  }
}
