import { onAnswers, WHOLE_ORDERS, type CheckedTable } from '../table.ts';
import { fewerCostNoMore, quotesAddUp, refusesAsBooking, sameItemsSameTotal } from './consistency-checks.ts';

/** Answers held against each other: what needs no knowledge of prices and spaces, and holds in recordings too. */
export const CONSISTENCY_RULES = {
  'totals/same-items-same-total': {
    strength: 'must',
    clauses: ['schemaorder/12', 'tax-mode/1'],
    sentence: 'The same items have the same total, in whichever order they stand and however the request is written.',
    features: ['non-free-opportunities'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', sameItemsSameTotal),
  },
  'totals/quotes-add-up': {
    strength: 'must',
    clauses: ['schemaorder/12', 'tax-mode/1'],
    sentence: 'The total of several items is the sum of the totals that they have by themselves.',
    features: ['non-free-opportunities'],
    implies: ['totals/fewer-items-cost-no-more'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', quotesAddUp),
  },
  'totals/fewer-items-cost-no-more': {
    strength: 'must',
    clauses: ['schemaorder/12', 'tax-mode/1'],
    sentence: 'Leaving an item out never raises the total.',
    features: ['non-free-opportunities'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', fewerCostNoMore),
  },
  'lifecycle/c2-refuses-as-b': {
    strength: 'must',
    clauses: ['orderquote-creation-c2/4'],
    sentence: 'What P or B has refused for its items, C2 of the same items refuses too, as long as nothing changes.',
    features: ['availability-check', 'common-error-conditions'],
    check: onAnswers(['C2'], 'any', refusesAsBooking),
  },
} as const satisfies CheckedTable;
