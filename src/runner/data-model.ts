import { isObject } from '../protocol/json.ts';
import { callOfStep } from './compose.ts';
import { isBrokerStep, type Scenario } from '../model/index.ts';
import type { BreachSeen } from '../oracle/index.ts';
import type { StepRun } from './run-scenario.ts';
import type { Shrunk } from './shrink.ts';
import { truncated, type Trial } from './trial.ts';
import { startBodyValidator, type BodyStats, type ModelFault } from './validation/index.ts';

/** Where a body was seen: the steps of its scenario up to it. */
interface Place {
  readonly scenario: Scenario;
  readonly steps: readonly StepRun[];
}

/** The OpenActive data models, beside a campaign: bodies are offered as they come, and judged off its way. */
export interface DataModels {
  /** Offers the answer to the last of some steps. */
  offer(scenario: Scenario, steps: readonly StepRun[]): void;
  /** What was found, each as the scenario in which it showed. */
  finish(): Promise<readonly Shrunk[]>;
  readonly stats: BodyStats;
}

/** How long the end of a campaign waits for bodies that are still being checked. */
const LAST_WAIT_MS = 5_000;

export const DATA_MODEL_RULE = 'shape/data-model';

const breachOf = ({ kind, message, path }: ModelFault<Place>): BreachSeen => ({
  rule: DATA_MODEL_RULE,
  call: kind,
  expected: 'a body that keeps the OpenActive data models',
  found: `${path}: ${message}`,
  unclear: false,
});

function shownAt(fault: ModelFault<Place>): Shrunk {
  const { scenario, steps } = fault.where;
  const at = steps.length - 1;
  const trial = { scenario: truncated(scenario, at), steps, stopped: undefined };
  return { trial, placed: { breach: breachOf(fault), at }, repeats: 'always', complete: false };
}

export function startDataModels(): DataModels {
  const validator = startBodyValidator<Place>();
  return {
    offer: (scenario, steps) => {
      const last = steps.at(-1);
      const answer = last?.exchange?.answer;
      if (last === undefined || !isBrokerStep(last.step) || answer?.kind !== 'response') return;
      const { body } = answer;
      if (body.kind === 'json' && isObject(body.value)) {
        validator.offer(callOfStep(last.step), body.value, { scenario, steps: [...steps] });
      }
    },
    finish: async () => (await validator.finish(LAST_WAIT_MS)).map(shownAt),
    get stats() {
      return validator.stats;
    },
  };
}

/** What in one trial breaks the data models. */
export async function againstDataModels({ scenario, steps }: Trial): Promise<readonly BreachSeen[]> {
  const models = startDataModels();
  steps.forEach((_, index) => {
    models.offer(scenario, steps.slice(0, index + 1));
  });
  return (await models.finish()).map(({ placed }) => placed.breach);
}
