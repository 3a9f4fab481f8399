export { explore, type ExploreOptions, type Progress } from './explore.ts';
export { MOST_ORDERS } from './slots.ts';
export { exploreModel, pathToGoal, type ModelOptions } from './model/explore.ts';
export { GOAL_NAMES, goalOf, type Goal } from './model/goals.ts';
export { whyBeyond } from './model/beyond.ts';
