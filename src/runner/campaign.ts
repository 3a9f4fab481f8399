import { setMaxListeners } from 'node:events';
import type { Scenario } from '../model/index.ts';
import { RESULT_FORMAT, type CampaignEvent, type CampaignResult, type Ending } from '../results/result.ts';
import { ending, requestsOf, secondsOf, tellProgress, type Campaign } from './campaign-state.ts';
import { countCoverage } from './coverage.ts';
import { shownAt, startDataModels } from './data-model.ts';
import { deletes, deletionDue } from './deletions.ts';
import { countFeatures } from './feature-count.ts';
import { byGravity } from './findings.ts';
import { noteBookings } from './bookings.ts';
import { clearAtEnd, clearUp } from './clear-up.ts';
import { cutShort } from './cut-short.ts';
import { crewOf, inOrder, type Room } from './flight.ts';
import { healthOf, provedNothing } from './health.ts';
import { pauseIn, runInPlace } from './in-place.ts';
import {
  knowingSource,
  knowingWhatCanBeHad,
  offAsNotMade,
  offWithoutTestInterface,
  opportunitiesOf,
} from './opportunity-source.ts';
import type { CampaignOptions } from './campaign-options.ts';
import { learnLags, type Lag } from './patience.ts';
import { keep, report, reportModelFault, worthReporting } from './reporting.ts';
import { exchangesOf, type StepRun } from './running.ts';
import { scenarioSource } from './scenario-source.ts';
import { lackingFeatures, scopeOf, switchedOff } from './scope.ts';
import { signatureOf, type Trial } from './trial.ts';
import { knock, stoodOutside, whoStaysOut } from './turned-away.ts';

/** What a campaign made is deleted after so many scenarios, so that the target does not fill up. */
const CLEAR_UP_EVERY = 250;
/** The first time sooner, so that a short campaign sees a deletion too. */
const FIRST_CLEAR_UP = 25;
/** The most scenarios that opportunities are made for together. */
const MOST_TOGETHER = 10;
/** The most scenarios that have begun at once, however many of them only wait. */
const MOST_BEGUN = 400;
/** The most scenarios that are run beyond a round while some of it wait for feeds. */
const MOST_MEANWHILE = 1_000;
/** Scenarios that have begun before there is a place for them. */
const SPARE = 2;

/** How many scenarios in a row had none of their calls answered: that feeds answer says nothing of the API. */
function unansweredAfter({ unanswered }: Campaign, trial: Trial): number {
  if (trial.stopped?.startsWith('no answer') === true) return unanswered + 1;
  const sent = trial.steps
    .flatMap(exchangesOf)
    .filter(({ answer }) => answer.kind !== 'no-answer' || answer.reason !== 'withheld');
  if (sent.length === 0) return unanswered;
  return sent.some(({ answer }) => answer.kind === 'response') ? 0 : unanswered + 1;
}

/** What is made of a scenario's run, once its turn has come. */
async function settle(campaign: Campaign, trial: Trial): Promise<void> {
  campaign.scenarios += 1;
  campaign.features.note(trial);
  if (trial.stopped !== undefined) {
    campaign.impossible.set(trial.stopped, (campaign.impossible.get(trial.stopped) ?? 0) + 1);
  }
  campaign.unanswered = unansweredAfter(campaign, trial);
  if (trial.steps.some((run) => stoodOutside(campaign.doors, run))) return;
  campaign.dataModels.offer(trial);
  for (const placed of worthReporting(trial)) {
    if (campaign.signal.aborted && campaign.known.has(signatureOf(placed.breach))) continue;
    await report(campaign, trial, placed);
  }
  if (asksDataModels(campaign.scenarios)) {
    for (const fault of await campaign.dataModels.settled()) await reportModelFault(campaign, fault);
  }
}

/** After so many scenarios a campaign asks what the data models have to say: at fixed places, whenever they are done. */
const asksDataModels = (scenarios: number): boolean => [20, 60, 120].includes(scenarios) || scenarios % 250 === 0;

