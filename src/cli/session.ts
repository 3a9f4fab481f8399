import { adjustableClock, startBookingSystem } from '../booking-system/index.ts';
import { connect, systemClock, type Target, type TargetClock } from '../target/index.ts';
import { embeddedConfiguration } from './configuration-embedded.ts';
import { readConfiguration, targetConfigOf, type Configuration } from './configuration.ts';
import type { EmbeddedOptions, TargetOptions } from './options.ts';
import { UsageError } from './usage.ts';

/** A target that is connected to, and what is known of it. */
export interface Session {
  readonly target: Target;
  readonly clock: TargetClock;
  readonly configuration: Configuration;
  /** Whether it is the embedded booking system: its clock can be moved, so that waiting costs nothing. */
  readonly embedded: boolean;
  close(): Promise<void>;
}

/**
 * Connects to `url`, or to the target that the configuration file names; without either, starts the embedded booking
 * system and connects to it by its dataset site, as to any other. Rejects with an error whose message is one line.
 */
export async function openSession(url: string | undefined, options: TargetOptions): Promise<Session> {
  if (url === undefined && options.config === undefined) return openEmbedded(options);
  refuseEmbeddedOptions(options);
  const configuration = options.config === undefined ? NOTHING_KNOWN : await readConfiguration(options.config);
  const allowLive = options.iKnowThisIsLive === true;
  const config = targetConfigOf(configuration, { ...(url === undefined ? {} : { url }), allowLive });
  const target = await connect(config, systemClock);
  return { target, clock: systemClock, configuration, embedded: false, close: () => Promise.resolve(target.close()) };
}

const NOTHING_KNOWN: Configuration = {
  partners: {},
  sellers: {},
  opportunityTypes: [],
  flows: [],
  features: {},
  datasetIdentifier: '',
  ignored: [],
};

function refuseEmbeddedOptions({ defect, variation }: EmbeddedOptions): void {
  const given = defect ? '--defect' : variation ? '--variation' : undefined;
  if (given) throw new UsageError(`${given} changes the embedded booking system: leave out TARGET and --config`);
}

async function openEmbedded({ defect = [], variation = [] }: EmbeddedOptions): Promise<Session> {
  const clock = adjustableClock();
  const system = await startBookingSystem({ defects: defect, variations: variation, clock });
  const configuration = embeddedConfiguration(system.datasetSiteUrl);
  const targetClock: TargetClock = {
    now: () => clock.now(),
    sleep: (ms) => Promise.resolve(clock.advance(ms)),
  };
  const target = await connect(targetConfigOf(configuration, { allowLive: false }), targetClock);
  const close = async () => {
    target.close();
    await system.stop();
  };
  return { target, clock: targetClock, configuration, embedded: true, close };
}
