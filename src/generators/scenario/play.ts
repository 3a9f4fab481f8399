import { isBrokerStep, type Step } from '../../model/scenario.ts';
import { happens } from './chance.ts';
import { add, stands, type Draft } from './draft.ts';
import { spacesLook } from './looks.ts';
import { drawMutated } from './mutated.ts';
import type { Plan } from './plan.ts';

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

export function look(draft: Draft, plan: Plan): void {
  const step = spacesLook(draft, plan);
  if (step) add(draft, step);
}
