import { opportunityId, orderUuid, type OpportunityId, type PartnerName } from '../protocol/ids.ts';
import { getArray, getString, isObject, typeOf, type JsonObject } from '../protocol/json.ts';
import type { RpdeItem, RpdePage } from '../protocol/rpde.ts';
import { orderKey } from '../model/index.ts';
import { seeRecordedFeed, seeSpaces, seeTime } from '../oracle/index.ts';
import { partsOf } from '../target/opportunities.ts';
import { changedMeanwhile, MEANWHILE } from './about.ts';
import { bringUp, timeOf, type Audit } from './audit.ts';
import type { InTurn } from './in-order.ts';
import type { Logged } from './logged.ts';
import type { OrdersFeed, Sight } from './sight.ts';
import { keep, type Talk } from './talk.ts';
import { knowsSpaces, sellerMayAct } from './worlds.ts';

/** What a recording shows of the feeds. */

/** Items of a feed of orders that a talk is about. */
interface Items {
  readonly feed: OrdersFeed;
  /** The booking partner as the recording's own words name it. */
  readonly partner?: string;
  readonly items: readonly RpdeItem[];
  /** The exchange that showed them, without what it showed of others: what of it is kept. */
  readonly kept?: Logged;
}

const UUIDS = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

const uuidIn = ({ id, data }: RpdeItem): string | undefined =>
  [getString(data, '@id') ?? '', id, getString(data, 'identifier') ?? '']
    .map((text) => text.match(UUIDS)?.at(-1))
    .find((uuid) => uuid !== undefined);

/** A page of a feed of orders: each item is looked at within its own talk. */
export function ordersPageSeen(audit: Audit, turn: InTurn, sight: Extract<Sight, { kind: 'orders page' }>): void {
  const { logged } = turn;
  const byTalk = new Map<Talk, Set<number>>();
  for (const [index, item] of sight.page.items.entries()) {
    const uuid = uuidIn(item);
    const talk = uuid === undefined ? undefined : audit.talks.ofOrder(sight.baseUrl, orderUuid(uuid));
    if (talk) byTalk.set(talk, (byTalk.get(talk) ?? new Set()).add(index));
    else audit.tally.pass('the recording does not show how some orders in the feeds were made');
  }
  const body = bodyOf(logged);
  for (const [talk, places] of byTalk) {
    const items = sight.page.items.filter((_, index) => places.has(index));
    const kept = { ...body, items: getArray(body, 'items').filter((_, index) => places.has(index)) };
    itemsSeen(audit, turn, talk, { feed: sight.feed, items, kept: showing(logged, kept) });
  }
}

const bodyOf = ({ answer }: Logged): JsonObject | undefined =>
  answer.kind === 'response' && answer.body.kind === 'json' && isObject(answer.body.value)
    ? answer.body.value
    : undefined;

/** An exchange as it would be had it shown no more than this: pages are large, and kept for long. */
const showing = (logged: Logged, value: JsonObject): Logged =>
  logged.answer.kind === 'response'
    ? { ...logged, answer: { ...logged.answer, body: { kind: 'json', value } } }
    : logged;

/** The partner who read some items: by what the recording calls him, by his credentials, or by whose orders they are. */
function readerOf(audit: Audit, logged: Logged, talk: Talk, { partner, items }: Items): PartnerName | undefined {
  if (partner === undefined) return audit.partners.of(logged.headers, logged.partner).partner;
  const named = audit.partners.named(partner);
  if (named !== undefined) return named;
  const uuids = items.map(uuidIn);
  const owners = new Set(
    talk.watch.belief.worlds.flatMap(({ orders }) =>
      Object.keys(orders)
        .filter((key) => uuids.some((uuid) => key.endsWith(` ${uuid ?? ''}`)))
        .map((key) => key.split(' ')[0] as PartnerName),
    ),
  );
  return owners.size === 1 ? [...owners][0] : undefined;
}

export function itemsSeen(audit: Audit, turn: InTurn, talk: Talk, shown: Items): void {
  const { logged } = turn;
  const partner = readerOf(audit, logged, talk, shown);
  if (partner === undefined) {
    audit.tally.pass('whose feed some items were read from is not said');
    return;
  }
  if (changedMeanwhile(audit, turn, talk)) {
    audit.tally.pass(MEANWHILE);
    return;
  }
  const at = timeOf(logged, talk);
  bringUp(audit, talk, at);
  if (!audit.facts.whole) {
    for (const uuid of shown.items.map(uuidIn)) {
      if (uuid === undefined) continue;
      const belief = sellerMayAct(talk.watch.belief, orderKey(partner, orderUuid(uuid)));
      talk.watch = { ...talk.watch, belief };
    }
  }
  const key = `${shown.feed} ${partner}`;
  const earlier = talk.shown.get(key) ?? [];
  const page: RpdePage = { url: logged.url, items: shown.items, next: undefined, license: undefined };
  const shared =
    shown.feed === 'orders' &&
    [page, ...earlier].some(({ items }) =>
      items.some(({ data }) => isObject(data) && typeOf(data) === 'OrderProposal'),
    );
  const reading = {
    partner,
    feed: shown.feed,
    shared,
    pages: [page],
    lastPageAgain: undefined,
    followed: undefined,
    earlier,
  };
  const seen = seeRecordedFeed(talk.watch, reading, at, { pages: false, whole: audit.facts.whole });
  audit.take(seen, logged, talk);
  talk.shown.set(key, [...earlier, page].slice(-KEPT_PAGES));
  keep(talk, shown.kept ?? logged);
}

/** What was read of an order before this many readings is compared no more. */
const KEPT_PAGES = 20;

/** A feed may show what was right this long ago (practice: minutes). */
const LAG_MS = 5 * 60_000;

/** Opportunities in the open feeds: are their spaces right? */
export function spacesSeen(audit: Audit, turn: InTurn, updated: readonly JsonObject[]): void {
  for (const data of updated) {
    for (const [id] of partsOf(data)) {
      const talk = audit.talks.ofOpportunity(opportunityId(id));
      if (talk === undefined) continue;
      if (changedMeanwhile(audit, turn, talk)) audit.tally.pass(MEANWHILE);
      else spacesOf(audit, showing(turn.logged, data), talk, opportunityId(id));
    }
  }
}

function spacesOf(audit: Audit, logged: Logged, talk: Talk, id: OpportunityId): void {
  const facts = audit.book.facts(id, logged.receivedAt);
  if (facts?.remaining === undefined || talk.watch.belief.blind !== undefined) return;
  const at = timeOf(logged, talk);
  bringUp(audit, talk, at);
  keep(talk, logged);
  talk.watch = seeTime(talk.watch, at);
  if (!knowsSpaces(talk.watch.belief, id)) {
    audit.tally.pass('how many spaces some opportunities have is not known');
    return;
  }
  if (isOldNews(audit, talk, id, facts.remaining, at)) return;
  audit.take(seeSpaces(talk.watch, facts, at), logged, talk);
}

/** Whether so many spaces were right a while ago: then the feed may only be late, and says nothing of now. */
function isOldNews({ facts }: Audit, talk: Talk, id: OpportunityId, shown: number, at: number): boolean {
  const until = talk.past.get(id)?.get(shown);
  if (until === undefined) return false;
  return facts.clockSlackMs > 0 || at - until < LAG_MS;
}
