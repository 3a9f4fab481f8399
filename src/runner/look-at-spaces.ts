import type { OpportunityId } from '../protocol/ids.ts';
import { readOpportunity, type OpportunityFacts, type SpacesStep } from '../model/index.ts';
import { lacksUpdate, seeOpenFeed, spacesFit, unseen, type OpenItem, type OpenReadings } from '../oracle/index.ts';
import type { FeedItem, FeedProgress } from '../target/index.ts';
import type { Session } from './options.ts';
import { lookUntil, NOT_AWAITED, patienceOf } from './patience.ts';
import { rawPage } from './raw-page.ts';
import type { ReadItem, Running, StepRun } from './running.ts';

/** Looks at the open feeds, which one reader follows for the whole of a run. */

/** The item of the open feed that an opportunity came in. */
function openItem({ target }: Session, id: OpportunityId): readonly ReadItem[] {
  const data = target.opportunities.get(id)?.item.data;
  return data === undefined ? [] : [{ kind: 'open feed', data }];
}

/** An opportunity as the open feeds have it now; undefined where they do not. */
function factsNow({ target }: Session, id: OpportunityId): OpportunityFacts | undefined {
  const seen = target.opportunities.get(id);
  return seen?.state === 'updated' ? readOpportunity(seen.data) : undefined;
}

const sighted = (session: Session, id: OpportunityId, { page, position, ...item }: FeedItem): OpenItem => ({
  item,
  place: `item ${String(position + 1)} of ${page}`,
  remaining: factsNow(session, id)?.remaining,
});

/**
 * Reads the feed of an opportunity anew, and lets who follows it catch up for as long as a change may take. From then on
 * what was read anew counts. Undefined where there is nothing to compare; `late` where the campaign ended first.
 */
export async function readAnew(
  session: Session,
  id: OpportunityId,
  since: number,
): Promise<OpenReadings | undefined | 'late'> {
  const { opportunities } = session.target;
  const anew = await opportunities.readAnew(id);
  if (anew === undefined || opportunities.get(id) === undefined) return undefined;
  const followedNow = (): OpenItem | undefined => {
    const item = opportunities.get(id)?.item;
    return item && sighted(session, id, item);
  };
  const unread: OpenItem = { ...sighted(session, id, anew), remaining: undefined };
  const followed = await lookUntil(patienceOf(session), 'open', since, async () => {
    const read = await opportunities.refresh([id]);
    const value = followedNow();
    const reached = read.every(({ end }) => end.kind === 'end');
    const settled = value !== undefined && reached && !lacksUpdate({ followed: value, anew: unread });
    return { value: reached ? (value ?? null) : null, settled, news: false };
  });
  if (followed === undefined) return 'late';
  if (followed === null) return undefined;
  if (lacksUpdate({ followed, anew: unread }) || followed.item.modified === anew.modified)
    opportunities.correct(id, anew);
  return { followed, anew: sighted(session, id, anew) };
}

const pagesOf = (read: readonly FeedProgress[]) => read.map(({ pages }) => pages.map(rawPage));

/** A look at the spaces of an opportunity, again and again while the feed may still catch up with what was done. */
export async function lookAtSpaces(
  running: Running,
  { opportunity }: SpacesStep,
): Promise<Pick<StepRun, 'seen' | 'outcome' | 'read'>> {
  const { session, bindings, watch } = running;
  const id = bindings.opportunities.get(opportunity)?.id;
  if (id === undefined) return { seen: unseen(watch), outcome: 'no such opportunity' };
  let pages: ReturnType<typeof pagesOf> = [];
  const first = await lookUntil(patienceOf(session), 'open', watch.at, async () => {
    const read = await session.target.opportunities.refresh([id]);
    pages = [...pages, ...pagesOf(read)];
    const now = factsNow(session, id);
    const settled = read.every(({ end }) => end.kind === 'end') && now !== undefined && spacesFit(watch, now);
    return { value: now ?? null, settled, news: watch.shown.get(id) !== now?.remaining };
  });
  if (first === undefined) return { seen: unseen(watch), outcome: NOT_AWAITED };
  if (first === null) return { seen: unseen(watch), outcome: 'not in the open feed' };
  const readings = spacesFit(watch, first) ? undefined : await readAnew(session, id, watch.at);
  if (readings === 'late') return { seen: unseen(watch), outcome: NOT_AWAITED };
  const facts = factsNow(session, id) ?? first;
  return {
    seen: seeOpenFeed(watch, { facts, pages, readings }, session.clock.now()),
    outcome: `${facts.remaining ?? 'no'} spaces remain`,
    read: openItem(session, id),
  };
}
