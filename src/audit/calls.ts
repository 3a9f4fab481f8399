import type { ApiRequest, Exchange } from '../protocol/exchange.ts';
import type { OpportunityId } from '../protocol/ids.ts';
import { get, getArray, getNumber, getString, idOf, isObject, type Json } from '../protocol/json.ts';
import { readAnswer, readRequest, type CallRequest, type Observed, type StrayRequest } from '../model/index.ts';
import { seeCall, seeForm, seeStray, type Seen } from '../oracle/index.ts';
import { bringUp, timeOf, type Audit } from './audit.ts';
import type { InTurn } from './in-order.ts';
import type { Logged } from './logged.ts';
import { opportunitiesIn } from './opportunities.ts';
import { sightOf, type Sight } from './sight.ts';
import { keep, notePast, startTalk, type Talk } from './talk.ts';
import { knowsSpaces, sellerMayAct, unsettled, withSpacesSeen, withSpacesUnknown } from './worlds.ts';

/** Calls of the API in a recording. */

type Call = Extract<Sight, { kind: 'call' }>;

/** What one call is looked at with. */
interface Looking {
  readonly audit: Audit;
  readonly logged: Logged;
  readonly request: CallRequest;
  readonly talk: Talk;
  /** The opportunities that it names and that only the recording's own partners can book. */
  readonly own: readonly OpportunityId[];
  readonly at: number;
}

export function callSeen(audit: Audit, turn: InTurn, sight: Call): void {
  const { logged } = turn;
  const { method, path } = sight;
  const { partner, token } = audit.partners.of(logged.headers, logged.partner);
  const raw: ApiRequest = { method, path, partner, ...(logged.sent === undefined ? {} : { body: logged.sent }) };
  const request = readRequest(raw);
  if (request.kind === 'stray') {
    straySeen(audit, logged, sight, request);
    return;
  }
  const body = logged.sent?.kind === 'json' ? logged.sent.value : undefined;
  const named = opportunitiesIn(body);
  const own = [...new Set(named)].filter((id) => audit.book.isOwn(id, sight.baseUrl));
  learnFromAnswer(audit, request, logged);
  const talk = audit.talks.about(sight.baseUrl, request.uuid, own, { strict: audit.strict, at: timeOf(logged) });
  const at = timeOf(logged, talk);
  const looking: Looking = { audit, logged, request, talk, own, at };
  const mentioned = [...new Set([...named, ...linesOf(talk)])];
  const ground = audit.knowledge.ground(mentioned, [idOf(get(body, 'seller'))], logged.receivedAt);
  talk.watch = { ...talk.watch, ground };
  bringUp(audit, talk, at);
  learnSpaces(looking);
  const doubt = doubtOf(looking, turn, token);
  if (doubt !== undefined) giveUp(looking, doubt);
  forgetSpaces(looking);
  judgeCall(looking);
  keep(talk, logged);
  talk.busyUntil = Math.max(talk.busyUntil, logged.receivedAt ?? -Infinity);
}

/** The opportunities of the orders that a talk is about. */
const linesOf = ({ watch }: Talk): readonly OpportunityId[] =>
  watch.belief.worlds.flatMap(({ orders }) =>
    Object.values(orders).flatMap(({ lines }) => lines.map(({ opportunity }) => opportunity)),
  );

function learnFromAnswer(audit: Audit, { call }: CallRequest, { answer }: Logged): void {
  const body = answer.kind === 'response' && answer.body.kind === 'json' ? answer.body.value : undefined;
  if (!isObject(body)) return;
  audit.knowledge.learnSeller(body);
  const accepted = answer.kind === 'response' && answer.status >= 200 && answer.status < 300;
  if (accepted && ['C1', 'C2', 'P', 'B'].includes(call)) audit.book.learnFromQuote(body);
}

