import { readAnswer } from '../model/index.ts';
import { seeCall, seeRace, unseen, type RaceCall } from '../oracle/index.ts';
import { aboutOf, calledAbout, sellerActed, widen } from './about.ts';
import { bringUp, timeOf, type Audit } from './audit.ts';
import type { InTurn } from './in-order.ts';
import type { Logged } from './logged.ts';
import {
  AT_ONCE,
  doubtOf,
  enter,
  exchangeOf,
  forgetSpaces,
  giveUp,
  hasUnknownItems,
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
  type Looking,
} from './looking.ts';
import { keep, notePassed } from './talk.ts';
import { unseenActs } from './worlds.ts';

/** Calls of a recording that were under way at the same time and have to do with each other: some order explains them. */

/** The orders of more calls than this are too many to try. */
const MOST_AT_ONCE = 12;

/** The calls that were under way with one, or with others that were, and have to do with it: in the order of their turns. */
export function togetherWith(audit: Audit, { alongside, ahead }: InTurn, first: Called): readonly Called[] {
  if (alongside.length === 0) return [];
  const about = aboutOf(audit, first);
  if (!alongside.some((other) => calledAbout(audit, other, about))) return [];
  const found = new Map<Logged, Called>();
  let until = first.logged.receivedAt ?? -Infinity;
  for (let more = true; more;) {
    more = false;
    for (const other of ahead) {
      if (found.has(other) || (other.sentAt ?? Infinity) >= until) continue;
      const called = calledAbout(audit, other, about);
      if (called === undefined) continue;
      found.set(other, called);
      widen(about, called);
      until = Math.max(until, other.receivedAt ?? -Infinity);
      more = true;
    }
  }
  return ahead.flatMap((other) => found.get(other) ?? []);
}

/** Looks at calls that were under way at the same time, the first one first. */
export function callsAtOnce(audit: Audit, turn: InTurn, calls: readonly [Called, ...Called[]]): void {
  for (const called of calls) {
    audit.judged.add(called.logged);
    learnFromAnswer(audit, called);
    enter(audit, called);
  }
  // Each may have joined talks of its own to it.
  const [first] = calls;
  const talk = enter(audit, first);
  const looking = calls.map((called): Looking => ({ ...called, audit, talk, at: timeOf(called.logged, talk) }));
  const until = Math.max(...looking.map(({ at }) => at));
  onGround(audit, talk, calls, first.logged.receivedAt);
  bringUp(audit, talk, timeOf(first.logged, talk));
  for (const each of looking) learnSpaces(each);
  const untold =
    audit.facts.clockSlackMs > 0 ||
    calls.length > MOST_AT_ONCE ||
    sellerActed(turn.ahead, { baseUrl: first.baseUrl, ...talk }, until);
  settleDoubts(looking, untold);
  for (const { logged } of calls) keep(talk, logged);
  const sound = looking.filter((each) => !isTurnedAway(each));
  for (const each of sound.filter(({ request }) => isUnknown(talk, request))) judgeFormOnly(each);
  judgeRace(
    sound.filter(({ request }) => !isUnknown(talk, request)),
    until,
  );
  talk.busyUntil = Math.max(talk.busyUntil, until);
}

/** Gives up the orders of which nothing can be said; all of them, where which came first could be anything. */
function settleDoubts(looking: readonly Looking[], untold: boolean): void {
  for (const each of looking) {
    const doubt = untold ? AT_ONCE : (doubtOf(each, isMadeBeside(each, looking)) ?? pastOf(each, looking));
    if (doubt !== undefined) giveUp(each, doubt);
  }
  for (const each of looking) forgetSpaces(each);
}

/** Whether another of the calls may have made the order that one is about. */
const isMadeBeside = ({ request }: Looking, looking: readonly Looking[]): boolean =>
  looking.some(
    (other) =>
      other.request !== request &&
      other.request.key === request.key &&
      CHECKPOINTS.includes(other.request.call) &&
      !other.request.minimal &&
      wasAccepted(other),
  );

const CHECKPOINTS: readonly string[] = ['C1', 'C2', 'P', 'B'];

const wasAccepted = ({ logged: { answer } }: Looking): boolean =>
  answer.kind === 'no-answer' || (answer.status >= 200 && answer.status < 300);

/** Whether an order may have been there before. */
function pastOf(each: Looking, looking: readonly Looking[]): string | undefined {
  if (isKnown(each.talk, each.request)) return undefined;
  const observed = readAnswer(each.request, each.logged.answer);
  const refused = refusedForThePast(observed) && !isMadeBeside(each, looking);
  if (refused) return THE_PAST;
  return observed.kind !== 'refused' && hasUnknownItems(each) ? UNKNOWN_ITEMS : undefined;
}

const asRaceCall = (looking: Looking, lane: number): RaceCall => {
  const { request, logged } = looking;
  return {
    lane,
    name: `${request.call} of ${request.uuid} by ${request.partner}`,
    exchange: exchangeOf(looking),
    act: { kind: 'call', request },
    called: logged.sentAt ?? -Infinity,
    returned: logged.receivedAt ?? Infinity,
  };
};

/** Gives up orders that may have been there before, of which only the form of the answers can be judged. */
function judgeFormOfPast(looking: readonly Looking[]): void {
  for (const each of looking) giveUp(each, THE_PAST);
  for (const each of looking) judgeForm(each);
}

function judgeRace(looking: readonly Looking[], until: number): void {
  const [first] = looking;
  if (first === undefined) return;
  const { audit, talk } = first;
  const begun = looking.some(
    (each) => !isKnown(talk, each.request) && mayRepeat(each, readAnswer(each.request, each.logged.answer)),
  );
  if (looking.length === 1) {
    const alone = seeCall(talk.watch, first.request, exchangeOf(first));
    if (begun && alone.breaches.length > 0) judgeFormOfPast(looking);
    else audit.take(alone, first.logged, talk);
    return;
  }
  const calls = looking.map(asRaceCall);
  const from = Math.min(...looking.map((each) => exchangeOf(each).sentAt));
  const lines = looking.reduce((sum, { request }) => sum + Math.max(1, request.lines.length), 0);
  notePassed(talk, [...talk.opportunities], until, lines);
  const seen = seeRace(talk.watch, calls, from, until, audit.facts.whole ? undefined : unseenActs);
  if (seen.watch.belief.blind !== undefined) {
    for (const each of looking) giveUp(each, seen.watch.belief.blind);
    return;
  }
  if (begun && seen.breaches.length > 0) {
    judgeFormOfPast(looking);
    return;
  }
  audit.take({ ...seen, breaches: [] }, first.logged, talk);
  looking.forEach(({ logged }, index) => {
    const breaches = seen.shown.filter(({ by }) => by === calls[index]).map(({ breach }) => breach);
    if (breaches.length > 0) audit.take({ ...unseen(seen.watch), breaches }, logged, talk);
  });
}
