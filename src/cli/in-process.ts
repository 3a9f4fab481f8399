import { adjustableClock, startBookingSystem } from '../booking-system/index.ts';
import { PARTNERS } from '../protocol/ids.ts';
import { connect, secretMask } from '../target/index.ts';
import { embeddedClient, embeddedClock, embeddedConfiguration, embeddedFeatures } from './configuration-embedded.ts';
import { targetConfigOf } from './configuration.ts';
import type { Session, TargetRequest } from './session.ts';

/** Feeds may lag by up to minutes; to wait is to move the embedded system's clock. */
const LOOK_AGAIN_MS = [5_000, 85_000];

/** The embedded booking system, reached in process: for runs that need many thousands of requests. */
export async function openInProcess(
  request: Pick<TargetRequest, 'defects' | 'variations' | 'strict'>,
): Promise<Session> {
  const { defects = [], variations = [], strict = false } = request;
  const clock = adjustableClock();
  const system = await startBookingSystem({ defects, variations, clock });
  const configuration = embeddedConfiguration(system.datasetSiteUrl, embeddedFeatures(variations));
  const config = targetConfigOf(configuration, { allowLive: false });
  const targetClock = embeddedClock(clock);
  const target = await connect(config, targetClock, { client: embeddedClient(system) });
  return {
    facts: {
      target,
      clock: targetClock,
      mask: secretMask(config),
      partners: PARTNERS,
      sellers: configuration.sellers,
      features: configuration.features,
      strict,
      canWait: true,
      lookAgainMs: LOOK_AGAIN_MS,
    },
    configuration,
    name: 'the embedded system, in process',
    close: async () => {
      target.close();
      await system.stop();
    },
  };
}
