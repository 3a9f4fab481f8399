import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { callOfStep } from './compose.ts';
import { isBrokerStep, type Scenario } from '../model/index.ts';
import type { BreachSeen } from '../oracle/index.ts';
import type { StepRun } from './running.ts';
import type { Attempt, Shrunk } from './shrink.ts';
import { truncated, type Trial } from './trial.ts';
import { startBodyValidator, type BodyKind, type BodyStats, type ModelFault } from './validation/index.ts';

/** Where a body was seen: the steps of its scenario up to it. */
interface Place {
  readonly scenario: Scenario;
  readonly steps: readonly StepRun[];
}

/** A fault in a body, and the scenario in which it showed. */
export type ModelBreach = ModelFault<Place>;

/** The OpenActive data models, beside a campaign: bodies are offered as they come, and judged off its way. */
export interface DataModels {
  /** Offers every body that a scenario's run has shown. */
  offer(trial: Trial): void;
  /** What is new of all that was offered before this was asked the last time. */
  settled(): Promise<readonly ModelBreach[]>;
  /** Runs candidates as `run` does, and tells of the same fault in the bodies that they show. */
  lookingFor(fault: ModelBreach, run: Attempt): Attempt;
  /** What was not told yet; nothing can be offered any more. `at once`: without waiting for what is being checked. */
  finish(when?: 'once all is checked' | 'at once'): Promise<readonly ModelBreach[]>;
  readonly stats: BodyStats;
}

/** How long a campaign waits for bodies that are still being checked. */
const LONGEST_WAIT_MS = 5_000;

export const DATA_MODEL_RULE = 'shape/data-model';

const breachOf = ({ kind, message, path }: Pick<ModelBreach, 'kind' | 'message' | 'path'>): BreachSeen => ({
  rule: DATA_MODEL_RULE,
  call: kind,
  expected: 'a body that keeps the OpenActive data models',
  found: `${path}: ${message}`,
  unclear: false,
});

/** A fault as the scenario in which it showed. */
export function shownAt(fault: ModelBreach): Shrunk {
  const { scenario, steps } = fault.where;
  const at = steps.length - 1;
  const trial = { scenario: truncated(scenario, at), steps, stopped: undefined };
  return { trial, placed: { breach: breachOf(fault), at }, repeats: 'always', complete: false };
}

interface Shown {
  readonly kind: BodyKind;
  readonly body: JsonObject;
}

/** The bodies that a step has shown: the answer to a call, and the items of feeds. */
function bodiesOf({ step, exchange, read = [] }: StepRun): readonly Shown[] {
  const answer = exchange?.answer;
  const answered = answer?.kind === 'response' && answer.body.kind === 'json' && isBrokerStep(step);
  const whole = (kind: BodyKind, body: Json): readonly Shown[] => (isObject(body) ? [{ kind, body }] : []);
  return [
    ...(answered ? whole(callOfStep(step), answer.body.value) : []),
    ...read.flatMap(({ kind, data }) => whole(kind, data)),
  ];
}

export function startDataModels(): DataModels {
  const validator = startBodyValidator<Place>();

  /** A step beside the fault in it that is looked for, if it is there. */
  async function withFault(run: StepRun, fault: ModelBreach): Promise<StepRun> {
    for (const { kind, body } of bodiesOf(run).filter((shown) => shown.kind === fault.kind)) {
      const faults = await validator.ask(kind, body);
      const same = faults?.find(({ type, place }) => type === fault.type && place === fault.place);
      if (same === undefined) continue;
      const breaches = [...run.seen.breaches, breachOf({ ...same, kind })];
      return { ...run, seen: { ...run.seen, breaches } };
    }
    return run;
  }

  return {
    offer: ({ scenario, steps }) => {
      steps.forEach((step, at) => {
        for (const { kind, body } of bodiesOf(step)) {
          validator.offer(kind, body, { scenario, steps: steps.slice(0, at + 1) });
        }
      });
    },
    settled: () => validator.settled(LONGEST_WAIT_MS),
    lookingFor: (fault, run) => async (scenario) => {
      const trial = await run(scenario, () => false);
      const steps: StepRun[] = [];
      for (const step of trial.steps) steps.push(await withFault(step, fault));
      return { ...trial, steps };
    },
    finish: (when) => validator.finish(when === 'at once' ? 0 : LONGEST_WAIT_MS),
    get stats() {
      return validator.stats;
    },
  };
}

/** What in one trial breaks the data models, and whether some of its bodies could not be judged. */
export async function againstDataModels(
  trial: Trial,
): Promise<{ readonly breaches: readonly BreachSeen[]; readonly unjudged: boolean }> {
  const models = startDataModels();
  models.offer(trial);
  const breaches = (await models.finish()).map(breachOf);
  const { stuck = 0, stopped = 0, unreadable = 0 } = models.stats.unknown;
  return { breaches, unjudged: stuck + stopped + unreadable > 0 };
}
