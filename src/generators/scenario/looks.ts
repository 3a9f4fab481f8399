import type { OrdersFeedStep, SpacesStep, Step } from '../../model/scenario.ts';
import type { PartnerName } from '../../protocol/ids.ts';
import { pick } from './chance.ts';
import { add, stands, tried, type Draft } from './draft.ts';
import { isProposedState } from './expected.ts';
import { partnersOf } from './options.ts';
import type { Plan } from './plan.ts';

/** Looks at what the booking system publishes, which show what calls have left behind. */

/** A look at the spaces of something that an order is about. */
export function spacesLook(draft: Draft, plan: Plan): SpacesStep | undefined {
  const order = stands(draft, plan);
  const item = pick(draft.random, order.items.length > 0 ? order.items : plan.items);
  return item && { do: 'read-spaces', opportunity: item.opportunity };
}

/** A look at the feed in which an order is, or at its partner's other feed. */
export function feedLook(draft: Draft, plan: Plan): OrdersFeedStep {
  const proposed = draft.settings.flow === 'OpenBookingApprovalFlow' && isProposedState(stands(draft, plan).state);
  const wasProposed = draft.steps.some((step) => step.do === 'P' && step.order === plan.order);
  const proposals = proposed || (wasProposed && draft.random.nextInt(0, 1) === 0);
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
const changesThings = ({ do: name }: Step): boolean => !/^(read-|status$|stray$)/.test(name);

/** The looks that would end a scenario well: one at each thing that may have changed since it was last seen. */
export function closingLooks(draft: Draft): readonly Step[] {
  const used = draft.plans.filter((plan) => draft.steps.some((step) => touches(step, plan)));
  const looks = used.flatMap((plan): Step[] => [
    ...plan.items.map(({ opportunity }): Step => ({ do: 'read-spaces', opportunity })),
    feedLook(draft, plan),
  ]);
  const distinct = [...new Map(looks.map((look) => [JSON.stringify(look), look])).values()];
  return distinct.filter((look) => {
    const last = draft.steps.findLastIndex((step) => JSON.stringify(step) === JSON.stringify(look));
    return draft.steps.slice(last + 1).some(changesThings);
  });
}

const touches = (step: Step, { order, partner }: Plan): boolean =>
  'order' in step && step.order === order && step.partner === partner;

/** Ends a scenario with a few looks, those first that were tried least. */
export function close(draft: Draft, most: number): void {
  const looks = closingLooks(draft).map((look) => ({ look, score: tried(draft, look) }));
  looks.sort((a, b) => a.score - b.score);
  add(draft, ...looks.slice(0, most).map(({ look }) => look));
}
