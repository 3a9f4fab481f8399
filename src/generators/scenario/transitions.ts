import type { ItemChoice, Settings, Step } from '../../model/scenario.ts';
import type { SellerEvent } from '../../model/index.ts';
import type { SellerAction } from '../../protocol/test-interface.ts';
import type { ExpectedOrder } from './orders.ts';
import type { Edge } from './paths.ts';
import { checkpoint, type Plan } from './plan.ts';

/** Long enough for any lease that was given for ten or fifteen minutes, and for what a system takes to clear up. */
export const LONG_WAIT_SECONDS = 1260;

const ACTIONS: Readonly<Record<Exclude<SellerEvent, 'lease lapses'>, SellerAction>> = {
  'seller accepts': 'accept-proposal',
  'seller rejects': 'reject-proposal',
  'seller cancels': 'cancel-order',
};

/** The places of items that are not cancelled yet. */
export const placesLeft = (items: readonly ItemChoice[], cancelled: readonly number[]): readonly number[] =>
  items.map((_, place) => place).filter((place) => !cancelled.includes(place));

/** The step that takes a transition for an order as it stands; `cancels` are the places to cancel where some remain. */
export function stepFor(
  settings: Settings,
  plan: Plan,
  order: ExpectedOrder,
  { via, target }: Edge,
  cancels: (left: readonly number[]) => readonly number[] = (left) => left.slice(0, 1),
): Step {
  const name = { order: plan.order, partner: plan.partner };
  switch (via) {
    case 'B':
      return order.state === 'accepted' ? { do: 'B after P', ...name } : checkpoint(settings, plan, 'B');
    case 'C1':
    case 'C2':
    case 'P':
      return checkpoint(settings, plan, via);
    case 'cancel': {
      const left = placesLeft(order.items, order.cancelled);
      return { do: 'cancel', ...name, items: target === 'partly cancelled' ? cancels(left) : left };
    }
    case 'update-proposal':
    case 'delete-quote':
    case 'delete-order':
    case 'status':
      return { do: via, ...name };
    case 'lease lapses':
      return { do: 'wait', seconds: LONG_WAIT_SECONDS };
    default:
      return { do: 'seller', action: ACTIONS[via], ...name };
  }
}
