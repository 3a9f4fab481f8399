import type { RpdeItem, RpdePage } from '../protocol/rpde.ts';
import type { OpportunityFacts } from '../model/index.ts';
import type { RuleBroken } from './explain.ts';
import { inconclusive, notApplicable, PASSED, violated, type Verdict } from './rule.ts';
import { inOrder, modifiedOf } from './rules/feeds/index.ts';
import { seeSpaces } from './see-others.ts';
import { seeTime, unseen, type BreachSeen, type Seen, type Watch } from './watch.ts';

/** The oracle's looks at the open feeds: what who follows them gets, and what who reads them anew gets. */

const CALL = 'open feed';

/** An opportunity's item of an open feed as a reader has it. */
export interface OpenItem {
  readonly item: RpdeItem;
  /** Where it stood: `item 2 of https://…`. */
  readonly place: string;
  /** The spaces that it shows; undefined where it shows none, or was deleted. */
  readonly remaining: number | undefined;
}

/** The same item for who has followed `next` for as long as a change may take, and for who has read the feed anew. */
export interface OpenReadings {
  readonly followed: OpenItem;
  readonly anew: OpenItem;
}

/** Whether who follows `next` lacks what who reads anew has. */
export function lacksUpdate({ followed, anew }: OpenReadings): boolean {
  const [known, now] = [modifiedOf(followed.item), modifiedOf(anew.item)];
  return known !== undefined && now !== undefined && known < now;
}

/** What is wrong where both are not the same: an update that was lost, or a change that no `modified` tells. */
export function brokenByAnew(readings: OpenReadings): RuleBroken | undefined {
  const { followed, anew } = readings;
  const known = String(followed.item.modified);
  if (lacksUpdate(readings)) {
    return {
      rule: 'feeds/nothing-lost',
      expected: 'a reader who follows next gets everything that the feed holds when it is read anew',
      found: `item ${anew.item.id} of modified ${String(anew.item.modified)} (${anew.place}) came to him only as of ${known}`,
    };
  }
  const unchanged = followed.remaining === anew.remaining && followed.item.state === anew.item.state;
  if (unchanged || modifiedOf(followed.item) !== modifiedOf(anew.item)) return undefined;
  return {
    rule: 'feeds/modified-raised',
    expected: `a change with a modified above ${known}`,
    found: `item ${anew.item.id} (${anew.place}) changed and still of ${String(anew.item.modified)}`,
  };
}

const breachOf = (broken: RuleBroken): BreachSeen => ({ ...broken, unclear: false, call: CALL });

const violationOf = ({ rule, expected, found }: RuleBroken) => ({ rule, verdict: violated(expected, found) });

/** What was read of one look's pages: they have to be in the order of `modified`. */
function seePages(pages: readonly (readonly RpdePage[])[]): Pick<Seen, 'breaches' | 'verdicts'> {
  const verdicts = pages.map((each): Verdict => inOrder(each)).filter(({ kind }) => kind !== 'not applicable');
  return {
    verdicts: verdicts.map((verdict) => ({ rule: 'feeds/rpde-order', verdict })),
    breaches: verdicts.flatMap((verdict) =>
      verdict.kind === 'violated' ? [breachOf({ rule: 'feeds/rpde-order', ...verdict })] : [],
    ),
  };
}

/** What one look at the open feeds came to. */
export interface OpenLook {
  /** The opportunity as the latest that is known of it shows it. */
  readonly facts: OpportunityFacts;
  /** What was read of each feed since the last look. */
  readonly pages: readonly (readonly RpdePage[])[];
  /** Where the spaces fitted nothing that was done, and so the feed was read anew. */
  readonly readings: OpenReadings | undefined;
}

/** Looks at an opportunity in the open feeds, and at how it came to be shown. */
export function seeOpenFeed(before: Watch, { facts, pages, readings }: OpenLook, at: number): Seen {
  const seen = seeSpaces(before, facts, at);
  const paged = seePages(pages);
  const broken = readings && brokenByAnew(readings);
  const followed = broken ? [violationOf(broken)] : [];
  const lost = broken ? [breachOf(broken)] : [];
  const arrived = broken === undefined && seen.breaches.length === 0 && seen.verdicts.length > 0;
  return {
    ...seen,
    // Spaces that nothing else explains may come of the same cause.
    breaches: [...lost, ...paged.breaches, ...seen.breaches],
    verdicts: [
      ...followed,
      ...(arrived ? [{ rule: 'feeds/nothing-lost', verdict: PASSED }] : []),
      ...paged.verdicts,
      ...seen.verdicts,
    ],
  };
}

/** What became of an opportunity in the open feeds once the test interface had deleted it. */
export interface DeletionSighting {
  readonly id: string;
  /** After everything that was read. */
  readonly shown: 'deleted' | 'updated';
  readonly readings: OpenReadings | undefined;
  /** Whether its item has another `modified` than before the deletion: the feed may say in another way what became of it. */
  readonly changed: boolean;
  /** Whether the booking system refuses a quote that it gave before: the opportunity is really gone. */
  readonly gone: boolean;
}

const DELETED_RULE = 'feeds/deleted-opportunity-shown';

function deletionBroken({ id, shown, readings, changed, gone }: DeletionSighting): RuleBroken | Verdict {
  const lost = readings && brokenByAnew(readings);
  if (lost !== undefined) return lost;
  if (shown === 'deleted') return PASSED;
  if (changed) return inconclusive('what was deleted is shown as changed, such as cancelled, and not as deleted');
  if (!gone) return inconclusive('the test interface says that it has deleted what can still be quoted');
  return {
    rule: DELETED_RULE,
    expected: 'an opportunity that is no longer there with the state "deleted" in the open feed',
    found: `${id} ${readings === undefined ? 'no longer in the feed, and never shown as deleted' : `still shown as ${readings.anew.item.state ?? 'there'} (${readings.anew.place})`}`,
  };
}

const GONE = 'its opportunities were deleted';

/** Looks at opportunities in the open feeds that were deleted; nothing that follows can be judged. */
export function seeDeletion(before: Watch, sightings: readonly DeletionSighting[], at: number): Seen {
  const watch = seeTime(before, at);
  const found = sightings.map(deletionBroken);
  const broken = found.filter((each) => 'rule' in each);
  const verdicts = found.flatMap((each) =>
    'rule' in each ? [violationOf(each)] : [{ rule: DELETED_RULE, verdict: each }],
  );
  return {
    ...unseen({ ...watch, belief: { ...watch.belief, blind: GONE } }),
    breaches: broken.map(breachOf),
    verdicts: verdicts.length > 0 ? verdicts : [{ rule: DELETED_RULE, verdict: notApplicable('nothing was deleted') }],
  };
}
