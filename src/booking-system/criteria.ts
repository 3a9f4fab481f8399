import { offerId, opportunityId } from '../protocol/ids.ts';
import type { Criteria } from '../protocol/test-interface.ts';
import type { OpportunityType, Prepayment } from '../protocol/vocabulary.ts';
import { ATTENDEE_DETAILS, INTAKE_FORM, NO_DETAILS, type OfferDetails } from './details.ts';
import { isSlot, PUBLICATIONS } from './opportunity-types.ts';
import type { Offer, Opportunity, Period, Seller } from './records.ts';
import type { Problem } from './problems.ts';
import type { System } from './system.ts';

const HOUR = 3_600_000;
const DAY: Period = { text: 'P1D', ms: 24 * HOUR };
const WEEK: Period = { text: 'P7D', ms: 7 * DAY.ms };

/** How an opportunity is to be made. */
interface Plan {
  readonly free: boolean;
  readonly prepayment: Prepayment | undefined;
  readonly cancellable: boolean;
  readonly latestCancellation: Period | undefined;
  readonly validFrom: Period | undefined;
  readonly capacity: number;
  readonly booked: number;
  readonly online: boolean;
  /** From now, in milliseconds. */
  readonly startsIn: number;
}

const USUAL: Plan = {
  free: false,
  prepayment: undefined,
  cancellable: true,
  latestCancellation: undefined,
  validFrom: undefined,
  capacity: 10,
  booked: 0,
  online: false,
  startsIn: 3 * DAY.ms,
};

/** What each criterion changes of the usual. */
const CHANGES: Record<Criteria, Partial<Plan>> = {
  Bookable: {},
  BookableFree: { free: true },
  BookableNonFree: {},
  BookableUsingPayment: { prepayment: 'Required' },
  BookableNonFreePrepaymentRequired: { prepayment: 'Required' },
  BookableNonFreePrepaymentOptional: { prepayment: 'Optional' },
  BookableNonFreePrepaymentUnavailable: { prepayment: 'Unavailable' },
  BookableNonFreeTaxGross: {},
  BookableNonFreeTaxNet: {},
  BookableNoSpaces: { booked: USUAL.capacity },
  BookableOneSpace: { capacity: 1 },
  BookableFiveSpaces: { capacity: 5 },
  BookableInPast: { startsIn: -2 * DAY.ms },
  BookableCancellable: {},
  BookableFreeCancellable: { free: true },
  BookableNonFreeCancellable: {},
  BookableCancellableNoWindow: {},
  BookableCancellableWithinWindow: { latestCancellation: DAY },
  BookableCancellableOutsideWindow: { latestCancellation: WEEK },
  BookableNotCancellable: { cancellable: false },
  BookableWithinValidFromBeforeStartDate: { validFrom: WEEK },
  BookableOutsideValidFromBeforeStartDate: { validFrom: DAY },
  BookableFreePrepaymentRequired: { free: true, prepayment: 'Required' },
  BookableFreePrepaymentOptional: { free: true, prepayment: 'Optional' },
  BookableAttendeeDetails: {},
  BookableAdditionalDetails: {},
  BookableSellerTermsOfService: {},
  BookableWithNegotiation: {},
  OfflineBookable: {},
  OnlineBookable: { online: true },
};

/** Prices that binary floating point cannot add up without a trace, as prices tend to be. */
const PRICES: readonly (readonly [number, number])[] = [
  [4.85, 1.6],
  [9.05, 2.55],
  [10.3, 5.3],
  [12.7, 3.2],
  [16.85, 6.1],
];

const AUDIENCES = [
  { name: 'Adult', ages: { minValue: 18 } },
  { name: 'Junior', ages: { minValue: 5, maxValue: 17 } },
] as const;

function createOffers(
  { seams }: System,
  base: string,
  number: number,
  plan: Plan,
  details: OfferDetails,
  needsApproval: boolean,
): readonly Offer[] {
  const { free, prepayment, cancellable, latestCancellation, validFrom } = plan;
  const prices = PRICES[number % PRICES.length] ?? [0, 0];
  return AUDIENCES.map(({ name, ages }, index) => ({
    id: offerId(`${base}#/offers/${String(index)}`),
    name,
    ages,
    price: free ? 0 : (prices[index] ?? 0),
    prepayment,
    needsApproval,
    details,
    requirements: [
      ...(needsApproval ? ['OpenBookingApproval', 'OpenBookingNegotiation'] : []),
      ...seams.details.published(details),
    ],
    cancellable,
    latestCancellation,
    validFrom,
  }));
}

