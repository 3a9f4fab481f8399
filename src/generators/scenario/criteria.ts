import type { OpportunityNeed, Settings } from '../../model/scenario.ts';
import type { Criteria } from '../../protocol/test-interface.ts';
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
  ['BookableOneSpace', 14],
  ['BookableFiveSpaces', 10],
  ['BookableCancellable', 8],
  ['BookableCancellableWithinWindow', 6],
  ['BookableCancellableNoWindow', 3],
  ['BookableNotCancellable', 8],
  ['BookableCancellableOutsideWindow', 8],
  ['BookableWithinValidFromBeforeStartDate', 3],
  ['Bookable', 2],
];

const PRICED: readonly Weighted<Criteria>[] = [
  ['BookableNonFreeCancellable', 4],
  ['BookableUsingPayment', 2],
  ['BookableNonFree', 2],
  ['BookableNonFreeTaxGross', 3],
];

const FREE: readonly Weighted<Criteria>[] = [['BookableFreeCancellable', 6]];

/** What nobody can book: only for items that are to fail. */
export const UNBOOKABLE: readonly Criteria[] = [
  'BookableNoSpaces',
  'BookableInPast',
  'BookableOutsideValidFromBeforeStartDate',
];

/** The criteria that fit a prepayment, the plain one most often. */
export const criteriaFor = (prepayment: Settings['prepayment']): readonly Weighted<Criteria>[] => [
  [PLAIN_CRITERIA[prepayment], 40],
  ...OF_ANY_PRICE,
  ...(prepayment === 'Free' ? FREE : PRICED),
];

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
