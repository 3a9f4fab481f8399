import Big from 'big.js';
import { get, getArray, getNumber, isObject, typeOf, type Json, type JsonObject } from '../../protocol/json.ts';
import type { Variation } from '../catalogue.ts';
import { TAX_RATE } from '../pricing.ts';
import { otherProblem } from '../problems.ts';
import type { Given } from '../records.ts';
import { brokerRoleIn } from '../people.ts';
import { alternatives } from './alternatives.ts';
import { CHECKPOINTS, eachItem, inAnswers, inOrderFeeds } from './answers.ts';

const topic = 'payment';

const payments: readonly Variation[] = [
  {
    id: 'reconciliation-not-checked',
    sentence: 'The details by which a payment is reconciled are not checked.',
    topic,
    rules: ['payment-reconciliation-detail-validation/6'],
    lacks: ['payment-reconciliation-detail-validation'],
    apply: () => ({ payment: { reconciliation: () => undefined } }),
  },
  {
    id: 'empty-payment-identifier',
    sentence: 'The identifier of a payment may be an empty text.',
    topic,
    rules: ['practice: unclear'],
    apply: ({ payment }) => ({
      payment: {
        presence: (sent, totals, submission) =>
          isObject(sent) && get(sent, 'identifier') === ''
            ? payment.presence({ ...sent, identifier: '-' }, totals, submission)
            : payment.presence(sent, totals, submission),
      },
    }),
  },
  {
    id: 'no-prepayment-support',
    sentence: 'openBookingPrepayment is nowhere to be seen, and payment is due in advance for all that costs.',
    topic,
    rules: ['booking-without-payment/2'],
    apply: ({ criteria }) => ({
      pricing: { prepayment: () => undefined },
      criteria: {
        met: (asked) => {
          if (asked === 'BookableUsingPayment') return criteria.met('BookableNonFree');
          return asked.includes('Prepayment')
            ? otherProblem(400, 'The openBookingPrepayment of offers cannot be set.')
            : criteria.met(asked);
        },
      },
    }),
  },
];

const isBusiness = ({ brokerRole, customer }: Given) =>
  brokerRoleIn(brokerRole === undefined ? {} : { brokerRole }) === 'ResellerBroker' ||
  typeOf(customer) === 'Organization';

/** The tax on one unit, in pounds, with all its decimals. */
const exactTax = (price: number, mode: 'TaxGross' | 'TaxNet') =>
  mode === 'TaxNet' ? Big(price).times(TAX_RATE) : Big(price).minus(Big(price).div(Big(1).plus(TAX_RATE)));

function roundedUnitTax(item: JsonObject): JsonObject {
  const taxes = getArray(item, 'unitTaxSpecification').map((tax: Json) => {
    const price = getNumber(tax, 'price');
    return isObject(tax) && price !== undefined ? { ...tax, price: Big(price).round(2).toNumber() } : tax;
  });
  return taxes.length === 0 ? item : { ...item, unitTaxSpecification: taxes };
}

const taxes: readonly Variation[] = [
  {
    id: 'tax-excluded-for-business',
    sentence: 'A seller with net prices does not calculate tax for a reseller or a customer that is an Organization.',
    topic,
    rules: ['business-to-business-tax-calculation-by-booking-system-is-optional/1'],
    apply: ({ pricing }) => ({
      pricing: {
        calculatesTax: (given, mode) => !(mode === 'TaxNet' && isBusiness(given)) && pricing.calculatesTax(given, mode),
      },
    }),
  },
  ...alternatives([
    {
      id: 'tax-rounded-per-order',
      sentence: 'Tax is rounded once in an order, and not for each item.',
      topic,
      rules: ['schemaorder'],
      apply: (before) => {
        const shown = (body: JsonObject) => eachItem(body, roundedUnitTax);
        return {
          ...inAnswers([...CHECKPOINTS, 'status'], shown)(before),
          ...inOrderFeeds(shown)(before),
          pricing: { taxOn: (price, mode) => exactTax(price, mode).toNumber() },
        };
      },
    },
    {
      id: 'tax-rounded-half-even',
      sentence: 'Half a penny of tax is rounded to the nearest even one.',
      topic,
      rules: ['schemaorder'],
      apply: () => ({
        pricing: { taxOn: (price, mode) => exactTax(price, mode).round(2, Big.roundHalfEven).toNumber() },
      }),
    },
  ]),
];

/** Lawful differences in what is paid, and in what of it is checked. */
export const PAYMENT_VARIATIONS: readonly Variation[] = [...payments, ...taxes];
