import type { OpportunityType } from '../protocol/vocabulary.ts';
import type { OpenFeed } from '../target/index.ts';

/** The types of open feeds in which opportunities of each type come, by themselves, in or around their parents. */
const FEEDS_OF: Readonly<Record<OpportunityType, readonly string[]>> = {
  ScheduledSession: ['ScheduledSession', 'SessionSeries'],
  FacilityUseSlot: ['FacilityUse'],
  IndividualFacilityUseSlot: ['IndividualFacilityUse'],
  CourseInstance: ['CourseInstance', 'Course'],
  CourseInstanceSubEvent: ['CourseInstance', 'Course'],
  HeadlineEvent: ['HeadlineEvent'],
  HeadlineEventSubEvent: ['HeadlineEvent'],
  Event: ['Event'],
  OnDemandEvent: ['OnDemandEvent'],
};

/** Those of some types that a target may have, by its open feeds; all, where its feeds do not say what they hold. */
export function typesInFeeds(
  types: readonly OpportunityType[],
  feeds: readonly OpenFeed[],
): readonly OpportunityType[] {
  const held = new Set(feeds.map(({ type }) => type));
  const left = types.filter((type) => FEEDS_OF[type].some((feed) => held.has(feed)));
  return left.length > 0 ? left : types;
}
