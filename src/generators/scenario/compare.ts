import type { CheckpointStep } from '../../model/scenario.ts';
import type { Act } from './act.ts';
import { pick } from './chance.ts';
import { groundOf, stands } from './draft.ts';
import { isBookedState } from './orders.ts';
import { checkpoint, type Plan } from './plan.ts';

/** The same question asked in several ways, so that the answers can be held against each other. */

/** Quotes for parts of an order and for all of it; or for all of it in two orders. */
export const quoteApart: Act = (draft, plan) => {
  const [first, ...others] = plan.items;
  const call = pick(draft.random, ['C1', 'C2'] as const);
  if (first === undefined || call === undefined) return [];
  const whole = others.length > 0 ? plan.items : [first, first];
  const quote = (order: string, items: Plan['items']): CheckpointStep =>
    checkpoint(draft.settings, { ...plan, order: `${order} of ${plan.order}`, items }, call);
  return draft.random.nextInt(0, 1) === 0
    ? [quote('part 1', [first]), quote('part 2', whole.slice(1)), quote('the whole', whole)]
    : [quote('the whole', whole), quote('the whole', whole.toReversed())];
};

/** A P or B for what cannot be had, and then the question whether it can. */
export const askAfterRefusal: Act = (draft, plan) => {
  const few = Object.keys(draft.opportunities).find(
    (name) => draft.opportunities[name]?.criteria === 'BookableOneSpace',
  );
  if (few === undefined || isBookedState(stands(draft, plan).state)) return [];
  const greedy = { ...plan, items: [{ opportunity: few }, { opportunity: few }] };
  const book = checkpoint(draft.settings, greedy, groundOf(draft, greedy).approval ? 'P' : 'B');
  return [book, checkpoint(draft.settings, greedy, 'C2')];
};
