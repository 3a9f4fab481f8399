import { isObject, typeOf } from '../protocol/json.ts';
import type { RpdeItem, RpdePage } from '../protocol/rpde.ts';
import type { OrdersFeedStep } from '../model/index.ts';
import { mayBeBehind, notYetShown } from '../oracle/rules/feeds/index.ts';
import { feedSighting, seeFeed, unseen, type FeedReading } from '../oracle/index.ts';
import type { OrdersFeedName, Target } from '../target/index.ts';
import { lookUntil, NOT_AWAITED, patienceOf } from './patience.ts';
import { rawPage } from './raw-page.ts';
import { FEED_NOT_READ, type ReadItem, type Running, type StepRun } from './running.ts';

/** Targets that were seen to have proposals in their feed of orders; and those that have them in a feed of their own. */
const sharing = new WeakSet<Target>();
const separate = new WeakSet<Target>();

const hasProposals = (pages: readonly RpdePage[]): boolean =>
  pages.some(({ items }) => items.some(({ data }) => isObject(data) && typeOf(data) === 'OrderProposal'));

interface Reading {
  readonly pages: readonly RpdePage[];
  /** The page that is the feed's end now. */
  readonly position: string;
}

/** Everything in a feed since the scenario began; undefined where it cannot be read to its end. */
async function readSince(
  { session, starts }: Running,
  name: OrdersFeedName,
  partner: OrdersFeedStep['partner'],
): Promise<Reading | 'absent' | undefined> {
  const feed = session.target.ordersFeed(name, partner);
  const read = await feed.readFrom(starts.get(`${name} ${partner}`) ?? feed.position());
  if (read.end.kind === 'broken' && read.end.absent) return 'absent';
  return read.end.kind === 'end' ? { pages: read.pages.map(rawPage), position: read.position } : undefined;
}

/** Reads a feed: proposals in the feed of orders, where the target has them there. */
async function readFeeds(
  running: Running,
  step: OrdersFeedStep,
): Promise<(Reading & { readonly shared: boolean }) | undefined> {
  const { target } = running.session;
  const first = sharing.has(target) ? 'orders' : step.feed;
  const found = await readSince(running, first, step.partner);
  const own = found === 'absent' ? undefined : found;
  if (own !== undefined && hasProposals(own.pages) && first === 'orders') sharing.add(target);
  if (own !== undefined && !stale(running, step, own.pages)) return { ...own, shared: sharing.has(target) };
  if (own?.pages.some(({ items }) => items.length > 0)) separate.add(target);
  if (first === 'orders' || separate.has(target)) return own && { ...own, shared: sharing.has(target) };
  const orders = await readSince(running, 'orders', step.partner);
  if (orders === undefined || orders === 'absent') return own && { ...own, shared: false };
  // Where there is no feed of proposals, the feed of orders is theirs, though it may have none yet.
  if (found !== 'absent' && !hasProposals(orders.pages)) return own && { ...own, shared: false };
  sharing.add(target);
  return { ...orders, shared: true };
}

const readingOf = (running: Running, step: OrdersFeedStep, pages: readonly RpdePage[]): FeedReading => ({
  partner: step.partner,
  feed: step.feed,
  shared: sharing.has(running.session.target),
  pages,
  lastPageAgain: undefined,
  followed: undefined,
  earlier: running.earlier.get(`${step.feed} ${step.partner}`) ?? [],
});

/** Whether a change that has to show does not do so yet. */
const stale = (running: Running, step: OrdersFeedStep, pages: readonly RpdePage[]): boolean =>
  notYetShown(feedSighting(running.watch, readingOf(running, step, pages)));

/**
 * What a follower has got, a while after `read` was read from the beginning: again and again while something may still
 * come to him. Undefined where a page cannot be read, or nobody could wait.
 */
async function follow(
  running: Running,
  step: OrdersFeedStep,
  reading: FeedReading,
  read: Reading,
): Promise<readonly RpdePage[] | undefined> {
  const { session, followers, watch } = running;
  const key = `${reading.shared ? 'orders' : step.feed} ${step.partner}`;
  const feed = session.target.ordersFeed(reading.shared ? 'orders' : step.feed, step.partner);
  let follower = followers.get(key);
  if (follower === undefined) {
    // Until now he is one with whoever reads from the beginning.
    followers.set(key, { pages: read.pages, position: read.position });
    return read.pages;
  }
  let broken = false;
  const awaited = await lookUntil(patienceOf(session), 'orders', watch.at, async () => {
    const { pages, position, end } = await feed.readFrom(follower?.position ?? read.position);
    broken = end.kind !== 'end';
    follower = { pages: [...(follower?.pages ?? []), ...pages.map(rawPage)], position };
    const settled = !broken && !mayBeBehind(feedSighting(watch, { ...reading, followed: follower.pages }));
    return { value: true, settled, news: false };
  });
  followers.set(key, follower);
  return broken || awaited === undefined ? undefined : follower.pages;
}

/** The data of what a feed shows of this scenario's orders: what others have in it is theirs to look at. */
const ownItems = ({ bindings }: Running, { feed }: OrdersFeedStep, items: readonly RpdeItem[]): readonly ReadItem[] =>
  items.flatMap(({ data }) => {
    const text = data === undefined ? '' : JSON.stringify(data);
    const own = [...bindings.uuids.values()].some((uuid) => text.includes(uuid));
    return data !== undefined && own ? [{ kind: `${feed} feed`, data }] : [];
  });

/** A look at one of the feeds of orders, again and again while it may still catch up. */
export async function lookAtFeed(
  running: Running,
  step: OrdersFeedStep,
): Promise<Pick<StepRun, 'seen' | 'outcome' | 'read'>> {
  const { session, watch } = running;
  let last: Awaited<ReturnType<typeof readFeeds>>;
  const read = await lookUntil(patienceOf(session), 'orders', watch.at, async () => {
    last = (await readFeeds(running, step)) ?? last;
    const settled = last !== undefined && !stale(running, step, last.pages);
    return { value: last ?? null, settled, news: last?.pages.some(({ items }) => items.length > 0) === true };
  });
  if (read === undefined) return { seen: unseen(watch), outcome: NOT_AWAITED };
  if (read === null) return { seen: unseen(watch), outcome: FEED_NOT_READ };
  const { pages, position } = read;
  const reading = readingOf(running, step, pages);
  const feed = session.target.ordersFeed(read.shared ? 'orders' : step.feed, step.partner);
  const [again] = reading.earlier.length === 0 ? (await feed.readFrom(position)).pages : [];
  running.earlier.set(`${step.feed} ${step.partner}`, pages);
  const followed = await follow(running, step, reading, read);
  const sighting = { ...reading, lastPageAgain: again && rawPage(again), followed };
  const seen = seeFeed(watch, sighting, session.clock.now());
  const items = pages.flatMap((page) => page.items);
  return { seen, outcome: `${items.length} items`, read: ownItems(running, step, items) };
}
