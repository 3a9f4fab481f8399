import { adjustableClock, startBookingSystem } from '../booking-system/index.ts';
import { embeddedClient, embeddedClock, embeddedConfiguration, embeddedFeatures } from './configuration-embedded.ts';
import { targetConfigOf } from './configuration.ts';
import { connected, IN_MOVED_TIME } from './connected.ts';
import type { Session, TargetRequest } from './session.ts';

/** The embedded booking system, reached in process: for runs that need many thousands of requests. */
export async function openInProcess(
  request: Pick<TargetRequest, 'defects' | 'variations' | 'strict'>,
): Promise<Session> {
  const { defects = [], variations = [], strict = false } = request;
  const clock = adjustableClock();
  const system = await startBookingSystem({ defects, variations, clock });
  const configuration = embeddedConfiguration(system.datasetSiteUrl, embeddedFeatures(variations));
  const config = targetConfigOf(configuration, { allowLive: false });
  const run = { strict, ...IN_MOVED_TIME };
  const facts = await connected(config, configuration, embeddedClock(clock), run, { client: embeddedClient(system) });
  return {
    facts,
    configuration,
    name: 'the embedded system, in process',
    close: async () => {
      facts.target.close();
      await system.stop();
    },
  };
}
