import { get, getArray, getNumber, getString, idOf, isObject, typeOf, type Json } from '../../../protocol/json.ts';
import { readAmount, showPennies } from '../../../protocol/money.ts';
import type { FeedSighting } from '../../rule.ts';
import type { CheckedTable } from '../table.ts';
import { itemStatus, proposalStatus } from './demands.ts';
import type { Shown } from './shown.ts';
import { answerOf, breachUnless, sameItem, shownBy, type Finding } from './verdicts.ts';

/** What the feeds show of an order or a proposal (#broker-processing-the-orders-feed). */

const itemsOf = ({ data }: Shown): readonly Json[] => getArray(data, 'orderedItem');

/** The item that P or B answered with the same `@id`; undefined where there is none to go by. */
const answered = (answer: Json | undefined, item: Json): Json | undefined =>
  sameItem(getArray(answer, 'orderedItem'), item);

/** What an item of an order lacks. */
function itemLacks(item: Json, subject: Shown['subject']): readonly string[] {
  return [
    typeOf(item) === 'OrderItem' ? [] : ['orderedItem.@type'],
    getString(item, '@id') === undefined ? ['orderedItem.@id'] : [],
    // Some systems give no status to what is only proposed.
    subject === 'order' && itemStatus(item) === undefined ? ['orderedItem.orderItemStatus'] : [],
  ].flat();
}

function lacks(shown: Shown, expectedId: string | undefined): readonly string[] {
  const { data, subject, uuid } = shown;
  const id = getString(data, '@id');
  return [
    typeOf(data) === (subject === 'proposal' ? 'OrderProposal' : 'Order') ? [] : ['@type'],
    id !== undefined && id === (expectedId ?? id) ? [] : ['@id'],
    getString(data, 'identifier') === uuid ? [] : ['identifier'],
    getNumber(get(data, 'totalPaymentDue'), 'price') === undefined ? ['totalPaymentDue.price'] : [],
    itemsOf(shown).length === 0 ? ['orderedItem'] : itemsOf(shown).flatMap((item) => itemLacks(item, subject)),
    subject === 'proposal' && proposalStatus(shown) === undefined ? ['orderProposalStatus'] : [],
    subject === 'proposal' && getString(data, 'orderProposalVersion') === undefined ? ['orderProposalVersion'] : [],
  ].flat();
}

function itemProperties(shown: Shown, sighting: FeedSighting): Finding {
  const missing = lacks(shown, getString(answerOf(sighting, shown), '@id'));
  const expected =
    '@type, @id, identifier, totalPaymentDue, and each orderedItem with @type, @id and orderItemStatus (proposals: status and version)';
  return breachUnless(missing.length === 0, expected, `missing or other than it should be: ${missing.join(', ')}`);
}

const PRIVATE = [
  'customer',
  'broker',
  'brokerRole',
  'seller',
  'payment',
  'bookingService',
  'orderNumber',
  'orderCustomerNote',
] as const;
const PRIVATE_IN_ORDER_ITEMS = [
  'attendee',
  'attendeeDetailsRequired',
  'orderItemIntakeForm',
  'orderItemIntakeFormResponse',
] as const;

function noPersonalData(shown: Shown): Finding {
  const inItems = shown.subject === 'order' ? PRIVATE_IN_ORDER_ITEMS : [];
  const found = [
    ...PRIVATE.filter((key) => get(shown.data, key) !== undefined),
    ...inItems.filter((key) => itemsOf(shown).some((item) => get(item, key) !== undefined)),
  ];
  return breachUnless(found.length === 0, `none of ${PRIVATE.join(', ')}`, found.join(', '));
}

function itemIds(shown: Shown, sighting: FeedSighting): Finding {
  const ids = getArray(answerOf(sighting, shown), 'orderedItem').map((item) => getString(item, '@id'));
  // Not every system gives ids to what is only proposed.
  if (ids.length === 0 || ids.includes(undefined)) return undefined;
  const seen = itemsOf(shown).map((item) => getString(item, '@id'));
  const same = seen.length === ids.length && ids.every((id) => seen.includes(id));
  return breachUnless(same, `items ${ids.join(', ')}`, seen.map((id) => id ?? 'without @id').join(', '));
}

function referencesOnly(shown: Shown): Finding {
  const extra = itemsOf(shown)
    .map((item) => get(item, 'orderedItem'))
    .filter(isObject)
    .flatMap((reference) => Object.keys(reference).filter((key) => !['@type', '@id', '@context'].includes(key)));
  return breachUnless(extra.length === 0, 'of an opportunity only @type and @id', [...new Set(extra)].join(', '));
}

function sameOpportunities(shown: Shown, sighting: FeedSighting): Finding {
  const answer = answerOf(sighting, shown);
  const pairs = itemsOf(shown).map((item) => ({
    seen: idOf(get(item, 'orderedItem')),
    expected: idOf(get(answered(answer, item), 'orderedItem')),
  }));
  const judgeable = pairs.filter(({ seen, expected }) => seen !== undefined && expected !== undefined);
  const wrong = judgeable.find(({ seen, expected }) => seen !== expected);
  if (judgeable.length === 0) return undefined;
  return breachUnless(wrong === undefined, `orderedItem ${wrong?.expected ?? ''}`, wrong?.seen ?? '');
}

