import type { Scenario } from '../model/index.ts';
import type { BreachSeen } from '../oracle/index.ts';
import type { ReplayResult } from '../results/result.ts';
import { lineOf, recordOf } from './conversation.ts';
import { againstDataModels, DATA_MODEL_RULE } from './data-model.ts';
import { breachOf } from './findings.ts';
import { opportunityPool } from './opportunity-pool.ts';
import type { Session } from './options.ts';
import { exchangesOf } from './run-scenario.ts';
import { breachesOf, sameFinding, tryScenario, type Trial } from './trial.ts';
import { breachesOfWays } from './ways.ts';

/** Whether nothing came back to something that was asked. */
const unanswered = (trial: Trial): string | undefined => {
  const lost = trial.steps.flatMap(exchangesOf).find(({ answer }) => answer.kind === 'no-answer')?.answer;
  return lost?.kind === 'no-answer' ? `no answer: ${lost.detail}` : undefined;
};

/**
 * Runs one scenario and shows what came of it. `lookFor` is the finding that it should reproduce; without it, any breach
 * counts. `signal` ends it after the step under way.
 */
export async function replayScenario(
  session: Session,
  scenario: Scenario,
  lookFor?: Pick<BreachSeen, 'rule' | 'call'>,
  signal?: AbortSignal,
): Promise<ReplayResult> {
  const interrupt = () => {
    session.target.interrupt();
  };
  signal?.addEventListener('abort', interrupt);
  const trial = await tryScenario(session, opportunityPool(session), scenario, () => signal?.aborted === true);
  signal?.removeEventListener('abort', interrupt);
  const modelled = lookFor === undefined || lookFor.rule === DATA_MODEL_RULE ? await againstDataModels(trial) : [];
  const breaches = [...breachesOf(trial).map(({ breach }) => breach), ...breachesOfWays(trial.steps), ...modelled];
  const found = lookFor ? breaches.some((breach) => sameFinding(breach, lookFor)) : breaches.length > 0;
  const doubt = signal?.aborted === true ? 'interrupted' : (trial.stopped ?? unanswered(trial));
  const what = lookFor ? `${lookFor.rule} at ${lookFor.call}` : 'any rule broken';
  return {
    verdict: found ? 'reproduced' : doubt === undefined ? 'not reproduced' : 'could not tell',
    reason: found || doubt === undefined ? `looked for: ${what}` : doubt,
    breaches: breaches.map(breachOf),
    conversation: trial.steps.map(lineOf),
    exchanges: trial.steps.flatMap(exchangesOf).map((exchange) => recordOf(exchange, session)),
  };
}
