import { Semaphore } from 'async-mutex';

/** Several scenarios at once: so many that talk to the target, and others that only wait; results in their order. */

/** A place among those who may talk to the target. */
export interface Place {
  /** Gives the place to another for as long as something takes that asks nothing of the target. */
  aside<Value>(wait: () => Promise<Value>): Promise<Value>;
}

export interface Crew {
  /** Does work once there is a place for it: of those who wait, the one with the lowest turn is the first. */
  inPlace<Value>(turn: number, work: (place: Place) => Promise<Value>): Promise<Value>;
  /** Counts those who wait for as long as something takes. */
  apart<Value>(wait: () => Promise<Value>, many?: number): Promise<Value>;
  /** How many wait. */
  waiting(): number;
  /** Resolves when one more waits. */
  moreWait(): Promise<void>;
}

/** So many places. */
export function crewOf(places: number): Crew {
  const semaphore = new Semaphore(places);
  let waiting = 0;
  let tell: () => void = () => undefined;
  let told: Promise<void> | undefined;

  async function apart<Value>(wait: () => Promise<Value>, many = 1): Promise<Value> {
    waiting += many;
    told = undefined;
    tell();
    try {
      return await wait();
    } finally {
      waiting -= many;
    }
  }

  async function inPlace<Value>(turn: number, work: (place: Place) => Promise<Value>): Promise<Value> {
    const acquire = async () => (await semaphore.acquire(1, -turn))[1];
    let leave = await acquire();
    const aside: Place['aside'] = async (wait) => {
      leave();
      try {
        return await apart(wait);
      } finally {
        leave = await acquire();
      }
    };
    try {
      return await work({ aside });
    } finally {
      leave();
    }
  }

  return {
    inPlace,
    apart,
    waiting: () => waiting,
    moreWait: () =>
      (told ??= new Promise((resolve) => {
        tell = resolve;
      })),
  };
}

/** How many jobs may be under way; and a promise that resolves when it may be more. */
export interface Room {
  size(): number;
  grown(): Promise<void>;
  /** How many may have begun whose results are still to be given. */
  readonly ahead: number;
}

/** A job under way, or done and not given yet. */
interface Started<Result> {
  readonly result: Promise<Result>;
  done: boolean;
  /** Whether others need not wait for it any more. */
  late: boolean;
}

/** Tells who waits that something has happened. */
function bell() {
  let ring: () => void = () => undefined;
  const rung = () =>
    new Promise<void>((resolve) => {
      ring = resolve;
    });
  return {
    ring: () => {
      ring();
    },
    rung,
  };
}

/**
 * Starts jobs in their order, as many as there is room for, and gives the results in the same order, save that those of
 * jobs that have called themselves late may be overtaken. A job is drawn only when it can start. One that takes long does
 * not keep others from being started.
 */
export async function* inOrder<Job, Result>(
  jobs: Iterable<Job>,
  room: Room,
  start: (job: Job, late: () => void) => Promise<Result>,
): AsyncGenerator<Result, void> {
  const source = jobs[Symbol.iterator]();
  const started: Started<Result>[] = [];
  const news = bell();
  let running = 0;
  function begin(job: Job): void {
    const callLate = () => {
      each.late = true;
      news.ring();
    };
    const each: Started<Result> = { result: kept(start(job, callLate)), done: false, late: false };
    const finish = () => {
      each.done = true;
      running -= 1;
      news.ring();
    };
    started.push(each);
    running += 1;
    each.result.then(finish, finish);
  }
  for (let more = true; ;) {
    while (more && started.length < room.ahead && running < Math.max(1, room.size())) {
      const next = source.next();
      more = next.done !== true;
      if (next.done !== true) begin(next.value);
    }
    if (started.length === 0) return;
    const first = started.find(({ done, late }) => done || !late);
    if (first?.done === true) {
      started.splice(started.indexOf(first), 1);
      yield await first.result;
    } else await Promise.race([news.rung(), room.grown()]);
  }
}

/** A promise that may fail before anyone waits for it; who does is told all the same. */
function kept<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}
