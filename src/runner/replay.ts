import type { Exchange } from '../protocol/exchange.ts';
import { describeAction } from '../generators/index.ts';
import type { Scenario } from '../model/index.ts';
import type { BreachSeen } from '../oracle/index.ts';
import type { ReplayExchange, ReplayResult, Tries } from '../results/result.ts';
import { lineOf, recordOf } from './conversation.ts';
import { againstDataModels, DATA_MODEL_RULE } from './data-model.ts';
import { breachOf } from './findings.ts';
import { knowingSource, opportunitiesOf } from './opportunity-source.ts';
import type { Session } from './options.ts';
import { exchangesOf, FEED_NOT_READ, NOT_WAITED, type StepRun } from './running.ts';
import { isRace, MOST_TRIES } from './tries.ts';
import { breachesOf, sameFinding, tryScenario, type Trial } from './trial.ts';
import { breachesOfWays } from './ways.ts';

/** Whether nothing came back to something that was asked. */
const unanswered = (trial: Trial): string | undefined => {
  // What the scenario itself has lost tells nothing of the target.
  const lost = trial.steps
    .flatMap(exchangesOf)
    .find(({ answer }) => answer.kind === 'no-answer' && answer.reason !== 'dropped')?.answer;
  return lost?.kind === 'no-answer' ? `no answer: ${lost.detail}` : undefined;
};

/** What was not done of a scenario, though it stands there: what it would have shown is not known. */
const notDone = ({ steps }: Trial): string | undefined => {
  const left = steps.find(({ outcome }) => outcome === NOT_WAITED || outcome === FEED_NOT_READ);
  return left && `${lineOf(left).step}: ${left.outcome}`;
};

/** A session that keeps what the test interface was asked for. */
function keepingMade(session: Session): { readonly session: Session; readonly made: Exchange[] } {
  const made: Exchange[] = [];
  const createOpportunity: Session['target']['createOpportunity'] = async (wanted) => {
    const created = await session.target.createOpportunity(wanted);
    if (created.kind === 'created') made.push(created.exchange);
    return created;
  };
  return { session: { ...session, target: { ...session.target, createOpportunity } }, made };
}

type Told = readonly [step: string, exchange: Exchange];

/** What made the opportunities of the last try: they are asked for in their order. */
function lastMade({ opportunities }: Scenario, made: readonly Exchange[]): readonly Told[] {
  const names = Object.keys(opportunities);
  const last = made.slice(Math.max(0, made.length - names.length));
  return last.map((exchange, index) => [`${names[index] ?? ''}, made by the test interface`, exchange]);
}

/** The exchanges of a step, each with what it was for. */
const told = (run: StepRun): readonly Told[] =>
  run.race
    ? run.race.calls.map(({ step, exchange }) => [describeAction(step), exchange])
    : exchangesOf(run).map((exchange) => [lineOf(run).step, exchange]);

function replayed(session: Session, step: string, exchange: Exchange): ReplayExchange {
  const record = recordOf(exchange, session);
  return { step, ...record, headers: { ...record.headers, ...session.target.credentialsOf(exchange.request) } };
}

/** Runs a scenario; one with calls made at once until it shows what is looked for, a bounded number of times. */
async function runUntilShown(
  session: Session,
  scenario: Scenario,
  shows: (trial: Trial) => boolean,
  signal: AbortSignal | undefined,
): Promise<{ readonly trial: Trial; readonly tries: Tries }> {
  const pool = opportunitiesOf(session);
  for (let of = 1; ; of += 1) {
    const trial = await tryScenario(session, pool, scenario, () => signal?.aborted === true);
    const shown = shows(trial);
    const over = !isRace(scenario) || of >= MOST_TRIES || signal?.aborted === true || trial.stopped !== undefined;
    if (shown || over) return { trial, tries: { shown: shown ? 1 : 0, of } };
  }
}

/**
 * Runs one scenario and shows what came of it; one with calls made at once again and again until it shows it. `lookFor`
 * is the finding that it should reproduce; without it, any breach counts. `signal` ends it after the step under way.
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
  const wanted = (breaches: readonly BreachSeen[]) =>
    lookFor ? breaches.some((breach) => sameFinding(breach, lookFor)) : breaches.length > 0;
  const inTrial = (trial: Trial) => [...breachesOf(trial).map(({ breach }) => breach), ...breachesOfWays(trial.steps)];
  const { session: knowing, made } = keepingMade(await knowingSource(session));
  const { trial, tries } = await runUntilShown(knowing, scenario, (each) => wanted(inTrial(each)), signal);
  signal?.removeEventListener('abort', interrupt);
  const checked = lookFor === undefined || lookFor.rule === DATA_MODEL_RULE;
  const modelled = checked ? await againstDataModels(trial) : undefined;
  const breaches = [...inTrial(trial), ...(modelled?.breaches ?? [])];
  const found = wanted(breaches);
  const unjudged = modelled?.unjudged === true ? 'a body could not be checked against the data models' : undefined;
  const doubt =
    signal?.aborted === true ? 'interrupted' : (trial.stopped ?? unanswered(trial) ?? notDone(trial) ?? unjudged);
  const what = lookFor ? `${lookFor.rule} at ${lookFor.call}` : 'any rule broken';
  return {
    verdict: found ? 'reproduced' : doubt === undefined ? 'not reproduced' : 'could not tell',
    reason: found || doubt === undefined ? `looked for: ${what}` : doubt,
    ...(isRace(scenario) && { tries }),
    breaches: breaches.map(breachOf),
    conversation: trial.steps.map(lineOf),
    exchanges: [...lastMade(scenario, made), ...trial.steps.flatMap(told)].map(([step, exchange]) =>
      replayed(session, step, exchange),
    ),
  };
}
