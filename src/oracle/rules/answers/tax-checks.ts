import { get, getArray, getNumber } from '../../../protocol/json.ts';
import { readAmount, showPennies, type Pennies } from '../../../protocol/money.ts';
import type { TaxMode } from '../../../protocol/vocabulary.ts';
import { expect, inconclusive, notApplicable, PASSED, violated, type Verdict } from '../../rule.ts';
import { moneyOf, sum, taxIn } from './amounts.ts';
import { given, ofOrder, show, type ItemSight } from './sight.ts';

const OTHER_PAYER = notApplicable('the customer is not a Person who pays the seller');
const CHANGED = notApplicable('the order has changed since');

const FEATURE: Readonly<Record<TaxMode, string>> = {
  TaxGross: 'business-to-consumer-tax-calculation-gross',
  TaxNet: 'business-to-consumer-tax-calculation-net',
};

export const taxForConsumers = ofOrder((order, sight, sighting) => {
  const { payer, charges } = moneyOf(order, sight, sighting);
  if (payer !== 'consumer') return OTHER_PAYER;
  if (sighting.before.changes > 0) return CHANGED;
  if (charges === undefined) return inconclusive('what each item costs is not known');
  if (sum(charges.map(({ price }) => price)) === 0) return notApplicable('nothing is to be paid');
  const [first] = charges;
  if (first && sighting.ground.features[FEATURE[first.taxMode]] === false)
    return notApplicable('the booking system says that it calculates no such tax');
  if (get(order, 'taxCalculationExcluded') === true)
    return violated('the tax calculated', 'taxCalculationExcluded true');
  if (taxIn(order, 'totalPaymentTax') === undefined) return violated('totalPaymentTax', 'none');
  const bare = sight.items.findIndex(
    ({ raw, published }) => published?.price !== 0 && taxIn(raw, 'unitTaxSpecification') === undefined,
  );
  return expect(bare < 0, 'unitTaxSpecification on every item', `none on item ${bare + 1}`);
});

/** The tax of a price at a rate (#tax-mode). */
const taxAt = (price: Pennies, rate: number, mode: TaxMode): Pennies =>
  mode === 'TaxGross' ? price - price / (1 + rate) : price * rate;

function itemTax({ raw, published }: ItemSight, mode: TaxMode): Verdict | undefined {
  const [tax, another] = getArray(raw, 'unitTaxSpecification');
  const rate = getNumber(tax, 'rate');
  const stated = readAmount(get(tax, 'price'));
  const price = published?.price ?? readAmount(get(given(raw, 'acceptedOffer'), 'price'));
  // Several taxes may build on one another, and a rate of 20 may be meant for 0.2.
  if (another !== undefined || rate === undefined || rate >= 1 || stated === undefined || price === undefined)
    return undefined;
  const exact = taxAt(price, rate, mode);
  const expected = `tax of ${showPennies(Math.round(exact))} in ${showPennies(price)} at ${rate} (${mode})`;
  return expect(Math.abs(stated - exact) < 1, expected, showPennies(stated));
}

export const taxAmount = ofOrder((order, sight, sighting) => {
  const { payer, charges } = moneyOf(order, sight, sighting);
  if (payer !== 'consumer' && payer !== 'unnamed') return OTHER_PAYER;
  if (sighting.before.changes > 0) return CHANGED;
  const mode = charges?.[0]?.taxMode;
  if (mode === undefined) return inconclusive('what each item costs is not known');
  for (const item of sight.items) {
    const verdict = itemTax(item, mode);
    if (verdict?.kind === 'violated') return verdict;
  }
  const units = sight.items.map(({ raw }) => taxIn(raw, 'unitTaxSpecification'));
  const total = taxIn(order, 'totalPaymentTax');
  if (total === undefined || units.includes(undefined)) return PASSED;
  const added = sum(units.map((tax) => tax ?? 0));
  const within = units.length + 1;
  return expect(Math.abs(total - added) < within, `totalPaymentTax of ${showPennies(added)}`, showPennies(total));
});

export const taxExcludedConsistently = ofOrder((order, sight, sighting) => {
  const excluded = get(order, 'taxCalculationExcluded') === true;
  const ofTotal = taxIn(order, 'totalPaymentTax');
  const ofItem = sight.items.some(({ raw }) => taxIn(raw, 'unitTaxSpecification') !== undefined);
  if (excluded) {
    const found = ofTotal === undefined ? 'unitTaxSpecification' : 'totalPaymentTax';
    return expect(ofTotal === undefined && !ofItem, 'no tax, since taxCalculationExcluded is true', found);
  }
  const { payer, charges } = moneyOf(order, sight, sighting);
  if (!sighting.ground.strict || payer !== 'business') return notApplicable('the tax is not excluded');
  const costs = charges?.some(({ price }) => price > 0) === true;
  const told = !costs || ofTotal !== undefined || ofItem;
  return expect(told, 'the tax, or taxCalculationExcluded true', show(given(order, 'taxCalculationExcluded')));
});
