import type { SellerId } from '../protocol/ids.ts';
import { get, getArray, idOf, isObject, typeOf, type JsonObject } from '../protocol/json.ts';
import { WIRE_TYPES, type Criteria } from '../protocol/test-interface.ts';
import { OPPORTUNITY_TYPES, type BookingFlow, type OpportunityType } from '../protocol/vocabulary.ts';
import type { OfferFacts, OpportunityFacts } from './open-data.ts';

/** Whether an opportunity of the open feeds is one that a scenario needs: the criteria of the test interface. */

const HOUR_MS = 3_600_000;
/** What starts sooner may be over for a campaign before it is booked. */
const SOONEST_MS = 2 * HOUR_MS;

/** What an offer may ask for; what asks for more is for brokers who do more. */
const FLOW_REQUIREMENTS: readonly unknown[] = [
  'https://openactive.io/OpenBookingApproval',
  'https://openactive.io/OpenBookingNegotiation',
];

/** What an offer has to ask for, by criteria; no other offer may. */
const DETAILS: Readonly<Partial<Record<Criteria, string>>> = {
  BookableAttendeeDetails: 'https://openactive.io/OpenBookingAttendeeDetails',
  BookableAdditionalDetails: 'https://openactive.io/OpenBookingIntakeForm',
};

/** Whether an offer asks for what its criteria say, and for nothing else that takes a broker who does more. */
function asksAsWanted(requirements: readonly unknown[], criteria: Criteria): boolean {
  const wanted = DETAILS[criteria];
  return (
    requirements.every((each) => FLOW_REQUIREMENTS.includes(each) || each === wanted) &&
    (wanted === undefined || requirements.includes(wanted))
  );
}

/** The type of an opportunity, by its own and its parent's; undefined for what cannot be booked. */
export function opportunityTypeOf(raw: JsonObject): OpportunityType | undefined {
  const parents = [get(raw, 'superEvent'), get(raw, 'facilityUse')];
  const parent = parents.find((each) => isObject(each)) ?? undefined;
  return OPPORTUNITY_TYPES.find((type) => {
    const wire = WIRE_TYPES[type];
    return wire.type === typeOf(raw) && wire.parent?.type === (parent === undefined ? undefined : typeOf(parent));
  });
}

/** The seller as the opportunity or its parents name it. */
function sellerNode(raw: JsonObject): JsonObject | undefined {
  let node: unknown = raw;
  for (let depth = 0; isObject(node) && depth < 5; depth += 1) {
    const here: JsonObject = node;
    const seller = [get(here, 'organizer'), get(here, 'provider')].find((each) => idOf(each) !== undefined);
    if (isObject(seller)) return seller;
    node = ['superEvent', 'facilityUse', 'aggregateFacilityUse'].map((key) => get(here, key)).find(isObject);
  }
  return undefined;
}

type OfferTest = (offer: OfferFacts, opportunity: OpportunityFacts, now: number) => boolean;

const isFree: OfferTest = ({ price }) => price === 0;
const isPriced: OfferTest = ({ price }) => price > 0;

/** When it can last be cancelled. */
const lastCancellation = (
  { latestCancellationBeforeStart = 0 }: OfferFacts,
  { startsAt = Infinity }: OpportunityFacts,
) => startsAt - latestCancellationBeforeStart;

const isCancellable: OfferTest = (offer, opportunity, now) =>
  offer.cancellable === true && lastCancellation(offer, opportunity) > now + SOONEST_MS;
const windowClosed: OfferTest = (offer, opportunity, now) =>
  offer.latestCancellationBeforeStart !== undefined && lastCancellation(offer, opportunity) < now;

/** When booking opens; undefined where it always was open. */
const opensAt = ({ validFromBeforeStart }: OfferFacts, { startsAt }: OpportunityFacts): number | undefined =>
  validFromBeforeStart === undefined || startsAt === undefined ? undefined : startsAt - validFromBeforeStart;
const isOpen: OfferTest = (offer, opportunity, now) => (opensAt(offer, opportunity) ?? 0) <= now;

const all =
  (...tests: readonly OfferTest[]): OfferTest =>
  (...about) =>
    tests.every((test) => test(...about));
const prepaid = (wanted: OfferFacts['prepayment']): OfferTest =>
  all(isPriced, ({ prepayment }) => prepayment === wanted);

