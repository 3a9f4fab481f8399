import type { FeedSighting, Verdict } from '../../rule.ts';
import { inconclusive, notApplicable, PASSED, violated } from '../../rule.ts';
import type { CheckedTable } from '../table.ts';
import { modifiedOf } from './modified.ts';
import { OPEN_FEEDS } from './paging.ts';
import { identityOf, settled, viewOf, type Shown } from './shown.ts';

/** What becomes of a reader who only ever follows `next`, as every broker does. */

/** The latest that a reader has seen of each item. */
function latestSeen({ followed }: FeedSighting): ReadonlyMap<string, bigint> {
  const seen = new Map<string, bigint>();
  for (const item of followed?.flatMap(({ items }) => items) ?? []) {
    const modified = modifiedOf(item);
    const known = seen.get(identityOf(item));
    if (modified !== undefined && (known === undefined || modified > known)) seen.set(identityOf(item), modified);
  }
  return seen;
}

/** Where a lost update stands, and what the reader had of it. */
function placeOf({ item }: Shown, known: bigint | undefined, { pages }: FeedSighting): string {
  const page = pages.find(({ items }) => items.includes(item));
  const place = page === undefined ? '' : ` (item ${page.items.indexOf(item) + 1} of ${page.url})`;
  const before = known === undefined ? 'never came to him' : `came to him only as of ${known}`;
  return `item ${item.id} of modified ${String(item.modified)}${place} ${before}`;
}

function checkNothingLost(sighting: FeedSighting): Verdict {
  if (sighting.followed === undefined) return inconclusive('nobody has followed the feed');
  const seen = latestSeen(sighting);
  const shown = settled(viewOf(sighting).now, sighting);
  const lost = shown.find(({ item }) => {
    const [modified, known] = [modifiedOf(item), seen.get(identityOf(item))];
    return modified !== undefined && (known === undefined || known < modified);
  });
  if (lost !== undefined) {
    return violated(
      'a reader who follows next gets everything that the feed holds when it is read anew',
      placeOf(lost, seen.get(identityOf(lost.item)), sighting),
    );
  }
  return shown.length === 0 ? notApplicable('the feed has no items') : PASSED;
}

/** Whether a reader who follows `next` may only be behind: what he lacks may come to him later. */
export const mayBeBehind = (sighting: FeedSighting): boolean => checkNothingLost(sighting).kind === 'violated';

export const FOLLOWING = {
  'feeds/nothing-lost': {
    strength: 'must',
    clauses: ['orders-feed-notifications-updates-and-refunds/1', 'orders-rpde-feed/1', OPEN_FEEDS],
    sentence: 'Whoever follows next from page to page gets every update of a feed, late ones too.',
    features: ['customer-requested-cancellation', 'seller-requested-cancellation', 'minimal-proposal'],
    check: { by: 'feed', check: checkNothingLost },
  },
} as const satisfies CheckedTable;
