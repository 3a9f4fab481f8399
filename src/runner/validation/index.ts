import type { JsonObject } from '../../protocol/json.ts';
import type { FaultFound } from './check.ts';
import { openLane } from './lane.ts';
import { modeOf, type BodyKind } from './modes.ts';
import { startShapes } from './shape.ts';
import { startTally, type BodyStats, type ModelFault } from './tally.ts';
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
  /** Waits for what is under way, but not longer than `withinMs`, and gives what is new, in the order of offering. */
  settled(withinMs: number): Promise<readonly ModelFault<Where>[]>;
  /** What is wrong in a body, whether or not such a one was met before; undefined where that cannot be told. */
  ask(kind: BodyKind, body: JsonObject): Promise<readonly FaultFound[] | undefined>;
  /** As `settled`, and ends the thread. */
  finish(withinMs: number): Promise<readonly ModelFault<Where>[]>;
  readonly stats: BodyStats;
}

/** Long enough for the thread to start on a busy machine. */
const PATIENCE_MS = 30_000;
/** A target that sends new shapes faster than they are checked does not fill the memory. */
const MOST_WAITING = 200;

interface Waiting<Where> {
  readonly kind: BodyKind;
  readonly text: string;
  readonly where: Where;
}

/** Starts a validator; its thread starts with the first body. */
export function startBodyValidator<Where = string>({
  worker = workerUrl(),
  patienceMs = PATIENCE_MS,
}: { readonly worker?: URL; readonly patienceMs?: number } = {}): BodyValidator<Where> {
  const lane = openLane(worker, patienceMs);
  const shapes = startShapes();
  const queue: Waiting<Where>[] = [];
  const tally = startTally<Where>();
  let working: Promise<void> | undefined;
  let finished = false;

  async function work(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) tally.note(next, await lane.ask(next));
    working = undefined;
  }

  function offer(kind: BodyKind, body: JsonObject, where: Where): void {
    if (finished) return;
    tally.noteOffer();
    const mode = modeOf(kind, body);
    if (mode === undefined) {
      tally.noteUnknown('no mode');
      return;
    }
    // What cannot be checked now keeps its newness for later.
    const met = queue.length < MOST_WAITING ? shapes.meet(mode, body) : 'too many';
    if (met === 'met before') return;
    if (met !== 'new') {
      tally.noteUnknown(met);
      return;
    }
    queue.push({ kind, text: JSON.stringify(body), where });
    working ??= work();
  }

  let given = 0;

  async function settled(withinMs: number): Promise<readonly ModelFault<Where>[]> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, withinMs);
    });
    await Promise.race([working, deadline]);
    clearTimeout(timer);
    return news();
  }

  function news(): readonly ModelFault<Where>[] {
    const faults = tally.faults().slice(given);
    given += faults.length;
    return faults;
  }

  async function ask(kind: BodyKind, body: JsonObject): Promise<readonly FaultFound[] | undefined> {
    // One question at a time: what is offered meanwhile waits.
    await working;
    const outcome = await lane.ask({ kind, text: JSON.stringify(body) });
    return 'unknown' in outcome ? undefined : outcome.checked.faults;
  }

  async function finish(withinMs: number): Promise<readonly ModelFault<Where>[]> {
    finished = true;
    const found = await settled(withinMs);
    tally.noteUnknown('stopped', queue.splice(0).length);
    const rest = working;
    await lane.stop();
    await rest;
    return [...found, ...news()];
  }

  return {
    offer,
    settled,
    ask,
    finish,
    get stats() {
      return tally.stats();
    },
  };
}
