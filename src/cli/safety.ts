import type { Exchange } from '../protocol/exchange.ts';
import { knowingSource, type Session } from '../runner/index.ts';
import { IF_IT_MAY_BE_TESTED, looksLive, TargetError, type Target, type TargetConfig } from '../target/index.ts';
import type { Configuration } from './configuration.ts';

/** What may be asked of a target. */
export interface Care {
  /** Whether bookings may be made though the target looks live. */
  readonly liveBookings?: boolean;
}

/**
 * A session that does no more than it may: with a system that looks live, it sends only what has to be refused, unless the
 * user asks for more. Where opportunities come from is known afterwards. Rejects with a TargetError where a target without
 * a test interface is not named as a test system.
 */
export async function withCare(
  session: Session,
  config: Pick<TargetConfig, 'url' | 'allowLive' | 'isTestSystem'>,
  { useRandomOpportunities }: Pick<Configuration, 'useRandomOpportunities'>,
  { liveBookings = false }: Care,
): Promise<Session> {
  const said: Pick<Session, 'opportunitiesFrom'> =
    useRandomOpportunities === undefined
      ? {}
      : { opportunitiesFrom: useRandomOpportunities ? 'open feeds' : 'test interface' };
  if (config.isTestSystem === true) return knowingSource({ ...session, ...said });
  const isFarAway = [config.url, session.target.baseUrl].some((url) => looksLive(url) !== undefined);
  if (isFarAway || config.isTestSystem === false) return careful(session, liveBookings);
  const knowing = await knowingSource({ ...session, ...said });
  if (knowing.opportunitiesFrom === 'test interface' || useRandomOpportunities === true) return knowing;
  if (config.allowLive) return careful(session, liveBookings);
  session.target.close();
  throw new TargetError(`${config.url} may be a live booking system: it has no test interface; ${IF_IT_MAY_BE_TESTED}`);
}

/** A live system has no test interface to be asked, whatever stands at its address. */
const careful = (session: Session, liveBookings: boolean): Session => ({
  ...session,
  target: withoutTestInterface(session.target),
  opportunitiesFrom: 'open feeds',
  ...(liveBookings ? {} : { onlyRefused: true, atOnce: false }),
});

function withoutTestInterface(target: Target): Target {
  const withheld = (path: string): Promise<Exchange> =>
    Promise.resolve({
      request: { method: 'POST', path, partner: 'primary' },
      answer: { kind: 'no-answer', reason: 'withheld', detail: 'not sent, as it is a live system' },
      sentAt: 0,
      receivedAt: 0,
    });
  return {
    ...target,
    createOpportunity: () => Promise.resolve({ kind: 'refused', detail: 'no opportunities are made in a live system' }),
    act: () => withheld('test-interface/actions'),
    deleteDataset: () => withheld('test-interface/datasets'),
  };
}
