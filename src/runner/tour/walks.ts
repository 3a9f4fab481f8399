import type { Setting } from '../../generators/index.ts';
import type { Step } from '../../model/index.ts';
import { feed, look } from './cast.ts';
import { graphOf, toldOf, type Move, type Standing } from './moves.ts';

/**
 * Walks through an order machine that take each of its transitions, worked out step by step: what the order's state
 * allows and was not done yet is done; where nothing is left, the shortest way leads to a state where something is; and
 * where no way leads on, another order begins.
 */

/** A scenario does not grow much longer than this, so that what it shows is soon made smaller. */
const MOST_STEPS = 36;
/** Each takes three of ten spaces. */
const MOST_ORDERS = 3;

/** The steps of one scenario of a walk. */
export type Stretch = readonly { readonly step: Step; readonly order: string }[];

const orderNamed = (number: number): string => String.fromCharCode('a'.charCodeAt(0) + number);

/** The fewest moves that end with one whose transition was not taken yet; undefined where there are none. */
function wayToNew(from: Standing, taken: ReadonlySet<string>): readonly Move[] | undefined {
  const seen = new Set([from]);
  let frontier: readonly { readonly at: Standing; readonly way: readonly Move[] }[] = [{ at: from, way: [] }];
  while (frontier.length > 0) {
    const next: { at: Standing; way: readonly Move[] }[] = [];
    for (const { at, way } of frontier) {
      for (const move of at.moves()) {
        if (move.transition !== undefined && !taken.has(move.transition)) return [...way, move];
        if (seen.has(move.to)) continue;
        seen.add(move.to);
        next.push({ at: move.to, way: [...way, move] });
      }
    }
    frontier = next;
  }
  return undefined;
}

const SHOWN_IN_ORDERS = /^(ordered|partly|wholly|deleted)/;
const SHOWN_IN_PROPOSALS = /^(accepted|rejected)/;

/** What shows that a step has changed the spaces, or the order. */
function looksAfter(from: Standing, { to, transition }: Move): readonly Step[] {
  if (from.state === to.state || transition === undefined) return [];
  if (SHOWN_IN_PROPOSALS.test(to.state)) return [look(), feed('order-proposals')];
  const changed = SHOWN_IN_ORDERS.test(to.state) && SHOWN_IN_ORDERS.test(from.state);
  return changed ? [look(), feed()] : [look()];
}

/** One scenario: as many transitions that are new as it has room for. */
function stretch(start: Standing, taken: Set<string>): Stretch {
  const steps: { step: Step; order: string }[] = [];
  let at = start;
  for (let number = 0; steps.length < MOST_STEPS;) {
    const order = orderNamed(number);
    const way = wayToNew(at, taken);
    if (way === undefined) {
      number += 1;
      if (at === start || number === MOST_ORDERS || wayToNew(start, taken) === undefined) break;
      at = start;
      continue;
    }
    for (const move of way) {
      const isNew = move.transition !== undefined && !taken.has(move.transition);
      if (move.transition !== undefined) taken.add(move.transition);
      steps.push(...[move.step, ...(isNew ? looksAfter(at, move) : [])].map((step) => ({ step, order })));
      at = move.to;
    }
  }
  return steps;
}

/** The stretches of a walk that takes every transition of a machine but those that were taken before. */
export function walkOf(setting: Setting, canWait: boolean, before: ReadonlySet<string>): readonly Stretch[] {
  const start = graphOf(setting, canWait);
  const taken = new Set(before);
  const stretches: Stretch[] = [];
  for (let next = stretch(start, taken); next.length > 0; next = stretch(start, taken)) stretches.push(next);
  return stretches;
}

/** The steps of a stretch, with other faults each time. */
export const stepsOf = (part: Stretch, turn: number): readonly Step[] =>
  part.map(({ step, order }, index) => toldOf(step, order, turn + index));
