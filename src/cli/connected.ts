import { PARTNERS } from '../protocol/ids.ts';
import type { Session as RunnerSession } from '../runner/index.ts';
import { connect, secretMask, type ConnectOptions, type TargetClock, type TargetConfig } from '../target/index.ts';
import type { Configuration } from './configuration.ts';

/** How a session goes: what is the same for every target is found out by {@link connected}. */
export type Run = Pick<
  RunnerSession,
  | 'strict'
  | 'canWait'
  | 'lookAgainMs'
  | 'ordersLookAgainMs'
  | 'mostWaitMs'
  | 'concurrency'
  | 'realTime'
  | 'opportunitiesFrom'
>;

/** To wait for the embedded system is to move its clock; its feeds may lag by up to minutes all the same. */
export const IN_MOVED_TIME = { canWait: true, lookAgainMs: [5_000, 85_000], realTime: false } as const;

/** Connects to a target; gives all that the runner needs to know of it. */
export async function connected(
  config: TargetConfig,
  { partners, sellers, features }: Pick<Configuration, 'partners' | 'sellers' | 'features'>,
  clock: TargetClock,
  run: Run,
  options: ConnectOptions = {},
): Promise<RunnerSession> {
  const known = PARTNERS.filter((name) => partners[name] !== undefined);
  return {
    target: await connect(config, clock, options),
    clock,
    mask: secretMask(config),
    // A system that asks for no credentials has one booking partner all the same.
    partners: known.length === 0 ? ['primary'] : known,
    sellers,
    features,
    atOnce: config.pace?.concurrency !== 1,
    ...run,
  };
}
