import type { Scenario } from '../model/index.ts';
import { AFTER_A_RACE, IN_A_RACE, SPACES_RULES, type BreachSeen } from '../oracle/index.ts';
import type { OpportunityPool, Taken } from './opportunity-pool.ts';
import type { Session } from './options.ts';
import { runScenario } from './run-scenario.ts';
import type { StepRun } from './running.ts';

/** What a scenario's run came to. */
export interface Trial {
  readonly scenario: Scenario;
  readonly steps: readonly StepRun[];
  /** Why it was not run to its end. */
  readonly stopped: string | undefined;
}

/** A breach and the place in the scenario where it showed. */
export interface Placed {
  readonly breach: BreachSeen;
  readonly at: number;
}

/** By what a finding is known again: the rule and the call. */
export const signatureOf = ({ rule, call }: Pick<BreachSeen, 'rule' | 'call'>): string => `${rule} at ${call}`;

/** Wrong spaces are told by what came before them, so they are one kind of finding while a repro shrinks. */
const familyOf = ({ rule, call }: Pick<BreachSeen, 'rule' | 'call'>): string =>
  (SPACES_RULES as readonly string[]).includes(rule) ? 'spaces' : signatureOf({ rule, call: withoutRace(call) });

/** A call's name without the words that put its breach down to a race. */
export const withoutRace = (call: string): string => call.replace(RACE_WORDS, '');
const RACE_WORDS = new RegExp(`(${IN_A_RACE}|${AFTER_A_RACE})$`);

/** Whether two breaches are the same finding, as far as shrinking goes. */
export const sameFinding = (
  one: Pick<BreachSeen, 'rule' | 'call'>,
  other: Pick<BreachSeen, 'rule' | 'call'>,
): boolean => familyOf(one) === familyOf(other);

type Stop = (step: StepRun, steps: readonly StepRun[]) => boolean;

/** Runs a scenario with opportunities of its own; `stop` ends it after a step. */
export const tryScenario = async (
  session: Session,
  pool: OpportunityPool,
  scenario: Scenario,
  stop: Stop = () => false,
): Promise<Trial> => runTaken(session, scenario, await pool.take(scenario), stop);

/** Runs a scenario with what was taken for it. */
export async function runTaken(session: Session, scenario: Scenario, taken: Taken, stop: Stop): Promise<Trial> {
  if (taken.kind === 'impossible') return { scenario, steps: [], stopped: taken.reason };
  if (taken.kind === 'no answer') return { scenario, steps: [], stopped: `no answer: ${taken.answer.detail}` };
  const steps: StepRun[] = [];
  for await (const step of runScenario(session, scenario, taken.opportunities)) {
    steps.push(step);
    if (stop(step, steps)) break;
  }
  return { scenario, steps, stopped: undefined };
}

/** All breaches of a trial, with their places. */
export const breachesOf = (trial: Trial): readonly Placed[] =>
  trial.steps.flatMap(({ seen }, at) => seen.breaches.map((breach) => ({ breach, at })));

/** A scenario that ends with the step at `at`. */
export const truncated = (scenario: Scenario, at: number): Scenario => ({
  ...scenario,
  steps: scenario.steps.slice(0, at + 1),
});
