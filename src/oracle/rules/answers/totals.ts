import { onAnswers, QUOTES, WHOLE_ORDERS, type CheckedTable } from '../table.ts';
import { totalGiven, totalDue, errorsExcluded, exactPennies, oneCurrency, neverRises } from './totals-checks.ts';
import { taxForConsumers, taxAmount, taxExcludedConsistently } from './tax-checks.ts';

const CONSUMER_TAX = [
  'business-to-consumer-tax-calculation-gross',
  'business-to-consumer-tax-calculation-net',
] as const;
const BUSINESS_TAX = [
  'business-to-business-tax-calculation-gross',
  'business-to-business-tax-calculation-net',
  'reseller-broker-tax-calculation',
] as const;

export const TOTALS_RULES = {
  'totals/total-due-given-back': {
    strength: 'must',
    clauses: ['step-by-step-process-description/6', 'schemaorder/12', 'schemapricespecification/2'],
    sentence: 'C1, C2, P and B are answered with a totalPaymentDue that has a price.',
    features: ['non-free-opportunities', 'free-opportunities'],
    implies: ['totals/total-due', 'prepayment/total-prepayment'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', totalGiven),
  },
  'totals/total-due': {
    strength: 'must',
    clauses: ['tax-mode/1', 'schemaorder/12', 'booking-system-contract-with-the-broker/2'],
    sentence:
      'The total is the sum of the accepted offers’ prices, with tax added where the seller’s prices come without it (TaxNet).',
    features: ['non-free-opportunities', 'free-opportunities', ...CONSUMER_TAX, ...BUSINESS_TAX],
    implies: ['totals/same-items-same-total', 'totals/quotes-add-up', 'totals/fewer-items-cost-no-more'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', totalDue),
  },
  'totals/errors-excluded': {
    strength: 'must',
    clauses: ['orderquote-creation-c1/3', 'orderquote-creation-c2/5'],
    sentence:
      'The total of a quote leaves out items in error, but for those that only lack details of the attendee or of the intake form.',
    features: ['availability-check', 'common-error-conditions'],
    check: onAnswers(QUOTES, 'refused', errorsExcluded),
  },
  'totals/exact-pennies': {
    strength: 'must',
    clauses: ['schemapricespecification/2', 'schemaorder/12'],
    sentence: 'A total of prices in whole pennies is in whole pennies: 0.3, not 0.30000000000000004.',
    features: ['non-free-opportunities'],
    check: onAnswers(WHOLE_ORDERS, 'any', exactPennies),
  },
  'totals/tax-for-consumers': {
    strength: 'must',
    clauses: [
      'business-to-consumer-tax-calculation-by-booking-system-is-mandatory/1',
      'schemaorder/13',
      'schemaorderitem/8',
    ],
    sentence:
      'The order of a Person, through an AgentBroker or NoBroker, is answered with the tax of the total and of each item.',
    features: CONSUMER_TAX,
    implies: ['totals/tax-excluded-consistently', 'totals/total-due'],
    check: onAnswers(['C2', 'P', 'B'], 'accepted', taxForConsumers),
  },
  'totals/tax-amount': {
    strength: 'must',
    clauses: ['tax-mode/2', 'oataxchargespecification/3'],
    sentence:
      'The tax of an item is what its price contains at the rate given (TaxGross), or what the rate adds to it (TaxNet), to the nearest penny either way; the tax of the total is the sum.',
    features: CONSUMER_TAX,
    implies: ['totals/total-due'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', taxAmount),
  },
  'totals/tax-excluded-consistently': {
    strength: 'must',
    clauses: [
      'business-to-business-tax-calculation-by-booking-system-is-optional/1',
      'schemaorder/14',
      'schemaorderitem/9',
    ],
    sentence: 'An order whose tax calculation is excluded has no tax, neither of its items nor of the total.',
    features: BUSINESS_TAX,
    readings: {
      strict: 'A business’s order without tax says that the calculation is excluded.',
      lenient: 'It may be silent.',
      note: 'A system that calculates a tax of nothing may leave it out.',
    },
    check: onAnswers(WHOLE_ORDERS, 'accepted', taxExcludedConsistently),
  },
  'totals/one-currency': {
    strength: 'must',
    clauses: ['schemapricespecification/4', 'schemaoffer/5', 'oataxchargespecification/5'],
    sentence: 'All amounts of an order are in one currency, and every amount but zero names it.',
    features: ['non-free-opportunities'],
    check: onAnswers(WHOLE_ORDERS, 'any', oneCurrency),
  },
  'totals/never-rises': {
    strength: 'must',
    clauses: ['totalpaymentdue-invariant/4', 'cancellation-replacement-refund-calculation-and-notification/3'],
    sentence: 'After B the total of an order never rises, and what is cancelled no longer counts in it.',
    features: ['customer-requested-cancellation', 'seller-requested-cancellation'],
    check: onAnswers(['B', 'status'], 'accepted', neverRises),
  },
} as const satisfies CheckedTable;
