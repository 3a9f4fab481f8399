import { startBookingSystem, adjustableClock } from '../src/booking-system/index.ts';
import { embeddedConfiguration, embeddedFeatures } from '../src/cli/configuration-embedded.ts';
import { FEED_LIMIT_MS, targetConfigOf } from '../src/cli/configuration.ts';
import { connected, type Run } from '../src/cli/connected.ts';
import type { CampaignResult } from '../src/results/result.ts';
import { waitsWithin, type CampaignOptions } from '../src/runner/index.ts';
import { httpClient, systemClock, type ConnectOptions, type HttpClient } from '../src/target/index.ts';
import { campaignOn } from './campaigns.ts';

/** Campaigns against the embedded booking system as against any other target: over HTTP, in real time. */

export type System = Awaited<ReturnType<typeof startBookingSystem>>;

/** A system of its own for what is done with it; its clock stands still. */
export async function withSystem<Result>(use: (system: System) => Promise<Result>): Promise<Result> {
  const system = await startBookingSystem({ clock: adjustableClock() });
  try {
    return await use(system);
  } finally {
    await system.stop();
  }
}

export interface RealTimePlan {
  readonly seed: number;
  readonly budgets: CampaignOptions['budgets'];
  readonly run?: Pick<Run, 'concurrency' | 'opportunitiesFrom'>;
  /** What carries the requests, around what does so usually. */
  readonly around?: (client: HttpClient) => HttpClient;
  readonly onExchange?: ConnectOptions['onExchange'];
  /** Once the target is connected to. */
  readonly begun?: () => void;
  readonly signal?: AbortSignal;
}

export async function realTimeCampaign(datasetSiteUrl: string, plan: RealTimePlan): Promise<CampaignResult> {
  const { seed, budgets, run, around = (client) => client, onExchange, begun, signal } = plan;
  const configuration = embeddedConfiguration(datasetSiteUrl, embeddedFeatures([]));
  const config = targetConfigOf(configuration, { allowLive: false });
  const waiting = { strict: false, canWait: false, lookAgainMs: waitsWithin(FEED_LIMIT_MS), realTime: true };
  const facts = await connected(
    config,
    configuration,
    systemClock,
    { ...waiting, ...run },
    { client: around(httpClient(config)), ...(onExchange && { onExchange }) },
  );
  begun?.();
  try {
    return await campaignOn(facts, { seed, budgets, targetName: datasetSiteUrl }, undefined, signal);
  } finally {
    facts.target.close();
  }
}
