import type { CampaignEvent, Ending, Finding } from '../results/result.ts';
import type { Bookings } from './bookings.ts';
import type { CoverageCount } from './coverage.ts';
import type { DataModels } from './data-model.ts';
import type { FeatureCount } from './feature-count.ts';
import type { Crew } from './flight.ts';
import type { OpportunityPool } from './opportunity-pool.ts';
import type { CampaignOptions } from './campaign-options.ts';
import type { Lags } from './patience.ts';
import { staysOut, type Doors } from './turned-away.ts';

/** A campaign under way. */
export interface Campaign {
  readonly options: CampaignOptions;
  readonly listen: (event: CampaignEvent) => void;
  readonly signal: AbortSignal;
  /** Aborted once nothing is waited for any more: it is interrupted, or over for long. */
  readonly over: AbortController;
  readonly pool: OpportunityPool;
  readonly crew: Crew;
  readonly bookings: Bookings;
  readonly lags: Lags;
  readonly coverage: CoverageCount;
  readonly dataModels: DataModels;
  readonly features: FeatureCount;
  /** Findings by signature; raw sightings point at the finding that they shrank to. */
  readonly findings: Map<string, Finding>;
  readonly known: Map<string, string>;
  readonly startedAt: number;
  readonly requestsBefore: number;
  /** Requests that undid what the campaign had made: they are none of its own. */
  undoing: number;
  scenarios: number;
  /** Scenarios that the target could not provide for, by reason. */
  readonly impossible: Map<string, number>;
  unanswered: number;
  readonly doors: Doors;
  /** Looks at feeds that were given up, as the campaign was over. */
  givenUp: number;
  /** Breaches that did not show again, where others use the opportunities too. */
  unconfirmed: number;
  doing: string;
  toldAt: number;
}

const PROGRESS_EVERY_MS = 200;
/** So many scenarios without any answer, and the target is taken for lost. */
const UNANSWERED_UNTIL_LOST = 3;
/** So long without any answer to anything, in milliseconds. */
const SILENT_UNTIL_LOST_MS = 20_000;

/** So many scenarios, none of which could be run, and no other will be. */
const IMPOSSIBLE_UNTIL_BARREN = 50;

/** Whether the target has not had what a single scenario needs. */
export const isBarren = ({
  impossible,
  scenarios,
}: {
  readonly impossible: ReadonlyMap<string, number>;
  readonly scenarios: number;
}): boolean =>
  scenarios >= IMPOSSIBLE_UNTIL_BARREN && [...impossible.values()].reduce((sum, each) => sum + each, 0) === scenarios;

/** Whether the target has stopped answering. */
export const isGone = (campaign: Campaign): boolean =>
  campaign.unanswered >= UNANSWERED_UNTIL_LOST || campaign.options.target.stats.silentMs() >= SILENT_UNTIL_LOST_MS;

export const requestsOf = ({ options, requestsBefore, undoing }: Campaign): number =>
  options.target.stats.requests - requestsBefore - undoing;

export const secondsOf = ({ options, startedAt }: Campaign): number => (options.now() - startedAt) / 1000;

/** Why the campaign is over; undefined while it is not. */
export function ending(campaign: Campaign): Ending | undefined {
  const { budgets } = campaign.options;
  if (campaign.signal.aborted) return 'interrupted';
  if (isGone(campaign) || isBarren(campaign) || staysOut(campaign.doors)) return 'target lost';
  if (budgets.seconds !== undefined && secondsOf(campaign) >= budgets.seconds)
    return campaign.options.target.stats.silentMs() > 0 ? 'target lost' : 'time';
  if (budgets.requests !== undefined && requestsOf(campaign) >= budgets.requests) return 'requests';
  return budgets.scenarios !== undefined && campaign.scenarios >= budgets.scenarios ? 'scenarios' : undefined;
}

export function tellProgress(campaign: Campaign): void {
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
