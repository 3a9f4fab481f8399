import {
  isBrokerStep,
  mapSteps,
  singleSteps,
  type Scenario,
  type SingleStep,
  type Step,
} from '../../model/scenario.ts';
import { smallerLanes, withoutLanes } from './shrink-lanes.ts';
import { aboutOne, hasItems, keepItems, namesOrder, plain, standing, withoutMutation, withSteps } from './edits.ts';
import { expectAll } from './expected.ts';
import { nameOf } from './orders.ts';
import { plainerOpportunities, plainerValues } from './plainer.ts';
import { concerned, shortCuts, suspects } from './routes.ts';
import { scenarioSize } from './size.ts';
import { isCheckpoint, namedBy, tidy } from './tidy.ts';

/**
 * Smaller scenarios than one whose last step fails, the most daring first; lazy, since each costs requests to try. All
 * end with that step, or with what was in it where it is one with lanes. Needs neither seed nor context: a scenario from a file shrinks as well as a fresh one. After a
 * success, start anew with the smaller one; when none succeeds, no step, mutation or item can be left out.
 */
export function* shrinkScenario(scenario: Scenario): Generator<Scenario> {
  const size = scenarioSize(scenario);
  const seen = new Set([JSON.stringify(scenario)]);
  for (const candidate of candidates(scenario)) {
    const tidied = tidy(candidate);
    const key = JSON.stringify(tidied);
    if (seen.has(key) || scenarioSize(tidied) >= size) continue;
    seen.add(key);
    yield tidied;
  }
}

function* candidates(scenario: Scenario): Generator<Scenario> {
  if (scenario.steps.length === 0) return;
  yield* withoutLanes(scenario);
  yield* daring(scenario);
  yield* smallerLanes(scenario);
  yield* fewerOrders(scenario);
  yield* fewerSteps(scenario);
  yield* fewerMutations(scenario);
  yield* fewerItems(scenario);
  yield* plainerValues(scenario);
  yield* plainerOpportunities(scenario);
  yield scenario;
}

/** The last step by itself, or where the model's shortest way has brought its orders; first with everything simple. */
function* daring(scenario: Scenario): Generator<Scenario> {
  const alone = withSteps(scenario, scenario.steps.slice(-1));
  yield plain(alone, 'one item');
  for (const short of shortCuts(scenario)) yield plain(short, 'one item');
  for (const short of suspects(scenario)) yield plain(short, 'one item');
  yield plain(alone, 'all items');
  for (const short of shortCuts(scenario)) yield plain(short, 'all items');
  for (const short of suspects(scenario)) yield plain(short, 'all items');
  yield alone;
  yield* shortCuts(scenario);
}

/** Only the steps that get something done; only those of the last step's orders; only those of its opportunities. */
function* fewerOrders(scenario: Scenario): Generator<Scenario> {
  const { steps } = scenario;
  const before = steps.slice(0, -1);
  const last = steps.at(-1);
  const all = expectAll(scenario);
  const expected = all[before.length];
  if (last === undefined || expected === undefined) return;
  const effective = (index: number) => all[index] !== all[index + 1];
  const names = new Set(concerned(before, expected, last));
  for (const step of singleSteps([last])) if (namesOrder(step)) names.add(nameOf(step));
  const isOwn = (step: SingleStep) => step.do === 'wait' || (namesOrder(step) && names.has(nameOf(step)));
  const own = (step: Step) => singleSteps([step]).some(isOwn);
  const things = new Set(steps.filter((step) => step === last || own(step)).flatMap(opportunitiesOf));
  const sharing = (step: Step) => opportunitiesOf(step).some((name) => things.has(name)) || own(step);
  const tests: readonly ((step: Step, index: number) => boolean)[] = [
    (step, index) => own(step) && effective(index),
    (_, index) => effective(index),
    own,
    sharing,
  ];
  for (const test of tests) {
    const fewer = withSteps(scenario, [...before.filter(test), last]);
    yield plain(fewer, 'all items');
    yield fewer;
  }
}

const opportunitiesOf = (step: Step): readonly string[] => [...namedBy([step])];

/** Without halves, quarters, … of the steps before the last, then without each of them. */
function* fewerSteps(scenario: Scenario): Generator<Scenario> {
  const before = scenario.steps.length - 1;
  for (let length = Math.floor(before / 2); length >= 1; length = Math.floor(length / 2)) {
    for (let start = before - length; start > -length; start -= length) {
      const from = Math.max(0, start);
      yield withSteps(scenario, scenario.steps.toSpliced(from, start + length - from));
    }
  }
}

function* fewerMutations(scenario: Scenario): Generator<Scenario> {
  for (const { step, put } of standing(scenario)) {
    if (!isBrokerStep(step)) continue;
    for (const place of step.mutations?.keys() ?? []) yield put(withoutMutation(step, place));
  }
}

/** One item everywhere; then without one item of an order in all its calls; then of one call. */
function* fewerItems(scenario: Scenario): Generator<Scenario> {
  yield plain(aboutOne(scenario), 'one item');
  yield plain(scenario, 'one item');
  yield aboutOne(scenario);
  yield* fewerItemsOfOrders(scenario);
  for (const { step, put } of standing(scenario)) {
    if (!hasItems(step) || step.items.length < 2) continue;
    for (const place of step.items.keys()) yield put(without(step, place));
  }
}

const without = (step: Extract<SingleStep, { readonly items: unknown }>, place: number): SingleStep =>
  keepItems(
    step,
    [...step.items.keys()].filter((other) => other !== place),
  );

function* fewerItemsOfOrders(scenario: Scenario): Generator<Scenario> {
  const all = singleSteps(scenario.steps);
  const names = new Set(all.filter(namesOrder).map(nameOf));
  for (const name of names) {
    const own: readonly SingleStep[] = all.filter((step) => namesOrder(step) && nameOf(step) === name);
    const most = Math.max(0, ...own.filter(isCheckpoint).map(({ items }) => items.length));
    for (let place = most - 1; place >= 0 && most > 1; place--) {
      const steps = mapSteps(scenario.steps, (step) => (own.includes(step) ? withoutPlace(step, place) : step));
      yield withSteps(scenario, steps);
    }
  }
}

/** A step of an order that has lost the item at a place, as B or P answers its items. */
function withoutPlace(step: SingleStep, place: number): SingleStep {
  if (isCheckpoint(step)) return step.items.length > 1 && place < step.items.length ? without(step, place) : step;
  if (step.do !== 'cancel') return step;
  const going = step.items.indexOf(place);
  const left = going < 0 || step.items.length < 2 ? step : without(step, going);
  if (!hasItems(left) || left.do !== 'cancel') return left;
  return { ...left, items: left.items.map((item) => (item > place ? item - 1 : item)) };
}
