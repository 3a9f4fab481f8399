import type { WordsTable } from '../table.ts';

export const ORDER_LEVEL_GUARDS = {
  'order-level/expected-type': {
    strength: 'must',
    clauses: ['schemaorder/1', 'oaorderquote/2', 'oaorderproposal/2', 'order-creation-b/3'],
    sentence: 'A body whose @type is not the one that its endpoint takes is refused with 500 UnexpectedOrderTypeError.',
    features: ['common-error-conditions'],
  },
  'order-level/type-and-context-given': {
    strength: 'must',
    clauses: ['response-formats/1', 'schemaorder/1'],
    sentence:
      'A body without @type, or without the @context of OpenActive, is refused with 500 UnexpectedOrderTypeError.',
    features: ['common-error-conditions'],
    readings: {
      strict: 'Refused with UnexpectedOrderTypeError.',
      lenient: 'Accepted by what can be read of it, or refused with that or another OpenBookingError of the client.',
      note: 'A request has to carry both, but what becomes of one that does not is not said.',
    },
  },
  'order-level/items-given': {
    strength: 'must',
    clauses: ['schemaorder/11', 'step-by-step-process-description/1'],
    sentence: 'An order without items is refused.',
    features: ['common-error-conditions'],
    readings: {
      strict: 'Refused, with IncompleteOrderItemError or an error that fits as well.',
      lenient: 'Also accepted: a quote of nothing, at no cost.',
      note: 'orderedItem is required, but no error is named for an order that has none.',
    },
  },
  'order-level/seller-given': {
    strength: 'must',
    clauses: ['schemaorder/4', 'broker-contract-with-booking-system/11', 'broker-contract-with-booking-system/14'],
    sentence: 'An order that names no seller is refused.',
    features: ['common-error-conditions'],
    readings: {
      strict: 'Refused, with SellerNotFoundError or an error that fits as well.',
      lenient: 'Also accepted, with the seller taken from the items or from the credentials.',
      note: 'The broker has to name the seller, but what becomes of an order that names none is not said.',
    },
  },
  'order-level/seller-known': {
    strength: 'must',
    clauses: ['schemaorganization-or-schemaperson-for-seller/3', 'orderquote-creation-c1/4', 'order-creation-b/3'],
    sentence: 'An order whose seller does not exist is refused with 500 SellerNotFoundError.',
    features: ['multiple-sellers'],
    readings: {
      strict: '500 SellerNotFoundError.',
      lenient:
        'Also 401 InvalidAuthorizationDetailsError (the credentials do not cover it) or 500 SellerMismatchError.',
      note: 'Credentials are granted seller by seller, so a seller that does not exist is also one that they do not cover.',
    },
  },
  'order-level/seller-of-items': {
    strength: 'must',
    clauses: ['broker-contract-with-booking-system/11', 'orderquote-creation-c1/4', 'order-creation-b/3'],
    sentence: 'An order with an item of another seller is refused with 500 SellerMismatchError.',
    features: ['multiple-sellers'],
    readings: {
      strict: '500 SellerMismatchError.',
      lenient: 'Also 401 InvalidAuthorizationDetailsError or 500 SellerNotFoundError.',
      note: 'Where credentials act for one seller, another seller is refused before the items are looked at.',
    },
  },
  'order-level/seller-authorised': {
    strength: 'must',
    clauses: ['api-level-authentication-and-data-security/1', 'authentication/1'],
    sentence:
      'An order of a seller for whom the credentials do not act is refused with 401 InvalidAuthorizationDetailsError.',
    features: ['multiple-sellers'],
    readings: {
      strict: '401 InvalidAuthorizationDetailsError.',
      lenient: 'Also 500 SellerMismatchError or SellerNotFoundError.',
      note: 'A seller that one may not see can look like one that does not exist.',
    },
  },
  'order-level/already-exists': {
    strength: 'must',
    clauses: ['booking-system-contract-with-the-broker/7', 'booking-system-contract-with-the-broker/6'],
    sentence:
      'A call that uses the UUID of an order for other items or another customer is refused with 500 OrderAlreadyExistsError.',
    features: ['non-free-opportunities', 'free-opportunities'],
    implies: ['state/repeat-is-idempotent', 'state/booking-takes-spaces-once'],
    readings: {
      strict:
        'Also refused where the items and the customer are the same, and something else (the payment’s identifier) differs.',
      lenient: 'With the same items and customer, answered as the same order or refused.',
      note: 'The same items for the same customer make it the same order; whether any other difference unmakes it is said in two ways.',
    },
  },
  'order-level/deleted-uuid': {
    strength: 'must',
    clauses: ['order-deletion/4'],
    sentence: 'C1, C2, P and B with the UUID of a deleted order are refused with 500 OrderAlreadyExistsError.',
    features: ['order-deletion'],
    readings: {
      strict: '500 OrderAlreadyExistsError.',
      lenient: 'Also 410 GoneError.',
      note: 'GoneError is described as the error for an order that has been soft-deleted.',
    },
  },
  'order-level/version-current': {
    strength: 'must',
    clauses: ['step-by-step-process-description/73', 'step-by-step-process-description/66'],
    sentence:
      'B with a version of the proposal that is no longer the latest is refused with 500 OrderProposalVersionOutdatedError.',
    features: ['proposal-amendment', 'minimal-proposal'],
  },
  'order-level/version-known': {
    strength: 'must',
    clauses: ['orderproposal-statuses/6', 'step-by-step-process-description/73'],
    sentence: 'B with an orderProposalVersion that the booking system never gave to that order is refused.',
    features: ['minimal-proposal'],
    readings: {
      strict: 'B on a proposal carries its latest version and nothing that P has given already.',
      lenient: 'A whole order on an accepted proposal is accepted or refused, and a refusal has any error that fits.',
      note: 'B after P is described as a minimal call; what becomes of a fuller one, and which error an invented version has, is not said.',
    },
  },
  'order-level/order-known': {
    strength: 'must',
    clauses: ['order-deletion/7', 'errors/1'],
    sentence:
      'A cancellation, deletion, proposal update or look-up of an order that the booking partner does not have is refused with 404 UnknownOrderError or NotFoundError.',
    features: ['order-deletion'],
    readings: {
      strict: '404 UnknownOrderError or NotFoundError.',
      lenient: 'Also 410 GoneError for one that was deleted, and 404 UnknownOrIncorrectEndpointError.',
      note: 'The deletion’s status is a must, its error only a should, and several errors describe the case.',
    },
  },
  'order-level/order-uuid': {
    strength: 'must',
    clauses: ['paths-and-verbs/2', 'booking-pre-conditions/5'],
    sentence: 'A call whose path ends in no UUID is accepted, or refused with a 4xx OpenBookingError.',
    features: ['common-error-conditions'],
    readings: {
      strict: 'Accepted, or any OpenBookingError with a status of 4xx.',
      lenient: 'Accepted, or any OpenBookingError with a status of 4xx.',
      note: 'The broker has to send a UUID; what becomes of anything else is not said.',
    },
  },
} as const satisfies WordsTable;
