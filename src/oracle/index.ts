export { CLAUSES, clauseCoverage, type CoveredClause } from './clauses.ts';
export { RULES, ruleById } from './catalogue.ts';
export { showAnswer } from './explain.ts';
export { SPACES_RULES } from './causes.ts';
export { linkOf, TOPICS, topicOf, type Rule, type Topic, type Verdict } from './rule.ts';
export { SUITE_FEATURES, type SuiteFeature } from './suite-features.ts';
export { mustBeRefused } from './must-be-refused.ts';
export type { RaceCall } from './race.ts';
export type { RaceStory } from './race-story.ts';
export { seeCall } from './see-call.ts';
export {
  lacksUpdate,
  seeDeletion,
  seeOpenFeed,
  type DeletionSighting,
  type OpenItem,
  type OpenReadings,
} from './see-open-feed.ts';
export { seeForm } from './see-form.ts';
export { AFTER_A_RACE, AT_ONCE_RULE, IN_A_RACE, seeRace, type RaceSeen } from './see-race.ts';
export {
  feedSighting,
  seeFeed,
  seeSeller,
  seeSpaces,
  seeStray,
  seeWait,
  spacesFit,
  type FeedReading,
} from './see-others.ts';
export { seeRecordedFeed, type FeedShown } from './see-recorded-feed.ts';
export { seeTime, startWatch, unseen, type BreachSeen, type Seen, type Watch } from './watch.ts';
export { judgedBy, type Judged } from './judged-by.ts';
