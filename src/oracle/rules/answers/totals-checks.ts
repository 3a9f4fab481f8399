import { get, getArray, type Json, type JsonObject } from '../../../protocol/json.ts';
import { amount, readAmount, showPennies, type Pennies } from '../../../protocol/money.ts';
import { isBooked, MENDABLE } from '../../../model/index.ts';
import { expect, inconclusive, notApplicable, PASSED, violated, type Verdict } from '../../rule.ts';
import {
  admittedTotals,
  chargesOf,
  isAdmitted,
  moneyOf,
  showTotals,
  sum,
  taxOf,
  totalOf,
  type Admitted,
} from './amounts.ts';
import { given, ofAccepted, ofOrder, show, type ItemSight, type Sight } from './sight.ts';

const NO_TOTAL = notApplicable('there is no total to compare');
const UNKNOWN_PRICES = inconclusive('what each item costs is not known');

export const totalGiven = ofOrder((order) => {
  const due = given(order, 'totalPaymentDue');
  return expect(totalOf(order) !== undefined, 'a totalPaymentDue with a price', show(get(due, 'price') ?? due));
});

const offerPrice = ({ raw }: ItemSight): Pennies => readAmount(get(given(raw, 'acceptedOffer'), 'price')) ?? 0;

function verdictOn(total: Pennies, admitted: Admitted | undefined): Verdict {
  if (admitted === undefined) return inconclusive('what the total should be cannot be told');
  const right = isAdmitted(total, admitted);
  if (right === undefined) return inconclusive('the prices for a business are not published');
  return expect(right, `a total of ${showTotals(admitted.totals)}`, showPennies(total));
}

export const totalDue = ofOrder((order, sight, sighting) => {
  const { total, charges, payer } = moneyOf(order, sight, sighting);
  if (total === undefined) return NO_TOTAL;
  if (charges === undefined) return UNKNOWN_PRICES;
  if (sighting.examination.facts.conditions.has('different-content'))
    return inconclusive('the answer may be the order as it was, or as it is asked for');
  const tax = taxOf(order, sight);
  const shown = sight.items.map(offerPrice);
  const all = admittedTotals(charges, shown, tax, payer);
  const changed = sight.repeat && sighting.before.changes > 0;
  if (!changed || all === undefined) return verdictOn(total, all);
  // A repeated B shows the first answer again, or what has become of the order since.
  return total < Math.max(...all.totals) + all.within
    ? PASSED
    : violated(`a total of at most ${showTotals(all.totals)}`, showPennies(total));
});

export const errorsExcluded = ofOrder((order, sight, sighting) => {
  const { total, payer } = moneyOf(order, sight, sighting);
  if (total === undefined) return NO_TOTAL;
  const answered = new Map(sight.items.map((item) => [item.line, item]));
  const counted = sight.asked.flatMap((published, line) => {
    const item = answered.get(line);
    return item?.errors.every((type) => MENDABLE.includes(type)) ? [{ item, published }] : [];
  });
  if (answered.size !== sight.asked.length) return inconclusive('not every item is answered');
  const some = { ...sight, asked: counted.map(({ published }) => published), items: counted.map(({ item }) => item) };
  if (counted.length === 0) return verdictOn(total, { totals: [0], within: 0.5, lowerPossible: false });
  const charges = chargesOf(some, sighting);
  if (charges === undefined) return UNKNOWN_PRICES;
  const tax = taxOf(order, some);
  return verdictOn(total, admittedTotals(charges, some.items.map(offerPrice), tax, payer));
});

export const exactPennies = ofOrder((order, sight, sighting) => {
  const price = get(given(order, 'totalPaymentDue'), 'price');
  const { charges, payer } = moneyOf(order, sight, sighting);
  if (typeof price !== 'number' || charges === undefined) return NO_TOTAL;
  const plain = charges.every(({ price: each, taxMode }) => Number.isInteger(each) && taxMode === 'TaxGross');
  if (!plain || payer === 'business') return notApplicable('the total may hold parts of a penny');
  const pennies = readAmount(price) ?? 0;
  // Whether it is the right number of pennies is for other rules.
  if (Math.abs(pennies - Math.round(pennies)) > 0.01) return notApplicable('the total is not in whole pennies');
  return expect(price === amount(pennies), `a total of ${amount(pennies)}`, `${price}`);
});

/** The amounts of an order, each with the property that holds it. */
function amountsIn(order: JsonObject, items: readonly ItemSight[]): readonly (readonly [string, Json | undefined])[] {
  const amounts: (readonly [string, Json | undefined])[] = [['totalPaymentDue', given(order, 'totalPaymentDue')]];
  for (const tax of getArray(order, 'totalPaymentTax')) amounts.push(['totalPaymentTax', tax]);
  for (const { raw } of items) {
    amounts.push(['acceptedOffer', given(raw, 'acceptedOffer')]);
    for (const tax of getArray(raw, 'unitTaxSpecification')) amounts.push(['unitTaxSpecification', tax]);
  }
  return amounts;
}

const inSeveralCurrencies = (asked: Sight['asked']): boolean =>
  new Set(asked.flatMap((each) => (each?.price ? each.offers.map((offer) => get(offer, 'priceCurrency')) : []))).size >
  1;

export const oneCurrency = ofOrder((order, { items, asked }) => {
  let currency: Json | undefined;
  for (const [name, value] of amountsIn(order, items)) {
    const price = readAmount(get(value, 'price'));
    if (price === undefined || price === 0) continue;
    const named = given(value, 'priceCurrency');
    if (named === undefined) return violated(`${name} with a priceCurrency`, 'none');
    currency ??= named;
    if (named === currency) continue;
    return inSeveralCurrencies(asked)
      ? notApplicable('the offers asked for are in several currencies')
      : violated(`every amount in ${show(currency)}`, `${name} in ${show(named)}`);
  }
  return PASSED;
});

export const neverRises = ofAccepted((order, sight, sighting) => {
  const { request, before } = sighting;
  if (!isBooked(before)) return notApplicable('there is no order yet');
  const { total, charges, payer } = moneyOf(order, sight, sighting);
  if (total === undefined) return NO_TOTAL;
  if (before.total !== undefined)
    return expect(total < before.total + 0.5, `a total of at most ${showPennies(before.total)}`, showPennies(total));
  if (request.call !== 'status') return notApplicable('B repeated may show the first answer again');
  if (charges === undefined) return UNKNOWN_PRICES;
  const left = charges.filter(({ cancelled }) => !cancelled);
  if (left.length === 0) return expect(total === 0, 'a total of 0.00: every item is cancelled', showPennies(total));
  const admitted = admittedTotals(
    left,
    left.map(({ price }) => price),
    taxOf(order, sight),
    payer,
  );
  if (admitted === undefined) return inconclusive('what the total should be cannot be told');
  const most = sum([Math.max(...admitted.totals), admitted.within]);
  return expect(
    total < most,
    `a total of at most ${showTotals(admitted.totals)}: the rest is cancelled`,
    showPennies(total),
  );
});
