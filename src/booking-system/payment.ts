import Big from 'big.js';
import { get, getString, isObject, type Json } from '../protocol/json.ts';
import { RECONCILIATION } from './parties.ts';
import type { Totals } from './pricing.ts';
import { problem, type Problem } from './problems.ts';
import type { Submission } from './submission.ts';

/** What is asked of `payment` and of `totalPaymentDue` (#payment-error-conditions). */
export interface PaymentSeam {
  /** At every call: can the seller find the money. */
  reconciliation(submission: Submission): Problem | undefined;
  /** At P and B: is there a payment exactly where there should be. */
  presence(payment: Json | undefined, totals: Totals, submission: Submission): Problem | undefined;
  /** At P and B: is the total the one that the broker expects. */
  total(submission: Submission): Problem | undefined;
}

/** A `payment` as sent; null counts as not sent. */
export const paymentIn = (submission: Submission): Json | undefined => get(submission.body, 'payment') ?? undefined;

/** A payment that is there must say which it is. */
export function identifierFault(payment: Json): Problem | undefined {
  return getString(payment, 'identifier')
    ? undefined
    : problem('IncompletePaymentDetailsError', 'The payment has no identifier.');
}

/** Details of a payment that would not reach this seller. */
export function reconciliationFault(payment: Json | undefined): Problem | undefined {
  if (payment === undefined) return undefined;
  const wrong = (['accountId', 'paymentProviderId'] as const).find((key) => {
    const given = get(payment, key);
    return given !== undefined && given !== RECONCILIATION[key];
  });
  if (wrong) return problem('InvalidPaymentDetailsError', `The seller has no such ${wrong}.`);
  return isObject(payment) ? undefined : problem('InvalidPaymentDetailsError', 'The payment is no object.');
}

/** Money as sent: a number, or a text that holds one. */
function readMoney(value: Json | undefined): Big | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return Big(value);
  return typeof value === 'string' && /^\d{1,12}(\.\d{1,6})?$/.test(value) ? Big(value) : undefined;
}

/** Whether the total that was sent is the system's own. */
export function isTotal(sent: Json | undefined, due: number): boolean {
  const price = readMoney(get(sent, 'price'));
  const currency = get(sent, 'priceCurrency');
  return price !== undefined && price.eq(due) && (currency === undefined || currency === 'GBP');
}

export const soundPayment: PaymentSeam = {
  reconciliation: (submission) => reconciliationFault(paymentIn(submission)),
  presence: (payment, { due, prepayment }) => {
    const wanted = due === 0 ? 'Unavailable' : (prepayment ?? 'Required');
    if (payment === undefined) {
      return wanted === 'Required'
        ? problem('MissingPaymentDetailsError', 'The payment is missing, though it is due in advance.')
        : undefined;
    }
    return wanted === 'Unavailable'
      ? problem('UnnecessaryPaymentDetailsError', 'There is a payment, though nothing is to be paid in advance.')
      : identifierFault(payment);
  },
  total: (submission) =>
    isTotal(get(submission.body, 'totalPaymentDue'), submission.totals.due)
      ? undefined
      : problem('TotalPaymentDueMismatchError', `The total is ${String(submission.totals.due)} GBP.`),
};
