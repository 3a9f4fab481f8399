import { ERROR_STATUS, type ErrorType } from '../protocol/errors.ts';

/**
 * The rules that decide whether a call may be accepted, each with the refusals that keep it. A rule's record (sentence,
 * strength, link) stands in the oracle's catalogue under the same id.
 */
export interface Guard {
  /** The specification's own errors for it; their HTTP statuses are the specification's too. */
  readonly errors: readonly ErrorType[];
  /** Errors that honest systems give instead (lenient reading). */
  readonly tolerated?: readonly ErrorType[];
  /**
   * What else is admitted where the specification fixes no error: `client`, any OpenBookingError with a 4xx status;
   * `any`, also one of 500.
   */
  readonly otherErrors?: 'client' | 'any';
}

const broker: Guard = { errors: ['IncompleteBrokerDetailsError'] };
const customer: Guard = { errors: ['IncompleteCustomerDetailsError'] };
const capacity: readonly ErrorType[] = [
  'OpportunityIsFullError',
  'OpportunityHasInsufficientCapacityError',
  'OpportunityCapacityIsReservedByLeaseError',
];

export const GUARDS = {
  'calls/well-formed-body': { errors: [], tolerated: ['UnexpectedOrderTypeError'], otherErrors: 'client' },
  'calls/sound-values': { errors: [], otherErrors: 'client' },
  'order-level/expected-type': { errors: ['UnexpectedOrderTypeError'] },
  'order-level/type-and-context-given': {
    errors: ['UnexpectedOrderTypeError'],
    otherErrors: 'client',
  },
  'order-level/items-given': { errors: ['IncompleteOrderItemError'], otherErrors: 'any' },
  'order-level/seller-given': { errors: ['SellerNotFoundError'], otherErrors: 'any' },
  'order-level/seller-known': {
    errors: ['SellerNotFoundError'],
    tolerated: ['InvalidAuthorizationDetailsError', 'SellerMismatchError'],
  },
  'order-level/seller-of-items': {
    errors: ['SellerMismatchError'],
    tolerated: ['InvalidAuthorizationDetailsError', 'SellerNotFoundError'],
  },
  'order-level/seller-authorised': {
    errors: ['InvalidAuthorizationDetailsError'],
    tolerated: ['SellerMismatchError', 'SellerNotFoundError'],
  },
  'order-level/already-exists': { errors: ['OrderAlreadyExistsError'] },
  'order-level/deleted-uuid': { errors: ['OrderAlreadyExistsError'], tolerated: ['GoneError'] },
  'order-level/version-current': { errors: ['OrderProposalVersionOutdatedError'] },
  'order-level/version-known': {
    errors: ['OrderProposalVersionOutdatedError', 'OrderCreationFailedError'],
    // A whole order for a proposal's UUID: two things would have that UUID.
    tolerated: ['OrderAlreadyExistsError'],
    otherErrors: 'any',
  },
  'order-level/order-known': {
    errors: ['UnknownOrderError', 'NotFoundError'],
    tolerated: ['GoneError', 'UnknownOrIncorrectEndpointError'],
  },
  'order-level/order-uuid': { errors: [], otherErrors: 'client' },
  'calls/status-supported': {
    errors: ['UnknownOrIncorrectEndpointError', 'MethodNotAllowedError'],
    otherErrors: 'client',
  },
  'broker-role/role-given': { errors: ['IncompleteBrokerDetailsError'], otherErrors: 'client' },
  'broker-role/agent-broker-required': broker,
  'broker-role/reseller-broker-required': broker,
  'broker-role/no-broker-without-broker': { errors: ['IncompleteBrokerDetailsError'], otherErrors: 'client' },
  'broker-role/broker-name-required': broker,
  'broker-role/broker-is-organization': broker,
  'broker-role/agent-customer-required': customer,
  'broker-role/no-broker-customer-required': customer,
  'broker-role/customer-email-required': customer,
  'broker-role/customer-complete': customer,
  'broker-role/customer-is-person-or-organization': customer,
  'prepayment/required-payment-given': { errors: ['MissingPaymentDetailsError'] },
  'prepayment/identifier-given': { errors: ['IncompletePaymentDetailsError'] },
  'prepayment/no-unnecessary-payment': { errors: ['UnnecessaryPaymentDetailsError'] },
  'prepayment/valid-payment-details': { errors: ['InvalidPaymentDetailsError'] },
  'totals/total-due-given': {
    errors: ['TotalPaymentDueMismatchError'],
    otherErrors: 'client',
  },
  'totals/total-due-matches': { errors: ['TotalPaymentDueMismatchError'] },
  'items/offer-and-opportunity-given': { errors: ['IncompleteOrderItemError'] },
  'items/opportunity-known': { errors: ['UnknownOpportunityError', 'InvalidOpportunityOrOfferIdError'] },
  'items/offer-known': { errors: ['UnknownOfferError', 'InvalidOpportunityOrOfferIdError', 'UnacceptableOfferError'] },
  'items/offer-applicable': { errors: ['UnacceptableOfferError'], tolerated: ['UnknownOfferError'] },
  'items/bookable': {
    errors: ['OpportunityOfferPairNotBookableError'],
    tolerated: ['OpportunityIntractableError'],
  },
  'items/attendee-details-given': { errors: ['IncompleteAttendeeDetailsError'] },
  'items/intake-form-complete': { errors: ['IncompleteIntakeFormError'] },
  'items/intake-form-valid': { errors: ['InvalidIntakeFormError'] },
  'items/within-capacity': { errors: capacity },
  'items/not-in-conflict': { errors: ['OpportunityIsInConflictError'], otherErrors: 'client' },
  'lifecycle/approval-needed': { errors: ['OrderCreationFailedError'], otherErrors: 'any' },
  'lifecycle/approval-not-needed': { errors: ['OrderCreationFailedError'], otherErrors: 'any' },
  'lifecycle/seller-acceptance-needed': { errors: ['OrderCreationFailedError'], otherErrors: 'any' },
  'lifecycle/rejection-final': { errors: ['OrderCreationFailedError'], otherErrors: 'any' },
  'lifecycle/proposal-stands': { errors: ['OrderAlreadyExistsError'], otherErrors: 'any' },
  'lifecycle/repeat-after-change': { errors: ['OrderAlreadyExistsError'], otherErrors: 'any' },
  'patch/status-permitted': { errors: ['PatchNotAllowedOnPropertyError'] },
  'patch/permitted-properties-only': { errors: ['PatchContainsExcessivePropertiesError'] },
  'patch/something-to-change': { errors: [], otherErrors: 'client' },
  'patch/item-id-valid': { errors: ['OrderItemIdInvalidError'], tolerated: ['OrderItemNotWithinOrderError'] },
  'patch/item-within-order': { errors: ['OrderItemNotWithinOrderError'], tolerated: ['OrderItemIdInvalidError'] },
  'cancellation/permitted': { errors: ['CancellationNotPermittedError'] },
  'cancellation/allowed-succeeds': { errors: ['CancellationNotPermittedError'] },
} as const satisfies Record<string, Guard>;

