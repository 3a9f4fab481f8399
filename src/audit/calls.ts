import type { Exchange } from '../protocol/exchange.ts';
import type { OpportunityId } from '../protocol/ids.ts';
import { get, getArray, getNumber, idOf, type Json } from '../protocol/json.ts';
import { readAnswer, type Observed, type StrayRequest } from '../model/index.ts';
import { seeCall, seeStray } from '../oracle/index.ts';
import { callsAtOnce, togetherWith } from './at-once.ts';
import { bringUp, timeOf, type Audit } from './audit.ts';
import type { InTurn } from './in-order.ts';
import type { Logged } from './logged.ts';
import {
  calledOf,
  doubtOf,
  enter,
  exchangeOf,
  forgetSpaces,
  giveUp,
  hasUnknownItems,
  hasUnsettled,
  isKnown,
  isTurnedAway,
  isUnknown,
  judgeForm,
  judgeFormOnly,
  learnFromAnswer,
  learnSpaces,
  mayRepeat,
  onGround,
  refusedForThePast,
  THE_PAST,
  UNKNOWN_ITEMS,
  type Called,
  type CallSight,
  type Looking,
} from './looking.ts';
import { keep, notePast, startTalk } from './talk.ts';
import { knowsSpaces, sellerMayAct, withSpacesSeen } from './worlds.ts';

/** Calls of the API in a recording. */

export function callSeen(audit: Audit, turn: InTurn, sight: CallSight): void {
  const { logged } = turn;
  if (audit.judged.has(logged)) return;
  const called = calledOf(audit, logged, sight);
  if (!('request' in called)) {
    straySeen(audit, logged, sight, called);
    return;
  }
  const others = togetherWith(audit, turn, called);
  if (others.length === 0) callAlone(audit, called);
  else callsAtOnce(audit, turn, [called, ...others]);
}

/** A call that nothing overlaps which has to do with it. */
function callAlone(audit: Audit, called: Called): void {
  const { logged } = called;
  learnFromAnswer(audit, called);
  const talk = enter(audit, called);
  const at = timeOf(logged, talk);
  const looking: Looking = { ...called, audit, talk, at };
  onGround(audit, talk, [called], logged.receivedAt);
  bringUp(audit, talk, at);
  learnSpaces(looking);
  const doubt = doubtOf(looking);
  if (doubt !== undefined) giveUp(looking, doubt);
  forgetSpaces(looking);
  judgeCall(looking);
  keep(talk, logged);
  talk.busyUntil = Math.max(talk.busyUntil, logged.receivedAt ?? -Infinity);
}

function judgeCall(looking: Looking): void {
  const { audit, talk, request, logged, at } = looking;
  if (isTurnedAway(looking)) return;
  const isNew = !isKnown(talk, request);
  if (!audit.facts.whole) {
    talk.watch = { ...talk.watch, belief: sellerMayAct(talk.watch.belief, request.key) };
  }
  notePast(talk, [...talk.opportunities], at);
  if (isUnknown(talk, request)) {
    judgeFormOnly(looking);
    return;
  }
  const observed = readAnswer(request, logged.answer);
  const seen = seeCall(talk.watch, request, exchangeOf(looking));
  const past = refusedForThePast(observed) || (seen.breaches.length > 0 && mayRepeat(looking, observed));
  if (isNew && past) {
    talk.watch = seen.watch;
    giveUp(looking, THE_PAST);
    judgeForm(looking);
    return;
  }
  if (seen.watch.belief.blind !== undefined && talk.watch.belief.blind === undefined) {
    audit.tally.pass(seen.watch.belief.blind);
  }
  audit.take(seen, logged, talk);
  if (observed.kind !== 'refused' && hasUnknownItems(looking)) giveUp(looking, UNKNOWN_ITEMS);
  else if (seen.breaches.length === 0) learnFromAnsweredQuote(looking, observed);
}

/** The spaces that a quote shows, where nothing was known of them. */
function learnFromAnsweredQuote({ talk, request, own }: Looking, observed: Observed): void {
  const quote = (request.call === 'C1' || request.call === 'C2') && observed.kind === 'accepted';
  if (!quote || hasUnsettled(talk)) return;
  for (const id of own) {
    if (knowsSpaces(talk.watch.belief, id)) continue;
    const shown = spacesIn(observed.body, id);
    if (shown === undefined) continue;
    talk.watch = { ...talk.watch, belief: withSpacesSeen(talk.watch.belief, id, shown, request.key) };
  }
}

function spacesIn(body: Json | undefined, id: OpportunityId): number | undefined {
  const opportunity = getArray(body, 'orderedItem')
    .map((item) => get(item, 'orderedItem'))
    .find((each) => idOf(each) === id);
  return getNumber(opportunity, 'remainingAttendeeCapacity') ?? getNumber(opportunity, 'remainingUses');
}

/** A wrong verb on a path of the API. What else is asked of a server may be calls of its own. */
function straySeen(audit: Audit, logged: Logged, { baseUrl }: CallSight, request: StrayRequest): void {
  const { answer } = logged;
  const busy = answer.kind === 'response' && [429, 502, 503, 504].includes(answer.status);
  if (!request.knownPath || busy || answer.kind === 'no-answer') return;
  const at = timeOf(logged);
  const talk = startTalk(audit.knowledge.ground([], [], undefined), baseUrl, audit.strict, at);
  keep(talk, logged);
  const exchange: Exchange = { request: request.raw, answer, sentAt: at, receivedAt: at };
  audit.take(seeStray(talk.watch, request, exchange), logged, talk);
}