/** Whether a talk has orders of which nothing is known, nor what spaces they hold. */
const hasUnsettled = ({ watch }: Talk): boolean =>
  watch.belief.worlds.some(({ orders }) => Object.values(orders).some((record) => record.unsettled));

/** What the open feeds showed of the spaces of opportunities that nobody has touched yet. */
function learnSpaces({ audit, talk, own, logged }: Looking): void {
  if (hasUnsettled(talk)) return;
  for (const id of own) {
    const remaining = audit.book.facts(id, logged.receivedAt)?.remaining;
    const untouched = !linesOf(talk).includes(id) && !talk.past.has(id);
    if (remaining === undefined || !untouched || knowsSpaces(talk.watch.belief, id)) continue;
    talk.watch = { ...talk.watch, belief: withSpacesSeen(talk.watch.belief, id, remaining) };
  }
}

const MAKES: readonly string[] = ['C1', 'C2', 'P', 'B', 'delete-quote'];

/** Why nothing can be said of an order from here on; undefined where something can. */
function doubtOf(
  { talk, request, logged, audit }: Looking,
  turn: InTurn,
  token: string | undefined,
): string | undefined {
  const { key, call } = request;
  const known = talk.watch.belief.worlds.some(({ orders }) => orders[key] !== undefined);
  // What is answered as unknown was not there, whatever the recording does not show.
  const unknown = logged.answer.kind === 'response' && logged.answer.status === 404;
  if (!known && audit.talks.mayHaveForgotten(talk.watch.baseUrl, request.uuid)) {
    return 'some orders were not spoken of for so long that they were forgotten';
  }
  if (!known && !unknown && (!MAKES.includes(call) || request.minimal)) {
    return 'the recording does not show how some orders were made';
  }
  const before = talk.tokens.get(key);
  if (token !== undefined) talk.tokens.set(key, token);
  if (before !== undefined && before !== token) {
    return 'one order was spoken of with different credentials, and whose they are is not said';
  }
  const overlaps =
    (logged.sentAt ?? Infinity) < talk.busyUntil || turn.alongside.some((other) => isAbout(other, talk, audit));
  if (overlaps) return 'calls that have to do with each other were under way at the same time';
  const strange =
    !audit.facts.whole &&
    request.minimal &&
    talk.watch.belief.worlds.every(({ orders }) => !orders[key]?.versions.includes(request.version ?? ''));
  return strange ? 'a proposal may have been amended without the recording showing it' : undefined;
}

/** Whether another exchange is a call that has to do with a talk. */
function isAbout(other: Logged, talk: Talk, audit: Audit): boolean {
  if (!other.url.startsWith(talk.watch.baseUrl)) return false;
  const sight = sightOf(other);
  if (sight.kind !== 'call' || sight.baseUrl !== talk.watch.baseUrl) return false;
  const [, uuid = ''] = sight.path.split('/');
  if ([...talk.uuids].some((each) => each === uuid)) return true;
  const body = other.sent?.kind === 'json' ? other.sent.value : undefined;
  return opportunitiesIn(body).some((id) => talk.opportunities.has(id) && audit.book.isOwn(id, sight.baseUrl));
}

/** From now on nothing is known of an order, nor of the spaces of what it has to do with. */
function giveUp({ talk, request, own, audit }: Looking, reason: string): void {
  audit.tally.pass(reason);
  const touched = [...own, ...talk.opportunities];
  talk.watch = { ...talk.watch, belief: unsettled(talk.watch.belief, request.key, touched) };
}

/** What a call does to the spaces of an order of which nothing is known is not known either. */
function forgetSpaces({ talk, request, own }: Looking): void {
  const { belief } = talk.watch;
  if (!belief.worlds.some(({ orders }) => orders[request.key]?.unsettled)) return;
  talk.watch = { ...talk.watch, belief: withSpacesUnknown(belief, own) };
}

/** Errors that an order of an earlier time would explain, which the recording does not show. */
const BY_THE_PAST: readonly (string | undefined)[] = [
  'OrderAlreadyExistsError',
  'GoneError',
  'OrderCreationFailedError',
  'OrderProposalVersionOutdatedError',
];

