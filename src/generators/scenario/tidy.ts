import type { CheckpointStep, ItemChoice, Scenario, Step } from '../../model/scenario.ts';
import { omit } from './omit.ts';

/** Whether a step carries a whole order. */
export const isCheckpoint = (step: Step): step is CheckpointStep =>
  step.do === 'C1' || step.do === 'C2' || step.do === 'P' || step.do === 'B';

/** The names of the opportunities that steps use. */
const used = (steps: readonly Step[]): ReadonlySet<string> =>
  new Set(
    steps.flatMap((step) =>
      isCheckpoint(step)
        ? step.items.map(({ opportunity }) => opportunity)
        : step.do === 'read-spaces'
          ? [step.opportunity]
          : [],
    ),
  );

const tidyItem = ({ opportunity, offer }: ItemChoice): ItemChoice =>
  offer === undefined || offer === 0 ? { opportunity } : { opportunity, offer };

function tidyStep(step: Step, role: Scenario['settings']['brokerRole']): Step {
  if ('mutations' in step && step.mutations?.length === 0) return tidyStep(omit(step, 'mutations'), role);
  if ('payment' in step && step.payment === 'as-needed') return tidyStep(omit(step, 'payment'), role);
  if (!isCheckpoint(step)) return step;
  const rest = { ...step, items: step.items.map(tidyItem) };
  return step.brokerRole === role ? omit(rest, 'brokerRole') : rest;
}

/** The role of all steps that have one, where it is the same. */
function commonRole({ settings, steps }: Scenario): Scenario['settings']['brokerRole'] {
  const roles = new Set(steps.filter(isCheckpoint).map(({ brokerRole }) => brokerRole ?? settings.brokerRole));
  const [only, ...others] = roles;
  return only !== undefined && others.length === 0 ? only : settings.brokerRole;
}

/**
 * The scenario that sends the very same requests and says no more than it must: without opportunities that no step
 * names, without what is the default anyway, and with a role that all steps share as the scenario's own.
 */
export function tidy(scenario: Scenario): Scenario {
  const role = commonRole(scenario);
  const needed = used(scenario.steps);
  const shared = scenario.steps.map((step) =>
    isCheckpoint(step) ? { ...step, brokerRole: step.brokerRole ?? scenario.settings.brokerRole } : step,
  );
  return {
    ...scenario,
    settings: { ...scenario.settings, brokerRole: role },
    opportunities: Object.fromEntries(Object.entries(scenario.opportunities).filter(([name]) => needed.has(name))),
    steps: shared.map((step) => tidyStep(step, role)),
  };
}
