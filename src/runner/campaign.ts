import type { Scenario } from '../model/index.ts';
import {
  RESULT_FORMAT,
  type CampaignEvent,
  type CampaignResult,
  type Ending,
  type Finding,
} from '../results/result.ts';
import { ruleById } from '../oracle/index.ts';
import { recordOf } from './conversation.ts';
import { countCoverage } from './coverage.ts';
import { startDataModels, type DataModels } from './data-model.ts';
import { byGravity, findingOf } from './findings.ts';
import { healthOf } from './health.ts';
import { opportunityPool, type OpportunityPool } from './opportunity-pool.ts';
import type { CampaignOptions } from './options.ts';
import { scenarioSource } from './scenario-source.ts';
import { lackingFeatures, switchedOff } from './scope.ts';
import { shrink, type Shrunk } from './shrink.ts';
import { breachesOf, signatureOf, tryScenario, truncated, type Placed, type Trial } from './trial.ts';

/** A campaign under way. */
interface Campaign {
  readonly options: CampaignOptions;
  readonly listen: (event: CampaignEvent) => void;
  readonly signal: AbortSignal;
  readonly pool: OpportunityPool;
  readonly coverage: ReturnType<typeof countCoverage>;
  readonly dataModels: DataModels;
  /** Findings by signature; raw sightings point at the finding that they shrank to. */
  readonly findings: Map<string, Finding>;
  readonly known: Map<string, string>;
  readonly startedAt: number;
  readonly requestsBefore: number;
  scenarios: number;
  /** Scenarios that the target could not provide for, by reason. */
  readonly impossible: Map<string, number>;
  unanswered: number;
  doing: string;
  toldAt: number;
}

const PROGRESS_EVERY_MS = 200;
/** More requests than this are not spent on one shrink. */
const SHRINK_REQUESTS = 400;
/** So many scenarios without any answer, and the target is taken for lost. */
const UNANSWERED_UNTIL_LOST = 3;
/** What a campaign made is deleted after so many scenarios, so that the target does not fill up. */
const CLEAR_UP_EVERY = 250;
/** The most scenarios that opportunities are made for ahead. */
const MOST_AHEAD = 10;

const requestsOf = ({ options, requestsBefore }: Campaign): number => options.target.stats.requests - requestsBefore;
const secondsOf = ({ options, startedAt }: Campaign): number => (options.now() - startedAt) / 1000;

/** Why the campaign is over; undefined while it is not. */
function ending(campaign: Campaign): Ending | undefined {
  const { budgets } = campaign.options;
  if (campaign.signal.aborted) return 'interrupted';
  if (campaign.unanswered >= UNANSWERED_UNTIL_LOST) return 'target lost';
  if (budgets.seconds !== undefined && secondsOf(campaign) >= budgets.seconds) return 'time';
  if (budgets.requests !== undefined && requestsOf(campaign) >= budgets.requests) return 'requests';
  return budgets.scenarios !== undefined && campaign.scenarios >= budgets.scenarios ? 'scenarios' : undefined;
}

function tellProgress(campaign: Campaign): void {
  const now = campaign.options.now();
  if (now - campaign.toldAt < PROGRESS_EVERY_MS) return;
  campaign.toldAt = now;
  campaign.listen({
    kind: 'progress',
    seconds: secondsOf(campaign),
    scenarios: campaign.scenarios,
    requests: requestsOf(campaign),
    findings: campaign.findings.size,
    transitions: campaign.coverage.transitions(),
    doing: campaign.doing,
  });
}

/** Shrinks a breach that is new, and tells of it; or counts one that is known. */
async function report(campaign: Campaign, trial: Trial, placed: Placed): Promise<void> {
  const raw = signatureOf(placed.breach);
  const known = campaign.findings.get(campaign.known.get(raw) ?? '');
  if (known !== undefined) {
    campaign.findings.set(signature(known), { ...known, sightings: known.sightings + 1 });
    return;
  }
  const toDetect = requestsOf(campaign);
  const failing = { trial: { ...trial, scenario: truncated(trial.scenario, placed.at) }, placed };
  campaign.doing = 'shrinking';
  const goOn = () => {
    tellProgress(campaign);
    const over = ending(campaign);
    return (
      (over === undefined || over === 'requests' || over === 'scenarios') &&
      requestsOf(campaign) - toDetect < SHRINK_REQUESTS
    );
  };
  const shrunk = await shrink(campaign.options, campaign.pool, failing, goOn);
  campaign.doing = 'fuzzing';
  keep(campaign, raw, shrunk, { toDetect, toShrink: requestsOf(campaign) - toDetect });
}

const signature = ({ rule, call }: Finding): string => signatureOf({ rule: rule.id, call });

