import { get } from '../../protocol/json.ts';
import { iri } from '../../protocol/vocabulary.ts';
import { omit } from '../bodies/omit.ts';
import type { Defect } from '../catalogue.ts';
import { endLease } from '../leases.ts';
import { identifierFault } from '../payment.ts';
import { problem } from '../problems.ts';

const topic = 'payment';

const missing = problem('MissingPaymentDetailsError', 'The payment is missing.');

const presence: readonly Defect[] = [
  {
    id: 'payment-not-demanded-at-b',
    sentence: 'B goes through without a payment that is due in advance.',
    topic,
    rules: ['prepayment/required-payment-given'],
    apply: ({ payment }) => ({
      payment: {
        presence: (sent, totals, s) =>
          s.call === 'B' && sent === undefined ? undefined : payment.presence(sent, totals, s),
      },
    }),
  },
  {
    id: 'payment-not-demanded-at-p',
    sentence: 'P goes through without a payment that is due in advance.',
    topic,
    rules: ['prepayment/required-payment-given'],
    apply: ({ payment }) => ({
      payment: {
        presence: (sent, totals, s) =>
          s.call === 'P' && sent === undefined ? undefined : payment.presence(sent, totals, s),
      },
    }),
  },
  {
    id: 'payment-identifier-not-demanded',
    sentence: 'A payment needs no identifier.',
    topic,
    rules: ['prepayment/identifier-given'],
    apply: ({ payment }) => ({
      payment: {
        presence: (sent, totals, s) => {
          const fault = payment.presence(sent, totals, s);
          return fault?.error === 'IncompletePaymentDetailsError' ? undefined : fault;
        },
      },
    }),
  },
  {
    id: 'unnecessary-payment-accepted',
    sentence: 'A payment is taken although nothing is to be paid in advance.',
    topic,
    rules: ['prepayment/no-unnecessary-payment'],
    apply: ({ payment }) => ({
      payment: {
        presence: (sent, totals, s) => {
          const fault = payment.presence(sent, totals, s);
          return fault?.error === 'UnnecessaryPaymentDetailsError' ? undefined : fault;
        },
      },
    }),
  },
  {
    id: 'optional-payment-demanded',
    sentence: 'A payment in advance is demanded although it is optional.',
    topic,
    rules: ['prepayment/optional-payment-not-demanded'],
    apply: ({ payment }) => ({
      payment: {
        presence: (sent, totals, s) =>
          sent === undefined && totals.prepayment === 'Optional' ? missing : payment.presence(sent, totals, s),
      },
    }),
  },
  {
    id: 'unavailable-payment-demanded',
    sentence: 'A payment in advance is demanded for what has to be paid on site.',
    topic,
    rules: ['prepayment/no-payment-not-demanded'],
    apply: ({ payment }) => ({
      payment: {
        presence: (sent, totals, s) => {
          if (totals.due === 0 || totals.prepayment !== 'Unavailable') return payment.presence(sent, totals, s);
          return sent === undefined ? missing : identifierFault(sent);
        },
      },
    }),
  },
  {
    id: 'free-order-demands-payment',
    sentence: 'An order that costs nothing needs a payment.',
    topic,
    rules: ['prepayment/no-payment-not-demanded'],
    apply: ({ payment }) => ({
      payment: {
        presence: (sent, totals, s) =>
          sent === undefined && totals.due === 0 ? missing : payment.presence(sent, totals, s),
      },
    }),
  },
  {
    id: 'optional-payment-not-reflected',
    sentence: 'A payment that was made though it was optional is missing from the answers to P and B.',
    topic,
    rules: ['prepayment/payment-reflected'],
    apply: ({ shape }) => ({
      shape: {
        answer: (body, kind) => {
          const answer = shape.answer(body, kind);
          const optional = get(get(answer, 'totalPaymentDue'), 'openBookingPrepayment') === iri('Optional');
          return optional && (kind === 'P' || kind === 'B') ? omit(answer, 'payment') : answer;
        },
      },
    }),
  },
];

const amounts: readonly Defect[] = [
  {
    id: 'prepayment-of-first-item',
    sentence: 'Whether payment is due in advance is decided by the first item alone.',
    topic,
    rules: ['prepayment/total-prepayment'],
    apply: ({ pricing }) => ({ pricing: { prepayment: (offers) => pricing.prepayment(offers.slice(0, 1)) } }),
  },
  {
    id: 'prepayment-differs-in-orders-feed',
    sentence: 'The orders feed says that payment was due in advance, whatever B said.',
    topic,
    rules: ['feeds/prepayment-as-answered'],
    apply: ({ orderFeeds }) => ({
      orderFeeds: {
        item: (data, record) => {
          const item = orderFeeds.item(data, record);
          const total = get(item, 'totalPaymentDue');
          const wrong = record.prepayment === 'Required' ? 'Optional' : 'Required';
          return { ...item, totalPaymentDue: { ...Object(total), openBookingPrepayment: iri(wrong) } };
        },
      },
    }),
  },
  {
    id: 'wrong-total-accepted',
    sentence: 'B takes any total for its own.',
    topic,
    rules: ['totals/total-due-matches'],
    apply: ({ payment }) => ({ payment: { total: (s) => (s.call === 'B' ? undefined : payment.total(s)) } }),
  },
  {
    id: 'wrong-total-accepted-at-p',
    sentence: 'P takes any total for its own.',
    topic,
    rules: ['totals/total-due-matches'],
    apply: ({ payment }) => ({ payment: { total: (s) => (s.call === 'P' ? undefined : payment.total(s)) } }),
  },
  {
    id: 'wrong-total-drops-lease',
    sentence: 'A P or B with a wrong total loses the lease.',
    topic,
    rules: [
      'state/refusal-leaves-no-trace',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ checks }) => ({
      checks: {
        onRefusal: (system, submission, fault) => {
          checks.onRefusal(system, submission, fault);
          if (fault.error === 'TotalPaymentDueMismatchError') endLease(system, submission.holder);
        },
      },
    }),
  },
  {
    id: 'wrong-account-accepted',
    sentence: 'A payment through an account that the seller does not have is taken.',
    topic,
    rules: ['prepayment/valid-payment-details'],
    apply: () => ({ payment: { reconciliation: () => undefined } }),
  },
  {
    id: 'wrong-account-found-at-b-only',
    sentence: 'The account of a payment is looked at when the order is made, not at C1 and C2.',
    topic,
    rules: ['prepayment/valid-payment-details'],
    apply: ({ payment }) => ({
      payment: { reconciliation: (s) => (s.call === 'C1' || s.call === 'C2' ? undefined : payment.reconciliation(s)) },
    }),
  },
];

export const PAYMENT_DEFECTS: readonly Defect[] = [...presence, ...amounts];
