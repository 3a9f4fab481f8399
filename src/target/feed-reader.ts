import type { NoAnswer } from '../protocol/exchange.ts';
import { ENDLESS_EMPTY_PAGES } from '../protocol/rpde.ts';
import type { RawExchange } from './requester.ts';
import { readPage, type BrokenPage, type FeedPage } from './rpde.ts';

/** Where a reading of a feed came to its end. */
export type FeedEnd =
  /** At the feed's end. `endless`: no page named itself, and too many in a row had no items. */
  | { readonly kind: 'end'; readonly endless?: true }
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

/** Reads a feed from a page on until its end: a page without items whose `next` is itself, or too many without items. */
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
    if (!hasItems && page.next === url) return { pages, position: page.next, end: { kind: 'end' } };
    if (emptyPages === ENDLESS_EMPTY_PAGES) {
      return { pages, position: page.next, end: { kind: 'end', endless: true } };
    }
    if (seen.has(page.next)) return { pages, position: url, end: runsInCircles(url, page.next) };
    url = page.next;
  }
}

const runsInCircles = (url: string, next: string): BrokenPage => ({
  kind: 'broken',
  detail: `the page ${url} leads back to ${next === url ? 'itself, though it has items' : next}`,
});
