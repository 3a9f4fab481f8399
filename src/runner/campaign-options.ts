import type { OpportunityNeed, Scenario } from '../model/index.ts';
import type { BookingFlow, BrokerRole, OpportunityType, Prepayment } from '../protocol/vocabulary.ts';
import type { Budgets } from '../results/result.ts';
import type { DataModels } from './data-model.ts';
import type { Session } from './options.ts';

/** What scenarios are restricted to; an empty or missing list restricts nothing. */
export interface Restrictions {
  readonly roles?: readonly BrokerRole[];
  readonly prepayments?: readonly (Prepayment | 'Free')[];
  readonly flows?: readonly BookingFlow[];
  readonly opportunityTypes?: readonly OpportunityType[];
  /** The Test Suite's feature names. */
  readonly features?: readonly string[];
}

/** What a campaign needs to know beside its target. */
export interface CampaignOptions extends Session {
  readonly seed: number;
  readonly budgets: Budgets;
  readonly restrict: Restrictions;
  /** What the open feeds hold, where opportunities come from there: scenarios need nothing else. */
  readonly obtainable?: readonly OpportunityNeed[];
  /** The types of opportunities that the test interface was found to refuse. */
  readonly notMade?: readonly OpportunityType[];
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
