import type fc from 'fast-check';
import type { Step } from '../../model/scenario.ts';
import { count, stepKeys, triedOf, type Counts } from './coverage.ts';
import { expectAfter } from './expected.ts';
import { nameOf, NOTHING_YET, orderAt, type Expected, type ExpectedOrder, type Setting } from './orders.ts';
import type { GeneratorOptions } from './options.ts';
import type { Ground } from './paths.ts';
import type { Plan } from './plan.ts';

/** A scenario in the making: the one thing here that changes. */
export interface Draft extends Setting {
  readonly random: fc.Random;
  readonly options: GeneratorOptions;
  readonly plans: readonly Plan[];
  readonly counts: Counts;
  readonly steps: Step[];
  /** What a sound booking system has made of the steps so far. */
  expected: Expected;
}

export const newDraft = (
  parts: Pick<Draft, 'random' | 'options' | 'settings' | 'opportunities' | 'plans' | 'counts'>,
): Draft => ({ ...parts, steps: [], expected: NOTHING_YET });

/** Adds steps, and follows what they make of the orders. */
export function add(draft: Draft, ...steps: readonly Step[]): void {
  for (const step of steps) {
    count(draft.counts, stepKeys(draft, draft.expected, step));
    draft.expected = expectAfter(draft, draft.expected, step);
    draft.steps.push(step);
  }
}

/** How often what a step would try here has been tried. */
export const tried = (draft: Draft, step: Step): number => triedOf(draft.counts, stepKeys(draft, draft.expected, step));

/** Where the order of a plan stands. */
export const stands = (draft: Draft, plan: Plan): ExpectedOrder => orderAt(draft.expected, nameOf(plan));

/** What decides which ways are open to the order of a plan. */
export const groundOf = (draft: Draft, { items }: Pick<Plan, 'items'>): Ground => ({
  approval: items.some(({ opportunity }) => draft.opportunities[opportunity]?.flow === 'OpenBookingApprovalFlow'),
  several: items.length > 1,
  canWait: draft.options.canWait,
});
