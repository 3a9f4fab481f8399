/** The Open Booking API's fixed words, as short names and as the IRIs that go over the wire. */

export const BROKER_ROLES = ['AgentBroker', 'ResellerBroker', 'NoBroker'] as const;
/** Who contracts with whom (#broker-roles). */
export type BrokerRole = (typeof BROKER_ROLES)[number];

export const PREPAYMENTS = ['Required', 'Optional', 'Unavailable'] as const;
/** `openBookingPrepayment` of an offer or a total (#booking-without-payment). */
export type Prepayment = (typeof PREPAYMENTS)[number];

export const TAX_MODES = ['TaxGross', 'TaxNet'] as const;
/** Whether a seller's offer prices contain tax (#tax-mode). */
export type TaxMode = (typeof TAX_MODES)[number];

export const BOOKING_FLOWS = ['OpenBookingSimpleFlow', 'OpenBookingApprovalFlow'] as const;
/** The simple flow (C1, C2, B) or the flow with approval (C1, C2, P, seller's approval, B). */
export type BookingFlow = (typeof BOOKING_FLOWS)[number];

export const OPPORTUNITY_TYPES = [
  'ScheduledSession',
  'FacilityUseSlot',
  'IndividualFacilityUseSlot',
  'CourseInstance',
  'CourseInstanceSubEvent',
  'HeadlineEvent',
  'HeadlineEventSubEvent',
  'Event',
  'OnDemandEvent',
] as const;
/** The bookable opportunity types, by the Test Suite's names. */
export type OpportunityType = (typeof OPPORTUNITY_TYPES)[number];

export const ORDER_ITEM_STATUSES = [
  'OrderItemProposed',
  'OrderItemConfirmed',
  'CustomerCancelled',
  'SellerCancelled',
  'CustomerAttended',
  'CustomerAbsent',
] as const;
/** `orderItemStatus` of an OrderItem. */
export type OrderItemStatus = (typeof ORDER_ITEM_STATUSES)[number];

export const PROPOSAL_STATUSES = [
  'AwaitingSellerConfirmation',
  'SellerAccepted',
  'SellerRejected',
  'CustomerRejected',
] as const;
/** `orderProposalStatus` of an OrderProposal (#orderproposal-statuses). */
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

const OPENACTIVE = 'https://openactive.io/';

/** The `@context` of every body. */
export const CONTEXT = OPENACTIVE;

/** `AgentBroker` as `https://openactive.io/AgentBroker`. */
export function iri<Term extends string>(term: Term): `https://openactive.io/${Term}` {
  return `${OPENACTIVE}${term}` as `https://openactive.io/${Term}`;
}

/**
 * The term of an OpenActive IRI, when it is one of `terms`; undefined for anything else.
 * Both http and https are read, since both are seen in the field.
 */
export function termOf<Term extends string>(value: unknown, terms: readonly Term[]): Term | undefined {
  if (typeof value !== 'string') return undefined;
  const name = value.startsWith(OPENACTIVE)
    ? value.slice(OPENACTIVE.length)
    : value.replace(/^https?:\/\/(www\.)?openactive\.io\//, '');
  return name === value ? undefined : terms.find((term) => term === name);
}
