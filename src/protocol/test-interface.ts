import { CONTEXT, type BookingFlow, type OpportunityType } from './vocabulary.ts';
import type { JsonObject } from './json.ts';

/** The test interface (https://openactive.io/test-interface/): what a controlled run asks of a booking system. */
const TEST_INTERFACE = 'https://openactive.io/test-interface';

/** The criteria by which opportunities are asked for, without the prefix `TestOpportunity`. */
export const CRITERIA = [
  'Bookable',
  'BookableFree',
  'BookableNonFree',
  'BookableUsingPayment',
  'BookableNonFreePrepaymentRequired',
  'BookableNonFreePrepaymentOptional',
  'BookableNonFreePrepaymentUnavailable',
  'BookableNonFreeTaxGross',
  'BookableNonFreeTaxNet',
  'BookableNoSpaces',
  'BookableOneSpace',
  'BookableFiveSpaces',
  'BookableInPast',
  'BookableCancellable',
  'BookableFreeCancellable',
  'BookableNonFreeCancellable',
  'BookableCancellableNoWindow',
  'BookableCancellableWithinWindow',
  'BookableCancellableOutsideWindow',
  'BookableNotCancellable',
  'BookableWithinValidFromBeforeStartDate',
  'BookableOutsideValidFromBeforeStartDate',
  'BookableFreePrepaymentRequired',
  'BookableFreePrepaymentOptional',
  'BookableAttendeeDetails',
  'BookableAdditionalDetails',
  'BookableSellerTermsOfService',
  'BookableWithNegotiation',
  'OfflineBookable',
  'OnlineBookable',
] as const;
/** A criterion, without the prefix `TestOpportunity`. */
export type Criteria = (typeof CRITERIA)[number];

export const SELLER_ACTIONS = {
  'accept-proposal': 'SellerAcceptOrderProposalSimulateAction',
  'reject-proposal': 'SellerRejectOrderProposalSimulateAction',
  'amend-proposal': 'SellerAmendOrderProposalSimulateAction',
  'cancel-order': 'SellerRequestedCancellationSimulateAction',
} as const;
/** What the seller can be asked to do. */
export type SellerAction = keyof typeof SELLER_ACTIONS;

const CONTEXTS = [CONTEXT, TEST_INTERFACE];

/** How an opportunity goes over the wire. */
export interface WireType {
  /** Its `@type`. */
  readonly type: string;
  /** What it belongs to; undefined where it stands by itself. */
  readonly parent: { readonly property: 'superEvent' | 'facilityUse'; readonly type: string } | undefined;
  /** The property that names the seller: its parent's, or its own where it has none. */
  readonly seller: 'organizer' | 'provider';
}

const standsAlone = (type: string): WireType => ({ type, parent: undefined, seller: 'organizer' });
const eventOf = (parentType: string, type = 'Event'): WireType => ({
  type,
  parent: { property: 'superEvent', type: parentType },
  seller: 'organizer',
});
const slotOf = (parentType: string): WireType => ({
  type: 'Slot',
  parent: { property: 'facilityUse', type: parentType },
  seller: 'provider',
});

/** The `@type` of an opportunity and of what it belongs to, as they go over the wire. */
export const WIRE_TYPES: Readonly<Record<OpportunityType, WireType>> = {
  ScheduledSession: eventOf('SessionSeries', 'ScheduledSession'),
  FacilityUseSlot: slotOf('FacilityUse'),
  IndividualFacilityUseSlot: slotOf('IndividualFacilityUse'),
  CourseInstance: standsAlone('CourseInstance'),
  CourseInstanceSubEvent: eventOf('CourseInstance'),
  HeadlineEvent: standsAlone('HeadlineEvent'),
  HeadlineEventSubEvent: eventOf('HeadlineEvent'),
  Event: standsAlone('Event'),
  OnDemandEvent: standsAlone('OnDemandEvent'),
};

/** The body that asks the test interface for one opportunity. */
export function opportunityRequest(wanted: {
  readonly type: OpportunityType;
  readonly criteria: Criteria;
  readonly flow: BookingFlow;
  readonly sellerId: string;
}): JsonObject {
  const { type, parent, seller } = WIRE_TYPES[wanted.type];
  const bySeller = { [seller]: { '@type': 'Organization', '@id': wanted.sellerId } };
  return {
    '@context': CONTEXTS,
    '@type': type,
    ...(parent ? { [parent.property]: { '@type': parent.type, ...bySeller } } : bySeller),
    'test:testOpportunityCriteria': `${TEST_INTERFACE}#TestOpportunity${wanted.criteria}`,
    'test:testOpenBookingFlow': `${TEST_INTERFACE}#${wanted.flow}`,
  };
}

/** The body that asks the test interface for an action of the seller's. */
export function actionRequest(
  action: SellerAction,
  object: { readonly type: string; readonly id: string },
): JsonObject {
  return {
    '@context': CONTEXTS,
    '@type': `test:${SELLER_ACTIONS[action]}`,
    object: { '@type': object.type, '@id': object.id },
  };
}