function keep(
  campaign: Campaign,
  raw: string,
  shrunk: Shrunk,
  requests: { readonly toDetect: number; readonly toShrink: number },
): void {
  const finding = findingOf(shrunk, requests);
  const name = signature(finding);
  campaign.known.set(raw, name);
  campaign.known.set(name, name);
  for (const { rule, call } of finding.alongside) campaign.known.set(signatureOf({ rule: rule.id, call }), name);
  const earlier = campaign.findings.get(name);
  if (earlier !== undefined) {
    campaign.findings.set(name, { ...earlier, sightings: earlier.sightings + 1 });
    return;
  }
  campaign.findings.set(name, finding);
  const exchanges = shrunk.trial.steps.flatMap(({ exchange }) =>
    exchange ? [recordOf(exchange, campaign.options)] : [],
  );
  campaign.listen({ kind: 'finding', finding, exchanges });
}

/** The breaches of one trial that are to be reported: of one exchange, not those that another implies. */
function worthReporting(trial: Trial): readonly Placed[] {
  return breachesOf(trial).filter(({ breach, at }, _, all) => {
    const sameExchange = all.filter((other) => other.at === at && other.breach !== breach);
    return !sameExchange.some((other) => ruleById(other.breach.rule).implies?.includes(breach.rule));
  });
}

async function runOne(campaign: Campaign, scenario: Scenario): Promise<void> {
  const trial = await tryScenario(campaign.options, campaign.pool, scenario, ({ seen }, steps) => {
    campaign.coverage.note(seen);
    campaign.dataModels.offer(scenario, steps);
    tellProgress(campaign);
    return campaign.signal.aborted;
  });
  campaign.scenarios += 1;
  if (trial.stopped !== undefined) {
    campaign.impossible.set(trial.stopped, (campaign.impossible.get(trial.stopped) ?? 0) + 1);
  }
  const answered = trial.steps.some(
    ({ exchange, seen }) => exchange?.answer.kind === 'response' || seen.verdicts.length > 0,
  );
  const silent =
    trial.stopped?.startsWith('no answer') === true ||
    (trial.steps.length > 0 && !answered && trial.steps.some(({ exchange }) => exchange));
  campaign.unanswered = silent ? campaign.unanswered + 1 : 0;
  for (const placed of worthReporting(trial)) {
    if (campaign.signal.aborted && campaign.known.has(signatureOf(placed.breach))) continue;
    await report(campaign, trial, placed);
  }
}

async function fuzz(campaign: Campaign): Promise<Ending> {
  const source = scenarioSource(campaign.options);
  campaign.doing = 'replaying';
  for (const scenario of campaign.options.previous) {
    const over = ending(campaign);
    if (over !== undefined) return over;
    await runOne(campaign, scenario);
  }
  campaign.doing = 'fuzzing';
  for (let cleared = 0; ;) {
    const batch = Array.from({ length: Math.min(MOST_AHEAD, 1 + campaign.scenarios) }, () => source.next().value);
    if (campaign.scenarios - cleared >= CLEAR_UP_EVERY) {
      cleared = campaign.scenarios;
      await campaign.options.target.deleteDataset();
      campaign.pool.forget();
    }
    await campaign.pool.prepare(batch);
    for (const scenario of batch) {
      const over = ending(campaign);
      if (over !== undefined) return over;
      await runOne(campaign, scenario);
    }
  }
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
  const campaign: Campaign = {
    options,
    listen,
    signal,
    pool: opportunityPool(options),
    coverage: countCoverage(),
    dataModels: startDataModels(),
    findings: new Map(),
    known: new Map(),
    startedAt: options.now(),
    requestsBefore: options.target.stats.requests,
    scenarios: 0,
    impossible: new Map(),
    unanswered: 0,
    doing: 'fuzzing',
    toldAt: 0,
  };
  listen({ kind: 'started', target: options.targetName, seed: options.seed });
  const interrupt = () => {
    options.target.interrupt();
  };
  signal.addEventListener('abort', interrupt);
  const endedBy = await fuzz(campaign);
  signal.removeEventListener('abort', interrupt);
  if (endedBy !== 'target lost') await options.target.deleteDataset();
  for (const shown of await campaign.dataModels.finish()) {
    keep(campaign, signatureOf(shown.placed.breach), shown, { toDetect: requestsOf(campaign), toShrink: 0 });
  }
  const result = resultOf(campaign, endedBy);
  listen({ kind: 'ended', result });
  return result;
}

function resultOf(campaign: Campaign, endedBy: Ending): CampaignResult {
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
    seconds: secondsOf(campaign),
    requests: requestsOf(campaign),
    scenarios: campaign.scenarios,
    coverage: summary,
    findings: byGravity([...campaign.findings.values()]),
    switchedOff: switchedOff(options),
    health: healthOf({
      lacking: lackingFeatures(options),
      reached: coverage.reached,
      impossible: campaign.impossible,
      scenarios: campaign.scenarios,
      endedBy,
      coverage: summary,
      stats: options.target.stats,
    }),
    inconclusive: coverage.inconclusive(),
  };
}
