import type { OpportunityId } from '../protocol/ids.ts';
import type { OpenFeed } from './dataset-site.ts';
import { readFeed, type FeedRead } from './feed-reader.ts';
import { createOpportunityStore, type SeenOpportunity } from './opportunities.ts';
import type { RawExchange } from './requester.ts';
import type { FeedItem } from './rpde.ts';

/** What reading one open feed came to. */
export interface FeedProgress extends FeedRead {
  readonly feed: OpenFeed;
}

/** Follows the open feeds. */
export interface OpenFeeds {
  /**
   * Reads what is new in every feed, to its end; with `ids`, only in the feeds that they and their parents came in
   * (in all, when one of them has not been seen yet). What is seen was asked for after this call.
   */
  refresh(ids?: readonly OpportunityId[]): Promise<readonly FeedProgress[]>;
  /** An opportunity as last seen; undefined where no feed has had it. */
  get(id: OpportunityId): SeenOpportunity | undefined;
  /**
   * Reads the feed that an opportunity came in anew, from the page on where it was seen last (from the first, where it is
   * no longer there), and gives its item as it stands there now: what who follows `next` may have missed. Undefined where
   * it is not there, or the feed cannot be read to its end.
   */
  readAnew(id: OpportunityId): Promise<FeedItem | undefined>;
  /** Takes an item that was read anew for the latest of its opportunity. */
  correct(id: OpportunityId, item: FeedItem): void;
  /** The ids of all that was seen, of what only holds opportunities too. */
  ids(): Iterable<OpportunityId>;
}

export function followOpenFeeds(
  feeds: readonly OpenFeed[],
  fetchPage: (url: string) => Promise<RawExchange>,
  maximumPages: number,
): OpenFeeds {
  const store = createOpportunityStore();
  const readers = feeds.map((feed) => ({
    feed,
    read: oneAtATime(followFeed(feed, (url) => readFeed(url, fetchPage, maximumPages), store.add)),
  }));

  async function refresh(ids?: readonly OpportunityId[]): Promise<readonly FeedProgress[]> {
    const wanted = ids?.map(store.feedsOf);
    const all = wanted === undefined || wanted.some((urls) => urls.size === 0);
    const due = readers.filter(({ feed }) => all || wanted.some((urls) => urls.has(feed.url)));
    return Promise.all(due.map(({ read }) => read()));
  }

  async function readAnew(id: OpportunityId): Promise<FeedItem | undefined> {
    const seen = store.get(id);
    if (seen === undefined) return undefined;
    const { item, feedUrl } = seen;
    for (const from of new Set([item.page, feedUrl])) {
      const { pages, end } = await readFeed(from, fetchPage, maximumPages);
      if (end.kind !== 'end') return undefined;
      const found = pages.flatMap((page) => page.items).findLast((each) => isSame(each, item));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  const correct = (id: OpportunityId, item: FeedItem): void => {
    const seen = store.get(id);
    if (seen !== undefined && isSame(seen.item, item)) store.add(seen.feedUrl, item);
  };
  return { refresh, get: store.get, readAnew, correct, ids: store.ids };
}

const isSame = (one: FeedItem, other: FeedItem): boolean => one.id === other.id && one.kind === other.kind;

/** A function that reads on where the last reading ended. */
function followFeed(
  feed: OpenFeed,
  read: (from: string) => Promise<FeedRead>,
  add: (feedUrl: string, item: FeedRead['pages'][number]['items'][number]) => void,
): () => Promise<FeedProgress> {
  let position = feed.url;
  return async () => {
    const found = await read(position);
    position = found.position;
    for (const page of found.pages) for (const item of page.items) add(feed.url, item);
    return { feed, ...found };
  };
}

/**
 * Runs `work` once at a time. Who calls while it runs waits for the next run, for the running one may have
 * looked before the call; all who wait share that run.
 */
function oneAtATime<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<unknown> = Promise.resolve();
  let waiting: Promise<Result> | undefined;
  const start = () => {
    waiting = undefined;
    const run = work();
    running = run;
    return run;
  };
  return () => (waiting ??= running.then(start, start));
}