/** What each criterion adds to what is asked of every offer. */
const OFFERS: Readonly<Partial<Record<Criteria, OfferTest>>> = {
  BookableFree: isFree,
  BookableNonFree: isPriced,
  BookableUsingPayment: isPriced,
  BookableNonFreePrepaymentRequired: prepaid('Required'),
  BookableNonFreePrepaymentOptional: prepaid('Optional'),
  BookableNonFreePrepaymentUnavailable: prepaid('Unavailable'),
  BookableNonFreeTaxGross: isPriced,
  BookableNonFreeTaxNet: isPriced,
  BookableCancellable: isCancellable,
  BookableFreeCancellable: all(isFree, isCancellable),
  BookableNonFreeCancellable: all(isPriced, isCancellable),
  BookableCancellableNoWindow: all(isCancellable, (offer) => offer.latestCancellationBeforeStart === undefined),
  BookableCancellableWithinWindow: all(isCancellable, (offer) => offer.latestCancellationBeforeStart !== undefined),
  BookableCancellableOutsideWindow: all((offer) => offer.cancellable === true, windowClosed),
  BookableNotCancellable: (offer, ...about) => offer.cancellable === false || windowClosed(offer, ...about),
  BookableWithinValidFromBeforeStartDate: (offer) => offer.validFromBeforeStart !== undefined,
  BookableFreePrepaymentRequired: all(isFree, ({ prepayment }) => prepayment === 'Required'),
  BookableFreePrepaymentOptional: all(isFree, ({ prepayment }) => prepayment === 'Optional'),
  BookableWithNegotiation: ({ raw }) =>
    getArray(raw, 'openBookingFlowRequirement').includes('https://openactive.io/OpenBookingNegotiation'),
};

const mode = ({ raw }: OpportunityFacts): string =>
  [get(raw, 'eventAttendanceMode'), get(get(raw, 'superEvent') ?? {}, 'eventAttendanceMode')]
    .map(String)
    .find((each) => each.includes('EventAttendanceMode')) ?? '';

type OpportunityTest = (opportunity: OpportunityFacts, now: number) => boolean;

const hasSpaces =
  (fewest: number, most = Infinity): OpportunityTest =>
  ({ remaining, wireType }) =>
    remaining === undefined
      ? wireType === 'OnDemandEvent' && most === Infinity
      : remaining >= fewest && remaining <= most;

/** What each criterion asks of the opportunity, where that is not what all do. */
const OPPORTUNITIES: Readonly<Partial<Record<Criteria, OpportunityTest>>> = {
  BookableNoSpaces: hasSpaces(0, 0),
  BookableOneSpace: hasSpaces(1, 1),
  BookableFiveSpaces: hasSpaces(5, 5),
  BookableNonFreeTaxGross: ({ taxMode }) => taxMode === 'TaxGross',
  BookableNonFreeTaxNet: ({ taxMode }) => taxMode === 'TaxNet',
  BookableSellerTermsOfService: ({ raw }) => getArray(sellerNode(raw), 'termsOfService').length > 0,
  OfflineBookable: (facts) => mode(facts).endsWith('OfflineEventAttendanceMode'),
  OnlineBookable: (facts) => /(Online|Mixed)EventAttendanceMode$/.test(mode(facts)),
};

const COUNTED: readonly Criteria[] = ['BookableNoSpaces', 'BookableOneSpace', 'BookableFiveSpaces'];

function timeFits({ startsAt, endsAt }: OpportunityFacts, criteria: Criteria, now: number): boolean {
  if (criteria === 'BookableInPast') return endsAt !== undefined && endsAt < now - SOONEST_MS;
  return startsAt === undefined || startsAt > now + SOONEST_MS;
}

function offerFits(
  offer: OfferFacts,
  facts: OpportunityFacts,
  criteria: Criteria,
  flow: BookingFlow,
  now: number,
): boolean {
  const requirements = getArray(offer.raw, 'openBookingFlowRequirement');
  const open = isOpen(offer, facts, now);
  const unpayable = offer.price > 0 && offer.prepayment === 'Unavailable';
  return (
    (criteria === 'BookableOutsideValidFromBeforeStartDate' ? !open : open || criteria === 'BookableInPast') &&
    !offer.advanceBookingUnavailable &&
    asksAsWanted(requirements, criteria) &&
    offer.needsApproval === (flow === 'OpenBookingApprovalFlow') &&
    (!unpayable || criteria === 'BookableNonFreePrepaymentUnavailable') &&
    (OFFERS[criteria]?.(offer, facts, now) ?? true)
  );
}

/** What an opportunity has to be: its type aside. */
export interface Wanted {
  readonly criteria: Criteria;
  readonly flow: BookingFlow;
  readonly seller: SellerId | undefined;
}

/**
 * An opportunity with those of its offers that meet some criteria, at a time in milliseconds since the epoch; undefined
 * where it does not, or has none that do.
 */
export function meeting(
  facts: OpportunityFacts,
  { criteria, flow, seller }: Wanted,
  now: number,
): OpportunityFacts | undefined {
  const type = opportunityTypeOf(facts.raw);
  const enough = hasSpaces(type === 'IndividualFacilityUseSlot' ? 1 : 2);
  const fits =
    type !== undefined &&
    (seller === undefined || facts.seller === seller) &&
    get(sellerNode(facts.raw) ?? {}, 'isOpenBookingAllowed') === true &&
    !/Event(Cancelled|Postponed)$/.test(facts.eventStatus ?? '') &&
    timeFits(facts, criteria, now) &&
    (COUNTED.includes(criteria) || criteria === 'BookableInPast' || enough(facts, now)) &&
    (OPPORTUNITIES[criteria]?.(facts, now) ?? true);
  const offers = fits ? facts.offers.filter((offer) => offerFits(offer, facts, criteria, flow, now)) : [];
  return offers.length > 0 ? { ...facts, offers } : undefined;
}
