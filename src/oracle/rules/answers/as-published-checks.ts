import { get, getString, idOf, isObject, typeOf, type Json } from '../../../protocol/json.ts';
import { readAmount } from '../../../protocol/money.ts';
import { readDuration, readInstant } from '../../../protocol/time.ts';
import { PASSED, violated, type Verdict } from '../../rule.ts';
import { payerOf } from './payer.ts';
import { lineage, type Published } from './published.ts';
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
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Where a day begins and ends hangs on the time zone, which a date alone does not tell. */
const DAY_SLACK_MS = 40 * 3_600_000;

const sameInstant: Same = (published, shown) => {
  const [one, other] = [readInstant(published), readInstant(shown)];
  if (published === shown || one === undefined || other === undefined) return published === shown || one === undefined;
  const daysOnly = [published, shown].some((value) => typeof value === 'string' && DAY.test(value));
  return Math.abs(one - other) <= (daysOnly ? DAY_SLACK_MS : 0);
};
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
    return value === undefined || value === shown || same(value, shown);
  });
  return agrees ? undefined : violated(`${key} ${show(given(offers[0], key))}, as in the open feed`, show(shown));
}

/** What only the open feeds say of an offer. */
const NOT_IN_ANSWERS: readonly string[] = ['openBookingFlowRequirement', '@context'];

/** A property that every offer of an id has in the open feed, and an answer leaves out. */
function leftOut(offer: Json, { offers }: Published): string | undefined {
  const [first, ...others] = offers;
  return Object.keys(first ?? {}).find(
    (key) =>
      !NOT_IN_ANSWERS.includes(key) &&
      given(offer, key) === undefined &&
      others.every((other) => given(other, key) !== undefined),
  );
}

function offerVerdict({ raw, published }: ItemSight, pricesAsPublished: boolean, strict: boolean): Verdict {
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
  const missing = strict ? leftOut(offer, published) : undefined;
  return missing === undefined ? PASSED : violated(`an offer with its ${missing}, as in the open feed`, 'none');
}

export const offerAsPublished = ofOrder((order, sight, { request, before, ground }) => {
  const payer = payerOf(request, before, sight);
  // For a business prices may come without the tax that they contain in the open feed (#tax-calculation).
  const asPublished = (payer === 'consumer' || payer === 'unnamed') && get(order, 'taxCalculationExcluded') !== true;
  for (const item of sight.items) {
    const verdict = offerVerdict(item, asPublished, ground.strict);
    if (verdict.kind === 'violated') return verdict;
  }
  return PASSED;
});

const plainText = (value: Json): Json =>
  typeof value === 'string' ? value.normalize('NFC').replace(/\s+/g, ' ').trim() : value;

const sameText: Same = (published, shown) => plainText(published) === plainText(shown);

const sameUrl: Same = (published, shown) => {
  const [one, other] = [published, shown].map((value) =>
    typeof value === 'string' && URL.canParse(value) ? new URL(value).href : value,
  );
  return one === other;
};

/** What a concept, or one of a list of them, is known by. */
const conceptIds = (value: Json): readonly (string | undefined)[] =>
  [value].flat().map((concept) => idOf(concept) ?? getString(concept, 'prefLabel'));

const sameConcepts: Same = (published, shown) => {
  const [one, other] = [conceptIds(published), conceptIds(shown)];
  if ([...one, ...other].includes(undefined)) return true;
  return one.every((id) => other.includes(id)) && other.every((id) => one.includes(id));
};

/** A place by its name: how much more is told of it may differ. */
const samePlace: Same = (published, shown) => {
  const [one, other] = [getString(published, 'name'), getString(shown, 'name')];
  return one === undefined || other === undefined || sameText(one, other);
};

const OPPORTUNITY_PROPERTIES: readonly (readonly [string, Same])[] = Object.entries({
  name: sameText,
  url: sameUrl,
  activity: sameConcepts,
  facilityType: sameConcepts,
  location: samePlace,
  startDate: sameInstant,
  endDate: sameInstant,
  duration: sameDuration,
});

/** Something that an answer shows otherwise than the open feed has it. */
interface Difference {
  readonly what: string;
  readonly published: string;
  readonly shown: string;
}

/** What is shown of one thing, an opportunity or what it belongs to, otherwise than the open feed has it. */
const differences = (published: Json | undefined, shown: Json): readonly Difference[] =>
  OPPORTUNITY_PROPERTIES.flatMap(([key, same]) => {
    const value = given(published, key);
    const answered = given(shown, key);
    if (value === undefined || answered === undefined || value === answered || same(value, answered)) return [];
    const what = `${typeOf(shown) ?? ''} ${key}`.trim();
    return [{ what, published: showValue(value), shown: showValue(answered) }];
  });

/** A value in a few words: concepts and places by their names. */
const showValue = (value: Json): string => {
  const [first] = [value].flat();
  return show(getString(first, 'prefLabel') ?? getString(first, 'name') ?? value);
};

function opportunityVerdict({ raw, published }: ItemSight): Verdict {
  const shown = given(raw, 'orderedItem');
  if (published === undefined || !isObject(shown) || getString(shown, '@id') !== published.opportunity.id)
    return PASSED;
  const { wireType, raw: feed } = published.opportunity;
  const type = typeOf(shown);
  if (type !== undefined && wireType !== undefined && type !== wireType) return violated(`a ${wireType}`, `a ${type}`);
  const nodes = lineage(feed);
  const found = lineage(shown).flatMap((node) =>
    differences(
      nodes.find((each) => typeOf(each) === typeOf(node)),
      node,
    ),
  );
  if (found.length === 0) return PASSED;
  return violated(
    `${found.map(({ what, published: value }) => `${what} ${value}`).join(', ')}, as in the open feed`,
    found.map(({ what, shown: value }) => `${what} ${value}`).join(', '),
  );
}

export const opportunityAsPublished = ofOrder((_order, { items }) => {
  for (const item of items) {
    const verdict = opportunityVerdict(item);
    if (verdict.kind === 'violated') return verdict;
  }
  return PASSED;
});
