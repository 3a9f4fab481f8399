import type { WordsTable } from '../table.ts';

const UP_TO_DATE = 'booking-pre-conditions/3';
const IDEMPOTENT = 'booking-system-contract-with-the-broker/11';
const LEASING = ['anonymous-leasing', 'named-leasing'] as const;

export const STATE_EXPLAINED = {
  'state/at-once-as-in-turn': {
    strength: 'must',
    clauses: ['step-by-step-process-description/47', 'orderproposal-statuses/2', IDEMPOTENT],
    sentence:
      'Calls made at once are answered, and leave orders and spaces, as if they had come one after another in some order.',
    features: ['non-free-opportunities', 'free-opportunities', 'minimal-proposal', ...LEASING],
  },
  'state/repeat-is-idempotent': {
    strength: 'must',
    clauses: [IDEMPOTENT],
    sentence: 'P or B repeated with the same items and customer is answered with the same success.',
    features: ['non-free-opportunities', 'free-opportunities'],
    implies: ['calls/valid-request-succeeds'],
  },
  'cancellation/repeat-is-idempotent': {
    strength: 'must',
    clauses: ['order-cancellation/3', IDEMPOTENT],
    sentence: 'A cancellation of items that are cancelled already is answered with the same success.',
    features: ['customer-requested-cancellation'],
    implies: ['calls/valid-request-succeeds', 'cancellation/allowed-succeeds'],
  },
  'isolation/uuid-per-partner': {
    strength: 'must',
    clauses: ['api-level-authentication-and-data-security/3', 'api-level-authentication-and-data-security/2'],
    sentence: 'Two booking partners can use the same UUID for two orders.',
    features: ['booking-partner-authentication'],
    implies: ['calls/valid-request-succeeds', 'order-level/already-exists'],
  },
  'isolation/no-foreign-access': {
    strength: 'must',
    clauses: ['api-level-authentication-and-data-security/1', 'customer-level-authentication/1'],
    sentence: 'No booking partner can read, change, cancel or delete another’s order.',
    features: ['booking-partner-authentication'],
    implies: ['order-level/order-known', 'state/cancellation-returns-spaces', 'state/order-deletion-returns-spaces'],
  },
  'state/free-spaces-bookable': {
    strength: 'must',
    clauses: ['step-by-step-process-description/4', 'booking-system-contract-with-the-broker/8', 'proposal-leasing/3'],
    sentence: 'An order for spaces that are free is accepted, also after its lease has run out.',
    features: ['availability-check', ...LEASING],
    implies: ['calls/valid-request-succeeds', 'items/only-offending-items'],
  },
  'state/spaces-shown': {
    strength: 'must',
    clauses: [UP_TO_DATE],
    sentence: 'The open feeds show as many remaining spaces as are neither booked nor leased.',
    features: ['opportunity-feed', ...LEASING],
  },
  'state/spaces-in-quote': {
    strength: 'must',
    clauses: ['step-by-step-process-description/8'],
    sentence:
      'C1 and C2 show as many remaining spaces as are neither booked nor leased by anyone else; the order’s own lease does not count.',
    features: ['availability-check', ...LEASING],
  },
  'state/same-answer-by-any-way': {
    strength: 'must',
    clauses: [IDEMPOTENT, UP_TO_DATE],
    sentence:
      'Two ways to one state end in the same: a quote and the status of an order tell the same statuses and totals after both.',
    features: ['availability-check'],
    readings: {
      strict:
        'The statuses of items, the prepayment, whether approval is needed and totals beside the price are the same.',
      lenient:
        'As strictly; ids, times, the order of items, properties that are optional and which error is told may differ.',
      note: 'The specification says what calls do to an order, but has no word for its state.',
    },
  },
  'state/never-negative-spaces': {
    strength: 'must',
    clauses: [UP_TO_DATE, 'booking-system-contract-with-the-broker/8'],
    sentence: 'No answer and no feed shows fewer than no remaining spaces.',
    features: ['availability-check'],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'state/refusal-leaves-no-trace': {
    strength: 'must',
    clauses: [
      'booking-system-contract-with-the-broker/4',
      'booking-system-contract-with-the-broker/13',
      'booking-system-contract-with-the-broker/15',
      'step-by-step-process-description/47',
    ],
    sentence: 'A call that is refused takes no space, frees none, and changes no order.',
    features: ['common-error-conditions'],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'state/quote-deletion-frees-spaces': {
    strength: 'must',
    clauses: ['orderquote-deletion/2', UP_TO_DATE],
    sentence: 'DELETE of a quote frees the spaces that it leased.',
    features: [...LEASING],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'state/cancellation-returns-spaces': {
    strength: 'must',
    clauses: [UP_TO_DATE],
    sentence: 'A cancellation by the customer returns the spaces of the items that it cancels, and of no others.',
    features: ['customer-requested-cancellation'],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'state/order-deletion-returns-spaces': {
    strength: 'must',
    clauses: ['order-deletion/3', UP_TO_DATE],
    sentence: 'DELETE of an order returns its spaces.',
    features: ['order-deletion'],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'state/booking-takes-spaces-once': {
    strength: 'must',
    clauses: [UP_TO_DATE, IDEMPOTENT],
    sentence:
      'B takes one space an item, once: what was leased for it is used up, and a repeated B takes nothing more.',
    features: ['non-free-opportunities', 'free-opportunities', ...LEASING],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'state/lease-matches-items': {
    strength: 'must',
    clauses: ['amending-the-orderquote-before-abbba/1'],
    sentence: 'After C1 or C2 the lease holds the spaces of the items asked for last, no more and no fewer.',
    features: ['amending-order-quote', ...LEASING],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'state/lapsed-lease-frees-spaces': {
    strength: 'should',
    clauses: [UP_TO_DATE, 'oalease/2'],
    sentence: 'A lease that has run out frees its spaces.',
    features: [...LEASING],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'state/rejection-frees-spaces': {
    strength: 'must',
    clauses: [UP_TO_DATE, 'proposal-leasing/3'],
    sentence: 'The rejection of a proposal, by the seller or the customer, frees the spaces that it held.',
    features: ['minimal-proposal', ...LEASING],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'state/seller-cancellation-returns-spaces': {
    strength: 'must',
    clauses: [UP_TO_DATE],
    sentence: 'A cancellation by the seller returns the spaces of the items that it cancels.',
    features: ['seller-requested-cancellation'],
    implies: ['state/spaces-shown', 'state/spaces-in-quote'],
  },
  'feeds/deleted-opportunity-shown': {
    strength: 'must',
    clauses: ['booking-system-contract-with-the-broker/10'],
    sentence: 'An opportunity that was in an open feed and is no longer there has the state "deleted" in it.',
    features: ['opportunity-feed'],
  },
} as const satisfies WordsTable;