const DETAILS: Readonly<Partial<Record<Criteria, OfferDetails>>> = {
  BookableAttendeeDetails: ATTENDEE_DETAILS,
  BookableAdditionalDetails: INTAKE_FORM,
};

/** What the test interface can make. */
export interface CriteriaSeam {
  /** The criteria that are met where some are asked for: those or stricter ones; a problem where they cannot be met. */
  met(asked: Criteria): Criteria | Problem;
  /** What the offers of an opportunity of some criteria ask for. */
  details(criteria: Criteria): OfferDetails;
}

export const soundCriteria: CriteriaSeam = {
  met: (asked) => asked,
  details: (criteria) => DETAILS[criteria] ?? NO_DETAILS,
};

/** What the test interface is asked to make. */
export interface Wanted {
  readonly type: OpportunityType;
  readonly criteria: Criteria;
  readonly needsApproval: boolean;
  readonly seller: Seller;
  readonly dataset: string;
}

/** What has neither a time nor a number of places cannot be over, full or bound to a window. */
const ON_DEMAND: readonly Criteria[] = [
  'BookableNoSpaces',
  'BookableOneSpace',
  'BookableFiveSpaces',
  'BookableInPast',
  'BookableCancellableWithinWindow',
  'BookableCancellableOutsideWindow',
  'BookableWithinValidFromBeforeStartDate',
  'BookableOutsideValidFromBeforeStartDate',
  'OfflineBookable',
];

/** Whether there can be an opportunity of a type that meets a criterion. */
export const canMeet = (type: OpportunityType, criteria: Criteria): boolean =>
  !(type === 'OnDemandEvent' && ON_DEMAND.includes(criteria)) && !(isSlot(type) && criteria === 'OnlineBookable');

/** When an opportunity is, and how many it has room for. A course runs over whole days. */
function extentOf(
  type: OpportunityType,
  plan: Plan,
  now: number,
): Pick<Opportunity, 'startsAt' | 'endsAt' | 'capacity'> {
  const { capacity } = plan;
  if (type === 'OnDemandEvent') return { startsAt: Infinity, endsAt: Infinity, capacity: Infinity };
  if (type !== 'CourseInstance') {
    const startsAt = Math.ceil((now + plan.startsIn) / 1000) * 1000;
    return { startsAt, endsAt: startsAt + HOUR, capacity };
  }
  const startsAt = Math.ceil((now + plan.startsIn) / DAY.ms) * DAY.ms;
  return { startsAt, endsAt: startsAt + DAY.ms, capacity };
}

/** Makes an opportunity, with a parent and offers of its own, and publishes it. */
export function createOpportunity(
  system: System,
  { type, criteria, needsApproval, seller, dataset }: Wanted,
): Opportunity {
  const plan = { ...USUAL, ...CHANGES[criteria] };
  const number = system.nextNumber();
  const id = system.urls.opportunity(type, number);
  const parentId = system.urls.parent(type, number);
  const { startsAt, endsAt, capacity } = extentOf(type, plan, system.clock.now());
  const opportunity: Opportunity = {
    id: opportunityId(id),
    number,
    type,
    dataset,
    seller,
    parentId,
    name: `[OPEN BOOKING API TEST INTERFACE] ${criteria} ${isSlot(type) ? 'Facility' : 'Event'}`,
    online: plan.online,
    offers: createOffers(
      system,
      (PUBLICATIONS[type].offersInherited && parentId) || id,
      number,
      plan,
      system.seams.criteria.details(criteria),
      needsApproval || criteria === 'BookableWithNegotiation',
    ),
    startsAt,
    endsAt,
    capacity,
    booked: plan.booked,
    holds: new Map(),
  };
  system.opportunities.add(opportunity);
  system.openFeeds.added(system, opportunity);
  return opportunity;
}
