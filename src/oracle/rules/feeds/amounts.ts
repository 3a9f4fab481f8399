import { get, getArray, getNumber, idOf, type Json } from '../../../protocol/json.ts';
import { offerId, opportunityId } from '../../../protocol/ids.ts';
import { pennies, showPennies, type Pennies } from '../../../protocol/money.ts';
import { PREPAYMENTS, termOf } from '../../../protocol/vocabulary.ts';
import { findOffer, prepaymentOf, type Pair } from '../../../model/index.ts';
import type { FeedSighting } from '../../rule.ts';
import type { CheckedTable } from '../table.ts';
import { itemStatus } from './demands.ts';
import { histories, type Shown } from './shown.ts';
import { answerOf, breachUnless, judged, sameItem, shownBy, type Finding } from './verdicts.ts';

/** What the feeds say is due for an order or a proposal, beside what P or B answered and what is cancelled since. */

const sumOf = (amounts: readonly Pennies[]): Pennies => amounts.reduce((sum, each) => sum + each, 0);

/** The sum of the prices of some charges; undefined where there are none. */
function charged(charges: readonly Json[]): Pennies | undefined {
  const prices = charges.map((charge) => getNumber(charge, 'price')).filter((price) => price !== undefined);
  return prices.length === 0 ? undefined : sumOf(prices.map(pennies));
}

const totalOf = (body: unknown): Pennies | undefined => {
  const price = getNumber(get(body, 'totalPaymentDue'), 'price');
  return price === undefined ? undefined : pennies(price);
};

interface Line {
  readonly price: Pennies;
  readonly tax: Pennies | undefined;
  readonly cancelled: boolean;
  /** As P or B answered it. */
  readonly answered: Json;
}

/** The items as answered, each cancelled or not as the feed shows it; undefined where they cannot be told. */
function linesOf(shown: Shown, answer: Json): readonly Line[] | undefined {
  const items = getArray(shown.data, 'orderedItem');
  const lines = getArray(answer, 'orderedItem').map((answered): Line | undefined => {
    const item = sameItem(items, answered);
    const price = getNumber(get(answered, 'acceptedOffer'), 'price');
    if (item === undefined || price === undefined) return undefined;
    const tax = charged(getArray(answered, 'unitTaxSpecification'));
    return { price: pennies(price), tax, cancelled: /Cancelled$/.test(itemStatus(item) ?? ''), answered };
  });
  const known = lines.filter((line) => line !== undefined);
  return known.length === lines.length && lines.length === items.length && lines.length > 0 ? known : undefined;
}

/** What an amount may be: systems differ in how they round. */
interface Range {
  readonly least: Pennies;
  readonly most: Pennies;
}

const exactly = (amount: Pennies): Range => ({ least: amount, most: amount });
const about = (amount: Pennies, slack: Pennies): Range => ({ least: amount - slack, most: amount + slack });

const isIn = ({ least, most }: Range, amount: Pennies): boolean => amount >= least - 0.5 && amount <= most + 0.5;

const showRange = ({ least, most }: Range): string =>
  least === most ? showPennies(least) : `${showPennies(least)} to ${showPennies(most)}`;

/** The tax that some items contain; undefined where the answer does not say it of each. */
function unitTax(lines: readonly Line[]): Pennies | undefined {
  const taxes = lines.map(({ tax }) => tax).filter((tax) => tax !== undefined);
  return taxes.length === lines.length ? sumOf(taxes) : undefined;
}

/** What the total should be, of what is not cancelled. */
function expectedTotal(lines: readonly Line[], answered: Pennies): Range {
  const left = lines.filter(({ cancelled }) => !cancelled);
  if (left.length === lines.length) return exactly(answered);
  const prices = sumOf(left.map(({ price }) => price));
  const onTop = answered - sumOf(lines.map(({ price }) => price));
  if (left.length === 0 || Math.abs(onTop) < 0.5) return exactly(prices);
  const tax = unitTax(left);
  return tax === undefined ? { least: prices, most: answered } : about(prices + tax, lines.length);
}

function totalAsAnswered(shown: Shown, sighting: FeedSighting): Finding {
  const answer = answerOf(sighting, shown);
  const [answered, seen] = [totalOf(answer), totalOf(shown.data)];
  const lines = answer && linesOf(shown, answer);
  if (lines === undefined || answered === undefined || seen === undefined) return undefined;
  const range = expectedTotal(lines, answered);
  return breachUnless(isIn(range, seen), `totalPaymentDue ${showRange(range)}`, showPennies(seen));
}

