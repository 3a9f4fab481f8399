import { canonical, isObject } from '../../../protocol/json.ts';
import { ENDLESS_EMPTY_PAGES, type RpdeItem, type RpdePage } from '../../../protocol/rpde.ts';
import { expect, inconclusive, notApplicable, PASSED, violated, type FeedSighting, type Verdict } from '../../rule.ts';
import type { CheckedTable } from '../table.ts';
import { modifiedOf } from './modified.ts';
import { identityOf } from './shown.ts';

/** How a feed is paged, whatever it holds: Realtime Paged Data Exchange 1.0. */

const FEED_IS_RPDE = 'orders-feed-notifications-updates-and-refunds/1';
const ENDPOINT = 'orders-rpde-feed/1';
/** That the feeds of opportunities are RPDE feeds. */
export const OPEN_FEEDS = 'booking-system-contract-with-the-broker/10';
const features = ['customer-requested-cancellation', 'seller-requested-cancellation', 'minimal-proposal'] as const;

/** A URL with its parameters in one order, since they may come in any. Undefined where it is not absolute. */
function normalised(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.searchParams.sort();
  return url.href;
}

/** What is wrong with an item's form. */
function itemFault(item: RpdeItem): string | undefined {
  if (item.id === '') return 'an item without id';
  if (modifiedOf(item) === undefined) return `item ${item.id} with modified ${String(item.modified ?? 'missing')}`;
  if (item.kind === undefined) return `item ${item.id} without kind`;
  if (item.state !== 'updated' && item.state !== 'deleted')
    return `item ${item.id} with state ${item.state ?? 'missing'}`;
  return item.state === 'updated' && !isObject(item.data) ? `item ${item.id} updated, without data` : undefined;
}

function checkShape({ pages }: FeedSighting): Verdict {
  const fault = pages
    .flatMap(({ items }) => items)
    .map(itemFault)
    .find((found) => found !== undefined);
  if (fault !== undefined)
    return violated('items with id, whole modified, kind, state, and data unless deleted', fault);
  const lost = pages.find(({ next }) => normalised(next) === undefined);
  return expect(lost === undefined, 'pages with an absolute URL as next', `next: ${lost?.next ?? 'none'}`);
}

/** Whether pages that follow each other are in the order of `modified`. */
export function inOrder(pages: readonly RpdePage[]): Verdict {
  let last: bigint | undefined;
  for (const item of pages.flatMap(({ items }) => items)) {
    const modified = modifiedOf(item);
    if (modified === undefined) continue;
    if (last !== undefined && modified < last) {
      return violated('items in the order of modified', `${modified} after ${last} (item ${item.id})`);
    }
    last = modified;
  }
  return last === undefined ? notApplicable('the feed has no items') : PASSED;
}

/**
 * An empty page that names another need not be the last one: RPDE lets items be filtered out of the stream, and the first
 * page of a feed without items may lead to its end. It breaks the rule where who follows comes to no end.
 */
function checkLastPage({ pages, lastPageAgain }: FeedSighting): Verdict {
  const last = pages.at(-1);
  if (last === undefined || last.items.length > 0) return inconclusive('the feed was not read to its last page');
  const next = normalised(last.next);
  if (next !== normalised(last.url)) {
    const empty = pages.length - 1 - pages.findLastIndex(({ items }) => items.length > 0);
    if (empty < ENDLESS_EMPTY_PAGES) return inconclusive('the feed was not read to its last page');
    return violated(
      `next of the last page is its own URL, ${last.url}`,
      `${last.next ?? 'no next'}, after ${String(empty)} pages without items`,
    );
  }
  if (lastPageAgain === undefined || lastPageAgain.items.length > 0) return PASSED;
  return expect(
    normalised(lastPageAgain.next) === next,
    `the last page read again with the same next, ${last.next ?? ''}`,
    lastPageAgain.next ?? 'no next',
  );
}

function checkRepeats({ pages }: FeedSighting): Verdict {
  const seen = new Set<string>();
  for (const item of pages.flatMap(({ items }: RpdePage) => items)) {
    const text = `${identityOf(item)} ${item.modified ?? ''} ${canonical(item.data)}`;
    if (seen.has(text)) return violated('each item once, until it changes', `item ${item.id} twice in one reading`);
    seen.add(text);
  }
  return seen.size === 0 ? notApplicable('the feed has no items') : PASSED;
}

export const PAGING = {
  'feeds/rpde-shape': {
    strength: 'must',
    clauses: [FEED_IS_RPDE, ENDPOINT, 'paths-and-verbs/10', 'booking-system-contract-with-the-broker/9'],
    sentence:
      'Items of the orders feed have an id, modified, kind and state, and data unless deleted; pages name the next one.',
    features,
    check: { by: 'feed', check: checkShape },
  },
  'feeds/rpde-order': {
    strength: 'must',
    clauses: [FEED_IS_RPDE, ENDPOINT, OPEN_FEEDS],
    sentence: 'A feed is in the order of modified, within pages and from page to page.',
    features,
    check: { by: 'feed', check: ({ pages }) => inOrder(pages) },
  },
  'feeds/last-page-stable': {
    strength: 'must',
    clauses: [FEED_IS_RPDE, ENDPOINT],
    sentence:
      'The last page of the orders feed names itself as the next one, and goes on doing so while nothing changes.',
    features,
    check: { by: 'feed', check: checkLastPage },
  },
  'feeds/nothing-repeated-unchanged': {
    strength: 'should',
    clauses: [FEED_IS_RPDE],
    sentence: 'One reading of the orders feed does not show the same unchanged item twice.',
    features,
    check: { by: 'feed', check: checkRepeats },
  },
} as const satisfies CheckedTable;