const STATUS_AS_MADE = /OrderItem(Confirmed|Proposed)$/;

/** Whether an answer to an order's first call in the recording speaks of what was done to it before. */
function isOfThePast({ audit, request }: Looking, observed: Observed, { breaches }: Seen): boolean {
  if (observed.kind === 'refused') return BY_THE_PAST.includes(observed.error.type);
  const repeatable = observed.kind === 'accepted' && (request.call === 'P' || request.call === 'B');
  if (!repeatable || audit.facts.whole || breaches.length === 0) return false;
  // What was booked before and has changed since may be shown as it has become.
  return getArray(observed.body, 'orderedItem').some((item) => {
    const status = getString(item, 'orderItemStatus');
    return status !== undefined && !STATUS_AS_MADE.test(status);
  });
}

/** Whether nothing is known of the order that a call is about: only the form of its answer can be judged. */
const isUnknown = ({ watch: { belief } }: Talk, { key }: CallRequest): boolean =>
  belief.blind !== undefined || belief.worlds.some(({ orders }) => orders[key]?.unsettled);

/** Whether the credentials were turned away: nothing of the request was looked at, or done. */
const isTurnedAway = ({ answer }: Logged): boolean =>
  answer.kind === 'response' && (answer.status === 401 || answer.status === 403);

function judgeCall(looking: Looking): void {
  const { audit, talk, request, logged, at, own } = looking;
  const { watch } = talk;
  if (isTurnedAway(logged)) {
    audit.tally.pass('whether credentials were sound is not known');
    return;
  }
  const isNew = watch.belief.worlds.every(({ orders }) => orders[request.key] === undefined);
  if (!audit.facts.whole) talk.watch = { ...watch, belief: sellerMayAct(watch.belief, request.key) };
  notePast(talk, [...talk.opportunities], at);
  const exchange: Exchange = {
    request: request.raw,
    answer: logged.answer,
    sentAt: Math.min(logged.sentAt ?? at, at),
    receivedAt: at,
  };
  const observed = readAnswer(request, logged.answer);
  if (isUnknown(talk, request)) {
    audit.tally.pass(
      'of some answers only the form can be judged, since what became of their orders before is not known',
    );
    audit.take(seeForm(talk.watch, request, exchange), logged, talk);
    return;
  }
  const seen = seeCall(talk.watch, request, exchange);
  if (isNew && isOfThePast(looking, observed, seen)) {
    talk.watch = seen.watch;
    giveUp(looking, 'some orders may have been there before the recording began');
    audit.take(seeForm(talk.watch, request, exchange), logged, talk);
    return;
  }
  if (seen.watch.belief.blind !== undefined && talk.watch.belief.blind === undefined) {
    audit.tally.pass(seen.watch.belief.blind);
  }
  audit.take(seen, logged, talk);
  if (seen.breaches.length === 0) learnFromAnsweredQuote(looking, observed, own);
}

/** The spaces that a quote shows, where nothing was known of them. */
function learnFromAnsweredQuote({ talk, request }: Looking, observed: Observed, own: readonly OpportunityId[]): void {
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
function straySeen(audit: Audit, logged: Logged, { baseUrl }: Call, request: StrayRequest): void {
  const { answer } = logged;
  const busy = answer.kind === 'response' && [429, 502, 503, 504].includes(answer.status);
  if (!request.knownPath || busy || answer.kind === 'no-answer') return;
  const at = timeOf(logged);
  const talk = startTalk(audit.knowledge.ground([], [], undefined), baseUrl, audit.strict, at);
  keep(talk, logged);
  const exchange: Exchange = { request: request.raw, answer, sentAt: at, receivedAt: at };
  const seen: Seen = seeStray(talk.watch, request, exchange);
  audit.take(seen, logged, talk);
}
