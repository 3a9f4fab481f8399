import type fc from 'fast-check';
import type { OrderState } from '../../model/lifecycle.ts';
import type { CheckpointStep, ItemChoice } from '../../model/scenario.ts';
import type { Act } from './act.ts';
import { bookAnyway, cancelAnyway } from './acts.ts';
import { repeat, repeatMaking, repeatWithOtherItems } from './repeats.ts';
import { quoteApart } from './compare.ts';
import { leaseEdge, loseAnswer } from './lost.ts';
import { lapse, tooMany } from './scarcity.ts';
import { foreign, rival } from './trespass.ts';
import { happens, pickWeighted } from './chance.ts';
import { needsDetails } from './criteria.ts';
import { drawMutated } from './mutated.ts';
import { SCENARIOS, type Counts } from './coverage.ts';
import type { Wants } from './needs.ts';
import { add, groundOf, stands, type Draft } from './draft.ts';
import { companionsOf } from './items.ts';
import { askDetails, play } from './play.ts';
import { feedLook, spacesLook } from './looks.ts';
import { shortestPath } from './paths.ts';
import { checkpoint, mutated, type Plan } from './plan.ts';
import { stepFor } from './transitions.ts';

/** A short story with a point: an order is brought to a state by the shortest way, and there something is tried. */
export interface Plot {
  readonly state: OrderState;
  readonly act: Act;
  /** What the opportunity has to be for the plot to have a point. */
  readonly wants?: Wants;
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
const repeatAndLook: Act = (draft, plan) => [...repeatMaking(draft, plan), feedLook(draft, plan)];

const lookAround: Act = (draft, plan) => [spacesLook(draft, plan), feedLook(draft, plan)];

/** Two orders that change in turn, and between their changes a look at the feed that tells of both. */
const changeInTurn: Act = (draft, plan) => {
  const other = { ...plan, order: `other than ${plan.order}` };
  const cancel = ({ order, partner }: Plan) => ({ do: 'cancel', order, partner, items: [0] }) as const;
  const look = { do: 'read-feed', feed: 'orders', partner: plan.partner } as const;
  return [cancel(plan), look, checkpoint(draft.settings, other, 'B'), cancel(other), look];
};

/** One item of each opportunity that goes together with the first. */
const oneOfEach = ({ opportunities }: Draft, { items: [first] }: Plan): readonly ItemChoice[] =>
  first === undefined ? [] : companionsOf(opportunities, first.opportunity).map((opportunity) => ({ opportunity }));

/** The first item, and once more where there is only that one. */
const several = (_: Draft, { items }: Plan): readonly ItemChoice[] => (items.length > 1 ? items : [...items, ...items]);

/** Quotes, and a P or B, without the details that are asked for or with wrong ones; and then with the right ones. */
const withholdDetails: Act = (draft, plan) => {
  if (!needsDetails(draft.opportunities, plan.items)) return [];
  const quote = checkpoint(draft.settings, plan, 'C2');
  const book = checkpoint(draft.settings, plan, groundOf(draft, plan).approval ? 'P' : 'B');
  const wrong = (step: CheckpointStep) => drawMutated(draft.random, { ...draft, setting: draft }, step, 'details');
  return [wrong(quote), wrong(quote), wrong(book), quote, book];
};

const SCARCE: Wants = { criteria: ['BookableOneSpace'] };
const FIXED: Wants = { criteria: ['BookableNotCancellable', 'BookableCancellableOutsideWindow'] };
const DETAILED: Wants = { criteria: ['BookableAttendeeDetails', 'BookableAdditionalDetails'] };
const APPROVED: Wants = { flow: 'OpenBookingApprovalFlow' };
const UNAPPROVED: Wants = { flow: 'OpenBookingSimpleFlow' };

const PLOTS: readonly Plot[] = [
  { state: 'rejected by seller', act: bookAnyway, wants: APPROVED },
  { state: 'leased', act: askForLess, items: several },
  { state: 'absent', act: tooMany, wants: SCARCE },
  { state: 'ordered', act: repeat, wants: UNAPPROVED },
  { state: 'awaiting', act: foreign, wants: APPROVED },
  { state: 'leased', act: lapse },
  { state: 'ordered', act: cancelAnyway, wants: FIXED, items: oneOfEach },
  { state: 'absent', act: bookAnyway, wants: APPROVED },
  { state: 'ordered', act: foreign, wants: UNAPPROVED },
  { state: 'leased', act: payTooMuch },
  { state: 'ordered', act: rival, wants: { ...SCARCE, ...UNAPPROVED } },
  { state: 'wholly cancelled', act: repeatAndLook, wants: UNAPPROVED },
  { state: 'rejected by customer', act: bookAnyway, wants: APPROVED },
  { state: 'leased', act: giveBack },
  { state: 'leased', act: leaseEdge },
  { state: 'wholly cancelled', act: lookAround, wants: APPROVED },
  { state: 'ordered', act: foreign, wants: APPROVED },
  { state: 'ordered', act: cancelAnyway, wants: { ...FIXED, ...UNAPPROVED } },
  { state: 'awaiting', act: bookAnyway, wants: APPROVED },
  { state: 'ordered', act: cancelBySeller, wants: UNAPPROVED },
  { state: 'deleted', act: useAgain, wants: UNAPPROVED },
  { state: 'leased', act: foreign },
  { state: 'leased', act: loseAnswer },
  { state: 'rejected by seller', act: lookAround, wants: APPROVED },
  { state: 'ordered', act: loseAnswer, wants: UNAPPROVED },
  { state: 'leased', act: foreign, wants: UNAPPROVED },
  { state: 'ordered', act: changeInTurn, wants: UNAPPROVED },
  { state: 'absent', act: quoteApart, items: several },
  { state: 'ordered', act: repeatWithOtherItems, wants: UNAPPROVED },
  { state: 'quoted', act: withholdDetails, wants: DETAILED },
];

/** How often an order has a plot. */
const HAS_PLOT = 0.75;

/** The plots of a scenario's orders, if they have one: in a campaign each in its turn. */
export function drawPlots(random: fc.Random, counts: Counts, orders: number): readonly (Plot | undefined)[] {
  const turn = counts.get(SCENARIOS) ?? random.nextInt(0, PLOTS.length - 1);
  // Orders of one scenario have plots that are far apart.
  return Array.from({ length: orders }, (_, index) =>
    happens(random, HAS_PLOT) ? PLOTS[(turn + index * 7) % PLOTS.length] : undefined,
  );
}

/** Plays a plot with an order that has not begun. */
export function playPlot(draft: Draft, plan: Plan, plot: Plot): void {
  const cast = { ...plan, items: plot.items?.(draft, plan) ?? plan.items };
  const path = shortestPath(stands(draft, cast).state, plot.state, groundOf(draft, cast));
  for (const edge of path ?? []) {
    askDetails(draft, cast, edge.via);
    play(draft, cast, stepFor(draft.settings, cast, stands(draft, cast), edge));
    // What others hold may stand in the way.
    if (stands(draft, cast).state !== edge.target) return;
  }
  if (path !== undefined) add(draft, ...plot.act(draft, cast).filter((step) => step !== undefined));
}
