import type { OpportunityNeed } from '../../model/scenario.ts';
import type { PartnerName, SellerName } from '../../protocol/ids.ts';
import { PARTNERS } from '../../protocol/ids.ts';
import type { Criteria } from '../../protocol/test-interface.ts';
import type { BookingFlow, BrokerRole, OpportunityType, Prepayment } from '../../protocol/vocabulary.ts';
import type { Coverage } from './coverage.ts';

/** What scenarios may ask of a target. Each list holds at least one entry. */
export interface GeneratorOptions {
  readonly roles: readonly BrokerRole[];
  readonly prepayments: readonly (Prepayment | 'Free')[];
  readonly flows: readonly BookingFlow[];
  readonly opportunityTypes: readonly OpportunityType[];
  /** The criteria that the test interface knows; all, unless given. */
  readonly criteria?: readonly Criteria[];
  /** What can be had at all, where opportunities are found and not made; everything, unless given. */
  readonly obtainable?: readonly OpportunityNeed[];
  /** How many booking partners there are to speak for. */
  readonly partners: 1 | 2;
  readonly sellers: readonly SellerName[];
  /** Whether time can be made to pass, so that leases lapse. */
  readonly canWait: boolean;
  /** How likely it is, from 0 to 1, that a call is first made with something wrong. */
  readonly mutationRate?: number;
  /** Which part of the scenarios, from 0 to 1, has calls made at once; none, unless given. */
  readonly raceRate?: number;
  /** What the campaign has tried already: what was tried least is preferred. */
  readonly coverage?: Coverage;
}

/** The booking partners that scenarios may speak for. */
export const partnersOf = ({ partners }: GeneratorOptions): readonly PartnerName[] => PARTNERS.slice(0, partners);
