import type { BrokerStep, Step } from '../../model/scenario.ts';
import { CALL_NAMES } from '../../protocol/calls.ts';
import { afterwards, anyCall, type Act } from './act.ts';
import { leaseEdge, loseAnswer } from './lost.ts';
import { pick, pickFreshest, pickWeighted, type Weighted } from './chance.ts';
import { askAfterRefusal, quoteApart } from './compare.ts';
import { isCancellable } from './criteria.ts';
import { groundOf, stands, tried, type Draft } from './draft.ts';
import { isBookedState, isProposedState } from './orders.ts';
import { feedLook, foreignFeedLook, spacesLook } from './looks.ts';
import { drawMutated } from './mutated.ts';
import { checkpoint, type Plan } from './plan.ts';
import { repeat, repeatOtherwise, repeatWithOtherItems } from './repeats.ts';
import { lapse, tooMany, withUnbookable } from './scarcity.ts';
import { placesLeft } from './transitions.ts';
import { foreign, rival, unknown } from './trespass.ts';

/** How many ideas are thought of, of which the one tried least is taken. */
const DRAWS = 4;

const CALLS: readonly BrokerStep['do'][] = [...CALL_NAMES, 'B after P'];

/** Any call: of a few, the one tried least where the order stands. */
const outOfOrder: Act = (draft, plan) => [
  pickFreshest(
    DRAWS,
    () => anyCall(draft, plan, CALLS),
    (step) => tried(draft, step),
  ),
];

/** B where the seller has not accepted, or somebody has rejected; or where a proposal is needed, and there is none. */
export const bookAnyway: Act = (draft, plan) => {
  const { state } = stands(draft, plan);
  if (isBookedState(state) || state === 'accepted' || state === 'deleted') return [];
  if (isProposedState(state)) return [{ do: 'B after P', order: plan.order, partner: plan.partner }];
  return groundOf(draft, plan).approval ? [checkpoint(draft.settings, plan, 'B')] : [];
};

/** Any call with something wrong in it. */
const probe: Act = (draft, plan) => {
  const step = anyCall(
    draft,
    plan,
    CALLS.filter((call) => reachesBody(draft, plan, call)),
  );
  return [step && drawMutated(draft.random, { ...draft, setting: draft }, step)];
};

/** Whether a call has a body, and the order stands where it would be looked at. */
function reachesBody(draft: Draft, plan: Plan, call: BrokerStep['do']): boolean {
  const { state } = stands(draft, plan);
  const begun = isBookedState(state) || isProposedState(state) || state === 'deleted';
  switch (call) {
    case 'C1':
    case 'C2':
      return !begun;
    case 'P':
      return !begun && groundOf(draft, plan).approval;
    case 'B':
      return !begun && !groundOf(draft, plan).approval;
    case 'B after P':
      return state === 'accepted';
    case 'update-proposal':
      return state === 'awaiting' || state === 'accepted';
    case 'cancel':
      return isBookedState(state);
    default:
      return false;
  }
}

/** A cancellation of what cannot be cancelled, alone or with what can, and what came of it. */
export const cancelAnyway: Act = (draft, plan) => {
  const { state, items, cancelled } = stands(draft, plan);
  const fixed = items.some(({ opportunity }) => {
    const need = draft.opportunities[opportunity];
    return need !== undefined && !isCancellable(need);
  });
  const left = placesLeft(items, cancelled);
  if (!fixed || left.length === 0 || !isBookedState(state)) return [];
  return [{ do: 'cancel', order: plan.order, partner: plan.partner, items: left }, afterwards(draft, plan)];
};

/** What the seller may do, whether or not it is his turn. */
const seller: Act = (draft, plan) => {
  const { state } = stands(draft, plan);
  const name = { order: plan.order, partner: plan.partner };
  if (isBookedState(state)) return [{ do: 'seller', action: 'cancel-order', ...name }];
  const action = pick(draft.random, ['accept-proposal', 'reject-proposal', 'amend-proposal'] as const);
  return isProposedState(state) && action !== undefined ? [{ do: 'seller', action, ...name }] : [];
};

/** A request that is no call of the API. */
const stray: Act = (draft, { partner }) => {
  const where = pick(draft.random, [
    { method: 'GET', path: 'no-such-endpoint' },
    { method: 'POST', path: 'orders/{uuid}' },
    { method: 'GET', path: 'order-quotes/{uuid}' },
    { method: 'PATCH', path: 'order-quotes/{uuid}' },
    { method: 'DELETE', path: 'order-quote-templates/{uuid}' },
    { method: 'PUT', path: 'orders' },
  ] as const);
  return [where && { do: 'stray', ...where, partner }];
};

const ACTS: readonly Weighted<Act>[] = [
  [probe, 30],
  [outOfOrder, 14],
  [bookAnyway, 8],
  [repeat, 8],
  [repeatWithOtherItems, 10],
  [repeatOtherwise, 5],
  [foreign, 18],
  [cancelAnyway, 25],
  [rival, 14],
  [tooMany, 20],
  [askAfterRefusal, 4],
  [quoteApart, 6],
  [withUnbookable, 25],
  [(draft, plan) => [spacesLook(draft, plan)], 6],
  [(draft, plan) => [feedLook(draft, plan)], 3],
  [(draft, plan) => [foreignFeedLook(draft, plan)], 2],
  [seller, 5],
  [lapse, 22],
  [leaseEdge, 8],
  [loseAnswer, 10],
  [unknown, 3],
  [stray, 1],
];

/** Steps to try with an order where it stands: of a few ideas, the one tried least. */
export function drawAct(draft: Draft, plan: Plan): readonly Step[] {
  const draw = () => {
    const steps = pickWeighted(draft.random, ACTS)?.(draft, plan).filter((step) => step !== undefined);
    return steps === undefined || steps.length === 0 ? undefined : steps;
  };
  const idea = pickFreshest(DRAWS, draw, ([first]) => (first === undefined ? Infinity : tried(draft, first)));
  return idea ?? [];
}
