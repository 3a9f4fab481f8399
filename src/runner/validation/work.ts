import type { JsonObject } from '../../protocol/json.ts';
import type { FaultFound } from './check.ts';
import type { Lane } from './lane.ts';
import type { BodyKind } from './modes.ts';
import type { startTally, ModelFault } from './tally.ts';

/** Bodies that wait to be checked, one after the other, and what they have shown. */

/** A body as text, and what was offered with it. */
export interface Waiting<Where> {
  readonly kind: BodyKind;
  readonly text: string;
  readonly where: Where;
}

/** Waits for something, but not longer than so many milliseconds. */
async function within(milliseconds: number, awaited: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([awaited, deadline]);
  clearTimeout(timer);
}

/** Work that begins with the first body. */
export function startWork<Where>(lane: Lane, tally: ReturnType<typeof startTally<Where>>) {
  const queue: Waiting<Where>[] = [];
  const counts = { queued: 0, done: 0, asked: 0 };
  /** What was found and not given out yet, each with the count of the body that showed it. */
  let found: readonly { readonly body: number; readonly fault: ModelFault<Where> }[] = [];
  let oneMore: () => void = () => undefined;
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const before = tally.faults().length;
      tally.note(next, await lane.ask(next));
      counts.done += 1;
      const body = counts.done;
      const faults = tally.faults().slice(before);
      found = [...found, ...faults.map((fault) => ({ body, fault }))];
      oneMore();
    }
    working = undefined;
  }

  /** Gives out what the first so many bodies have shown. */
  function take(bodies: number): readonly ModelFault<Where>[] {
    const ready = found.filter(({ body }) => body <= bodies);
    found = found.filter(({ body }) => body > bodies);
    return ready.map(({ fault }) => fault);
  }

  return {
    waiting: (): number => queue.length,
    push: (body: Waiting<Where>): void => {
      counts.queued += 1;
      queue.push(body);
      working ??= work();
    },
    /** What was found in all that was there when this was asked the last time. */
    settled: async (withinMs: number): Promise<readonly ModelFault<Where>[]> => {
      const bodies = counts.asked;
      counts.asked = counts.queued;
      const enough = new Promise<void>((resolve) => {
        oneMore = () => {
          if (counts.done >= bodies) resolve();
        };
        oneMore();
      });
      await within(withinMs, enough);
      return take(bodies);
    },
    /** One question at a time: what waits goes first. */
    ask: async (kind: BodyKind, body: JsonObject): Promise<readonly FaultFound[] | undefined> => {
      await working;
      const outcome = await lane.ask({ kind, text: JSON.stringify(body) });
      return 'unknown' in outcome ? undefined : outcome.checked.faults;
    },
    /** Ends the work, and gives what was not given out yet. */
    finish: async (withinMs: number): Promise<readonly ModelFault<Where>[]> => {
      await within(withinMs, working);
      tally.noteUnknown('stopped', queue.splice(0).length);
      const rest = working;
      await lane.stop();
      await rest;
      return take(Infinity);
    },
  };
}
