import type { OrderState } from '../../model/lifecycle.ts';
import type { ItemChoice } from '../../model/scenario.ts';
import type { Act } from './act.ts';
import { bookAnyway, cancelAnyway } from './acts.ts';
import { repeat } from './repeats.ts';
import { lapse, tooMany } from './scarcity.ts';
import { foreign, rival } from './trespass.ts';
import { pickWeighted, type Weighted } from './chance.ts';
import { add, groundOf, stands, type Draft } from './draft.ts';
import { isCancellable } from './criteria.ts';
import { companionsOf } from './items.ts';
import { play } from './play.ts';
import { feedLook, spacesLook } from './looks.ts';
import { shortestPath, type Edge } from './paths.ts';
import { checkpoint, mutated, type Plan } from './plan.ts';
import { stepFor } from './transitions.ts';

/** A short story with a point: an order is brought to a state by the shortest way, and there something is tried. */
interface Plot {
  readonly state: OrderState;
  readonly act: Act;
  /** Whether it has a point for an order. */
  readonly fits?: (draft: Draft, plan: Plan) => boolean;
  /** The items that it is about, where they are not the order's own. */
  readonly items?: (draft: Draft, plan: Plan) => readonly ItemChoice[];
}

/** A quote for fewer items than the one before, and what is left of the lease. */
const askForLess: Act = (draft, plan) => [
  { ...checkpoint(draft.settings, plan, 'C2'), items: plan.items.slice(0, -1) },
  spacesLook(draft, plan),
];

/** A P or B with a wrong total, after which the lease has to stand. */
const payTooMuch: Act = (draft, plan) => {
  const [item] = plan.items;
  const step = checkpoint(draft.settings, plan, groundOf(draft, plan).approval ? 'P' : 'B');
  const look = item && ({ do: 'read-spaces', opportunity: item.opportunity } as const);
  return [mutated(step, [{ kind: 'total-penny-more' }]), look];
};

/** A quote given back, and what is left of its lease. */
const giveBack: Act = (draft, plan) => [
  { do: 'delete-quote', order: plan.order, partner: plan.partner },
  spacesLook(draft, plan),
];

/** A cancellation by the seller, and what came of it. */
const cancelBySeller: Act = (draft, plan) => [
  { do: 'seller', action: 'cancel-order', order: plan.order, partner: plan.partner },
  draft.random.nextInt(0, 1) === 0 ? spacesLook(draft, plan) : feedLook(draft, plan),
];

/** Whether there is only one space of something that it is about. */
const isScarce = ({ opportunities }: Draft, { items }: Plan): boolean =>
  items.some(({ opportunity }) => opportunities[opportunity]?.criteria === 'BookableOneSpace');

/** The UUID of a deleted order, used again. */
const useAgain: Act = (draft, plan) => {
  const call = pickWeighted(draft.random, [
    ['C1', 1],
    ['C2', 2],
    ['B', 2],
  ] as const);
  return [checkpoint(draft.settings, plan, call ?? 'C2')];
};

/** A P or B repeated after a cancellation, which must not undo it. */
const repeatAndLook: Act = (draft, plan) => [...repeat(draft, plan), feedLook(draft, plan)];

/** One item of each opportunity that goes together with the first. */
const oneOfEach = ({ opportunities }: Draft, { items: [first] }: Plan): readonly ItemChoice[] =>
  first === undefined ? [] : companionsOf(opportunities, first.opportunity).map((opportunity) => ({ opportunity }));

/** Whether one of these cannot be cancelled. */
const hasFixed = (draft: Draft, plan: Plan): boolean =>
  oneOfEach(draft, plan).some(({ opportunity }) => {
    const need = draft.opportunities[opportunity];
    return need !== undefined && !isCancellable(need);
  });

const PLOTS: readonly Weighted<Plot>[] = [
  [{ state: 'leased', act: askForLess, fits: (_, { items }) => items.length > 1 }, 5],
  [{ state: 'leased', act: lapse }, 4],
  [{ state: 'leased', act: foreign }, 3],
  [{ state: 'leased', act: payTooMuch }, 3],
  [{ state: 'leased', act: giveBack }, 4],
  [{ state: 'absent', act: tooMany, fits: isScarce }, 14],
  [{ state: 'ordered', act: rival, fits: isScarce }, 14],
  [{ state: 'ordered', act: cancelBySeller }, 3],
  [{ state: 'ordered', act: cancelAnyway, fits: hasFixed, items: oneOfEach }, 30],
  [{ state: 'ordered', act: foreign }, 7],
  [{ state: 'awaiting', act: foreign }, 4],
  [{ state: 'awaiting', act: bookAnyway }, 3],
  [{ state: 'wholly cancelled', act: repeatAndLook }, 2],
  [{ state: 'rejected by seller', act: bookAnyway }, 7],
  [{ state: 'rejected by customer', act: bookAnyway }, 6],
  [{ state: 'deleted', act: useAgain }, 2],
];

/** Plays a plot with an order that has not begun. */
export function playPlot(draft: Draft, plan: Plan): void {
  const ground = groundOf(draft, plan);
  const { state } = stands(draft, plan);
  const possible = PLOTS.flatMap(([plot, weight]): Weighted<readonly [Plot, readonly Edge[]]>[] => {
    const path = (plot.fits?.(draft, plan) ?? true) ? shortestPath(state, plot.state, ground) : undefined;
    return path === undefined ? [] : [[[plot, path], weight]];
  });
  const [plot, path] = pickWeighted(draft.random, possible) ?? [];
  if (plot === undefined || path === undefined) return;
  const cast = { ...plan, items: plot.items?.(draft, plan) ?? plan.items };
  for (const edge of path) {
    play(draft, cast, stepFor(draft.settings, cast, stands(draft, cast), edge));
    // What others hold may stand in the way.
    if (stands(draft, cast).state !== edge.target) return;
  }
  add(draft, ...plot.act(draft, cast).filter((step) => step !== undefined));
}
