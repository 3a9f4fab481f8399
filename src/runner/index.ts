export { canonicalOf, idsOf, type Canonical, type Naming, type Renaming } from './canonical.ts';
export { runCampaign } from './campaign.ts';
export { recordOf } from './conversation.ts';
export { findingOf, kindOf } from './findings.ts';
export { opportunityPool, type OpportunityPool } from './opportunity-pool.ts';
export type { CampaignOptions, Restrictions } from './campaign-options.ts';
export type { Session } from './options.ts';
export { knowingSource, opportunitiesOf } from './opportunity-source.ts';
export { waitsWithin } from './patience.ts';
export { keyIn, rehearsalOf, rehearse, type Outcome as Rehearsed, type Rehearsal } from './rehearsal/index.ts';
export { replayScenario } from './replay.ts';
export { beginScenario, takeStep } from './run-scenario.ts';
export type { Running, StepRun } from './running.ts';
export { lackingFeatures, RESTRICTING_FEATURES, scopeOf, switchedOff } from './scope.ts';
export { attemptsOn, shrink, type Shown, type Shrunk } from './shrink.ts';
export { callsOf } from './shows-at.ts';
export {
  breachesOf,
  sameFinding,
  signatureOf,
  tryScenario,
  truncated,
  withoutRace,
  type Placed,
  type Trial,
} from './trial.ts';
export { again, AGAIN, agree, breachesOfWays, toldBy, waysBreach, WAYS_RULE, type Told } from './ways.ts';
export { featureCoverage, type FeatureCoverage } from './features.ts';