/** An offer as its id and its price. */
function offerText(offer: Json): string {
  const price = readAmount(get(offer, 'price'));
  return `${idOf(offer) ?? 'without @id'} at ${price === undefined ? 'no price' : showPennies(price)}`;
}

function sameOffers(shown: Shown, sighting: FeedSighting): Finding {
  const answer = answerOf(sighting, shown);
  const findings = itemsOf(shown).flatMap((item): readonly Finding[] => {
    const [seen, expected] = [get(item, 'acceptedOffer'), get(answered(answer, item), 'acceptedOffer')];
    // Without the replacement of items, offers may be left out; and a reference tells no price.
    if (seen === undefined || expected === undefined) return [];
    const same = isObject(seen) ? offerText(seen) === offerText(expected) : idOf(seen) === idOf(expected);
    return [breachUnless(same, `acceptedOffer ${offerText(expected)}`, offerText(seen))];
  });
  return findings.find((finding) => typeof finding === 'object') ?? findings[0];
}

/** What of an answered item a feed leaves out: of its offer, or its tax. */
function leftOut(item: Json, expected: Json): readonly string[] {
  const [offer, answeredOffer] = [get(item, 'acceptedOffer'), get(expected, 'acceptedOffer')];
  const missing =
    isObject(offer) && isObject(answeredOffer)
      ? Object.keys(answeredOffer).filter((key) => key !== '@context' && get(offer, key) === undefined)
      : [];
  const taxed = getArray(expected, 'unitTaxSpecification').length > 0;
  const untaxed = taxed && get(item, 'unitTaxSpecification') === undefined;
  return [...missing.map((key) => `acceptedOffer.${key}`), ...(untaxed ? ['unitTaxSpecification'] : [])];
}

function wholeItems(shown: Shown, sighting: FeedSighting): Finding {
  const answer = answerOf(sighting, shown);
  const pairs = itemsOf(shown).flatMap((item) => {
    const expected = answered(answer, item);
    // An order whose items cannot be replaced need not show what stays the same; and what is cancelled has no tax.
    const fixed = shown.subject === 'order' && get(item, 'orderedItem') === undefined;
    const cancelled = /Cancelled$/.test(itemStatus(item) ?? '');
    return expected === undefined || fixed || cancelled ? [] : [leftOut(item, expected)];
  });
  if (pairs.length === 0) return undefined;
  const missing = [...new Set(pairs.flat())];
  return breachUnless(
    missing.length === 0,
    'all that P or B answered of each item',
    `nothing of ${missing.join(', ')}`,
  );
}

const features = ['customer-requested-cancellation', 'seller-requested-cancellation', 'minimal-proposal'] as const;

export const CONTENT = {
  'feeds/item-properties': {
    strength: 'must',
    clauses: [
      'broker-processing-the-orders-feed/3',
      'broker-processing-the-orders-feed/4',
      'broker-processing-the-orders-feed/7',
      'schemaorder/3',
      'oaorderproposal/1',
    ],
    sentence:
      'Orders and proposals in the feeds have their ids, what is due for them, and their items with id and status.',
    features,
    check: shownBy(itemProperties),
  },
  'feeds/no-personal-data': {
    strength: 'must',
    clauses: ['broker-processing-the-orders-feed/9', 'broker-processing-the-orders-feed/2', 'message-exchange/4'],
    sentence: 'The feeds show nothing of the customer, the broker, the seller, the payment or the attendees.',
    features,
    check: shownBy(noPersonalData),
  },
  'feeds/item-ids-as-answered': {
    strength: 'must',
    clauses: ['broker-processing-the-orders-feed/7', 'order-creation-b/2', 'totalpaymentdue-invariant/1'],
    sentence: 'Items in the feeds are those that P or B answered, with the same @id.',
    features,
    check: shownBy(itemIds),
  },
  'feeds/opportunity-reference-only': {
    strength: 'must',
    clauses: ['orders-rpde-feed/2', 'opportunity-data-properties/1', 'schemaorderitem/12'],
    sentence: 'The feeds show no more of an item’s opportunity than its type and id.',
    features,
    check: shownBy(referencesOnly),
  },
  'feeds/opportunity-as-answered': {
    strength: 'must',
    clauses: ['broker-processing-the-orders-feed/8'],
    sentence: 'Items in the feeds are for the opportunities that P or B answered.',
    features,
    check: shownBy(sameOpportunities),
  },
  'feeds/items-whole': {
    strength: 'must',
    clauses: ['broker-processing-the-orders-feed/8', 'acceptedoffer-properties/2', 'orders-rpde-feed/3'],
    sentence:
      'Items in the feeds have all that P or B answered of their offer, and their tax; a broker would take what is missing for withdrawn.',
    features: [...features, 'prepayment-optional', 'business-to-consumer-tax-calculation-gross'],
    check: shownBy(wholeItems),
  },
  'feeds/offer-as-answered': {
    strength: 'must',
    clauses: [
      'orders-rpde-feed/3',
      'totalpaymentdue-invariant/2',
      'cancellation-replacement-refund-calculation-and-notification/3',
    ],
    sentence: 'Offers in the feeds are as they were when booked, also of items that are cancelled.',
    features,
    check: shownBy(sameOffers),
  },
} as const satisfies CheckedTable;
