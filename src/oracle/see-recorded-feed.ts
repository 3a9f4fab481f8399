import { beliefOf } from '../model/index.ts';
import { feedRules } from './catalogue.ts';
import { worldsThatFit } from './rules/feeds/index.ts';
import { feedSighting, type FeedReading } from './see-others.ts';
import { seeTime, unseen, type BreachSeen, type Seen, type Watch } from './watch.ts';

/** How much of a feed somebody else's reading of it shows. */
export interface FeedShown {
  /** Whether it is judged as pages: their form and order. Otherwise what is in them is. */
  readonly pages: boolean;
  /** Whether all that was done to the orders is known. */
  readonly whole: boolean;
}

/** What is not in a feed yet may come: only who looks until it is there can tell that it does not. */
const DEMANDS: readonly string[] = [
  'feeds/change-shown',
  'feeds/order-deletion-shown',
  'feeds/proposal-status-shown',
  'feeds/proposal-version-shown',
  'feeds/proposal-deleted-after-booking',
];

/** What only whole pages can show. */
const OF_PAGES: readonly string[] = [
  'feeds/rpde-shape',
  'feeds/rpde-order',
  'feeds/last-page-stable',
  'feeds/nothing-repeated-unchanged',
];

/** What only who knows all that was done to an order can say. */
const OF_WHOLE: readonly string[] = ['feeds/absent-until-updated'];

/**
 * Looks at what somebody read of an orders feed, at a time of his own choosing: what it shows is judged, and what it does
 * not show is not, unless it was never as it is shown.
 */
export function seeRecordedFeed(before: Watch, reading: FeedReading, at: number, { pages, whole }: FeedShown): Seen {
  const watch = seeTime(before, at);
  if (watch.belief.blind !== undefined) return unseen(watch);
  const sighting = feedSighting(watch, reading);
  const fits = worldsThatFit(sighting);
  const isJudged = (id: string): boolean =>
    pages === OF_PAGES.includes(id) &&
    (whole || !OF_WHOLE.includes(id)) &&
    (!DEMANDS.includes(id) || (whole && fits.length === 0 && sighting.pages.some(({ items }) => items.length > 0)));
  const verdicts = feedRules
    .filter(({ rule }) => isJudged(rule.id))
    .map(({ rule, check }) => ({ rule: rule.id, verdict: check(sighting) }));
  const breaches = verdicts.flatMap(({ rule, verdict }): readonly BreachSeen[] =>
    verdict.kind === 'violated'
      ? [{ rule, expected: verdict.expected, found: verdict.found, unclear: false, call: `${reading.feed} feed` }]
      : [],
  );
  return { ...unseen({ ...watch, belief: fits.length > 0 ? beliefOf(fits) : watch.belief }), verdicts, breaches };
}
