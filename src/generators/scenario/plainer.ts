import { mapSteps, singleSteps } from '../../model/scenario.ts';
import type { OpportunityNeed, Scenario, Settings, SingleStep } from '../../model/scenario.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { brokerArbitrary, customerArbitrary } from '../payload/people.ts';
import { PLAIN_CRITERIA } from './criteria.ts';
import { plain, plainStep, standing, withSteps } from './edits.ts';
import { isCheckpoint, namedBy } from './tidy.ts';

/** How many simpler values of one person are tried. */
const MOST_VALUES = 8;

/** Everybody and everything simple at once; then one thing at a time, in all steps that have the very same. */
export function* plainerValues(scenario: Scenario): Generator<Scenario> {
  yield plain(scenario, 'all items');
  yield withSteps(scenario, mapSteps(scenario.steps, plainStep));
  yield* plainerPeople(scenario, 'broker');
  yield* plainerPeople(scenario, 'customer');
  yield withSteps(
    scenario,
    mapSteps(scenario.steps, (step) => without(step, 'lost')),
  );
  for (const { step, put } of standing(scenario)) if ('lost' in step) yield put(without(step, 'lost'));
  yield withSteps(
    scenario,
    mapSteps(scenario.steps, (step) => without(step, 'payment')),
  );
  yield withSteps(
    scenario,
    mapSteps(scenario.steps, (step) =>
      isCheckpoint(step) ? { ...step, items: step.items.map(({ opportunity }) => ({ opportunity })) } : step,
    ),
  );
  yield withSteps(
    scenario,
    mapSteps(scenario.steps, (step) => without(step, 'brokerRole')),
  );
  yield withSteps(
    scenario,
    mapSteps(scenario.steps, (step) => ('partner' in step ? { ...step, partner: 'primary' } : step)),
  );
}

function without(step: SingleStep, key: string): SingleStep {
  return key in step
    ? (Object.fromEntries(Object.entries(step).filter(([name]) => name !== key)) as unknown as SingleStep)
    : step;
}

function* plainerPeople(scenario: Scenario, part: 'broker' | 'customer'): Generator<Scenario> {
  const values = singleSteps(scenario.steps)
    .filter(isCheckpoint)
    .map((step) => step[part]);
  const distinct = new Map(
    values.filter((value) => value !== undefined).map((value) => [JSON.stringify(value), value]),
  );
  for (const [text, value] of distinct) {
    const has = (step: SingleStep) => isCheckpoint(step) && JSON.stringify(step[part]) === text;
    yield withSteps(
      scenario,
      mapSteps(scenario.steps, (step) => (has(step) ? without(step, part) : step)),
    );
    if (value === null) continue;
    for (const simpler of simplerPeople(part, value)) {
      yield withSteps(
        scenario,
        mapSteps(scenario.steps, (step) => (has(step) ? ({ ...step, [part]: simpler } as SingleStep) : step)),
      );
    }
  }
}

function simplerPeople(part: 'broker' | 'customer', value: JsonObject): Iterable<JsonObject> {
  const kind = value['@type'] === 'Organization' ? 'Organization' : 'Person';
  const arbitrary = part === 'broker' ? brokerArbitrary : customerArbitrary(kind);
  return arbitrary
    .shrink(value, undefined)
    .take(MOST_VALUES)
    .map(({ value: simpler }) => simpler);
}

const PLAIN_SETTINGS: Settings = {
  brokerRole: 'AgentBroker',
  prepayment: 'Required',
  flow: 'OpenBookingSimpleFlow',
};

/** Settings and opportunities as plain as can be, all at once; then one thing at a time. */
export function* plainerOpportunities(scenario: Scenario): Generator<Scenario> {
  const plainNeed = ({ prepayment, flow }: Settings): OpportunityNeed => ({
    type: 'ScheduledSession',
    criteria: PLAIN_CRITERIA[prepayment],
    seller: 'primary',
    flow,
  });
  const settings = proposes(scenario) ? { ...PLAIN_SETTINGS, flow: scenario.settings.flow } : PLAIN_SETTINGS;
  yield withNeeds({ ...scenario, settings }, () => plainNeed(settings));
  yield withNeeds(scenario, () => plainNeed(scenario.settings));
  yield resettled(scenario, settings);
  for (const name of Object.keys(scenario.opportunities)) {
    yield withoutUnnamed(scenario, name);
    for (const [part, value] of Object.entries(plainNeed(scenario.settings))) {
      yield withNeeds(scenario, (need, other) => (other === name ? { ...need, [part]: value } : need));
    }
  }
}

/** A scenario without an opportunity, where no step names it: a fault may yet have borrowed from it. */
function withoutUnnamed(scenario: Scenario, name: string): Scenario {
  if (namedBy(scenario.steps).has(name)) return scenario;
  return {
    ...scenario,
    opportunities: Object.fromEntries(Object.entries(scenario.opportunities).filter(([other]) => other !== name)),
  };
}

/** Whether a scenario has no meaning without the seller's approval. */
const proposes = ({ steps }: Scenario) =>
  singleSteps(steps).some(({ do: name }) => name === 'P' || name === 'B after P');

const withNeeds = (scenario: Scenario, change: (need: OpportunityNeed, name: string) => OpportunityNeed): Scenario => ({
  ...scenario,
  opportunities: Object.fromEntries(
    Object.entries(scenario.opportunities).map(([name, need]) => [name, change(need, name)]),
  ),
});

/** Other settings, with the opportunities that said no more than the old ones following them. */
const resettled = (scenario: Scenario, settings: Settings): Scenario =>
  withNeeds({ ...scenario, settings }, (need) => ({
    ...need,
    criteria:
      need.criteria === PLAIN_CRITERIA[scenario.settings.prepayment]
        ? PLAIN_CRITERIA[settings.prepayment]
        : need.criteria,
    flow: need.flow === scenario.settings.flow ? settings.flow : need.flow,
  }));
