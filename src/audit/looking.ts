import type { ApiRequest, Exchange } from '../protocol/exchange.ts';
import type { OpportunityId } from '../protocol/ids.ts';
import { get, idOf, isObject } from '../protocol/json.ts';
import { findOffer, readRequest, type CallRequest, type Observed, type StrayRequest } from '../model/index.ts';
import { seeForm } from '../oracle/index.ts';
import { timeOf, type Audit } from './audit.ts';
import type { Logged } from './logged.ts';
import { opportunitiesIn } from './opportunities.ts';
import type { Sight } from './sight.ts';
import type { Talk } from './talk.ts';
import { knowsSpaces, unsettled, withSpacesSeen, withSpacesUnknown } from './worlds.ts';

/** What is known of a call in a recording before its answer is judged, and what is not. */

export type CallSight = Extract<Sight, { kind: 'call' }>;

/** A call as it stands in the recording. */
export interface Called {
  readonly logged: Logged;
  readonly baseUrl: string;
  readonly request: CallRequest;
  /** What its credentials look like. */
  readonly token: string | undefined;
  /** The opportunities that it names, and those of them that only the recording's own partners can book. */
  readonly named: readonly OpportunityId[];
  readonly own: readonly OpportunityId[];
}

/** What one call is looked at with. */
export interface Looking extends Called {
  readonly audit: Audit;
  readonly talk: Talk;
  readonly at: number;
}

/** Reads a call; one that the API does not have is given as such. */
export function calledOf(audit: Audit, logged: Logged, { method, path, baseUrl }: CallSight): Called | StrayRequest {
  const { partner, token } = audit.partners.of(logged.headers, logged.partner);
  const raw: ApiRequest = { method, path, partner, ...(logged.sent === undefined ? {} : { body: logged.sent }) };
  const request = readRequest(raw);
  if (request.kind === 'stray') return request;
  const named = opportunitiesIn(logged.sent?.kind === 'json' ? logged.sent.value : undefined);
  const own = [...new Set(named)].filter((id) => audit.book.isOwn(id, baseUrl));
  return { logged, baseUrl, request, token, named, own };
}

/** The talk that a call is part of. */
export const enter = (audit: Audit, { baseUrl, request, own, logged }: Called): Talk =>
  audit.talks.about(baseUrl, request.uuid, own, { strict: audit.strict, at: timeOf(logged) });

/** Gives a talk the ground on which some of its calls are judged. */
export function onGround(audit: Audit, talk: Talk, calls: readonly Called[], at: number | undefined): void {
  const mentioned = [...new Set([...calls.flatMap(({ named }) => named), ...linesOf(talk)])];
  const sellers = calls.map(({ request }) => idOf(get(request.body, 'seller')));
  talk.watch = { ...talk.watch, ground: audit.knowledge.ground(mentioned, sellers, at) };
}

/** The opportunities of the orders that a talk is about. */
export const linesOf = ({ watch }: Talk): readonly OpportunityId[] =>
  watch.belief.worlds.flatMap(({ orders }) =>
    Object.values(orders).flatMap(({ lines }) => lines.map(({ opportunity }) => opportunity)),
  );

export function learnFromAnswer(audit: Audit, { request: { call }, logged: { answer } }: Called): void {
  const body = answer.kind === 'response' && answer.body.kind === 'json' ? answer.body.value : undefined;
  if (!isObject(body)) return;
  audit.knowledge.learnSeller(body);
  const accepted = answer.kind === 'response' && answer.status >= 200 && answer.status < 300;
  if (accepted && ['C1', 'C2', 'P', 'B'].includes(call)) audit.book.learnFromQuote(body);
}

/** Whether a talk has orders of which nothing is known, nor what spaces they hold. */
export const hasUnsettled = ({ watch }: Talk): boolean =>
  watch.belief.worlds.some(({ orders }) => Object.values(orders).some((record) => record.unsettled));

/** What the open feeds showed of the spaces of opportunities that nobody has touched yet. */
export function learnSpaces({ audit, talk, own, logged }: Looking): void {
  if (hasUnsettled(talk)) return;
  for (const id of own) {
    const remaining = audit.book.facts(id, logged.receivedAt)?.remaining;
    const untouched = !linesOf(talk).includes(id) && !talk.past.has(id) && !mayBeShown(audit, logged, id);
    if (remaining === undefined || !untouched || knowsSpaces(talk.watch.belief, id)) continue;
    talk.watch = { ...talk.watch, belief: withSpacesSeen(talk.watch.belief, id, remaining) };
  }
}

/** Whether a feed that was read while a call was under way may show what it did. */
const mayBeShown = ({ book }: Audit, { sentAt }: Logged, id: OpportunityId): boolean =>
  (book.readAt(id) ?? -Infinity) > (sentAt ?? Infinity);

