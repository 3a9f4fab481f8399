import { get, getString, isObject, typeOf, type Json } from '../../../protocol/json.ts';
import { readAmount } from '../../../protocol/money.ts';
import { readDuration, readInstant } from '../../../protocol/time.ts';
import { PASSED, violated, type Verdict } from '../../rule.ts';
import { payerOf } from './payer.ts';
import type { Published } from './published.ts';
import { given, ofOrder, show, type ItemSight } from './sight.ts';

/** Whether two values say the same, however they are written. */
type Same = (published: Json, shown: Json) => boolean;

const sameBy =
  (read: (value: unknown) => number | undefined): Same =>
  (published, shown) => {
    if (published === shown) return true;
    const value = read(published);
    return value === undefined || value === read(shown);
  };

const sameAmount = sameBy(readAmount);
const sameDuration = sameBy(readDuration);
const sameInstant = sameBy(readInstant);
const sameTerm: Same = (published, shown) => published === shown;

const OFFER_PROPERTIES: readonly (readonly [string, Same])[] = Object.entries({
  priceCurrency: sameTerm,
  openBookingPrepayment: sameTerm,
  allowCustomerCancellationFullRefund: sameTerm,
  latestCancellationBeforeStartDate: sameDuration,
  validFromBeforeStartDate: sameDuration,
});

/** A property that an answer shows otherwise than every offer of that id in the open feed. */
function contradicted(offer: Json, { offers }: Published, key: string, same: Same): Verdict | undefined {
  const shown = given(offer, key);
  if (shown === undefined) return undefined;
  const agrees = offers.some((each) => {
    const value = given(each, key);
    return value === undefined || same(value, shown);
  });
  return agrees ? undefined : violated(`${key} ${show(given(offers[0], key))}, as in the open feed`, show(shown));
}

function offerVerdict({ raw, published }: ItemSight, pricesAsPublished: boolean): Verdict {
  const offer = given(raw, 'acceptedOffer');
  if (published === undefined || !isObject(offer) || getString(offer, '@id') !== published.offers[0]?.['@id'])
    return PASSED;
  const price = pricesAsPublished ? contradicted(offer, published, 'price', sameAmount) : undefined;
  if (price) return price;
  for (const [key, same] of OFFER_PROPERTIES) {
    // A price of nothing may be in any currency, or in none.
    if (key === 'priceCurrency' && published.price === 0) continue;
    const other = contradicted(offer, published, key, same);
    if (other) return other;
  }
  return PASSED;
}

export const offerAsPublished = ofOrder((order, sight, { request, before }) => {
  const payer = payerOf(request, before, sight);
  // For a business prices may come without the tax that they contain in the open feed (#tax-calculation).
  const asPublished = (payer === 'consumer' || payer === 'unnamed') && get(order, 'taxCalculationExcluded') !== true;
  for (const item of sight.items) {
    const verdict = offerVerdict(item, asPublished);
    if (verdict.kind === 'violated') return verdict;
  }
  return PASSED;
});

const DATES = ['startDate', 'endDate'] as const;

function opportunityVerdict({ raw, published }: ItemSight): Verdict {
  const shown = given(raw, 'orderedItem');
  if (published === undefined || !isObject(shown) || getString(shown, '@id') !== published.opportunity.id)
    return PASSED;
  const { wireType, raw: feed } = published.opportunity;
  const type = typeOf(shown);
  if (type !== undefined && wireType !== undefined && type !== wireType) return violated(`a ${wireType}`, `a ${type}`);
  for (const key of DATES) {
    const value = given(feed, key);
    const answered = given(shown, key);
    if (value === undefined || answered === undefined || sameInstant(value, answered)) continue;
    return violated(`${key} ${show(value)}, as in the open feed`, show(answered));
  }
  return PASSED;
}

export const opportunityAsPublished = ofOrder((_order, { items }) => {
  for (const item of items) {
    const verdict = opportunityVerdict(item);
    if (verdict.kind === 'violated') return verdict;
  }
  return PASSED;
});
