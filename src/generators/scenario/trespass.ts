import type { OrderState } from '../../model/lifecycle.ts';
import type { BrokerStep } from '../../model/scenario.ts';
import { afterwards, anyCall, type Act } from './act.ts';
import { pick, pickFreshest } from './chance.ts';
import { groundOf, stands, tried } from './draft.ts';
import { canHave } from './availability.ts';
import { isBookedState, isProposedState, nameOf } from './orders.ts';
import { others } from './looks.ts';

/** Calls on orders that are not one's own, or not at all; and orders that want the same. */

const DRAWS = 4;

/** Another partner's hands on the order, and what came of it. */
export const foreign: Act = (draft, plan) => {
  const partner = pick(draft.random, others(draft, plan.partner));
  if (partner === undefined) return [];
  const step = pickFreshest(
    DRAWS,
    () => anyCall(draft, { ...plan, partner }, foreignCalls(stands(draft, plan).state)),
    (call) => tried(draft, call),
  );
  return [step, step?.do === 'status' ? undefined : afterwards(draft, plan)];
};

/** What another partner could do to an order if it were taken for the owner. */
function foreignCalls(state: OrderState): readonly BrokerStep['do'][] {
  if (isBookedState(state)) return ['cancel', 'delete-order', 'status', 'C2', 'B'];
  if (isProposedState(state)) return ['update-proposal', 'delete-order', 'status', 'P'];
  return state === 'leased' ? ['delete-quote', 'delete-quote', 'status', 'C2', 'B'] : ['C2', 'B', 'delete-order'];
}

/** A call on an order that nobody has heard of. */
export const unknown: Act = (draft, plan) => [
  anyCall(draft, { ...plan, order: 'unknown' }, [
    'status',
    'delete-order',
    'delete-quote',
    'cancel',
    'update-proposal',
  ]),
];

/** Another order that wants the same. */
export const rival: Act = (draft, plan) => {
  const partner = pick(draft.random, [plan.partner, ...others(draft, plan.partner)]) ?? plan.partner;
  const order = partner !== plan.partner && draft.random.nextInt(0, 1) === 0 ? plan.order : 'rival';
  const full = !canHave(draft, draft.expected, plan.items, nameOf({ order, partner }));
  const book = groundOf(draft, plan).approval ? 'P' : 'B';
  const step = anyCall(draft, { ...plan, order, partner }, full ? ['C2', book, book] : ['C1', 'C2']);
  return full || draft.random.nextInt(0, 3) === 0 ? [step] : [];
};
