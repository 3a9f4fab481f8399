import type { ItemChoice, OpportunityNeed, Scenario, Settings } from '../../model/scenario.ts';
import type { SellerName } from '../../protocol/ids.ts';
import type { Criteria } from '../../protocol/test-interface.ts';
import type { BookingFlow, OpportunityType } from '../../protocol/vocabulary.ts';
import type { ItemDetails } from '../mutations/template.ts';
import type { Weighted } from './chance.ts';

/** What the criteria of the test interface mean for a scenario. */

/** The criterion that says no more than the prepayment. */
export const PLAIN_CRITERIA: Readonly<Record<Settings['prepayment'], Criteria>> = {
  Required: 'BookableNonFreePrepaymentRequired',
  Optional: 'BookableNonFreePrepaymentOptional',
  Unavailable: 'BookableNonFreePrepaymentUnavailable',
  Free: 'BookableFree',
};

/** Criteria that say nothing of the price: what comes may be free or priced. */
const OF_ANY_PRICE: readonly Weighted<Criteria>[] = [
  ['BookableOneSpace', 12],
  ['BookableFiveSpaces', 5],
  ['BookableCancellable', 4],
  ['BookableCancellableWithinWindow', 4],
  ['BookableCancellableNoWindow', 2],
  ['BookableNotCancellable', 10],
  ['BookableCancellableOutsideWindow', 10],
  ['BookableWithinValidFromBeforeStartDate', 2],
  ['OfflineBookable', 1],
  ['OnlineBookable', 1],
  ['BookableSellerTermsOfService', 1],
  ['BookableAttendeeDetails', 3],
  ['BookableAdditionalDetails', 3],
  ['BookableWithNegotiation', 1],
  ['Bookable', 1],
];

const PRICED: readonly Weighted<Criteria>[] = [
  ['BookableNonFreeCancellable', 3],
  ['BookableUsingPayment', 2],
  ['BookableNonFree', 1],
];

/** By the Test Suite's convention the first seller's prices contain tax, and the second one's do not. */
const TAXED: Readonly<Record<SellerName, Criteria>> = {
  primary: 'BookableNonFreeTaxGross',
  secondary: 'BookableNonFreeTaxNet',
};

const FREE: readonly Weighted<Criteria>[] = [
  ['BookableFreeCancellable', 4],
  // No lawful data: test interfaces may refuse to make it, and booking systems to book it.
  ['BookableFreePrepaymentRequired', 1],
  ['BookableFreePrepaymentOptional', 1],
];

/** What nobody can book: only for items that are to fail. */
export const UNBOOKABLE: readonly Criteria[] = [
  'BookableNoSpaces',
  'BookableInPast',
  'BookableOutsideValidFromBeforeStartDate',
];

/** What has neither a time nor a number of places cannot be over, full or bound to a window. */
const WITH_TIMES_AND_PLACES: readonly Criteria[] = [
  ...UNBOOKABLE,
  'BookableOneSpace',
  'BookableFiveSpaces',
  'BookableCancellableWithinWindow',
  'BookableCancellableOutsideWindow',
  'BookableWithinValidFromBeforeStartDate',
  'OfflineBookable',
];

const OF_SLOTS: readonly OpportunityType[] = ['FacilityUseSlot', 'IndividualFacilityUseSlot'];

/** Whether there can be an opportunity of a type that meets a criterion. */
export const canMeet = (type: OpportunityType, criteria: Criteria): boolean =>
  !(type === 'OnDemandEvent' && WITH_TIMES_AND_PLACES.includes(criteria)) &&
  !(OF_SLOTS.includes(type) && criteria === 'OnlineBookable');

/** The criteria that fit a prepayment, the plain one most often, if there is a reason for it. */
export const criteriaFor = (
  prepayment: Settings['prepayment'],
  seller: SellerName,
  plainly: boolean,
): readonly Weighted<Criteria>[] => [
  [PLAIN_CRITERIA[prepayment], !plainly ? 5 : prepayment === 'Required' ? 30 : 80],
  ...OF_ANY_PRICE,
  ...(prepayment === 'Free' ? FREE : [...PRICED, [TAXED[seller], 2] as const]),
];

const PREPAYMENT_OF: Readonly<Partial<Record<Criteria, Settings['prepayment']>>> = {
  BookableFree: 'Free',
  BookableFreeCancellable: 'Free',
  BookableFreePrepaymentRequired: 'Free',
  BookableFreePrepaymentOptional: 'Free',
  BookableNonFreePrepaymentOptional: 'Optional',
  BookableNonFreePrepaymentUnavailable: 'Unavailable',
};

/** The prepayment that an order of some items most likely has: what says nothing of it is to be paid in advance. */
export function prepaymentOf(
  opportunities: Scenario['opportunities'],
  items: readonly ItemChoice[],
): Settings['prepayment'] {
  const prepayments = new Set(
    items.map(({ opportunity }) => PREPAYMENT_OF[opportunities[opportunity]?.criteria ?? 'Bookable'] ?? 'Required'),
  );
  return (['Required', 'Optional', 'Unavailable'] as const).find((each) => prepayments.has(each)) ?? 'Free';
}

const SPACES: Readonly<Partial<Record<Criteria, number>>> = {
  BookableNoSpaces: 0,
  BookableOneSpace: 1,
  BookableFiveSpaces: 5,
};

/** How many spaces an opportunity has; where its criterion does not say, more than a scenario asks for. */
export const spacesFor = ({ criteria }: OpportunityNeed): number => SPACES[criteria] ?? Infinity;

/** Whether anyone can book an opportunity while it has spaces. */
export const isBookable = ({ criteria }: OpportunityNeed): boolean =>
  criteria === 'BookableNoSpaces' || !UNBOOKABLE.includes(criteria);

/** Whether the customer can cancel an item of an opportunity. */
export const isCancellable = ({ criteria }: OpportunityNeed): boolean =>
  criteria !== 'BookableNotCancellable' && criteria !== 'BookableCancellableOutsideWindow';

/** Of whose attendees, or in whose intake form, more has to be said. */
const DETAILS: Readonly<Partial<Record<Criteria, ItemDetails>>> = {
  BookableAttendeeDetails: 'attendee',
  BookableAdditionalDetails: 'form',
};

/** The details that an item has to give; undefined where none are known to be asked for. */
export const detailsOf = (
  opportunities: Scenario['opportunities'],
  { opportunity }: ItemChoice,
): ItemDetails | undefined => DETAILS[opportunities[opportunity]?.criteria ?? 'Bookable'];

/** Whether a quote has to tell what an order of some items needs. */
export const needsDetails = (opportunities: Scenario['opportunities'], items: readonly ItemChoice[]): boolean =>
  items.some((item) => detailsOf(opportunities, item) !== undefined);

/** The flow of an opportunity that can be had by a criterion: proposals alone are negotiated. */
export const flowFor = (criteria: Criteria, flow: BookingFlow): BookingFlow =>
  criteria === 'BookableWithNegotiation' ? 'OpenBookingApprovalFlow' : flow;

/** Every criterion that scenarios ask for. */
export const criteriaInUse = (): readonly Criteria[] => [
  ...new Set([
    ...Object.values(PLAIN_CRITERIA),
    ...[...OF_ANY_PRICE, ...PRICED, ...FREE].map(([name]) => name),
    ...Object.values(TAXED),
    ...UNBOOKABLE,
  ]),
];