const MAKES: readonly string[] = ['C1', 'C2', 'P', 'B', 'delete-quote'];

/** Whether an order is known, in some world at least. */
export const isKnown = ({ watch }: Talk, { key }: CallRequest): boolean =>
  watch.belief.worlds.some(({ orders }) => orders[key] !== undefined);

/** Why nothing can be said of an order from here on; undefined where something can. `made`: by a call beside this one. */
export function doubtOf({ talk, request, token, logged, audit }: Looking, made = false): string | undefined {
  const { key, call } = request;
  const known = made || isKnown(talk, request);
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
  if ((logged.sentAt ?? Infinity) < talk.busyUntil) return AT_ONCE;
  if (mayHaveActed(logged)) return 'a call was sent elsewhere, and what it did is not known';
  const strange =
    !audit.facts.whole &&
    request.minimal &&
    talk.watch.belief.worlds.every(({ orders }) => !orders[key]?.versions.includes(request.version ?? ''));
  return strange ? 'a proposal may have been amended without the recording showing it' : undefined;
}

export const AT_ONCE = 'calls that have to do with each other were under way at the same time';

/** From now on nothing is known of an order, nor of the spaces of what it has to do with. */
export function giveUp({ talk, request, own, audit }: Looking, reason: string): void {
  audit.tally.pass(reason);
  const touched = [...own, ...talk.opportunities];
  talk.watch = { ...talk.watch, belief: unsettled(talk.watch.belief, request.key, touched) };
}

/** What a call does to the spaces of an order of which nothing is known is not known either. */
export function forgetSpaces({ talk, request, own }: Looking): void {
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

/** Whether an order's first call was refused for what may have been done to it before the recording began. */
export const refusedForThePast = (observed: Observed): boolean =>
  observed.kind === 'refused' && BY_THE_PAST.includes(observed.error.type);

/**
 * Whether the answer to an order's first call may show it as it was made by an earlier one, or has become since: P and B
 * may be repeats of calls that the recording does not hold.
 */
export const mayRepeat = ({ audit, request }: Looking, observed: Observed): boolean =>
  !audit.facts.whole && observed.kind === 'accepted' && (request.call === 'P' || request.call === 'B');

export const THE_PAST = 'some orders may have been there before the recording began';

/** Whether nothing is known of the order that a call is about: only the form of its answer can be judged. */
export const isUnknown = ({ watch: { belief } }: Talk, { key }: CallRequest): boolean =>
  belief.blind !== undefined || belief.worlds.some(({ orders }) => orders[key]?.unsettled);

/** A call and its answer. */
export const exchangeOf = ({ request, logged, at }: Looking): Exchange => ({
  request: request.raw,
  answer: logged.answer,
  sentAt: Math.min(logged.sentAt ?? at, at),
  receivedAt: at,
});

/** Judges what can be judged of an answer by itself. */
export function judgeForm(looking: Looking): void {
  const { audit, talk, request, logged } = looking;
  audit.take(seeForm(talk.watch, request, exchangeOf(looking)), logged, talk);
}

/** Judges no more than that, since nothing is known of the order. */
export function judgeFormOnly(looking: Looking): void {
  looking.audit.tally.pass(
    'of some answers only the form can be judged, since what became of their orders before is not known',
  );
  judgeForm(looking);
}

/**
 * Whether a call was turned away before it was looked at: for its credentials, or to another address. What a cache
 * answers with 304 says nothing either.
 */
export function isTurnedAway({ audit, logged: { answer } }: Looking): boolean {
  if (answer.kind !== 'response') return false;
  if (isRedirect(answer.status)) audit.tally.pass('some calls were sent elsewhere, or answered from a cache');
  else if (answer.status === 401 || answer.status === 403)
    audit.tally.pass('whether credentials were sound is not known');
  else return false;
  return true;
}

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/** Redirects with which the same call is made again, and the answer of a cache: neither did anything. */
const NOTHING_DONE: readonly number[] = [304, 307, 308];

/** Whether a call that would change something was sent elsewhere, to see what it has come to perhaps. */
const mayHaveActed = ({ method, answer }: Logged): boolean =>
  method !== 'GET' && answer.kind === 'response' && isRedirect(answer.status) && !NOTHING_DONE.includes(answer.status);

/** Whether an order was made of items that are not all known: what it holds, and which ids they have, is not either. */
export const hasUnknownItems = ({ talk, request }: Looking): boolean =>
  (request.call === 'P' || request.call === 'B') &&
  request.lines.some((line) => {
    const facts = line.opportunity && talk.watch.ground.openData.opportunities.get(line.opportunity);
    return !facts || line.offer === undefined || findOffer(facts, line.offer) === undefined;
  });

export const UNKNOWN_ITEMS = 'what some orders were made of is not known';
