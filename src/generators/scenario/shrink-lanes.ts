import { FEWEST_LANES, type LanesStep, type Scenario, type Step } from '../../model/scenario.ts';
import { withSteps } from './edits.ts';

/** Ways to make lanes smaller, the most daring first: lanes that are not needed at all are the first to go. */

type Lanes = LanesStep['lanes'];

/** Lanes as steps: what is left of one lane or none is no race any more. */
const stepsOf = (lanes: Lanes): readonly Step[] => {
  const left = lanes.filter((lane) => lane.length > 0);
  return left.length < FEWEST_LANES ? left.flat() : [{ do: 'lanes', lanes: left }];
};

const replace = (scenario: Scenario, index: number, steps: readonly Step[]): Scenario =>
  withSteps(scenario, scenario.steps.toSpliced(index, 1, ...steps));

/** The same steps one after another: whatever shows then is no matter of a race. */
function* inSequence(lanes: Lanes): Generator<readonly Step[]> {
  yield lanes.flat();
  yield lanes.toReversed().flat();
}

/** Only two of the lanes; then without one of them. */
function* fewerLanes(lanes: Lanes): Generator<readonly Step[]> {
  for (let one = 0; one < lanes.length && lanes.length > FEWEST_LANES; one++) {
    for (let other = one + 1; other < lanes.length; other++) {
      yield stepsOf(lanes.filter((_, place) => place === one || place === other));
    }
  }
  for (const place of lanes.keys()) yield stepsOf(lanes.toSpliced(place, 1));
}

/** Without one step of a lane. */
function* shorterLanes(lanes: Lanes): Generator<readonly Step[]> {
  for (const [place, lane] of lanes.entries()) {
    for (const step of lane.keys()) yield stepsOf(lanes.with(place, lane.toSpliced(step, 1)));
  }
}

/** With the first step of a lane before the race, or the last one after it. */
function* lesserRaces(lanes: Lanes): Generator<readonly Step[]> {
  for (const [place, lane] of lanes.entries()) {
    const [first, ...rest] = lane;
    const last = lane.at(-1);
    if (first !== undefined) yield [first, ...stepsOf(lanes.with(place, rest))];
    if (last !== undefined) yield [...stepsOf(lanes.with(place, lane.slice(0, -1))), last];
  }
}

const isLanes = (step: Step): step is LanesStep => step.do === 'lanes';

/** Every lanes step of a scenario as plain steps, one after another: the first question to ask of a race. */
export function* withoutLanes(scenario: Scenario): Generator<Scenario> {
  for (const [index, step] of scenario.steps.entries()) {
    if (!isLanes(step)) continue;
    for (const steps of inSequence(step.lanes)) yield replace(scenario, index, steps);
  }
}

/** Smaller races in place of those of a scenario. */
export function* smallerLanes(scenario: Scenario): Generator<Scenario> {
  for (const [index, step] of scenario.steps.entries()) {
    if (!isLanes(step)) continue;
    for (const make of [fewerLanes, shorterLanes, lesserRaces]) {
      for (const steps of make(step.lanes)) yield replace(scenario, index, steps);
    }
  }
}
