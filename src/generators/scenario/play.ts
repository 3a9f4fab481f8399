import { isBrokerStep, type Step } from '../../model/scenario.ts';
import { happens } from './chance.ts';
import { needsDetails } from './criteria.ts';
import { add, stands, type Draft } from './draft.ts';
import { spacesLook } from './looks.ts';
import { drawMutated } from './mutated.ts';
import type { Edge } from './paths.ts';
import { checkpoint, type Plan } from './plan.ts';

const MUTATION_RATE = 0.7;
/** At most so many calls with something wrong before the right one. */
const MOST_PROBES = 3;
const LOOK_AFTER_PROBE = 0.1;
/** After a P or B that has to leave the lease alone. */
const LOOK_AFTER_REFUSAL = 0.2;

/** A step, with a few goes before it at the same with something wrong. */
export function play(draft: Draft, plan: Plan, step: Step): void {
  const rate = draft.options.mutationRate ?? MUTATION_RATE;
  for (let probes = 0; isBrokerStep(step) && probes < MOST_PROBES && happens(draft.random, rate); probes++) {
    const wrong = drawMutated(draft.random, { ...draft, setting: draft }, step);
    if (wrong) add(draft, wrong);
    const leased = stands(draft, plan).state === 'leased' && (step.do === 'P' || step.do === 'B');
    if (wrong && happens(draft.random, leased ? LOOK_AFTER_REFUSAL : LOOK_AFTER_PROBE)) look(draft, plan);
  }
  add(draft, step);
}

/** A quote that tells what details an order needs, before the first call that has to give them. */
export function askDetails(draft: Draft, plan: Plan, via: Edge['via']): void {
  const first = stands(draft, plan).state === 'absent' && (via === 'C2' || via === 'P' || via === 'B');
  if (first && needsDetails(draft.opportunities, plan.items)) add(draft, checkpoint(draft.settings, plan, 'C1'));
}

export function look(draft: Draft, plan: Plan): void {
  const step = spacesLook(draft, plan);
  if (step) add(draft, step);
}
