import type { NoAnswer } from '../protocol/exchange.ts';
import type { RawExchange } from './requester.ts';
import { readPage, type BrokenPage, type FeedPage } from './rpde.ts';

/** Where a reading of a feed came to its end. */
export type FeedEnd =
  /** At the feed's end. */
  | { readonly kind: 'end' }
  /** There may be more: as many pages as the limits allow have been read. */
  | { readonly kind: 'bounded' }
  | BrokenPage
  | NoAnswer;

/** What a reading of a feed gave. */
export interface FeedRead {
  readonly pages: readonly FeedPage[];
  /** Where to read on: the URL of the page that follows, or of the one that could not be read. */
  readonly position: string;
  readonly end: FeedEnd;
}

/** An honest feed's last page names itself; a few empty pages on the way to it are borne. */
const MAXIMUM_EMPTY_PAGES = 3;

/** Reads a feed from a page on until its end: a page without items whose `next` is itself. */
export async function readFeed(
  from: string,
  fetchPage: (url: string) => Promise<RawExchange>,
  maximumPages: number,
): Promise<FeedRead> {
  const pages: FeedPage[] = [];
  const seen = new Set<string>();
  let emptyPages = 0;
  for (let url = from; ;) {
    if (pages.length === maximumPages) return { pages, position: url, end: { kind: 'bounded' } };
    seen.add(url);
    const raw = await fetchPage(url);
    const page = readPage(url, raw);
    if ('kind' in page)
      return { pages, position: url, end: raw.exchange.answer.kind === 'no-answer' ? raw.exchange.answer : page };
    pages.push(page);
    const hasItems = page.items.length > 0;
    emptyPages = hasItems ? 0 : emptyPages + 1;
    if (!hasItems && (page.next === url || emptyPages > MAXIMUM_EMPTY_PAGES)) {
      return { pages, position: page.next, end: { kind: 'end' } };
    }
    if (seen.has(page.next)) return { pages, position: url, end: runsInCircles(url, page.next) };
    url = page.next;
  }
}

const runsInCircles = (url: string, next: string): BrokenPage => ({
  kind: 'broken',
  detail: `the page ${url} leads back to ${next === url ? 'itself, though it has items' : next}`,
});
