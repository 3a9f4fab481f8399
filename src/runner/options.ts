import type { PartnerName, SellerName } from '../protocol/ids.ts';
import type { Patience } from './patience.ts';
import type { SecretMask, SellerConfig, Target, TargetClock } from '../target/index.ts';

/** What a campaign and a replay need to know of their target. */
export interface Session {
  readonly target: Target;
  /** The target's time. */
  readonly clock: TargetClock;
  readonly mask: SecretMask;
  readonly partners: readonly PartnerName[];
  readonly sellers: Readonly<Partial<Record<SellerName, SellerConfig>>>;
  /** The Test Suite's feature names that the target is known to have, or not to have. */
  readonly features: Readonly<Record<string, boolean>>;
  /** Whether breaches of the strict readings of unclear clauses are told too. */
  readonly strict: boolean;
  /** Whether `wait` steps are carried out, by the target's clock. */
  readonly canWait: boolean;
  /** Waits that are longer are left out, in milliseconds; without it, none is. */
  readonly mostWaitMs?: number;
  /**
   * How long to wait before each further look at a feed that does not show a change yet, in milliseconds of the target's
   * time. What it still does not show at the last look counts against it.
   */
  readonly lookAgainMs: readonly number[];
  /** The same for feeds of orders, where they are given another time. */
  readonly ordersLookAgainMs?: readonly number[];
  /** Whether only what the target has to refuse is sent to it: it is a live system. */
  readonly onlyRefused?: boolean;
  /** Whether calls of one scenario may be made at once; without it, they may. */
  readonly atOnce?: boolean;
  /** How many scenarios talk to the target at once; without it, one. */
  readonly concurrency?: number;
  /**
   * Whether the target's clock is the real one, so that waiting takes time: other scenarios go on while one waits for a
   * feed.
   */
  readonly realTime?: boolean;
  /**
   * Where opportunities come from: made by the test interface for this campaign alone, or found in the open feeds, where
   * others book them too. Without it, the test interface.
   */
  readonly opportunitiesFrom?: 'test interface' | 'open feeds';
  /** How to wait for feeds; without it, as `lookAgainMs` says. */
  readonly patience?: Patience;
}
