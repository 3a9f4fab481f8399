import type { OpportunityId } from '../protocol/ids.ts';
import type { OpenFeed } from './dataset-site.ts';
import { readFeed, type FeedRead } from './feed-reader.ts';
import { createOpportunityStore, type SeenOpportunity } from './opportunities.ts';
import type { RawExchange } from './requester.ts';

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
  return { refresh, get: store.get, ids: store.ids };
}

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
