import { isBrokerStep, type BrokerStep, type LanesStep, type Scenario, type Step } from '../../model/scenario.ts';
import { PARTNERS } from '../../protocol/ids.ts';
import { prepaymentOfStep } from './availability.ts';
import { expectAfter, isAccepted } from './expected.ts';
import { callOfStep, nameOf, NOTHING_YET, orderAt, type Expected, type Setting } from './orders.ts';
import { isCheckpoint } from './tidy.ts';

/** How often each thing worth trying has been tried in a campaign, by its name. */
export type Coverage = ReadonlyMap<string, number>;

/** The count of scenarios. */
export const SCENARIOS = 'scenarios';
/** The count of those with calls made at once. */
export const RACED = 'races';

/** Counts as they grow while one scenario is made. */
export type Counts = Pick<Map<string, number>, 'get' | 'set'>;

export const emptyCoverage = (): Coverage => new Map();

/** Counts that go on from a campaign's, which they leave alone. */
export function countsOf(coverage: Coverage | undefined): Counts {
  const grown = new Map<string, number>();
  return { get: (key) => grown.get(key) ?? coverage?.get(key), set: (key, times) => grown.set(key, times) };
}

export const count = (counts: Counts, keys: readonly string[]): void => {
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** How often, on average, these have been tried. */
export const triedOf = (counts: Counts, keys: readonly string[]): number =>
  keys.length === 0 ? 0 : keys.reduce((sum, key) => sum + (counts.get(key) ?? 0), 0) / keys.length;

/** The coverage after one more scenario. */
export function noteScenario(coverage: Coverage, scenario: Scenario): Coverage {
  const counts = new Map(coverage);
  const raced = scenario.steps.some((step) => step.do === 'lanes');
  count(counts, [SCENARIOS, ...(raced ? [RACED] : []), ...settingKeys(scenario.settings)]);
  for (const need of Object.values(scenario.opportunities)) count(counts, [need.criteria, need.type]);
  let expected = NOTHING_YET;
  for (const step of scenario.steps) {
    count(counts, stepKeys(scenario, expected, step));
    expected = expectAfter(scenario, expected, step);
  }
  return counts;
}

export const settingKeys = ({ brokerRole, prepayment, flow }: Scenario['settings']): readonly string[] => [
  brokerRole,
  prepayment,
  flow,
  `${brokerRole} ${flow}`,
  `${prepayment} ${flow}`,
];

/** The names of what a mutation tries; some mean different things to different roles, or prepayments. */
export function mutationKeys(setting: Setting, expected: Expected, step: Step): readonly string[] {
  if (!isBrokerStep(step)) return [];
  const role = ('brokerRole' in step ? step.brokerRole : undefined) ?? setting.settings.brokerRole;
  const prepayment = prepaymentOfStep(setting, expected, step);
  return (step.mutations ?? []).flatMap(({ kind }) => {
    const of = /customer|broker/.test(kind) ? role : /payment/.test(kind) ? prepayment : '';
    return [`${kind} ${of}`, `${kind} ${of} ${callOfStep(step)}`];
  });
}

/** Where all orders that a look may tell of stand. */
function standing(expected: Expected, tells: (name: string, opportunities: readonly string[]) => boolean): string {
  return [...expected]
    .filter(([name, { items }]) =>
      tells(
        name,
        items.map(({ opportunity }) => opportunity),
      ),
    )
    .map(([, { state }]) => state)
    .sort()
    .join(' and ');
}

/** How the number of items that a call asks for compares with what the order has. */
function itemsBeside(number: number, step: BrokerStep): string {
  if (!isCheckpoint(step) || number === 0 || step.items.length === number) return '';
  return step.items.length < number ? ' with fewer items' : ' with more items';
}

/** What meets what in lanes: each lane's calls, and where their orders stand when the lanes start. */
const laneKeys = (expected: Expected, { lanes }: LanesStep): readonly string[] =>
  lanes.map((lane) => lane.map((step) => `${orderAt(expected, nameOf(step)).state} ${step.do}`).join(', ')).sort();

/** The names of what a step tries: which transition it makes or does not make, and with what wrong. */
export function stepKeys(setting: Setting, expected: Expected, step: Step): readonly string[] {
  switch (step.do) {
    case 'read-spaces':
      return [`read-spaces ${standing(expected, (_, opportunities) => opportunities.includes(step.opportunity))}`];
    case 'read-feed':
      return [`read-feed ${step.feed} ${standing(expected, (name) => name.startsWith(`${step.partner} `))}`];
    case 'wait':
      return [`wait${step.leaseOf === undefined ? '' : ` to ${step.seconds}`} ${standing(expected, () => true)}`];
    case 'delete-opportunities':
      return [step.do];
    case 'stray':
      return [`stray ${step.method}`];
    case 'seller':
      return [`${orderAt(expected, nameOf(step)).state} ${step.action}`];
    case 'lanes':
      return [`at once: ${laneKeys(expected, step).join(' | ')}`];
    default: {
      if (step.mutations !== undefined && step.mutations.length > 0) return mutationKeys(setting, expected, step);
      const own = orderAt(expected, nameOf(step)).state;
      const others = PARTNERS.filter((partner) => partner !== step.partner);
      const foreign = others.map((partner) => orderAt(expected, nameOf({ ...step, partner })).state);
      const outcome = step.lost === true ? 'lost' : isAccepted(setting, expected, step) ? 'accepted' : 'refused';
      const items = itemsBeside(orderAt(expected, nameOf(step)).items.length, step);
      return [`${own} (another’s: ${foreign.join()}) ${step.do}${items} ${outcome}`];
    }
  }
}
