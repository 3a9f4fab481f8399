import { get, getNumber, getString, isObject, type JsonObject } from '../../protocol/json.ts';
import { pennies, type Pennies } from '../../protocol/money.ts';
import type { Prepayment } from '../../protocol/vocabulary.ts';
import type { Fault, GuardId, Certainty } from '../guards.ts';
import type { SellerFacts } from '../ground.ts';

/** The faults of `payment` and `totalPaymentDue` (#payment-error-conditions, #booking-without-payment). */

const fault = (rule: GuardId, certainty: Certainty = 'must'): Fault => ({ rule, certainty });

type PaymentGiven = 'absent' | 'with identifier' | 'without identifier' | 'unclear';

function paymentGiven(body: JsonObject): PaymentGiven {
  const payment = get(body, 'payment');
  if (payment === undefined) return 'absent';
  if (!isObject(payment)) return 'unclear';
  const identifier = get(payment, 'identifier');
  if (identifier === undefined) return 'without identifier';
  const readable = typeof identifier === 'number' || (typeof identifier === 'string' && identifier.trim() !== '');
  return readable ? 'with identifier' : 'unclear';
}

/** What payment the total calls for: its prepayment, and whether P already gave one. */
export interface PaymentTerms {
  readonly prepayment: Prepayment | 'Free';
  /** B after P: what P gave is not demanded again. */
  readonly alreadyGiven: boolean;
}

/** What is wrong with the payment of a P or B. */
export function paymentFaults(body: JsonObject, { prepayment, alreadyGiven }: PaymentTerms): readonly Fault[] {
  const given = paymentGiven(body);
  if (given === 'unclear') {
    return (
      ['required-payment-given', 'identifier-given', 'no-unnecessary-payment', 'valid-payment-details'] as const
    ).map((name) => fault(`prepayment/${name}`, 'unclear'));
  }
  if (prepayment === 'Unavailable' || prepayment === 'Free') {
    if (given === 'absent') return [];
    const unnecessary = fault('prepayment/no-unnecessary-payment');
    return given === 'with identifier' ? [unnecessary] : [unnecessary, fault('prepayment/identifier-given', 'may')];
  }
  if (given === 'without identifier') return [fault('prepayment/identifier-given')];
  return given === 'absent' && prepayment === 'Required' && !alreadyGiven
    ? [fault('prepayment/required-payment-given')]
    : [];
}

const RECONCILED = ['accountId', 'paymentProviderId'] as const;

/**
 * What is wrong with the payment's details for reconciliation (#payment-reconciliation-detail-validation). Wrong ones
 * have to be refused by a target that says that it checks them; what is missing, or only called otherwise, may be.
 */
export function reconciliationFaults(
  body: JsonObject,
  seller: SellerFacts | undefined,
  checked: boolean | undefined,
  total: Pennies | undefined,
): readonly Fault[] {
  const expected = seller?.reconciliation;
  const payment = get(body, 'payment');
  if (checked === false) return [];
  const given = isObject(payment) ? payment : {};
  const agreed = Object.entries(expected ?? {});
  const doubtful = agreed.some(([key, value]) => given[key] !== value) || (expected === undefined && isObject(payment));
  const wrong = RECONCILED.some(
    (key) => expected?.[key] !== undefined && typeof given[key] === 'string' && given[key] !== expected[key],
  );
  if (wrong && checked === true && total !== 0) return [fault('prepayment/valid-payment-details')];
  return doubtful ? [fault('prepayment/valid-payment-details', 'may')] : [];
}

/** What the booking system has to hold the total against; undefined: the model cannot tell. */
export interface TotalTerms {
  readonly total: Pennies | undefined;
  readonly currency: string | undefined;
}

/** What is wrong with `totalPaymentDue` of a P or B. */
export function totalFaults(body: JsonObject, { total, currency }: TotalTerms): readonly Fault[] {
  const due = get(body, 'totalPaymentDue');
  const price = getNumber(due, 'price');
  if (price === undefined) {
    return [fault('totals/total-due-given', 'unclear'), fault('totals/total-due-matches', 'unclear')];
  }
  const differs = getString(due, 'priceCurrency') !== currency;
  // A total of 0 need not have a currency, so that only a mismatch can be seen in it.
  const free = total === 0 || currency === undefined;
  const otherCurrency = differs
    ? [fault('totals/total-due-matches', 'may'), ...(free ? [] : [fault('totals/total-due-given', 'may')])]
    : [];
  if (total === undefined) return [...otherCurrency, fault('totals/total-due-matches', 'may')];
  return Math.abs(pennies(price) - total) < 0.5 ? otherCurrency : [...otherCurrency, fault('totals/total-due-matches')];
}
