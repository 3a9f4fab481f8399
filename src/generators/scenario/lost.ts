import type { BrokerStep } from '../../model/scenario.ts';
import type { Act } from './act.ts';
import { pick } from './chance.ts';
import { groundOf, stands, type Draft } from './draft.ts';
import { feedLook, spacesLook } from './looks.ts';
import { isBookedState } from './orders.ts';
import { checkpoint, type Plan } from './plan.ts';
import { placesLeft } from './transitions.ts';

/** Answers that get lost: the broker cannot know what became of his call, and makes it again. */

/** A call that takes an order further from where it stands; undefined where nothing does. */
function further(draft: Draft, plan: Plan): BrokerStep | undefined {
  const { state, items, cancelled } = stands(draft, plan);
  const name = { order: plan.order, partner: plan.partner };
  if (isBookedState(state)) {
    const left = placesLeft(items, cancelled);
    const deletion = { do: 'delete-order', ...name } as const;
    return left.length === 0 ? deletion : pick(draft.random, [{ do: 'cancel', ...name, items: left }, deletion]);
  }
  switch (state) {
    case 'absent':
    case 'quoted':
    case 'leased':
      return checkpoint(draft.settings, plan, groundOf(draft, plan).approval ? 'P' : 'B');
    case 'awaiting':
      return { do: 'update-proposal', ...name };
    case 'accepted':
      return { do: 'B after P', ...name };
    default:
      return undefined;
  }
}

/** A call whose answer is lost, made again as the specification tells a broker to, and what there is then. */
export const loseAnswer: Act = (draft, plan) => {
  const step = further(draft, plan);
  if (step === undefined) return [];
  const lost = { ...step, lost: true } as const;
  // Now and then nobody asks again: what the call did shows later, or never.
  const again = draft.random.nextInt(0, 4) > 0 ? step : undefined;
  return [lost, again, pick(draft.random, [spacesLook(draft, plan), feedLook(draft, plan)])];
};

/** So many seconds from the end of a lease, on either side of it. */
const EDGES = [-120, -30, -6, -1, 0, 1, 6, 30, 120, 290, 310] as const;

/** A lease just before its end, at it, and after; and a call then, or a look at what is left. */
export const leaseEdge: Act = (draft, plan) => {
  if (!draft.options.canWait || stands(draft, plan).state !== 'leased') return [];
  const { order, partner } = plan;
  const seconds = pick(draft.random, EDGES) ?? 0;
  const book = checkpoint(draft.settings, plan, groundOf(draft, plan).approval ? 'P' : 'B');
  const again = checkpoint(draft.settings, plan, 'C2');
  return [
    { do: 'wait', seconds, leaseOf: { order, partner } },
    spacesLook(draft, plan),
    pick(draft.random, [book, book, again, undefined]),
    spacesLook(draft, plan),
  ];
};