function taxAsAnswered(shown: Shown, sighting: FeedSighting): Finding {
  const answer = answerOf(sighting, shown);
  const lines = answer && linesOf(shown, answer);
  if (lines === undefined) return undefined;
  const seen = charged(getArray(shown.data, 'totalPaymentTax'));
  if (get(answer, 'taxCalculationExcluded') === true) {
    const excluded = get(shown.data, 'taxCalculationExcluded') === true && seen === undefined;
    return breachUnless(excluded, 'taxCalculationExcluded and no totalPaymentTax, as answered', showTax(seen));
  }
  const answered = charged(getArray(answer, 'totalPaymentTax'));
  if (answered === undefined) return undefined;
  const left = lines.filter(({ cancelled }) => !cancelled);
  if (sumOf(left.map(({ price }) => price)) === 0 && seen === undefined) return 'sound';
  const range = left.length === lines.length ? exactly(answered) : expectedTax(left, answered);
  return breachUnless(seen !== undefined && isIn(range, seen), `totalPaymentTax ${showRange(range)}`, showTax(seen));
}

function expectedTax(left: readonly Line[], answered: Pennies): Range {
  const tax = unitTax(left);
  return tax === undefined ? { least: 0, most: answered } : about(tax, left.length);
}

const showTax = (seen: Pennies | undefined): string =>
  seen === undefined ? 'no totalPaymentTax' : `totalPaymentTax ${showPennies(seen)}`;

/** The accepted offers of what is not cancelled, as the open feeds have them. */
function pairsLeft(lines: readonly Line[], { ground }: FeedSighting): readonly (Pair | undefined)[] {
  return lines
    .filter(({ cancelled }) => !cancelled)
    .map(({ answered }) => {
      const opportunity = ground.openData.opportunities.get(opportunityId(idOf(get(answered, 'orderedItem')) ?? ''));
      const offer = opportunity && findOffer(opportunity, offerId(idOf(get(answered, 'acceptedOffer')) ?? ''));
      return opportunity && offer && { opportunity, offer };
    });
}

const prepaymentIn = (body: unknown) => termOf(get(get(body, 'totalPaymentDue'), 'openBookingPrepayment'), PREPAYMENTS);

function prepaymentAsAnswered(shown: Shown, sighting: FeedSighting): Finding {
  const answer = answerOf(sighting, shown);
  const lines = answer && linesOf(shown, answer);
  // Where nothing is due, nothing need be said of how to pay it.
  if (lines === undefined || totalOf(shown.data) === 0 || lines.every(({ cancelled }) => cancelled)) return undefined;
  const [expected, seen] = [prepaymentIn(answer), prepaymentIn(shown.data)];
  const pairs = pairsLeft(lines, sighting);
  const cancelled = pairs.length < lines.length;
  // What is left after a cancellation may have a prepayment of its own.
  if (cancelled && (pairs.includes(undefined) || seen === prepaymentOf(pairs))) return 'sound';
  const show = (prepayment: typeof seen) => prepayment ?? 'no openBookingPrepayment';
  return breachUnless(seen === expected, `${show(expected)}, as answered`, show(seen));
}

function neverRises(sighting: FeedSighting) {
  return judged(
    histories(sighting).flatMap((history) => {
      const totals = history
        .filter(({ subject }) => subject === 'order')
        .map(({ data }) => totalOf(data))
        .filter((total) => total !== undefined);
      return totals.slice(1).map((later, index) => {
        const earlier = totals[index] ?? later;
        return breachUnless(later <= earlier + 0.5, `at most ${showPennies(earlier)}, as before`, showPennies(later));
      });
    }),
  );
}

const CANCELLATION = ['customer-requested-cancellation', 'seller-requested-cancellation'] as const;
const CANCELLED_EXCLUDED = 'cancellation-replacement-refund-calculation-and-notification/3';

export const AMOUNTS = {
  'feeds/total-as-answered': {
    strength: 'must',
    clauses: [CANCELLED_EXCLUDED, 'totalpaymentdue-invariant/4'],
    sentence: 'What is due in the feeds is what P or B answered, less what is cancelled.',
    features: [...CANCELLATION, 'minimal-proposal'],
    implies: ['feeds/tax-as-answered', 'feeds/total-never-rises'],
    check: shownBy(totalAsAnswered),
  },
  'feeds/total-never-rises': {
    strength: 'must',
    clauses: ['totalpaymentdue-invariant/4'],
    sentence: 'What is due for an order never rises in the orders feed.',
    features: CANCELLATION,
    check: { by: 'feed', check: neverRises },
  },
  'feeds/tax-as-answered': {
    strength: 'must',
    clauses: ['broker-processing-the-orders-feed/3', CANCELLED_EXCLUDED],
    sentence: 'Tax in the feeds is what P or B answered, less that on what is cancelled.',
    features: ['business-to-consumer-tax-calculation-gross', 'business-to-consumer-tax-calculation-net'],
    check: shownBy(taxAsAnswered),
  },
  'feeds/prepayment-as-answered': {
    strength: 'must',
    clauses: ['broker-processing-the-orders-feed/8', 'broker-processing-the-orders-feed/3'],
    sentence: 'The prepayment of what is due in the feeds is that which P or B answered.',
    features: ['prepayment-optional', 'prepayment-required', 'prepayment-unavailable'],
    check: shownBy(prepaymentAsAnswered),
  },
} as const satisfies CheckedTable;
