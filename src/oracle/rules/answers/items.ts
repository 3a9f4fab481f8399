import { onAnswers, QUOTES, WHOLE_ORDERS, type CheckedTable } from '../table.ts';
import {
  everyItemAnswered,
  positions,
  offerFull,
  opportunityFull,
  noNestedParents,
  noFlowRequirement,
} from './item-checks.ts';
import { offerAsPublished, opportunityAsPublished } from './as-published-checks.ts';
import {
  itemIdPresent,
  itemIdUnique,
  itemIdStable,
  noItemStatusInQuote,
  itemStatusProposed,
  itemStatusConfirmed,
} from './item-id-checks.ts';

const ALL_ORDERS = ['non-free-opportunities', 'free-opportunities'] as const;

export const ITEM_RULES = {
  'shape/every-item-answered': {
    strength: 'must',
    clauses: ['step-by-step-process-description/7', 'schemaorder/11', 'totalpaymentdue-invariant/1'],
    sentence: 'Every item of an order is answered with one item.',
    features: ALL_ORDERS,
    implies: ['shape/position', 'totals/total-due', 'totals/errors-excluded', 'shape/item-id-stable'],
    check: onAnswers(WHOLE_ORDERS, 'any', everyItemAnswered),
  },
  'shape/position': {
    strength: 'must',
    clauses: ['schemaorderitem/5', 'schemaorderitem/4', 'schemaorderitem/6'],
    sentence: 'Every item of an answer has the position that the same item has in the request.',
    features: ALL_ORDERS,
    implies: ['shape/offer-as-published', 'shape/opportunity-as-published'],
    check: onAnswers(WHOLE_ORDERS, 'any', positions),
  },
  'shape/offer-full': {
    strength: 'must',
    clauses: ['schemaorderitem/10', 'schemaoffer/1', 'schemaoffer/2', 'schemaoffer/3'],
    sentence:
      'Every item of an answer has the accepted offer in full: its @type, the @id that was asked for, and its price.',
    features: ALL_ORDERS,
    implies: ['shape/offer-as-published'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', offerFull),
  },
  'shape/opportunity-full': {
    strength: 'must',
    clauses: ['opportunity-data-properties/3', 'schemaorderitem/11', 'step-by-step-process-description/7'],
    sentence:
      'Every item of an answer has the opportunity in full: its @type, the @id that was asked for, its name and when it starts.',
    features: ALL_ORDERS,
    implies: ['shape/opportunity-as-published'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', opportunityFull),
  },
  'shape/no-nested-parents': {
    strength: 'must',
    clauses: ['opportunity-data-properties/5'],
    sentence: 'No opportunity in an answer holds offers, sub-events, an organizer or a provider.',
    features: ALL_ORDERS,
    check: onAnswers(WHOLE_ORDERS, 'any', noNestedParents),
  },
  'shape/no-flow-requirement': {
    strength: 'must',
    clauses: ['definition-of-a-bookable-opportunity-and-offer-pair/6', 'schemaoffer/14'],
    sentence: 'No offer in an answer has an openBookingFlowRequirement.',
    features: ALL_ORDERS,
    check: onAnswers(WHOLE_ORDERS, 'any', noFlowRequirement),
  },
  'shape/offer-as-published': {
    strength: 'must',
    clauses: ['acceptedoffer-properties/1'],
    sentence:
      'What an answer says of an accepted offer (its price, currency, prepayment, cancellation) is what the open feed says.',
    features: ALL_ORDERS,
    implies: ['totals/total-due', 'totals/tax-amount', 'prepayment/total-prepayment'],
    readings: {
      strict: 'It says all that the open feed says of the offer, but for openBookingFlowRequirement.',
      lenient: 'It may leave out what a booking does not depend on, such as the offer’s name.',
      note: 'The properties have to match exactly; whether one that is left out is a mismatch is not said.',
    },
    check: onAnswers(WHOLE_ORDERS, 'any', offerAsPublished),
  },
  'shape/opportunity-as-published': {
    strength: 'must',
    clauses: ['opportunity-data-properties/2'],
    sentence:
      'What an answer says of an opportunity (its type, name, activity, place, URL, start and end) is what the open feed says.',
    features: ALL_ORDERS,
    check: onAnswers(WHOLE_ORDERS, 'any', opportunityAsPublished),
  },
  'shape/item-id-present': {
    strength: 'must',
    clauses: ['order-creation-b/2', 'schemaorderitem/3', 'globally-unique-identifiers/1'],
    sentence: 'Every item of B’s answer has an @id.',
    features: ALL_ORDERS,
    implies: ['shape/item-id-unique', 'shape/item-id-stable'],
    check: onAnswers(['B'], 'accepted', itemIdPresent),
  },
  'shape/item-id-unique': {
    strength: 'must',
    clauses: ['order-creation-b/2', 'globally-unique-identifiers/1'],
    sentence: 'No two items have the same @id, in one order or in two.',
    features: ALL_ORDERS,
    check: onAnswers(['P', 'B'], 'accepted', itemIdUnique),
  },
  'shape/item-id-stable': {
    strength: 'must',
    clauses: ['globally-unique-identifiers/1', 'booking-system-contract-with-the-broker/11'],
    sentence: 'The items of an order keep the @ids that B gave them.',
    features: ALL_ORDERS,
    readings: {
      strict: 'B keeps the @ids that P gave the proposal’s items.',
      lenient: 'B may give other @ids than P.',
      note: 'P is not to give @ids at all, though systems do; B’s answer replaces the proposal.',
    },
    check: onAnswers(['B', 'status'], 'accepted', itemIdStable),
  },
  'shape/no-item-status-in-quote': {
    strength: 'must',
    clauses: ['schemaorderitem/7'],
    sentence: 'No item of a quote has an orderItemStatus.',
    features: ALL_ORDERS,
    check: onAnswers(QUOTES, 'any', noItemStatusInQuote),
  },
  'shape/item-status-proposed': {
    strength: 'must',
    clauses: ['step-by-step-process-description/49'],
    sentence: 'Every item of P’s answer is OrderItemProposed.',
    features: ['minimal-proposal'],
    readings: {
      strict: 'It has to say so.',
      lenient: 'It may say nothing.',
      note: 'The specification’s own example of a proposal, and systems made after it, leave the status out.',
    },
    check: onAnswers(['P'], 'accepted', itemStatusProposed),
  },
  'shape/item-status-confirmed': {
    strength: 'must',
    clauses: ['schemaorderitem/7', 'booking-system-contract-with-the-broker/3'],
    sentence: 'Every item of B’s answer is OrderItemConfirmed.',
    features: ALL_ORDERS,
    readings: {
      strict: 'B repeated after a cancellation shows the present state.',
      lenient: 'B repeated after a cancellation shows the first answer again, or the present state.',
      note: 'Calls are idempotent and cancellations are never reversed; which a repeated B has to show is not said.',
    },
    check: onAnswers(['B'], 'accepted', itemStatusConfirmed),
  },
} as const satisfies CheckedTable;
