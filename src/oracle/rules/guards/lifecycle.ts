import type { WordsTable } from '../table.ts';

const ERROR_OPEN = 'The specification names no error of its own for this case.';

export const LIFECYCLE_GUARDS = {
  'lifecycle/approval-needed': {
    strength: 'must',
    clauses: ['step-by-step-process-description/39', 'oaorderquote/3', 'minimal-proposal-implementation/2'],
    sentence: 'B on an order that needs the seller’s approval, without a proposal, is refused.',
    features: ['minimal-proposal'],
    readings: { strict: '500 OrderCreationFailedError.', lenient: 'Any OpenBookingError that fits.', note: ERROR_OPEN },
  },
  'lifecycle/approval-not-needed': {
    strength: 'must',
    clauses: ['minimal-proposal-implementation/1', 'definition-of-a-bookable-opportunity-and-offer-pair/5'],
    sentence: 'P on an order that needs no approval is refused.',
    features: ['minimal-proposal'],
    readings: {
      strict: 'Refused.',
      lenient: 'Refused or accepted.',
      note: 'Offers that need approval have to say so; whether others may be proposed is not said.',
    },
  },
  'lifecycle/seller-acceptance-needed': {
    strength: 'must',
    clauses: ['orderproposal-statuses/1', 'step-by-step-process-description/66', 'proposal-approval/1'],
    sentence: 'B on a proposal that the seller has not accepted yet is refused, and books nothing.',
    features: ['minimal-proposal'],
    readings: { strict: '500 OrderCreationFailedError.', lenient: 'Any OpenBookingError that fits.', note: ERROR_OPEN },
  },
  'lifecycle/rejection-final': {
    strength: 'must',
    clauses: ['orderproposal-statuses/3', 'orderproposal-statuses/1', 'proposal-rejection/1'],
    sentence: 'B on a proposal that the seller or the customer has rejected is refused, and books nothing.',
    features: ['minimal-proposal'],
    readings: {
      strict: '500 OrderCreationFailedError.',
      lenient: 'Any OpenBookingError that fits; and a second rejection is accepted or refused.',
      note: ERROR_OPEN,
    },
  },
  'lifecycle/proposal-stands': {
    strength: 'must',
    clauses: ['order-endpoint-restful-semantics/1'],
    sentence: 'C1 or C2 with the UUID of a proposal leaves the proposal standing, or is refused.',
    features: ['minimal-proposal'],
    readings: {
      strict: '500 OrderAlreadyExistsError, or a quote.',
      lenient: 'A quote, or any OpenBookingError that fits.',
      note: 'A UUID is a quote, a proposal or an order at one time; what a quote of a proposal’s UUID does is not said.',
    },
  },
  'lifecycle/repeat-after-change': {
    strength: 'must',
    clauses: ['booking-system-contract-with-the-broker/11', 'cancellation-after-abbba/1'],
    sentence:
      'P or B repeated after a rejection or a cancellation is answered as before, with the present state, or is refused; it brings nothing back.',
    features: ['customer-requested-cancellation', 'seller-requested-cancellation', 'minimal-proposal'],
    readings: {
      strict: 'The first answer, the present state, or 500 OrderAlreadyExistsError.',
      lenient: 'The first answer, the present state, or any OpenBookingError that fits.',
      note: 'Calls are idempotent, but what a repeat shows once the order has changed is not said.',
    },
  },
} as const satisfies WordsTable;
