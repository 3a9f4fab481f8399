export { runCampaign } from './campaign.ts';
export type { CampaignOptions, Restrictions, Session } from './options.ts';
export { replayScenario } from './replay.ts';
export { RESTRICTING_FEATURES, scopeOf } from './scope.ts';
