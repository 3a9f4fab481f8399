import type { TargetClock } from '../config.ts';
import type { Tokens } from './provider.ts';

/** Gives an access token whenever one is needed, and gets a new one before it is too old. */
export interface TokenSource {
  /** Rejects with an AuthorisationError where there is none to be had. */
  get(): Promise<string>;
  /**
   * Gets another in the place of one that the target refused. False where that one had only just been given: another
   * would fare no better.
   */
  renew(refused: string): Promise<boolean>;
}

/** A token is renewed this long before its end, or in the last tenth of its life where that is shorter. */
const LONGEST_MARGIN_MS = 30_000;
/** A token that is refused so soon is not refused for its age. */
const YOUNG_MS = 10_000;

interface Held {
  readonly token: string;
  readonly since: number;
  readonly until: number;
}

/** A source that gets tokens by `fetch`, once for all who wait. */
export function tokenSource(fetch: () => Promise<Tokens>, clock: Pick<TargetClock, 'now'>): TokenSource {
  let held: Held | undefined;
  let underWay: Promise<Held> | undefined;

  const fetchOnce = (): Promise<Held> => {
    underWay ??= fetch()
      .then(({ accessToken, lifetimeMs = Infinity }) => {
        const since = clock.now();
        held = { token: accessToken, since, until: since + lifetimeMs - Math.min(LONGEST_MARGIN_MS, lifetimeMs / 10) };
        return held;
      })
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };

  return {
    get: async () => (held !== undefined && clock.now() < held.until ? held : await fetchOnce()).token,
    renew: async (refused) => {
      if (held?.token !== refused) return true;
      if (clock.now() - held.since < YOUNG_MS) return false;
      return (await fetchOnce()).token !== refused;
    },
  };
}
