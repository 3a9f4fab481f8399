import { adjustableClock, startBookingSystem } from '../booking-system/index.ts';
import { ticking } from '../protocol/time.ts';
import { waitsWithin, type Session as RunnerSession } from '../runner/index.ts';
import { plain } from '../report/index.ts';
import {
  parseHttpUrl,
  secretMask,
  systemClock,
  type TargetClock,
  type TargetConfig,
  type Traffic,
} from '../target/index.ts';
import { embeddedConfiguration, embeddedFeatures } from './configuration-embedded.ts';
import { withoutUser } from './configuration-found.ts';
import { namesTarget } from './configuration-environment.ts';
import {
  FEED_LIMIT_MS,
  feedLimitOf,
  ORDERS_FEED_LIMIT_MS,
  readConfiguration,
  targetConfigOf,
  type Configuration,
} from './configuration.ts';
import { connected, IN_MOVED_TIME, type Run } from './connected.ts';
import { loggedOf, openTrafficFile, type TrafficFile } from './traffic-file.ts';
import { refuseUnknownChanges } from './request-values.ts';
import { withCare } from './safety.ts';
import { UsageError } from './usage.ts';

/** Which booking system is meant, and how it is judged. */
export interface TargetRequest {
  /**
   * The URL of a dataset site, or the base URL of an API. Without it, the target that the configuration names; without
   * either, the embedded booking system.
   */
  readonly target?: string;
  /** The path of a Test Suite configuration file. */
  readonly config?: string;
  /** Defects of the embedded booking system, by their ids. */
  readonly defects?: readonly string[];
  /** Variations of the embedded booking system, by their ids. */
  readonly variations?: readonly string[];
  /** Whether unclear clauses of the specification are read strictly. */
  readonly strict?: boolean;
  /** Whether a target may be tested that does not look like a test system. */
  readonly allowLive?: boolean;
  /** Whether a target that looks live is booked in, too; without it, it is sent only what it has to refuse. */
  readonly liveBookings?: boolean;
  /** How long a real wait may be, in seconds; without it, nothing is waited for in real time. */
  readonly waitAtMost?: number;
  /** Ends the attempt to connect. */
  readonly signal?: AbortSignal;
  /** How many scenarios talk to the target at once; without it, one. */
  readonly concurrency?: number;
  /** The path of a file to record the traffic into. */
  readonly record?: string;
}

/** A target that is connected to, and what is known of it. */
export interface Session {
  /** What the runner needs to know. */
  readonly facts: RunnerSession;
  readonly configuration: Configuration;
  /** The target, for people. */
  readonly name: string;
  close(): Promise<void>;
}

const IN_REAL_TIME = {
  canWait: false,
  lookAgainMs: waitsWithin(FEED_LIMIT_MS),
  ordersLookAgainMs: waitsWithin(ORDERS_FEED_LIMIT_MS),
  realTime: true,
};

/**
 * Connects to the target, starting the embedded booking system where that is meant: it is reached by its dataset site,
 * as any other. Rejects with an error whose message is one line.
 */
export async function openSession(request: TargetRequest): Promise<Session> {
  const { target, config: file, strict = false, allowLive = false, concurrency = 1 } = request;
  if (target === undefined && file === undefined && !namesTarget(process.env)) return openEmbedded(request);
  refuseEmbeddedOptions(request);
  if (target !== undefined) refuseNoUrl(target);
  const configuration = await readConfiguration(file, process.env);
  const config = targetConfigOf(configuration, { ...(target === undefined ? {} : { url: target }), allowLive });
  const run = { strict, concurrency, ...IN_REAL_TIME, ...waiting(request, configuration) };
  const recording = await recordingInto(request.record);
  const reached = await factsOf(config, configuration, systemClock, run, recording, request.signal);
  const facts = await withCare(reached, config, configuration, request);
  const close = async () => {
    facts.target.close();
    await recording?.end();
  };
  return { facts, configuration, name: config.url, close };
}

/** Real waits, where the user allows them; and no less patience with feeds than he asks for. */
function waiting(
  { waitAtMost }: TargetRequest,
  configuration: Configuration,
): Pick<RunnerSession, 'canWait' | 'lookAgainMs' | 'ordersLookAgainMs' | 'mostWaitMs'> {
  return {
    canWait: waitAtMost !== undefined,
    ...(waitAtMost === undefined ? {} : { mostWaitMs: waitAtMost * 1_000 }),
    lookAgainMs: waitsWithin(feedLimitOf(configuration, 'open')),
    ordersLookAgainMs: waitsWithin(feedLimitOf(configuration, 'orders')),
  };
}

function refuseEmbeddedOptions({ defects = [], variations = [] }: TargetRequest): void {
  const given = defects.length > 0 ? 'a defect' : variations.length > 0 ? 'a variation' : undefined;
  if (given) throw new UsageError(`${given} changes the embedded booking system: leave out TARGET and --config`);
}

function refuseNoUrl(target: string): void {
  if (parseHttpUrl(target) !== undefined) return;
  const expected = 'expected the http or https URL, without a user in it, of a dataset site or an API';
  throw new UsageError(`TARGET: ${expected}, found "${plain(withoutUser(target))}"`);
}

/**
 * The embedded booking system's clock is moved on where something is waited for, unless several scenarios talk to it at
 * once: then it goes as everyone's does, so that none takes the time away from another.
 */
async function openEmbedded({
  defects = [],
  variations = [],
  strict = false,
  concurrency = 1,
  record,
}: TargetRequest): Promise<Session> {
  refuseUnknownChanges(defects, variations);
  const clock = adjustableClock();
  const system = await startBookingSystem({ defects, variations, clock });
  const configuration = embeddedConfiguration(system.datasetSiteUrl, embeddedFeatures(variations));
  const movedClock: TargetClock = {
    now: ticking(() => clock.now()),
    // The system writes its times into feeds and their URLs: they stay whole.
    sleep: (ms) => Promise.resolve(clock.advance(Math.ceil(ms))),
  };
  const alone = concurrency === 1;
  const targetClock = alone ? movedClock : systemClock;
  const run = { strict, concurrency, ...(alone ? IN_MOVED_TIME : IN_REAL_TIME) };
  const recording = await recordingInto(record);
  const config = targetConfigOf(configuration, { allowLive: false });
  const facts = await factsOf(config, configuration, targetClock, run, recording);
  const close = async () => {
    facts.target.close();
    await recording?.end();
    await system.stop();
  };
  return { facts, configuration, name: `${system.datasetSiteUrl} (embedded)`, close };
}

const recordingInto = async (path: string | undefined): Promise<TrafficFile | undefined> =>
  path === undefined ? undefined : openTrafficFile(path);

/** As {@link connected}, with the traffic written into a recording, if there is one. */
async function factsOf(
  config: TargetConfig,
  configuration: Configuration,
  clock: TargetClock,
  run: Run,
  recording: TrafficFile | undefined,
  signal?: AbortSignal,
): Promise<RunnerSession> {
  const mask = secretMask(config);
  let baseUrl = '';
  const onExchange = (traffic: Traffic) => {
    const logged = loggedOf(traffic, baseUrl);
    if (logged) recording?.note(logged, mask);
  };
  recording?.begin({ whole: true, features: configuration.features });
  const facts = await connected(config, configuration, clock, run, { onExchange, signal });
  baseUrl = facts.target.baseUrl;
  return facts;
}
