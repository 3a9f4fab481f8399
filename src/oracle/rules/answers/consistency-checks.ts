import { showPennies, type Pennies } from '../../../protocol/money.ts';
import { isBooked, isProposal } from '../../../model/index.ts';
import { pairsOf, termsOf, type QuoteSeen } from '../../memory.ts';
import {
  expect,
  inconclusive,
  notApplicable,
  PASSED,
  violated,
  type AnswerSighting,
  type Verdict,
} from '../../rule.ts';
import { totalOf } from './amounts.ts';
import { ofAccepted } from './sight.ts';

/** Prices may change in time: only quotes of the same few minutes are compared. */
const COMPARABLE_MS = 5 * 60_000;
/** Tax is rounded item by item, or in all. */
const ROUNDING_PENNIES = 1;

/** The quote that an answer gives; undefined where it is of an order that stood already. */
function quoteOf(total: Pennies | undefined, { request, before, now }: AnswerSighting): QuoteSeen | undefined {
  const pairs = pairsOf(request.lines);
  if (total === undefined || pairs === undefined || isBooked(before) || isProposal(before)) return undefined;
  return { terms: termsOf(request), pairs, total, at: now };
}

const comparable = (quote: QuoteSeen, { quotes }: AnswerSighting): readonly QuoteSeen[] =>
  quotes.filter(({ terms, at }) => terms === quote.terms && quote.at - at <= COMPARABLE_MS);

/** What is left of some pairs without others; undefined where not all of those are among them. */
function less(pairs: readonly string[], others: readonly string[]): readonly string[] | undefined {
  const left = [...pairs];
  for (const other of others) {
    const place = left.indexOf(other);
    if (place < 0) return undefined;
    left.splice(place, 1);
  }
  return left;
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((pair, index) => pair === other[index]);

const within = (one: Pennies, other: Pennies, items: number): boolean =>
  Math.abs(one - other) < ROUNDING_PENNIES * items + 0.5;

/** A check of a quote beside those that came before it. */
const beside = (check: (quote: QuoteSeen, earlier: readonly QuoteSeen[]) => Verdict) =>
  ofAccepted((order, _, sighting) => {
    const quote = quoteOf(totalOf(order), sighting);
    return quote === undefined
      ? notApplicable('there is no quote to compare')
      : check(quote, comparable(quote, sighting));
  });

export const sameItemsSameTotal = beside(({ pairs, total }, earlier) => {
  const same = earlier.find((quote) => isSame(quote.pairs, pairs));
  if (same === undefined) return notApplicable('the same items were not quoted before');
  const expected = `${showPennies(same.total)}, as the same items were quoted before`;
  return expect(within(total, same.total, pairs.length), expected, showPennies(total));
});

export const quotesAddUp = beside(({ pairs, total }, earlier) => {
  for (const one of earlier) {
    const rest = less(pairs, one.pairs);
    const other = rest && rest.length > 0 ? earlier.find((quote) => isSame(quote.pairs, rest)) : undefined;
    if (other === undefined) continue;
    const sum = one.total + other.total;
    if (within(total, sum, pairs.length)) return PASSED;
    return violated(`${showPennies(sum)}, as its items were quoted by themselves`, showPennies(total));
  }
  return notApplicable('its items were not quoted by themselves');
});

export const fewerCostNoMore = beside(({ pairs, total }, earlier) => {
  let judged = false;
  for (const other of earlier) {
    const isLess = other.pairs.length > pairs.length && less(other.pairs, pairs) !== undefined;
    const isMore = other.pairs.length < pairs.length && less(pairs, other.pairs) !== undefined;
    if (!isLess && !isMore) continue;
    judged = true;
    const slack = ROUNDING_PENNIES * Math.max(pairs.length, other.pairs.length) + 0.5;
    if (isLess && total > other.total + slack)
      return violated(`at most ${showPennies(other.total)}, as more items were quoted`, showPennies(total));
    if (isMore && total < other.total - slack)
      return violated(`at least ${showPennies(other.total)}, as fewer items were quoted`, showPennies(total));
  }
  return judged ? PASSED : notApplicable('no fewer and no more items were quoted before');
});

/** Errors by which an item cannot be had by anybody, as long as nothing changes. */
const OF_ITEMS: readonly string[] = [
  'OpportunityIsFullError',
  'OpportunityHasInsufficientCapacityError',
  'OpportunityOfferPairNotBookableError',
  'UnknownOfferError',
  'UnknownOpportunityError',
];

/** Longer than this after the refusal, what it was for may have passed. */
const STILL_SO_MS = 10_000;

/** C2 beside a P or B that was refused the same items just before. */
export function refusesAsBooking({ request, observed, refusal, worlds, now }: AnswerSighting): Verdict {
  const pairs = pairsOf(request.lines);
  if (refusal === undefined || pairs === undefined || now - refusal.at > STILL_SO_MS)
    return notApplicable('P or B has not just refused these items');
  if (refusal.partner !== request.partner || !isSame(refusal.pairs, pairs))
    return notApplicable('P or B has not just refused these items');
  const lasting = refusal.errors.filter((type) => OF_ITEMS.includes(type));
  if (lasting.length === 0) return notApplicable('what P or B refused them for may have passed');
  const known = worlds.every(
    ({ spaces, orders }) =>
      request.lines.every(({ opportunity }) => opportunity !== undefined && spaces[opportunity] !== undefined) &&
      Object.values(orders).every(({ key, hold }) => key === request.key || hold === undefined),
  );
  if (!known) return inconclusive('others may hold spaces of these items, and may just have let them go');
  if (observed.kind === 'refused') return PASSED;
  return violated(`refused with ${lasting[0] ?? 'an error'}, as P or B was with the same items`, 'accepted');
}
