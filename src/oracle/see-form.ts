import type { Exchange } from '../protocol/exchange.ts';
import { admitJudged, EMPTY_WORLD, judge, readAnswer, type CallRequest } from '../model/index.ts';
import { NO_MEMORY } from './memory.ts';
import type { AnswerRuleId } from './rules/index.ts';
import { judgeAnswer, sightingOf, transportBreaches } from './see-call.ts';
import { seeTime, unseen, type Seen, type Watch } from './watch.ts';

/** The oracle's look at an answer about an order of which nothing is known. */

/** What an answer keeps or breaks by itself, whatever came before it. */
const OF_FORM: ReadonlySet<string> = new Set<AnswerRuleId>([
  'shape/media-type',
  'shape/no-content',
  'shape/error-body',
  'shape/error-context',
  'shape/error-status-code',
  'shape/item-error-means-conflict',
  'shape/item-error-on-item',
  'shape/order-type',
  'shape/context',
  'shape/order-id',
  'shape/seller-full',
  'shape/booking-service',
  'shape/no-empty-values',
  'shape/no-nested-parents',
  'shape/no-flow-requirement',
  'shape/item-id-present',
  'totals/exact-pennies',
  'totals/one-currency',
]);

/** And what a quote keeps or breaks beside its request: it is priced anew each time. */
const OF_QUOTES: ReadonlySet<string> = new Set<AnswerRuleId>([
  'shape/order-requires-approval',
  'shape/every-item-answered',
  'shape/position',
  'shape/offer-full',
  'shape/opportunity-full',
  'shape/offer-as-published',
  'shape/opportunity-as-published',
  'shape/no-item-status-in-quote',
  'shape/no-proposal-version-in-order',
  'shape/broker-role-reflected',
  'shape/broker-name-reflected',
  'shape/customer-email-reflected',
  'prepayment/total-prepayment',
  'totals/total-due',
  'totals/tax-for-consumers',
  'totals/tax-amount',
  'totals/tax-excluded-consistently',
]);

/** Looks at the form of an answer alone: the belief stays as it is. */
export function seeForm(before: Watch, request: CallRequest, exchange: Exchange): Seen {
  const watch = seeTime(before, exchange.receivedAt);
  const observed = readAnswer(request, exchange.answer);
  const judgement = judge(EMPTY_WORLD, request, watch.ground, watch.at);
  const move = admitJudged(judgement, observed, watch.ground);
  const alone: Watch = { ...watch, belief: { worlds: [EMPTY_WORLD], blind: undefined }, memory: NO_MEMORY };
  const worlds = move?.worlds ?? [EMPTY_WORLD];
  const sighting = sightingOf(alone, request, observed, exchange, judgement.examination, worlds);
  const quote = move !== undefined && observed.kind === 'accepted' && ['C1', 'C2'].includes(request.call);
  const isJudged = ({ rule }: { readonly rule: string }) => OF_FORM.has(rule) || (quote && OF_QUOTES.has(rule));
  const { verdicts, breaches } = sighting ? judgeAnswer([sighting], watch.strict) : { verdicts: [], breaches: [] };
  return {
    ...unseen(watch),
    verdicts: verdicts.filter(isJudged),
    breaches: [...transportBreaches(exchange, request), ...breaches.filter(isJudged)],
  };
}
