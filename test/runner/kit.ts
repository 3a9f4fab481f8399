import { adjustableClock, startBookingSystem, type BookingSystemOptions } from '../../src/booking-system/index.ts';
import {
  embeddedClient,
  embeddedClock,
  embeddedConfiguration,
  embeddedFeatures,
} from '../../src/cli/configuration-embedded.ts';
import { targetConfigOf } from '../../src/cli/configuration.ts';
import { runCampaign, type CampaignOptions, type Session } from '../../src/runner/index.ts';
import type { DataModels } from '../../src/runner/data-model.ts';
import type { CampaignEvent, CampaignResult, Finding } from '../../src/results/result.ts';
import { connect, secretMask, type HttpClient } from '../../src/target/index.ts';

/** Campaigns against a fresh embedded system, in process. */

export interface About {
  readonly defects?: readonly string[];
  readonly variations?: readonly string[];
  readonly strict?: boolean;
  /** What stands between the runner and the system. */
  readonly through?: (client: HttpClient) => HttpClient;
  readonly session?: Partial<Session>;
  /** What race defects wait for. */
  readonly pause?: BookingSystemOptions['pause'];
}

/** A session with a fresh embedded system, which is stopped after. */
export async function withSession<Result>(about: About, use: (session: Session) => Promise<Result>): Promise<Result> {
  const { defects = [], variations = [], strict = false, through = (client: HttpClient) => client } = about;
  const adjustable = adjustableClock();
  const pause = about.pause === undefined ? {} : { pause: about.pause };
  const system = await startBookingSystem({ defects, variations, clock: adjustable, ...pause });
  const { partners, sellers, features, ...rest } = embeddedConfiguration(
    system.datasetSiteUrl,
    embeddedFeatures(variations),
  );
  const config = targetConfigOf({ partners, sellers, features, ...rest }, { allowLive: false });
  const clock = embeddedClock(adjustable);
  try {
    const target = await connect(config, clock, { client: through(embeddedClient(system)) });
    return await use({
      target,
      clock,
      mask: secretMask(config),
      partners: ['primary', 'secondary'],
      sellers,
      features,
      strict,
      canWait: true,
      lookAgainMs: [5_000, 85_000],
      ...about.session,
    });
  } finally {
    await system.stop();
  }
}

/** For campaigns that are about other things than bodies: the validator's thread takes seconds to begin. */
export const NO_DATA_MODELS: DataModels = {
  offer: () => undefined,
  settled: () => Promise.resolve([]),
  lookingFor: (_, run) => run,
  finish: () => Promise.resolve([]),
  stats: { offered: 0, checked: 0, failures: 0, disagreements: {}, warnings: 0, suggestions: 0, unknown: {} },
};

/** What a campaign came to, and what it told on its way. */
export interface Campaign {
  readonly result: CampaignResult;
  readonly events: readonly CampaignEvent[];
  /** In the order in which they were found. */
  readonly findings: readonly Finding[];
}

/** Runs a campaign on a session; `listen` may interrupt it. */
export async function campaignOn(
  session: Session,
  options: Partial<CampaignOptions> = {},
  listen: (event: CampaignEvent, interrupt: () => void) => void = () => undefined,
): Promise<Campaign> {
  const events: CampaignEvent[] = [];
  const controller = new AbortController();
  const result = await runCampaign(
    {
      ...session,
      seed: 5,
      budgets: { requests: 200 },
      restrict: {},
      previous: [],
      now: () => 0,
      version: '0.0.0',
      targetName: 'the embedded system',
      ...options,
    },
    (event) => {
      events.push(event);
      listen(event, () => {
        controller.abort();
      });
    },
    controller.signal,
  );
  const findings = events.flatMap((event) => (event.kind === 'finding' ? [event.finding] : []));
  return { result, events, findings };
}

/** Runs a campaign against a fresh embedded system. */
export const campaign = (about: About, options: Partial<CampaignOptions> = {}): Promise<Campaign> =>
  withSession(about, (session) => campaignOn(session, options));

/** A finding's rule and call. */
export const nameOf = ({ rule, call }: Pick<Finding, 'rule' | 'call'>): string => `${rule.id} at ${call}`;
