import { getArray, get, type JsonObject } from '../../../protocol/json.ts';
import { readAmount, showPennies, type Pennies } from '../../../protocol/money.ts';
import type { TaxMode } from '../../../protocol/vocabulary.ts';
import { isCancelled } from '../../../model/index.ts';
import type { AnswerSighting } from '../../rule.ts';
import { payerOf, type Payer } from './payer.ts';
import { given, type Sight } from './sight.ts';

/** An item that counts in a total: what it costs by the open feed, and how the seller's prices relate to tax. */
export interface Charge {
  readonly price: Pennies;
  readonly taxMode: TaxMode;
  readonly cancelled: boolean;
}

/** What an order's items cost, an entry an item; undefined where that of one is not known. */
export function chargesOf(sight: Sight, { request, before, ground }: AnswerSighting): readonly Charge[] | undefined {
  const charges: Charge[] = [];
  for (const [index, published] of sight.asked.entries()) {
    const seller = ground.sellers.find(({ id }) => id === published?.opportunity.seller);
    const taxMode = published?.opportunity.taxMode ?? seller?.taxMode;
    const line = request.minimal || request.call === 'status' ? before.lines[index] : undefined;
    if (published?.price === undefined || taxMode === undefined) return undefined;
    charges.push({ price: published.price, taxMode, cancelled: line !== undefined && isCancelled(line) });
  }
  return charges.length > 0 ? charges : undefined;
}

export const sum = (amounts: readonly Pennies[]): Pennies => amounts.reduce((total, each) => total + each, 0);

/** The price of an order's total; undefined where it has none. */
export const totalOf = (order: JsonObject): Pennies | undefined =>
  readAmount(get(given(order, 'totalPaymentDue'), 'price'));

/** The taxes of a list of TaxChargeSpecifications, added up; undefined where there are none. */
export function taxIn(value: unknown, key: string): Pennies | undefined {
  const list = getArray(value, key);
  return list.length === 0 ? undefined : sum(list.map((tax) => readAmount(get(tax, 'price')) ?? 0));
}

/** The tax of the whole order: as it says, or as its items say. */
export function taxOf(order: JsonObject, { items }: Sight): Pennies | undefined {
  const units = items.map(({ raw }) => taxIn(raw, 'unitTaxSpecification'));
  const fromItems = units.every((tax) => tax === undefined) ? undefined : sum(units.map((tax) => tax ?? 0));
  return taxIn(order, 'totalPaymentTax') ?? fromItems;
}

/** What a total may be, and how far off it, for rounding. */
export interface Admitted {
  readonly totals: readonly Pennies[];
  /** Less than this off is still right. */
  readonly within: Pennies;
  /** Whether totals lower than the highest of these can be right as well, for a reason that cannot be seen. */
  readonly lowerPossible: boolean;
}

const allWhole = (amounts: readonly Pennies[]): boolean => amounts.every(Number.isInteger);

/** What the total of some items may be (#tax-mode); undefined where it cannot be told. */
export function admittedTotals(
  charges: readonly Charge[],
  offersShown: readonly Pennies[],
  tax: Pennies | undefined,
  payer: Payer,
): Admitted | undefined {
  const [first] = charges;
  if (payer === 'unknown') return undefined;
  const prices = charges.map(({ price }) => price);
  const published = sum(prices);
  const perItem = 0.5 * charges.length + 0.5;
  const gross = first === undefined || first.taxMode === 'TaxGross';
  if (charges.some(({ taxMode }) => taxMode !== first?.taxMode)) return undefined;
  if (payer === 'business') {
    // A business may be charged without tax, or with the tax that it is calculated to owe (#tax-calculation).
    const bases = [published, sum(offersShown)];
    const totals = [...bases, ...bases.map((base) => base + (tax ?? 0))];
    return { totals, within: perItem + 1, lowerPossible: published > 0 };
  }
  if (gross) return { totals: [published], within: allWhole(prices) ? 0.5 : perItem, lowerPossible: false };
  // A customer who is not named yet may be told the price without tax.
  if (payer === 'unnamed')
    return { totals: [published, published + (tax ?? 0)], within: perItem + 0.1, lowerPossible: false };
  return tax === undefined && published > 0
    ? undefined
    : { totals: [published + (tax ?? 0)], within: perItem + 0.1, lowerPossible: false };
}

/** Whether a total is admitted: for sure, for sure not, or it cannot be told. */
export function isAdmitted(total: Pennies, { totals, within, lowerPossible }: Admitted): boolean | undefined {
  if (totals.some((each) => Math.abs(each - total) < within)) return true;
  return lowerPossible && total < Math.max(...totals) ? undefined : false;
}

export const showTotals = (totals: readonly Pennies[]): string => [...new Set(totals.map(showPennies))].join(' or ');

/** What an answer says of money, beside what it should be reckoned from. */
export interface MoneySight {
  readonly payer: Payer;
  readonly charges: readonly Charge[] | undefined;
  readonly total: Pennies | undefined;
}

const reckoned = new WeakMap<Sight, MoneySight>();

/** What an answer says of money; reckoned once for all rules. */
export function moneyOf(order: JsonObject, sight: Sight, sighting: AnswerSighting): MoneySight {
  const known = reckoned.get(sight);
  if (known) return known;
  const { request, before } = sighting;
  const made: MoneySight = {
    payer: payerOf(request, before, sight),
    charges: chargesOf(sight, sighting),
    total: totalOf(order),
  };
  reckoned.set(sight, made);
  return made;
}
