import type { Scenario, Step } from '../model/index.ts';
import type { ExchangeRecord, Finding } from '../results/result.ts';
import {
  AGAIN,
  again,
  breachesOf,
  breachesOfWays,
  findingOf,
  recordOf,
  sameFinding,
  attemptsOn,
  shrink,
  truncated,
  tryScenario,
  waysBreach,
  type Shown,
  type Shrunk,
  type Trial,
} from '../runner/index.ts';
import { OPPORTUNITY } from './alphabet.ts';
import { scenarioOf, type Stage } from './play.ts';
import type { Broken, Disagreement, Way } from './search.ts';

/** Makes findings of what a search came upon, each with a conversation that shows it by itself. */

/** More requests than this are not spent on making a repro plainer. */
const SHRINK_REQUESTS = 400;

const requestsOf = ({ session }: Stage): number => session.target.stats.requests;

/** Runs a conversation anew, up to where it shows the finding. */
async function shownBy(stage: Stage, scenario: Scenario, broken: Broken): Promise<Shown | undefined> {
  const wanted = broken.placed.breach;
  const trial = await tryScenario(stage.session, stage.pool, scenario);
  const placed = breachesOf(trial).find(({ breach }) => sameFinding(breach, wanted));
  return placed && { trial: { ...trial, scenario: truncated(scenario, placed.at) }, placed };
}

/** What shows a broken rule: the fewest letters that show it, each as plain as can be. */
async function shortest(stage: Stage, broken: Broken): Promise<Shrunk> {
  const requestsBefore = requestsOf(stage);
  const first = await shownBy(stage, scenarioOf(stage, broken.steps), broken);
  const shown = first ?? {
    trial: { ...broken.trial, scenario: truncated(broken.trial.scenario, broken.placed.at) },
    placed: broken.placed,
  };
  const goOn = () => requestsOf(stage) - requestsBefore < SHRINK_REQUESTS;
  return shrink(attemptsOn(stage.session, stage.pool), stage.pool, shown, goOn);
}

/** Both ways in one conversation, each with an opportunity of its own. */
function bothWays(stage: Stage, [first, second]: Disagreement['ways']): Scenario {
  const { settings, ...rest } = scenarioOf(stage, []);
  const need = rest.opportunities[OPPORTUNITY];
  const steps = ({ steps: way }: Way, question: Step) => [...way, question];
  return {
    ...rest,
    settings,
    ...(need && { opportunities: { [OPPORTUNITY]: need, [`${OPPORTUNITY}${AGAIN}`]: need } }),
    steps: [...steps(first, first.question), ...steps(second, second.question).map(again)],
  };
}

/** What shows two ways that lead to one state and different answers. */
async function bothShown(stage: Stage, { ways }: Disagreement): Promise<Shrunk> {
  const scenario = bothWays(stage, ways);
  const trial: Trial = await tryScenario(stage.session, stage.pool, scenario);
  const [breach] = breachesOfWays(trial.steps);
  const last = scenario.steps.length - 1;
  return {
    trial,
    placed: { breach: breach ?? waysBreach(ways[1].question, ways[0].told, ways[1].told), at: last },
    repeats: breach === undefined ? 'flaky' : 'always',
    complete: false,
  };
}

/** A finding, and the exchanges that show it. */
export interface Confirmed {
  readonly finding: Finding;
  readonly exchanges: readonly ExchangeRecord[];
}

/** Makes a finding of what a search came upon. `requestsBefore`: how many there had been when it began. */
export async function confirm(stage: Stage, found: Broken | Disagreement, requestsBefore: number): Promise<Confirmed> {
  const toDetect = requestsOf(stage) - requestsBefore;
  const shrunk = await ('ways' in found ? bothShown(stage, found) : shortest(stage, found));
  const toShrink = requestsOf(stage) - requestsBefore - toDetect;
  return {
    finding: findingOf(shrunk, { toDetect, toShrink }),
    exchanges: shrunk.trial.steps.flatMap(({ exchange }) => (exchange ? [recordOf(exchange, stage.session)] : [])),
  };
}
