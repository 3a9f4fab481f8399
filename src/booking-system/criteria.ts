import { offerId, opportunityId } from '../protocol/ids.ts';
import type { Criteria } from '../protocol/test-interface.ts';
import type { OpportunityType, Prepayment } from '../protocol/vocabulary.ts';
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

function createOffers(base: string, number: number, plan: Plan, needsApproval: boolean): readonly Offer[] {
  const { free, prepayment, cancellable, latestCancellation, validFrom } = plan;
  const prices = PRICES[number % PRICES.length] ?? [0, 0];
  return AUDIENCES.map(({ name, ages }, index) => ({
    id: offerId(`${base}#/offers/${String(index)}`),
    name,
    ages,
    price: free ? 0 : (prices[index] ?? 0),
    prepayment,
    needsApproval,
    cancellable,
    latestCancellation,
    validFrom,
  }));
}

/** What the test interface can make. */
export interface CriteriaSeam {
  /** The criteria that are met where some are asked for: those or stricter ones; a problem where they cannot be met. */
  met(asked: Criteria): Criteria | Problem;
}

export const soundCriteria: CriteriaSeam = { met: (asked) => asked };

/** What the test interface is asked to make. */
export interface Wanted {
  readonly type: OpportunityType;
  readonly criteria: Criteria;
  readonly needsApproval: boolean;
  readonly seller: Seller;
  readonly dataset: string;
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
  const startsAt = Math.ceil((system.clock.now() + plan.startsIn) / 1000) * 1000;
  const opportunity: Opportunity = {
    id: opportunityId(id),
    number,
    type,
    dataset,
    seller,
    parentId,
    name: `[OPEN BOOKING API TEST INTERFACE] ${criteria} ${type === 'ScheduledSession' ? 'Event' : 'Facility'}`,
    offers: createOffers(type === 'ScheduledSession' ? parentId : id, number, plan, needsApproval),
    startsAt,
    endsAt: startsAt + HOUR,
    capacity: plan.capacity,
    booked: plan.booked,
    holds: new Map(),
  };
  system.opportunities.add(opportunity);
  system.openFeeds.added(system, opportunity);
  return opportunity;
}
