import { onAnswers, QUOTES, WHOLE_ORDERS, type CheckedTable } from '../table.ts';
import {
  orderType,
  orderId,
  sellerFull,
  bookingService,
  requiresApproval,
  leaseInFuture,
  leaseWithoutLeasing,
  proposalVersion,
  noProposalVersion,
  proposalStatus,
  statusBody,
  noEmptyValues,
} from './order-checks.ts';
import { orderContext } from './outer-form-checks.ts';

const ALL_ORDERS = ['non-free-opportunities', 'free-opportunities'] as const;

export const ORDER_RULES = {
  'shape/order-type': {
    strength: 'must',
    clauses: ['schemaorder/1', 'oaorderquote/2', 'oaorderproposal/2'],
    sentence: 'C1 and C2 are answered with an OrderQuote, P with an OrderProposal, B with an Order.',
    features: ALL_ORDERS,
    implies: [
      'shape/context',
      'shape/order-id',
      'shape/seller-full',
      'shape/every-item-answered',
      'totals/total-due-given-back',
    ],
    check: onAnswers(WHOLE_ORDERS, 'any', orderType),
  },
  'shape/context': {
    strength: 'must',
    clauses: ['response-formats/1'],
    sentence: 'Every order in an answer names https://openactive.io/ as its @context.',
    features: ALL_ORDERS,
    check: onAnswers([...WHOLE_ORDERS, 'status'], 'accepted', orderContext),
  },
  'shape/order-id': {
    strength: 'must',
    clauses: ['schemaorder/2'],
    sentence:
      'The @id of an answered order is the base URI with order-quotes (at C1 and C2), order-proposals (at P) or orders (at B), and the UUID.',
    features: ALL_ORDERS,
    readings: {
      strict: 'It begins with the very base URI by which the API is called.',
      lenient: 'It may begin with another base URI that the booking system knows itself by.',
      note: 'Behind a gateway a booking system may not know by which address it is called.',
    },
    check: onAnswers(WHOLE_ORDERS, 'any', orderId),
  },
  'shape/seller-full': {
    strength: 'must',
    clauses: [
      'booking-system-contract-with-the-broker/12',
      'booking-system-contract-with-the-broker/17',
      'tax-mode/2',
      'schemaorganization-or-schemaperson-for-seller/8',
      'schemaorganization-or-schemaperson-for-seller/4',
    ],
    sentence: 'C1, C2, P and B are answered with the seller in full, with its name and its taxMode.',
    features: ALL_ORDERS,
    check: onAnswers(WHOLE_ORDERS, 'accepted', sellerFull),
  },
  'shape/booking-service': {
    strength: 'must',
    clauses: ['schemaorder/10', 'oabookingservice/2'],
    sentence: 'C1, C2, P and B are answered with the bookingService and its name.',
    features: ALL_ORDERS,
    check: onAnswers(WHOLE_ORDERS, 'accepted', bookingService),
  },
  'shape/order-requires-approval': {
    strength: 'must',
    clauses: ['oaorderquote/4', 'oaorderquote/3', 'minimal-proposal-implementation/2'],
    sentence: 'C1 and C2 say that the order requires approval if, and only if, one of its offers does.',
    features: ['minimal-proposal'],
    check: onAnswers(QUOTES, 'accepted', requiresApproval),
  },
  'shape/lease-in-future': {
    strength: 'must',
    clauses: ['leasing/3', 'oalease/2', 'step-by-step-process-description/5'],
    sentence: 'A lease that C1 or C2 gives says when it ends, and that is in the future.',
    features: ['anonymous-leasing', 'named-leasing'],
    check: onAnswers(QUOTES, 'any', leaseInFuture),
  },
  'shape/lease-without-leasing': {
    strength: 'should',
    clauses: ['leasing/3', 'leasing/1'],
    sentence: 'A booking system that says that it has no leasing gives no lease.',
    features: ['anonymous-leasing', 'named-leasing'],
    check: onAnswers(QUOTES, 'any', leaseWithoutLeasing),
  },
  'shape/proposal-version': {
    strength: 'must',
    clauses: ['step-by-step-process-description/48', 'schemaorder/18', 'orderproposal-statuses/6'],
    sentence: 'P is answered with an orderProposalVersion: the @id of the proposal, /versions/ and a UUID.',
    features: ['minimal-proposal'],
    check: onAnswers(['P'], 'accepted', proposalVersion),
  },
  'shape/no-proposal-version-in-order': {
    strength: 'must',
    clauses: ['step-by-step-process-description/76', 'step-by-step-process-description/77', 'schemaorder/20'],
    sentence: 'No quote and no order in an answer has an orderProposalVersion.',
    features: ['minimal-proposal'],
    check: onAnswers(['C1', 'C2', 'B', 'status'], 'accepted', noProposalVersion),
  },
  'shape/proposal-status': {
    strength: 'must',
    clauses: ['oaorderproposal/3', 'orderproposal-statuses/3'],
    sentence: 'P is answered with a proposal whose status is AwaitingSellerConfirmation.',
    features: ['minimal-proposal'],
    check: onAnswers(['P'], 'accepted', proposalStatus),
  },
  'shape/status-body': {
    strength: 'must',
    clauses: ['order-status/4', 'order-endpoint-restful-semantics/2'],
    sentence: 'GET of an order that succeeds returns that order, with all its items.',
    features: [],
    check: onAnswers(['status'], 'accepted', statusBody),
  },
  'shape/no-empty-values': {
    strength: 'must',
    clauses: ['order-status/9', 'order-status/8'],
    sentence: 'No answer has a property that is null, an empty text or an empty list.',
    features: ALL_ORDERS,
    check: onAnswers(WHOLE_ORDERS, 'accepted', noEmptyValues),
  },
} as const satisfies CheckedTable;
