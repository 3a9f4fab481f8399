import type { OpportunityType } from '../protocol/vocabulary.ts';
import type { BookingFlow, BrokerRole, Prepayment } from '../protocol/vocabulary.ts';
import type { PartnerName, SellerName } from '../protocol/ids.ts';
import type { OpportunityNeed, Scenario } from '../model/index.ts';
import type { Budgets } from '../results/result.ts';
import type { DataModels } from './data-model.ts';
import type { Patience } from './patience.ts';
import type { SecretMask, SellerConfig, Target, TargetClock } from '../target/index.ts';

/** What scenarios are restricted to; an empty or missing list restricts nothing. */
export interface Restrictions {
  readonly roles?: readonly BrokerRole[];
  readonly prepayments?: readonly (Prepayment | 'Free')[];
  readonly flows?: readonly BookingFlow[];
  readonly opportunityTypes?: readonly OpportunityType[];
  /** The Test Suite's feature names. */
  readonly features?: readonly string[];
}

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

export interface CampaignOptions extends Session {
  readonly seed: number;
  readonly budgets: Budgets;
  readonly restrict: Restrictions;
  /** What the open feeds hold, where opportunities come from there: scenarios need nothing else. */
  readonly obtainable?: readonly OpportunityNeed[];
  /** Which part of the scenarios, from 0 to 1, has calls made at once; without it, one in five. */
  readonly raceRate?: number;
  /** False: without the tour of the model that a campaign begins with otherwise. */
  readonly tour?: boolean;
  /** Failures found earlier: replayed first. */
  readonly previous: readonly Scenario[];
  /** Wall-clock time in milliseconds, for the budget and the progress alone. */
  readonly now: () => number;
  /** What bodies are held against off the campaign's way; by default the OpenActive data models. */
  readonly dataModels?: DataModels;
  /** The tool's version, as results carry it. */
  readonly version: string;
  /** The target, as results name it. */
  readonly targetName: string;
}
