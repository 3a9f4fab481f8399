import Big from 'big.js';
import type { Json } from '../../protocol/json.ts';
import { simplestPayment } from '../payload/people.ts';
import { adding, omit, replacing, setting, WITH_BROKER, WITH_TOTAL, within, without } from './edit.ts';
import type { OrderEdit } from './types.ts';

/** Faults in payments and totals (#payment-error-conditions, #payment-reconciliation-detail-validation). */
export const PAYMENT = {
  'omit-payment': { sentence: 'payment left out', calls: WITH_TOTAL, apply: without('payment') },
  'omit-payment-identifier': {
    sentence: 'payment without an identifier',
    calls: WITH_TOTAL,
    apply: within('payment', without('identifier')),
  },
  'add-payment': { sentence: 'payment added', calls: WITH_TOTAL, apply: adding('payment', simplestPayment()) },
  'wrong-account': {
    sentence: 'payment with an unknown account',
    calls: WITH_BROKER,
    apply: within('payment', setting('accountId', 'no-such-account')),
  },
  'omit-reconciliation': {
    sentence: 'payment without the details for reconciliation',
    calls: WITH_BROKER,
    apply: within('payment', (payment) =>
      ['name', 'accountId', 'paymentProviderId'].reduce<typeof payment>(omit, payment),
    ),
  },
  'total-penny-more': {
    sentence: 'total a penny too high',
    calls: WITH_TOTAL,
    apply: within('totalPaymentDue', (total) => ({ ...total, price: plus(total['price'], '0.01') })),
  },
  'total-penny-less': {
    sentence: 'total a penny too low',
    calls: WITH_TOTAL,
    apply: within('totalPaymentDue', (total) => ({ ...total, price: plus(total['price'], '-0.01') })),
  },
  'omit-total': { sentence: 'total left out', calls: WITH_TOTAL, apply: without('totalPaymentDue') },
  'total-other-currency': {
    sentence: 'total in another currency',
    calls: WITH_TOTAL,
    apply: within('totalPaymentDue', (total) =>
      replacing('priceCurrency', total['priceCurrency'] === 'EUR' ? 'GBP' : 'EUR')(total),
    ),
  },
} as const satisfies Record<string, OrderEdit>;

/** A price, which may be a number or a text, with an amount added in decimal; what is no price counts as 0. */
function plus(price: Json | undefined, amount: string): Json {
  if (typeof price === 'string' && /^-?\d+(\.\d+)?$/.test(price)) return new Big(price).plus(amount).toFixed(2);
  return new Big(typeof price === 'number' ? price : 0).plus(amount).toNumber();
}