/** Beside those that talk to the target, others may begin while some wait for a feed. */
function roomIn({ options, crew }: Campaign): Room {
  const { concurrency = 1, realTime } = options;
  // Where waiting takes no time, nothing is begun that a finding before it could still change.
  if (realTime !== true && concurrency === 1)
    return { size: () => 1, grown: () => new Promise(() => undefined), ahead: 1 };
  return {
    size: () => 2 * concurrency + SPARE + crew.waiting(),
    grown: crew.moreWait,
    ahead: MOST_BEGUN,
  };
}

/** Runs scenarios, several at once where the campaign may, and settles them in their order, but for those that are late. */
async function runAll(campaign: Campaign, scenarios: Iterable<Scenario>): Promise<void> {
  let turn = 0;
  const noted = (run: StepRun): boolean => {
    campaign.coverage.note(run.seen, run.step);
    knock(campaign.doors, run);
    tellProgress(campaign);
    const over = ending(campaign);
    if (over === 'target lost') campaign.over.abort();
    return stoodOutside(campaign.doors, run) || over === 'interrupted' || over === 'target lost' || over === 'time';
  };
  const start = (scenario: Scenario, late: () => void) => {
    turn += 1;
    campaign.coverage.noteScenario(scenario);
    return runInPlace(campaign, scenario, turn, noted, late);
  };
  for await (const trial of inOrder(untilOver(campaign, scenarios), roomIn(campaign), start)) {
    if (trial !== undefined) await settle(campaign, trial);
  }
}

/** Scenarios, as long as the campaign is not over; with those begun, no more than its budget of them. */
function* untilOver(campaign: Campaign, scenarios: Iterable<Scenario>): Generator<Scenario, void> {
  let begun = campaign.scenarios;
  for (const scenario of scenarios) {
    if (ending(campaign) !== undefined || begun >= (campaign.options.budgets.scenarios ?? Infinity)) return;
    begun += 1;
    yield scenario;
  }
}

/**
 * So many scenarios, with their opportunities asked for together; and more while some wait for feeds, since what they
 * wait for must not be taken away.
 */
function* together(campaign: Campaign, source: Iterator<Scenario, never>, count: number): Generator<Scenario, void> {
  for (let given = 0; given < count || (campaign.crew.waiting() > 0 && given < count + MOST_MEANWHILE);) {
    const size = Math.min(
      MOST_TOGETHER,
      1 + Math.max(given, campaign.scenarios),
      given < count ? count - given : MOST_TOGETHER,
    );
    const batch = Array.from({ length: size }, () => source.next().value);
    void campaign.pool.prepare(batch);
    yield* batch;
    given += size;
  }
}

async function fuzz(campaign: Campaign): Promise<Ending> {
  const source = scenarioSource(campaign.options);
  const { previous } = campaign.options;
  campaign.doing = 'replaying';
  await runAll(
    campaign,
    previous.filter((scenario) => !deletes(scenario)),
  );
  await runApart(campaign, previous.filter(deletes));
  campaign.doing = 'fuzzing';
  for (let round = 0; ; round += 1) {
    await runAll(campaign, together(campaign, source, round === 0 ? FIRST_CLEAR_UP : CLEAR_UP_EVERY));
    const over = ending(campaign);
    if (over !== undefined) return over;
    await clearUp(campaign);
    await runApart(campaign, deletionDue(campaign, round));
  }
}

/** Runs scenarios that take the opportunities of all others away: one at a time, with nothing prepared beside them. */
async function runApart(campaign: Campaign, scenarios: readonly Scenario[]): Promise<void> {
  for (const scenario of scenarios) {
    campaign.pool.forget();
    await runAll(campaign, [scenario]);
    campaign.pool.forget();
  }
}

