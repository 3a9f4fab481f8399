import type { WordsTable } from '../table.ts';

export const PREPAYMENT_GUARDS = {
  'prepayment/required-payment-given': {
    strength: 'must',
    clauses: [
      'payment-error-conditions/2',
      'step-by-step-process-description/25',
      'step-by-step-process-description/55',
    ],
    sentence: 'P or B without a payment, where prepayment is Required, is refused with 400 MissingPaymentDetailsError.',
    features: ['prepayment-required', 'non-free-opportunities'],
    readings: {
      strict: 'A payment that is no object, or whose identifier is empty, is missing or incomplete.',
      lenient: 'One that cannot be read may pass.',
      note: 'What becomes of a payment in an odd form is not said.',
    },
  },
  'prepayment/identifier-given': {
    strength: 'must',
    clauses: ['payment-error-conditions/4', 'oapayment/3', 'basic-payment/1'],
    sentence: 'P or B with a payment that has no identifier is refused with 400 IncompletePaymentDetailsError.',
    features: ['prepayment-required', 'prepayment-optional', 'prepayment-unavailable'],
    readings: {
      strict: 'An empty identifier is none.',
      lenient: 'An empty identifier may pass.',
      note: 'Empty strings must not be sent, but what becomes of one is not said.',
    },
  },
  'prepayment/no-unnecessary-payment': {
    strength: 'must',
    clauses: ['payment-error-conditions/3', 'booking-without-payment/6'],
    sentence:
      'P or B with a payment, where prepayment is Unavailable or nothing is to be paid, is refused with 400 UnnecessaryPaymentDetailsError.',
    features: ['prepayment-unavailable', 'free-opportunities'],
    readings: {
      strict: 'A payment in an odd form is a payment all the same.',
      lenient: 'One that cannot be read may be taken for none.',
      note: 'What becomes of a payment in an odd form is not said.',
    },
  },
  'prepayment/valid-payment-details': {
    strength: 'must',
    clauses: ['payment-error-conditions/5', 'payment-reconciliation-detail-validation/2'],
    sentence:
      'An order whose payment details the seller cannot reconcile is refused with 400 InvalidPaymentDetailsError, where the booking system checks them.',
    features: ['payment-reconciliation-detail-validation'],
    readings: {
      strict: 'Refused by every system that says that it checks them.',
      lenient: 'Refused or accepted, where the system does not say whether it checks them.',
      note: 'The check is optional.',
    },
  },
  'totals/total-due-given': {
    strength: 'must',
    clauses: ['schemaorder/12', 'step-by-step-process-description/53', 'oaorderproposal/1'],
    sentence: 'P or B without totalPaymentDue is refused.',
    features: ['non-free-opportunities'],
    readings: {
      strict: 'Refused with TotalPaymentDueMismatchError.',
      lenient: 'Refused with an error of the client, or accepted at the booking system’s own total.',
      note: 'The broker has to send it, but no error is named for its absence.',
    },
  },
  'totals/total-due-matches': {
    strength: 'must',
    clauses: ['step-by-step-process-description/53', 'booking-system-contract-with-the-broker/8'],
    sentence:
      'P or B whose totalPaymentDue is not the booking system’s own total is refused with 400 TotalPaymentDueMismatchError.',
    features: [
      'non-free-opportunities',
      'free-opportunities',
      'prepayment-required',
      'prepayment-optional',
      'prepayment-unavailable',
    ],
    readings: {
      strict: 'A totalPaymentDue without a price matches nothing.',
      lenient: 'One without a price may pass.',
      note: 'What becomes of a totalPaymentDue that cannot be read is not said.',
    },
  },
} as const satisfies WordsTable;
