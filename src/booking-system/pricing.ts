import Big from 'big.js';
import type { Prepayment, TaxMode } from '../protocol/vocabulary.ts';
import type { Offer, OrderedItem } from './records.ts';
import type { Problem } from './problems.ts';
import type { Given } from './records.ts';

/** What one item costs. */
export interface PricedUnit {
  readonly offer: Offer;
  /** In pounds; undefined where tax is not calculated. */
  readonly tax: number | undefined;
}

/** What a quote or an order costs as a whole. */
export interface Totals {
  /** In pounds, tax included. */
  readonly due: number;
  /** In pounds; undefined where tax is not calculated, or where nothing is paid for. */
  readonly tax: number | undefined;
  /** Undefined where it is not published. */
  readonly prepayment: Prepayment | undefined;
}

/** How prices add up (#tax-mode, #booking-without-payment). */
export interface PricingSeam {
  /** Whether tax is calculated for these people by a seller of this tax mode. */
  calculatesTax(given: Given, mode: TaxMode): boolean;
  /** The tax on one unit, in pounds. */
  taxOn(price: number, mode: TaxMode): number;
  /** A sum of money, in pounds. */
  sum(amounts: readonly number[]): number;
  /** The amounts that make up `totalPaymentDue`: prices, and taxes where prices do not contain them. */
  dueAmounts(units: readonly PricedUnit[], mode: TaxMode): readonly number[];
  /** Which lines of a quote or of a new order are paid for. */
  countsInQuote<Line extends { readonly problems: readonly Problem[]; readonly offer: Offer | undefined }>(
    lines: readonly Line[],
  ): readonly Line[];
  /** Which items of an order are still paid for. */
  countsInOrder(items: readonly OrderedItem[]): readonly OrderedItem[];
  prepayment(offers: readonly Offer[]): Prepayment | undefined;
  /** The price that a response and a feed of orders show for an accepted offer. */
  acceptedPrice(offer: Offer): number;
}

/** VAT at 20%. */
export const TAX_RATE = 0.2;

const pounds = (amount: Big) => amount.round(2, Big.roundHalfUp).toNumber();

/** An offer that does not say needs payment in advance where there is something to pay. */
const prepaymentOf = (offer: Offer): Prepayment =>
  offer.price === 0 ? 'Unavailable' : (offer.prepayment ?? 'Required');

/** What units cost together. */
export function totalsOf(
  pricing: PricingSeam,
  units: readonly PricedUnit[],
  mode: TaxMode,
): { readonly due: number; readonly tax: number | undefined } {
  const taxes = units.flatMap(({ tax }) => tax ?? []);
  return {
    due: pricing.sum(pricing.dueAmounts(units, mode)),
    tax: taxes.length === 0 ? undefined : pricing.sum(taxes),
  };
}

/** Errors that a broker can still mend without changing the price. */
export const MENDABLE: readonly string[] = ['IncompleteAttendeeDetailsError', 'IncompleteIntakeFormError'];

export const soundPricing: PricingSeam = {
  calculatesTax: () => true,
  taxOn: (price, mode) =>
    pounds(mode === 'TaxNet' ? Big(price).times(TAX_RATE) : Big(price).minus(Big(price).div(Big(1).plus(TAX_RATE)))),
  sum: (amounts) => pounds(amounts.reduce((total, amount) => total.plus(amount), Big(0))),
  dueAmounts: (units, mode) =>
    units.flatMap(({ offer, tax }) => (mode === 'TaxNet' && tax !== undefined ? [offer.price, tax] : [offer.price])),
  countsInQuote: (lines) => lines.filter(({ problems }) => problems.every(({ error }) => MENDABLE.includes(error))),
  countsInOrder: (items) =>
    items.filter(({ status }) => status !== 'CustomerCancelled' && status !== 'SellerCancelled'),
  prepayment: (offers) => {
    const all = offers.map(prepaymentOf);
    return (['Required', 'Optional'] as const).find((value) => all.includes(value)) ?? 'Unavailable';
  },
  acceptedPrice: ({ price }) => price,
};