function begin(
  given: CampaignOptions,
  listen: (event: CampaignEvent) => void,
  ends: Pick<Campaign, 'signal' | 'over'>,
): Campaign {
  const { concurrency = 1 } = given;
  const bookings = noteBookings(given.target);
  const options = { ...given, target: bookings.target };
  const lags = learnLags();
  const pause = (ms: number, waiting: number) => pauseIn(campaign, ms, (wait) => campaign.crew.apart(wait, waiting));
  const campaign: Campaign = {
    options,
    listen,
    ...ends,
    pool: opportunitiesOf(options, { atOnce: concurrency, pause, lags }),
    crew: crewOf(concurrency),
    bookings,
    lags,
    coverage: countCoverage(scopeOf(options)),
    dataModels: options.dataModels ?? startDataModels(),
    features: countFeatures(),
    findings: new Map(),
    known: new Map(),
    startedAt: options.now(),
    requestsBefore: options.target.stats.requests,
    undoing: 0,
    scenarios: 0,
    impossible: new Map(),
    unanswered: 0,
    doors: new Map(),
    givenUp: 0,
    unconfirmed: 0,
    doing: 'fuzzing',
    toldAt: 0,
  };
  return campaign;
}

/**
 * Runs scenarios against a target until a budget is spent or `signal` says so, shrinking what it finds as it goes. The
 * same seed, version and answers give the same campaign. Never rejects for what the target does.
 */
export async function runCampaign(
  options: CampaignOptions,
  listen: (event: CampaignEvent) => void,
  signal: AbortSignal,
): Promise<CampaignResult> {
  listen({ kind: 'started', target: options.targetName, seed: options.seed });
  const over = new AbortController();
  // Each wait under way listens.
  setMaxListeners(0, over.signal);
  const interrupt = () => {
    over.abort();
    options.target.interrupt();
  };
  signal.addEventListener('abort', interrupt);
  const campaign = begin(await knowingWhatCanBeHad(await knowingSource(options)), listen, { signal, over });
  const watch = cutShort(campaign);
  const endedBy = await fuzz(campaign);
  watch.done();
  signal.removeEventListener('abort', interrupt);
  const seconds = secondsOf(campaign);
  const left = await clearAtEnd(campaign);
  for (const fault of await campaign.dataModels.finish(endedBy === 'interrupted' ? 'at once' : 'once all is checked')) {
    const shown = shownAt(fault);
    keep(campaign, signatureOf(shown.placed.breach), shown, { toDetect: requestsOf(campaign), toShrink: 0 });
  }
  const result = { ...resultOf(campaign, endedBy), seconds, bookings: { made: campaign.bookings.made(), left } };
  listen({ kind: 'ended', result });
  return result;
}

/** How long changes took to show, in seconds to the tenth. */
function lagsOf({ lags }: Campaign): CampaignResult['feedLag'] {
  const seconds = ({ changes, longestMs }: Lag) => ({ changes, longestSeconds: Math.round(longestMs / 100) / 10 });
  const [open, orders] = [lags.of('open'), lags.of('orders')];
  return { ...(open && { open: seconds(open) }), ...(orders && { orders: seconds(orders) }) };
}

function resultOf(campaign: Campaign, endedBy: Ending): Omit<CampaignResult, 'seconds' | 'bookings'> {
  const { options, coverage } = campaign;
  const summary = coverage.summary();
  return {
    format: RESULT_FORMAT,
    version: options.version,
    target: options.targetName,
    seed: options.seed,
    strict: options.strict,
    budgets: options.budgets,
    endedBy,
    requests: requestsOf(campaign),
    scenarios: campaign.scenarios,
    provedNothing: provedNothing({ ...campaign, coverage: summary }),
    coverage: summary,
    findings: byGravity([...campaign.findings.values()]),
    switchedOff: [...switchedOff(options), ...offWithoutTestInterface(options), ...offAsNotMade(options)],
    features: campaign.features.summary([...campaign.findings.values()]),
    feedLag: lagsOf(campaign),
    health: healthOf({
      lacking: lackingFeatures(options),
      features: options.features,
      reached: coverage.reached,
      impossible: campaign.impossible,
      scenarios: campaign.scenarios,
      givenUp: campaign.givenUp,
      unconfirmed: campaign.unconfirmed,
      turnedAway: whoStaysOut(campaign.doors),
      endedBy,
      coverage: summary,
      stats: options.target.stats,
    }),
    inconclusive: coverage.inconclusive(),
  };
}