/** The id of a rule that decides whether a call may be accepted. */
export type GuardId = keyof typeof GUARDS;

export const GUARD_IDS = Object.keys(GUARDS) as readonly GuardId[];

/**
 * How sure a fault is. `must`: the call has to be refused. `may`: it can be accepted or refused. `unclear`: the
 * specification leaves it open; refused under the strict reading, either under the lenient one.
 */
export type Certainty = 'must' | 'may' | 'unclear';

/** Something in a request that breaks a rule, in the world in which it arrives. */
export interface Fault {
  readonly rule: GuardId;
  readonly certainty: Certainty;
  /** The index of the item in `orderedItem`, where the fault is an item's. */
  readonly line?: number;
}

/** An error that came back: its `@type` (undefined: none that could be read) and its HTTP status. */
export interface ErrorSeen {
  readonly type: string | undefined;
  readonly status: number;
}

/** Whether an error is one by which a rule is kept. */
export function refusalKeeps(rule: GuardId, error: ErrorSeen, strict: boolean): boolean {
  const guard: Guard = GUARDS[rule];
  const named = strict && guard.errors.length > 0 ? guard.errors : [...guard.errors, ...(guard.tolerated ?? [])];
  if (named.some((type) => type === error.type && ERROR_STATUS[type] === error.status)) return true;
  if (guard.otherErrors === undefined || error.type === undefined || (strict && guard.errors.length > 0)) return false;
  const client = error.status >= 400 && error.status < 500;
  const plainServer =
    error.status === 500 && (error.type === 'OpenBookingError' || named.some((type) => type === error.type));
  return client || (guard.otherErrors === 'any' && plainServer);
}
