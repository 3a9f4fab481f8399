import type { OpportunityId } from '../protocol/ids.ts';
import type { Audit } from './audit.ts';
import type { InTurn } from './in-order.ts';
import type { Logged } from './logged.ts';
import { calledOf, type Called } from './looking.ts';
import { opportunitiesIn } from './opportunities.ts';
import { sightOf } from './sight.ts';
import type { Talk } from './talk.ts';

/** Which exchanges of a recording have to do with each other. */

/** What some calls are about. */
export interface About {
  readonly baseUrl: string;
  readonly uuids: ReadonlySet<string>;
  readonly opportunities: ReadonlySet<OpportunityId>;
}

/** The same while it is being found out. */
interface Widening extends About {
  readonly uuids: Set<string>;
  readonly opportunities: Set<OpportunityId>;
}

export function widen(about: Widening, { request, own }: Called): void {
  about.uuids.add(request.uuid);
  for (const id of own) about.opportunities.add(id);
}

/** Another call that has to do with some; undefined where it has not, or is none. */
export function calledAbout(audit: Audit, other: Logged, about: About): Called | undefined {
  if (!other.url.startsWith(about.baseUrl)) return undefined;
  const sight = sightOf(other);
  if (sight.kind !== 'call' || sight.baseUrl !== about.baseUrl) return undefined;
  const [, uuid = ''] = sight.path.split('/');
  const shares = () =>
    opportunitiesIn(other.sent?.kind === 'json' ? other.sent.value : undefined).some(
      (id) => about.opportunities.has(id) && audit.book.isOwn(id, sight.baseUrl),
    );
  if (!about.uuids.has(uuid) && !shares()) return undefined;
  const called = calledOf(audit, other, sight);
  return 'request' in called ? called : undefined;
}

/** What a call has to do with before it has been made: its order, what it asks for, and what that is shared with. */
export function aboutOf(audit: Audit, called: Called): Widening {
  const { baseUrl, request, own } = called;
  const talks = [audit.talks.ofOrder(baseUrl, request.uuid), ...own.map((id) => audit.talks.ofOpportunity(id))].filter(
    (talk) => talk !== undefined,
  );
  const about: Widening = {
    baseUrl,
    uuids: new Set(talks.flatMap(({ uuids }) => [...uuids])),
    opportunities: new Set(talks.flatMap(({ opportunities }) => [...opportunities])),
  };
  widen(about, called);
  return about;
}

/** Whether the seller does something, of what is ahead and begins before a moment, to orders that some calls are about. */
export const sellerActed = (ahead: readonly Logged[], { baseUrl, uuids }: About, until: number): boolean =>
  ahead.some((other) => {
    if ((other.sentAt ?? Infinity) >= until || !other.url.startsWith(baseUrl)) return false;
    const sight = sightOf(other);
    return sight.kind === 'seller' && sight.uuid !== undefined && uuids.has(sight.uuid);
  });

/** Whether something that a talk is about was changed while an exchange was under way: what it shows may be of before or after. */
export function changedMeanwhile(audit: Audit, { alongside }: InTurn, { watch, uuids, opportunities }: Talk): boolean {
  if (alongside.length === 0) return false;
  const about: About = { baseUrl: watch.baseUrl, uuids, opportunities };
  return (
    alongside.some((other) => calledAbout(audit, other, about) !== undefined) || sellerActed(alongside, about, Infinity)
  );
}

export const MEANWHILE = 'what a feed shows may be of before or after a call that was under way at the same time';
