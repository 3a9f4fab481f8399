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

/** The `@type` of an opportunity and of what it belongs to, as they go over the wire. */
export const WIRE_TYPES = {
  ScheduledSession: {
    type: 'ScheduledSession',
    parentProperty: 'superEvent',
    parentType: 'SessionSeries',
    seller: 'organizer',
  },
  FacilityUseSlot: { type: 'Slot', parentProperty: 'facilityUse', parentType: 'FacilityUse', seller: 'provider' },
  IndividualFacilityUseSlot: {
    type: 'Slot',
    parentProperty: 'facilityUse',
    parentType: 'IndividualFacilityUse',
    seller: 'provider',
  },
} as const satisfies Record<OpportunityType, unknown>;

/** The body that asks the test interface for one opportunity. */
export function opportunityRequest(wanted: {
  readonly type: OpportunityType;
  readonly criteria: Criteria;
  readonly flow: BookingFlow;
  readonly sellerId: string;
}): JsonObject {
  const wire = WIRE_TYPES[wanted.type];
  return {
    '@context': CONTEXTS,
    '@type': wire.type,
    [wire.parentProperty]: {
      '@type': wire.parentType,
      [wire.seller]: { '@type': 'Organization', '@id': wanted.sellerId },
    },
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
