import { diagramOf, machineName, type OrderRecord, type Settings } from '../../model/index.ts';
import type { Bounds } from '../../results/explore.ts';
import {
  MODEL_FORMAT,
  type InvariantBroken,
  type MachineCoverage,
  type ModelExploration,
  type ModelResult,
  type PathFound,
} from '../../results/explore-model.ts';
import { modelLetters } from './alphabet.ts';
import { reaches, type Goal } from './goals.ts';
import { INVARIANTS, type Invariant } from './invariants.ts';
import { localModel, type LocalModel } from './local.ts';
import { localsOf, searchModel, type ModelCounts, type Together, type Way } from './search.ts';
import { GUARDS_BEYOND } from './beyond.ts';

/** The exploration of the model itself, without any booking system. */

export interface ModelOptions {
  readonly bounds: Bounds;
  /** The machines whose transitions are to be reached, each by an order alone. */
  readonly machines: readonly Settings[];
  /** The machines of which several orders are explored together. */
  readonly settings: readonly Settings[];
  readonly spaces: readonly number[];
  readonly version: string;
  readonly now: () => number;
  readonly listen: (progress: ModelCounts & { readonly seconds: number }) => void;
  readonly signal: AbortSignal;
}

const keyOf = ({ brokerRole, prepayment, flow }: Settings) => ({ role: brokerRole, prepayment, flow });

/** How many spaces there are for an order alone: enough for some of several items to be cancelled. */
const SPACES_ALONE = 3;

/** What of an order's standing decides which transitions it can take. */
function shapeOf({ state, lines, hold, versions, content }: OrderRecord): string {
  const statuses = [...new Set(lines.map(({ status }) => status ?? ''))].sort();
  const holds = hold && [hold.until !== undefined, hold.leasedUntil !== undefined];
  return JSON.stringify([state, lines.length > 1, statuses, holds, versions.length, content === undefined]);
}

/** Which transitions of a machine an order alone can take, with every fault that there is a mutation for. */
function coverMachine(settings: Settings): MachineCoverage {
  const model = localModel(settings, SPACES_ALONE, modelLetters(settings, SPACES_ALONE));
  const taken = new Set([nameOf({ event: 'lease lapses', from: 'leased', to: 'quoted' })]);
  const shapes = new Map([[shapeOf(model.record(model.start)), model.start]]);
  // A map gives what is added while it is gone through.
  for (const [, local] of shapes) {
    const own = model.taken(local);
    const full = { booked: model.spaces - own.booked - own.held, held: 0 };
    for (const others of [{ booked: 0, held: 0 }, full]) {
      const moves = model.letters.flatMap((_, letter) => model.moves(local, letter, others));
      const next = [...moves.map(({ to }) => to), ...model.lapsed(local)];
      for (const { what } of moves) taken.add(nameOf(what));
      for (const to of next) {
        const shape = shapeOf(model.record(to));
        if (!shapes.has(shape)) shapes.set(shape, to);
      }
    }
  }
  const { transitions } = diagramOf(keyOf(settings));
  const all = [...new Set(transitions.map((each) => nameOf(each)))];
  const missed = all.filter((name) => !taken.has(name));
  const beyond = missed.filter((name) => GUARDS_BEYOND.some(({ rule }) => name.endsWith(`: ${rule}`)));
  return {
    machine: machineName(keyOf(settings)),
    transitions: all.length,
    reached: all.length - missed.length,
    beyond: beyond.length,
    unreached: missed.filter((name) => !beyond.includes(name)),
  };
}

/** A transition by its name: `quoted —C2 refused→ quoted: broker-role/role-given`. */
const nameOf = (each: {
  readonly from: string;
  readonly event: string;
  readonly to: string;
  readonly because?: string;
}): string => `${each.from} —${each.event}→ ${each.because === undefined ? each.to : `${each.from}: ${each.because}`}`;

/** Several orders together, with what must hold of them. */
function exploreTogether(options: ModelOptions, settings: Settings, spaces: number, startedAt: number) {
  const { bounds, now, listen, signal } = options;
  const model = localModel(settings, spaces, modelLetters(settings, spaces));
  const broken = new Map<string, InvariantBroken>();
  const began = now();
  const tell = (invariant: Invariant, way: Way) => {
    if (!broken.has(invariant)) broken.set(invariant, { invariant, sentence: INVARIANTS[invariant], path: way() });
    return false;
  };
  const { counts, complete, states } = searchModel(model, bounds, bounds.depth, {
    move: ({ broken: [invariant] }, way) => invariant !== undefined && tell(invariant, way),
    state: (state, way) => isOverbooked(model, state) && tell('spaces-never-negative', way),
    progress: (sofar) => {
      listen({ ...sofar, seconds: (now() - startedAt) / 1000 });
      return signal.aborted;
    },
  });
  const seconds = (now() - began) / 1000;
  const exploration: ModelExploration = {
    settings,
    spaces,
    ...counts,
    states,
    complete,
    letters: model.letters.length,
    standings: model.size(),
    seconds,
    transitionsPerSecond: Math.round(counts.transitions / seconds),
  };
  return { exploration, broken: [...broken.values()] };
}

/** Whether more spaces are taken than there are. */
const isOverbooked = (model: LocalModel, state: Together): boolean =>
  localsOf(state).reduce((sum, local) => sum + model.taken(local).booked + model.taken(local).held, 0) > model.spaces;

/** Explores the model: its machines, each by an order alone, and several orders together. */
export function exploreModel(options: ModelOptions): ModelResult {
  const startedAt = options.now();
  const machines = options.machines.map(coverMachine);
  const together = options.settings.flatMap((settings) =>
    options.spaces.map((spaces) => exploreTogether(options, settings, spaces, startedAt)),
  );
  return {
    format: MODEL_FORMAT,
    version: options.version,
    bounds: options.bounds,
    endedBy: options.signal.aborted ? 'interrupted' : 'depth reached',
    seconds: (options.now() - startedAt) / 1000,
    machines,
    beyond: GUARDS_BEYOND,
    explorations: together.map(({ exploration }) => exploration),
    broken: together.flatMap(({ broken }) => broken),
  };
}

/** The shortest way to a goal: over the settings asked for, of the shortest the first. Undefined within the depth. */
export function pathToGoal(options: ModelOptions, goal: Goal): PathFound | undefined {
  const startedAt = options.now();
  let best: PathFound | undefined;
  for (const settings of options.settings) {
    for (const spaces of options.spaces) {
      const depth = best === undefined ? options.bounds.depth : best.calls - 1;
      const found = depth > 0 ? search(options, { settings, spaces, depth, goal, startedAt }) : undefined;
      if (found) best = found;
    }
  }
  return best;
}

/** One search for a goal, over ways of so many letters. */
interface Sought {
  readonly settings: Settings;
  readonly spaces: number;
  readonly depth: number;
  readonly goal: Goal;
  readonly startedAt: number;
}

function search(options: ModelOptions, { settings, spaces, depth, goal, startedAt }: Sought): PathFound | undefined {
  const model = localModel(settings, spaces, modelLetters(settings, spaces));
  let found: PathFound | undefined;
  searchModel(model, options.bounds, depth, {
    move: (move, way) => {
      const looks = reaches(goal, move);
      if (looks === undefined) return false;
      const path = way();
      found = { settings, spaces, calls: path.length, path: [...path, ...looks] };
      return true;
    },
    progress: (sofar) => {
      options.listen({ ...sofar, seconds: (options.now() - startedAt) / 1000 });
      return options.signal.aborted;
    },
  });
  return found;
}
