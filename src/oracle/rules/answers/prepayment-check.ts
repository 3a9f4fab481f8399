import { get } from '../../../protocol/json.ts';
import { iri, PREPAYMENTS, termOf, type Prepayment } from '../../../protocol/vocabulary.ts';
import { prepaymentOf, type Ground } from '../../../model/index.ts';
import { expect, inconclusive, notApplicable, PASSED, violated, type AnswerSighting } from '../../rule.ts';
import type { Published } from './published.ts';
import { given, ofOrder, show, type Sight } from './sight.ts';

/** `prepayment` by the specification's draft, `openBookingPrepayment` by the data models that systems follow. */
const prepaymentIn = (value: unknown) => given(value, 'openBookingPrepayment') ?? given(value, 'prepayment');

/** Whether what an offer costs, and how, is one thing wherever it is published. */
const isPlain = (each: Published | undefined): each is Published =>
  each?.price !== undefined && new Set(each.offers.map((offer) => prepaymentIn(offer))).size === 1;

/** What the accepted offers make of the total; undefined where that cannot be told. */
function expectedPrepayment(sight: Sight, { request, before, examination }: AnswerSighting) {
  if (sight.repeat || request.minimal) return before.lines.length > 0 ? before.prepayment : undefined;
  return sight.asked.length > 0 && sight.asked.every(isPlain) ? prepaymentOf(examination.pairs) : undefined;
}

const FEATURES = ['prepayment-optional', 'prepayment-required', 'prepayment-unavailable'] as const;

const isSupported = ({ asked }: Sight, { features }: Ground): boolean =>
  FEATURES.some((name) => features[name] === true) ||
  asked.some((each) => each?.offers.some((offer) => prepaymentIn(offer) !== undefined));

export const totalPrepayment = ofOrder((order, sight, sighting) => {
  const { request, before, ground } = sighting;
  if (sight.repeat && before.changes > 0) return notApplicable('the order has changed since');
  const expected = expectedPrepayment(sight, sighting);
  if (expected === undefined) return inconclusive('the accepted offers are not all known');
  const term: Prepayment = expected === 'Free' ? 'Unavailable' : expected;
  const shown = prepaymentIn(get(order, 'totalPaymentDue'));
  if (shown !== undefined)
    return expect(termOf(shown, PREPAYMENTS) === term, `openBookingPrepayment ${iri(term)}`, show(shown));
  const optional = expected === 'Free' || request.call === 'P' || request.call === 'B';
  if (optional) return PASSED;
  return isSupported(sight, ground)
    ? violated(`openBookingPrepayment ${iri(term)}`, 'none')
    : inconclusive('the booking system may not support prepayment');
});
