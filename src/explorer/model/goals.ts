import { ORDER_STATES, type OrderState, type Step } from '../../model/index.ts';
import { judgedBy, RULES, ruleById } from '../../oracle/index.ts';
import { OPPORTUNITY } from '../alphabet.ts';
import type { LocalMove } from './local.ts';

/** Something that a path is asked for: a state of an order, or a rule that is put to the test. */
export type Goal =
  { readonly kind: 'state'; readonly state: OrderState } | { readonly kind: 'rule'; readonly rule: string };

/** Everything that a path can be asked for, by name. */
export const GOAL_NAMES: readonly string[] = [...ORDER_STATES, ...RULES.map(({ id }) => id)];

/** The goal of a name; undefined where there is none. */
export function goalOf(name: string): Goal | undefined {
  const state = ORDER_STATES.find((each) => each === name);
  if (state !== undefined) return { kind: 'state', state };
  return RULES.some(({ id }) => id === name) ? { kind: 'rule', rule: name } : undefined;
}

/** What reaches a goal: a move of an order, and the look that it takes after it; undefined where the move does not. */
export function reaches(goal: Goal, { what }: Pick<LocalMove, 'what'>): readonly Step[] | undefined {
  if (goal.kind === 'state') return what.to === goal.state ? [] : undefined;
  const { by } = ruleById(goal.rule).check;
  if (by === 'feed') return feedLook(what.world);
  if (what.call === undefined) return what.event === EVENT_OF[goal.rule] ? [LOOK] : undefined;
  const judged = judgedBy(what.call.examination, what.call.observed, what.because);
  if (judged.answer.includes(goal.rule)) return [];
  return judged.spaces === goal.rule ? [LOOK] : undefined;
}

const LOOK: Step = { do: 'read-spaces', opportunity: OPPORTUNITY };
/** What wrong spaces are told by after what is no call. */
const EVENT_OF: Readonly<Record<string, string>> = {
  'state/rejection-frees-spaces': 'seller rejects',
  'state/seller-cancellation-returns-spaces': 'seller cancels',
};

/** A look at the feed in which something of an order has to show; undefined where nothing has. */
function feedLook({ orders }: LocalMove['what']['world']): readonly Step[] | undefined {
  const records = Object.values(orders);
  const feed = records.some(({ changes }) => changes > 0)
    ? 'orders'
    : records.some(({ proposalChanges }) => proposalChanges > 0)
      ? 'order-proposals'
      : undefined;
  return feed && [{ do: 'read-feed', feed, partner: 'primary' }];
}
