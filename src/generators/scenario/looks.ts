import {
  singleSteps,
  type CheckpointStep,
  type OrdersFeedStep,
  type SpacesStep,
  type Step,
} from '../../model/scenario.ts';
import type { PartnerName } from '../../protocol/ids.ts';
import { happens, pick } from './chance.ts';
import { add, stands, type Draft } from './draft.ts';
import { isProposedState } from './orders.ts';
import { partnersOf } from './options.ts';
import { checkpoint, type Plan } from './plan.ts';

/** Looks at what the booking system says of itself, which show what calls have left behind. */

/** How often spaces are looked at by asking for a quote: cheaper than the open feed, which has faults of its own. */
const BY_QUOTE = 0.55;

/** The order that asks only to look. */
const ONLOOKER = 'onlooker';

/** A look at the spaces of something that an order is about. */
export function spacesLook(draft: Draft, plan: Plan): SpacesStep | CheckpointStep | undefined {
  const { items } = stands(draft, plan);
  const item = pick(draft.random, items.length > 0 ? items : plan.items);
  if (item === undefined) return undefined;
  if (!happens(draft.random, BY_QUOTE)) return { do: 'read-spaces', opportunity: item.opportunity };
  const { order, partner, role } = plan;
  const onlooker = { order: `${ONLOOKER} of ${order}`, partner, role, items: [{ opportunity: item.opportunity }] };
  return checkpoint(draft.settings, onlooker, 'C1');
}

/** A look at the feed in which an order is, or at its partner's other feed. */
export function feedLook(draft: Draft, plan: Plan): OrdersFeedStep {
  const wasProposed = singleSteps(draft.steps).some((step) => step.do === 'P' && step.order === plan.order);
  const proposals = isProposedState(stands(draft, plan).state) || (wasProposed && happens(draft.random, 0.5));
  return { do: 'read-feed', feed: proposals ? 'order-proposals' : 'orders', partner: plan.partner };
}

/** The feed in which an order is, read by another partner, who must not see it. */
export function foreignFeedLook(draft: Draft, plan: Plan): OrdersFeedStep | undefined {
  const partner = pick(draft.random, others(draft, plan.partner));
  return partner && { ...feedLook(draft, plan), partner };
}

export const others = (draft: Draft, partner: PartnerName): readonly PartnerName[] =>
  partnersOf(draft.options).filter((other) => other !== partner);

/** Whether a step can change spaces or feeds, if not in a sound booking system then in another. */
const changesThings = ({ do: name }: Step): boolean => !/^(read-|status$|stray$|wait$)/.test(name);

const isSame = (one: Step, other: Step): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether something may have changed since a look was last taken. */
function isDue(draft: Draft, look: Step): boolean {
  const last = draft.steps.findLastIndex((step) => isSame(step, look));
  return draft.steps.slice(last + 1).some(changesThings);
}

/** Ends a scenario with a look at the spaces of the order touched last, and at its feed, where they are due. */
export function close(draft: Draft): void {
  const last = draft.plans.findLast((plan) =>
    singleSteps(draft.steps).some(
      (step) => 'order' in step && step.order === plan.order && step.partner === plan.partner,
    ),
  );
  if (last === undefined) return;
  const looks = [spacesLook(draft, last), feedLook(draft, last)].filter((look) => look !== undefined);
  add(draft, ...looks.filter((look) => isDue(draft, look)));
}
