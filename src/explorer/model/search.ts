import type { Step } from '../../model/index.ts';
import { renamingsOf, slotsOf, type Extent } from '../slots.ts';
import type { Local, LocalModel, LocalMove } from './local.ts';

/** A breadth-first search over what several orders may stand at together. */

/** Orders by slot: where each stands, as a text of one character each. Equal up to renaming: one state. */
export type Together = string;

/** How a state was first reached. */
interface Came {
  readonly from: Together;
  /** The slot of the state before; undefined for time that passed. */
  readonly slot: number | undefined;
  readonly letter: number;
  readonly move: LocalMove | undefined;
}

export interface ModelCounts {
  /** States, by the number of letters in which they are first reached. */
  readonly statesByDepth: readonly number[];
  /** Outcomes of letters in states. */
  readonly transitions: number;
  readonly depth: number;
}

/** The way to somewhere, worked out only when it is asked for. */
export type Way = () => readonly Step[];

/** What a search asks of whoever looks on. */
export interface Onlooker {
  /** At each outcome of a letter: true to end the search. `way`: with that letter. */
  readonly move?: (move: LocalMove, way: Way) => boolean;
  /** At each new state: true to end the search. */
  readonly state?: (state: Together, way: Way) => boolean;
  /** After each state that was left: true to end the search. */
  readonly progress?: (counts: ModelCounts) => boolean;
}

export interface ModelSearch {
  readonly counts: ModelCounts;
  readonly states: number;
  /** No new state was found at the last depth: there are no more. */
  readonly complete: boolean;
  readonly stopped: boolean;
}

const encoded = (locals: readonly Local[]): Together => String.fromCharCode(...locals);
export const localsOf = (state: Together): readonly Local[] =>
  Array.from({ length: state.length }, (_, slot) => state.charCodeAt(slot));

/** The least of the texts that renaming orders and partners gives. */
function canonical(locals: readonly Local[], renamings: readonly (readonly number[])[]): Together {
  let least: Together | undefined;
  for (const renaming of renamings) {
    const text = encoded(renaming.map((slot) => locals[slot] ?? 0));
    if (least === undefined || text < least) least = text;
  }
  return least ?? '';
}

/** Every combination of one of each. */
const combinations = (lists: readonly (readonly Local[])[]): readonly (readonly Local[])[] =>
  lists.reduce<readonly (readonly Local[])[]>(
    (all, list) => all.flatMap((some) => list.map((each) => [...some, each])),
    [[]],
  );

/** Searches up to a depth. `orders` of the extent: how many orders there may be at once. */
export function searchModel(model: LocalModel, extent: Extent, depth: number, onlooker: Onlooker): ModelSearch {
  const renamings = renamingsOf(extent);
  const start = encoded(slotsOf(extent).map(() => model.start));
  const reached = new Map<Together, Came | undefined>([[start, undefined]]);
  let frontier: readonly Together[] = [start];
  let transitions = 0;
  const statesByDepth = [1];
  let stopped = false;

  const wayBy = (came: Came, to?: Together): Way => {
    return () => concrete(model, extent, [...pathTo(reached, came.from), { came, to }]);
  };

  const stay = (came: Came): void => {
    transitions += 1;
    if (came.move && onlooker.move?.(came.move, wayBy(came))) stopped = true;
  };

  const arrive = (locals: readonly Local[], came: Came, next: Together[]): void => {
    stay(came);
    const state = canonical(locals, renamings);
    if (reached.has(state)) return;
    reached.set(state, came);
    next.push(state);
    if (onlooker.state?.(state, wayBy(came, state))) stopped = true;
  };

  const leave = (from: Together, next: Together[]): void => {
    const locals = localsOf(from);
    const takings = locals.map(model.taken);
    const used = locals.filter((local) => local !== model.start).length;
    const booked = takings.reduce((sum, each) => sum + each.booked, 0);
    const held = takings.reduce((sum, each) => sum + each.held, 0);
    locals.forEach((local, slot) => {
      if (local === model.start && used >= extent.orders) return;
      const own = takings[slot] ?? { booked: 0, held: 0 };
      const others = { booked: booked - own.booked, held: held - own.held };
      for (let letter = 0; letter < model.letters.length && !stopped; letter += 1) {
        for (const move of model.moves(local, letter, others)) {
          const came = { from, slot, letter, move };
          if (move.to === local) stay(came);
          else arrive(locals.with(slot, move.to), came, next);
        }
      }
    });
    for (const after of combinations(locals.map(model.lapsed))) {
      if (!stopped) arrive(after, { from, slot: undefined, letter: -1, move: undefined }, next);
    }
  };

  let level = 0;
  while (level < depth && frontier.length > 0 && !stopped) {
    const next: Together[] = [];
    for (const state of frontier) {
      if (stopped) break;
      leave(state, next);
      if (onlooker.progress?.({ statesByDepth, transitions, depth: level })) stopped = true;
    }
    statesByDepth.push(next.length);
    frontier = next;
    if (!stopped) level += 1;
  }
  const counts = { statesByDepth, transitions, depth: level };
  return { counts, states: reached.size, complete: frontier.length === 0 && !stopped, stopped };
}

/** One step of a way, between states as they are named canonically. */
interface Stage {
  readonly came: Came;
  /** Undefined where it does not matter any more. */
  readonly to: Together | undefined;
}

function pathTo(reached: ReadonlyMap<Together, Came | undefined>, state: Together): readonly Stage[] {
  const path: Stage[] = [];
  let to = state;
  for (let came = reached.get(to); came !== undefined; came = reached.get(to)) {
    path.unshift({ came, to });
    to = came.from;
  }
  return path;
}

const LONG_WAIT: Step = { do: 'wait', seconds: 1260 };

/** The steps of a way, in which each order keeps its name. */
function concrete(model: LocalModel, extent: Extent, path: readonly Stage[]): readonly Step[] {
  const slots = slotsOf(extent);
  const renamings = renamingsOf(extent);
  let locals: readonly Local[] = slots.map(() => model.start);
  return path.map(({ came, to }): Step => {
    const { slot, letter, move, from } = came;
    if (slot === undefined || move === undefined) {
      locals = combinations(locals.map(model.lapsed)).find((after) => canonical(after, renamings) === to) ?? locals;
      return LONG_WAIT;
    }
    const standing = locals;
    const renaming = renamings.find((each) => encoded(each.map((place) => standing[place] ?? 0)) === from);
    const place = renaming?.[slot] ?? slot;
    locals = locals.with(place, move.to);
    const step = model.letters[letter]?.step;
    return step === undefined ? LONG_WAIT : ({ ...step, ...slots[place] } as Step);
  });
}
