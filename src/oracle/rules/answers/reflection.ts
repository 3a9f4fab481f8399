import { BOOKINGS, onAnswers, QUOTES, WHOLE_ORDERS, type CheckedTable } from '../table.ts';
import {
  brokerRoleReflected,
  brokerNameReflected,
  customerEmailReflected,
  customerNothingAdded,
  paymentReflected,
  noPaymentInAnswer,
} from './reflection-checks.ts';
import { totalPrepayment } from './prepayment-check.ts';

const REFLECT = [
  'step-by-step-process-description/11',
  'step-by-step-process-description/27',
  'step-by-step-process-description/57',
  'step-by-step-process-description/74',
] as const;

export const REFLECTION_RULES = {
  'shape/broker-role-reflected': {
    strength: 'must',
    clauses: REFLECT,
    sentence: 'C1, C2, P and B are answered with the brokerRole that was sent.',
    features: ['agent-broker', 'reseller-broker', 'no-broker'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', brokerRoleReflected),
  },
  'shape/broker-name-reflected': {
    strength: 'must',
    clauses: REFLECT,
    sentence: 'C1, C2, P and B are answered with the broker’s name that was sent.',
    features: ['agent-broker', 'reseller-broker'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', brokerNameReflected),
  },
  'shape/customer-email-reflected': {
    strength: 'must',
    clauses: REFLECT,
    sentence: 'C2, P and B are answered with the customer’s e-mail address that was sent.',
    features: ['agent-broker', 'reseller-broker', 'no-broker', 'customer-details-capture-non-essential'],
    readings: {
      strict: 'Also for a ResellerBroker.',
      lenient: 'A ResellerBroker’s customer may be left out.',
      note: 'What a system does not support it need not reflect, and a ResellerBroker’s customer is optional.',
    },
    check: onAnswers(['C2', 'P', 'B'], 'accepted', customerEmailReflected),
  },
  'shape/customer-nothing-added': {
    strength: 'must',
    clauses: ['schemaperson-for-customer-or-attendee/6', 'schemaorganization-for-customer/6'],
    sentence: 'The customer in an answer holds only what was sent, as it was sent.',
    features: ['customer-details-capture-non-essential', 'agent-broker'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', customerNothingAdded),
  },
  'prepayment/payment-reflected': {
    strength: 'must',
    clauses: ['payment-reconciliation-detail-validation/6', 'schemaorder/17', ...REFLECT],
    sentence: 'P and B are answered with the payment that was sent, and its identifier.',
    features: ['prepayment-required', 'prepayment-optional'],
    check: onAnswers(BOOKINGS, 'accepted', paymentReflected),
  },
  'prepayment/no-payment-in-answer': {
    strength: 'must',
    clauses: [
      'booking-without-payment/7',
      'step-by-step-process-description/24',
      'step-by-step-process-description/54',
    ],
    sentence: 'P and B without a payment are answered without one.',
    features: ['prepayment-optional', 'prepayment-unavailable', 'free-opportunities'],
    check: onAnswers(BOOKINGS, 'accepted', noPaymentInAnswer),
  },
  'prepayment/total-prepayment': {
    strength: 'must',
    clauses: ['booking-without-payment/1', 'booking-without-payment/2', 'schemapricespecification/6'],
    sentence:
      'The total says whether prepayment is Required, Optional or Unavailable as the accepted offers have it: Required if any is, Optional if any is and none is Required, else Unavailable.',
    features: [
      'prepayment-required',
      'prepayment-optional',
      'prepayment-unavailable',
      'prepayment-required-unavailable',
    ],
    check: onAnswers([...QUOTES, ...BOOKINGS], 'accepted', totalPrepayment),
  },
} as const satisfies CheckedTable;
