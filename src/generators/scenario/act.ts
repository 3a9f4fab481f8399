import type { BrokerStep, Step } from '../../model/scenario.ts';
import { pick } from './chance.ts';
import { stands, type Draft } from './draft.ts';
import { feedLook, spacesLook } from './looks.ts';
import { checkpoint, type Plan } from './plan.ts';
import { placesLeft } from './transitions.ts';

/** What can be tried with an order beside walking on: each gives the steps, or none where it makes no sense. */
export type Act = (draft: Draft, plan: Plan) => readonly (Step | undefined)[];

/** A look at what a call may have done to the order or its spaces. */
export const afterwards = (draft: Draft, plan: Plan): Step | undefined =>
  pick(draft.random, [spacesLook(draft, plan), feedLook(draft, plan), undefined]);

/** Any call on an order, whether or not its state admits it. */
export function anyCall(draft: Draft, plan: Plan, calls: readonly BrokerStep['do'][]): BrokerStep | undefined {
  const call = pick(draft.random, calls);
  const name = { order: plan.order, partner: plan.partner };
  switch (call) {
    case undefined:
      return undefined;
    case 'C1':
    case 'C2':
    case 'P':
    case 'B':
      return checkpoint(draft.settings, plan, call);
    case 'cancel': {
      const { items, cancelled } = stands(draft, plan);
      const places = draft.random.nextInt(0, 1) === 0 ? placesLeft(items, cancelled) : items.map((_, place) => place);
      return { do: 'cancel', ...name, items: places.length > 0 ? places : [0] };
    }
    default:
      return { do: call, ...name };
  }
}
