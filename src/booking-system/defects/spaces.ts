import type { Defect } from '../catalogue.ts';
import { createItems } from '../orders.ts';

const topic = 'spaces-and-leases';

export const SPACES_DEFECTS: readonly Defect[] = [
  {
    id: 'space-not-returned-on-cancellation',
    sentence: "A customer's cancellation does not free the space.",
    topic,
    rules: [
      'state/cancellation-returns-spaces',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ spaces }) => ({
      spaces: {
        giveBack: (system, items, cause) => {
          if (cause !== 'customer-cancellation') spaces.giveBack(system, items, cause);
        },
      },
    }),
  },
  {
    id: 'space-not-returned-on-seller-cancellation',
    sentence: "A seller's cancellation does not free the space.",
    topic,
    rules: [
      'state/seller-cancellation-returns-spaces',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ spaces }) => ({
      spaces: {
        giveBack: (system, items, cause) => {
          if (cause !== 'seller-cancellation') spaces.giveBack(system, items, cause);
        },
      },
    }),
  },
  {
    id: 'deleted-order-keeps-spaces',
    sentence: 'The deletion of an order does not free its spaces.',
    topic,
    rules: [
      'state/order-deletion-returns-spaces',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ spaces }) => ({
      spaces: {
        giveBack: (system, items, cause) => {
          if (cause !== 'deletion') spaces.giveBack(system, items, cause);
        },
      },
    }),
  },
  {
    id: 'rejected-proposal-keeps-spaces',
    sentence: 'A proposal that was rejected goes on holding its spaces.',
    topic,
    rules: ['state/rejection-frees-spaces', 'state/spaces-in-quote', 'state/spaces-shown', 'state/lease-matches-items'],
    apply: ({ spaces }) => ({
      spaces: {
        releaseProposal: (system, holder, items, cause) => {
          if (cause !== 'rejection') spaces.releaseProposal(system, holder, items, cause);
        },
      },
    }),
  },
  {
    id: 'repeated-item-takes-one-space',
    sentence: 'An order of several spaces of one opportunity takes one.',
    topic,
    rules: [
      'state/booking-takes-spaces-once',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ spaces }) => ({
      spaces: {
        book: (system, items) => {
          const opportunities = items.map(({ opportunity }) => opportunity);
          spaces.book(
            system,
            items.filter(({ opportunity }, index) => opportunities.indexOf(opportunity) === index),
          );
        },
      },
    }),
  },
  {
    id: 'failed-b-keeps-spaces',
    sentence: 'A B that fails for its payment or its total has taken the spaces already.',
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
          const late = fault.error.includes('Payment') && !fault.error.startsWith('Invalid');
          if (submission.call === 'B' && submission.existing === undefined && late) {
            system.seams.spaces.book(system, createItems(system, submission, 'OrderItemConfirmed'));
          }
        },
      },
    }),
  },
  {
    id: 'b-books-what-it-can',
    sentence: 'A B with an item that cannot be booked books the others.',
    topic,
    rules: [
      'shape/every-item-answered',
      'items/bookable',
      'items/within-capacity',
      'items/offer-known',
      'items/opportunity-known',
      'items/offer-applicable',
      'items/offer-and-opportunity-given',
    ],
    apply: ({ checks, payment }) => ({
      checks: {
        items: (system, submission) =>
          submission.lines.some(({ problems }) => problems.length === 0) ? undefined : checks.items(system, submission),
      },
      payment: {
        total: (submission) =>
          submission.lines.some(({ problems }) => problems.length > 0) ? undefined : payment.total(submission),
      },
    }),
  },
  {
    id: 'every-item-in-error-when-last-exceeds',
    sentence: 'When there are too few spaces, every item is said to be in excess.',
    topic,
    rules: ['items/only-offending-items'],
    apply: ({ spaces }) => ({
      spaces: {
        capacityProblems: (wanted, left, call) => {
          const problems = spaces.capacityProblems(wanted, left, call);
          const last = problems.at(-1);
          return last ? problems.map((found) => found ?? last) : problems;
        },
      },
    }),
  },
  {
    id: 'b-oversells',
    sentence: 'B does not look whether there is space.',
    topic,
    rules: ['items/within-capacity'],
    apply: ({ spaces }) => ({
      spaces: {
        capacityProblems: (wanted, left, call) =>
          call === 'B' ? Array.from({ length: wanted }, () => undefined) : spaces.capacityProblems(wanted, left, call),
      },
    }),
  },
  {
    id: 'full-opportunity-quoted',
    sentence: 'C1 and C2 do not look whether there is space.',
    topic,
    rules: ['items/within-capacity'],
    apply: ({ spaces }) => ({
      spaces: {
        capacityProblems: (wanted, left, call) =>
          call === 'C1' || call === 'C2'
            ? Array.from({ length: wanted }, () => undefined)
            : spaces.capacityProblems(wanted, left, call),
      },
    }),
  },
];
