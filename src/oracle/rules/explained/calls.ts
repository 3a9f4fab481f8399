import type { WordsTable } from '../table.ts';

const CONTRACT = [
  'booking-system-contract-with-the-broker/1',
  'booking-system-contract-with-the-broker/2',
  'booking-system-contract-with-the-broker/3',
  'booking-system-contract-with-the-broker/14',
] as const;

export const CALLS_EXPLAINED = {
  'calls/valid-request-succeeds': {
    strength: 'must',
    clauses: ['step-by-step-process-description/4', ...CONTRACT],
    sentence: 'A call with nothing wrong in it succeeds.',
    features: ['non-free-opportunities', 'free-opportunities', 'availability-check'],
  },
  'calls/no-unnamed-server-error': {
    strength: 'must',
    clauses: ['errors/1', 'errors/2'],
    sentence: 'No call is answered with a server error that the specification does not name.',
    features: ['common-error-conditions'],
    implies: ['calls/parsable-body', 'shape/error-body', 'shape/error-context', 'shape/media-type'],
  },
  'calls/answers-in-time': {
    strength: 'must',
    clauses: CONTRACT,
    sentence: 'Every call is answered, within the time allowed for it.',
    features: [],
  },
  'calls/parsable-body': {
    strength: 'must',
    clauses: ['response-formats/1', 'errors/2'],
    sentence: 'The body of every answer that has one is JSON.',
    features: ['common-error-conditions'],
    implies: ['shape/error-body', 'shape/media-type', 'shape/no-content'],
  },
  'shape/data-model': {
    strength: 'must',
    clauses: ['response-formats/2'],
    sentence: 'The body of every answer keeps the OpenActive data models.',
    features: ['common-error-conditions'],
  },
  'calls/quote-deletion-always-succeeds': {
    strength: 'must',
    clauses: ['orderquote-deletion/3', 'amending-the-orderquote-before-abbba/3'],
    sentence:
      'DELETE of a quote answers 204 in all cases: with leases or without, known or unknown, ordered since or not.',
    features: ['order-deletion'],
  },
  'broker-role/reseller-customer-optional': {
    strength: 'must',
    clauses: ['conformance-criteria/1'],
    sentence: 'A ResellerBroker’s order without a customer is accepted.',
    features: ['reseller-broker'],
    implies: ['calls/valid-request-succeeds'],
  },
  'broker-role/complete-customer-accepted': {
    strength: 'must',
    clauses: ['schemaperson-for-customer-or-attendee/10', 'conformance-criteria/2', 'conformance-criteria/3'],
    sentence: 'A customer who is a Person with an e-mail address is complete: nothing more is demanded.',
    features: ['agent-broker', 'no-broker', 'reseller-broker'],
    implies: ['calls/valid-request-succeeds'],
  },
  'broker-role/complete-broker-accepted': {
    strength: 'must',
    clauses: ['schemaorganization-for-broker/1', 'schemaorganization-for-broker/3', 'conformance-criteria/3'],
    sentence:
      'A broker that is an Organization with a name is complete, and NoBroker needs none: nothing more is demanded.',
    features: ['agent-broker', 'reseller-broker', 'no-broker'],
    implies: ['calls/valid-request-succeeds'],
  },
  'prepayment/optional-payment-not-demanded': {
    strength: 'must',
    clauses: ['booking-without-payment/7', 'booking-without-payment/3', 'step-by-step-process-description/24'],
    sentence: 'P and B without a payment are accepted where prepayment is Optional.',
    features: ['prepayment-optional'],
    implies: ['calls/valid-request-succeeds'],
  },
  'prepayment/no-payment-not-demanded': {
    strength: 'must',
    clauses: [
      'booking-without-payment/7',
      'step-by-step-process-description/24',
      'step-by-step-process-description/54',
    ],
    sentence: 'P and B without a payment are accepted where prepayment is Unavailable, or nothing is to be paid.',
    features: ['prepayment-unavailable', 'free-opportunities'],
    implies: ['calls/valid-request-succeeds'],
  },
  'prepayment/complete-payment-accepted': {
    strength: 'must',
    clauses: ['payment-reconciliation-detail-validation/6', 'basic-payment/1', 'payment-error-conditions/1'],
    sentence: 'P and B with a payment that has an identifier are accepted where prepayment is Required or Optional.',
    features: ['prepayment-required', 'prepayment-optional'],
    implies: ['calls/valid-request-succeeds'],
  },
  'totals/matching-total-accepted': {
    strength: 'must',
    clauses: ['step-by-step-process-description/53'],
    sentence: 'P and B with the total that the booking system quoted are accepted.',
    features: ['non-free-opportunities', 'free-opportunities'],
    implies: ['calls/valid-request-succeeds'],
  },
  'items/complete-details-accepted': {
    strength: 'must',
    clauses: ['attendee-details-capture/4', 'additional-details-capture/1', 'step-by-step-process-description/9'],
    sentence:
      'An item is not refused for want of details of the attendee or of an intake form where none are asked for, or all are given.',
    features: ['attendee-details-capture', 'additional-details-capture'],
    implies: ['calls/valid-request-succeeds', 'items/only-offending-items'],
  },
  'items/only-offending-items': {
    strength: 'must',
    clauses: ['step-by-step-process-description/10', 'orderquote-creation-c1/2', 'orderquote-creation-c2/4'],
    sentence: 'An item carries an error only if something is wrong with that item.',
    features: ['availability-check', 'common-error-conditions'],
    implies: ['calls/valid-request-succeeds', 'totals/errors-excluded'],
  },
} as const satisfies WordsTable;
