export { explore, type ExploreOptions, type Progress } from './explore.ts';
export { MOST_ORDERS } from './slots.ts';
