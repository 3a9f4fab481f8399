import type { JsonObject } from '../../protocol/json.ts';
import type { FaultFound } from './check.ts';
import { openLane } from './lane.ts';
import { modeOf, type BodyKind } from './modes.ts';
import { startShapes } from './shape.ts';
import { startTally, type BodyStats, type ModelFault } from './tally.ts';
import { startWork } from './work.ts';
import { workerUrl } from './worker-url.ts';

export { checkBody, type Checked } from './check.ts';
export type { BodyKind } from './modes.ts';
export type { BodyStats, ModelFault, UnknownReason } from './tally.ts';
export { KNOWN_DISAGREEMENTS, type Disagreement } from './disagreements.ts';

/**
 * Checks bodies against the OpenActive data models in a thread of its own: those in which an object has a shape that
 * has not been met at its place in that kind of body.
 */
export interface BodyValidator<Where> {
  /** Offers a body, cheaply. `where` comes back with what is wrong in it. */
  offer(kind: BodyKind, body: JsonObject, where: Where): void;
  /**
   * What is new of all that was offered before this was asked the last time, in the order of offering. By then it is
   * mostly there: what is not is waited for, but not longer than `withinMs`.
   */
  settled(withinMs: number): Promise<readonly ModelFault<Where>[]>;
  /** What is wrong in a body, whether or not such a one was met before; undefined where that cannot be told. */
  ask(kind: BodyKind, body: JsonObject): Promise<readonly FaultFound[] | undefined>;
  /** What is new of all that was offered, waited for no longer than `withinMs`; ends the thread. */
  finish(withinMs: number): Promise<readonly ModelFault<Where>[]>;
  readonly stats: BodyStats;
}

/** Long enough for the thread to start on a busy machine. */
const PATIENCE_MS = 30_000;
/** A target that sends new shapes faster than they are checked does not fill the memory. */
const MOST_WAITING = 200;

/** Starts a validator; its thread starts with the first body. */
export function startBodyValidator<Where = string>({
  worker = workerUrl(),
  patienceMs = PATIENCE_MS,
}: { readonly worker?: URL; readonly patienceMs?: number } = {}): BodyValidator<Where> {
  const shapes = startShapes();
  const tally = startTally<Where>();
  const work = startWork<Where>(openLane(worker, patienceMs), tally);
  let finished = false;

  function offer(kind: BodyKind, body: JsonObject, where: Where): void {
    if (finished) return;
    tally.noteOffer();
    const mode = modeOf(kind, body);
    if (mode === undefined) {
      tally.noteUnknown('no mode');
      return;
    }
    // What cannot be checked now keeps its newness for later.
    const met = work.waiting() < MOST_WAITING ? shapes.meet(mode, body) : 'too many';
    if (met === 'met before') return;
    if (met === 'new') work.push({ kind, text: JSON.stringify(body), where });
    else tally.noteUnknown(met);
  }

  return {
    offer,
    settled: work.settled,
    ask: work.ask,
    finish: (withinMs) => {
      finished = true;
      return work.finish(withinMs);
    },
    get stats() {
      return tally.stats();
    },
  };
}
