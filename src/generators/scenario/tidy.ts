import { mapSteps, singleSteps } from '../../model/scenario.ts';
import type { CheckpointStep, ItemChoice, Scenario, SingleStep, Step } from '../../model/scenario.ts';
import type { BrokerRole } from '../../protocol/vocabulary.ts';
import { omit } from './omit.ts';

/** Whether a step carries a whole order. */
export const isCheckpoint = (step: Step): step is CheckpointStep =>
  step.do === 'C1' || step.do === 'C2' || step.do === 'P' || step.do === 'B';

/** Whether a step takes something of an opportunity that it does not name. */
const borrows = (step: Step): boolean =>
  isCheckpoint(step) && (step.mutations?.some(({ kind }) => kind === 'foreign-offer') ?? false);

/** The names of the opportunities that steps name. */
export const namedBy = (steps: readonly Step[]): ReadonlySet<string> =>
  new Set(
    singleSteps(steps).flatMap((step) =>
      isCheckpoint(step)
        ? step.items.map(({ opportunity }) => opportunity)
        : step.do === 'read-spaces'
          ? [step.opportunity]
          : [],
    ),
  );

const tidyItem = ({ opportunity, offer }: ItemChoice): ItemChoice =>
  offer === undefined || offer === 0 ? { opportunity } : { opportunity, offer };

function tidyStep(step: SingleStep, from: BrokerRole, to: BrokerRole): SingleStep {
  if ('mutations' in step && step.mutations?.length === 0) return tidyStep(omit(step, 'mutations'), from, to);
  if ('payment' in step && step.payment === 'as-needed') return tidyStep(omit(step, 'payment'), from, to);
  if (!isCheckpoint(step)) return step;
  const { brokerRole = from } = step;
  const items = step.items.map(tidyItem);
  if (brokerRole !== to) return { ...step, items, brokerRole };
  return step.brokerRole === undefined ? { ...step, items } : omit({ ...step, items }, 'brokerRole');
}

/** The role of all steps that have one, where it is the same. */
function commonRole({ settings, steps }: Scenario): BrokerRole {
  const roles = new Set(
    singleSteps(steps)
      .filter(isCheckpoint)
      .map(({ brokerRole }) => brokerRole ?? settings.brokerRole),
  );
  const [only, ...others] = roles;
  return only !== undefined && others.length === 0 ? only : settings.brokerRole;
}

/**
 * The scenario that sends the very same requests and says no more than it must: without opportunities that no step
 * names, without what is the default anyway, and with a role that all steps share as the scenario's own.
 */
export function tidy(scenario: Scenario): Scenario {
  const { settings, opportunities, steps } = scenario;
  const role = commonRole(scenario);
  const needed = singleSteps(steps).some(borrows) ? new Set(Object.keys(opportunities)) : namedBy(steps);
  return {
    ...scenario,
    settings: { ...settings, brokerRole: role },
    opportunities: Object.fromEntries(Object.entries(opportunities).filter(([name]) => needed.has(name))),
    steps: mapSteps(steps, (step) => tidyStep(step, settings.brokerRole, role)),
  };
}
