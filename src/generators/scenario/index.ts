export { scenarioArbitrary } from './arbitrary.ts';
export { emptyCoverage, noteScenario, type Coverage } from './coverage.ts';
export { criteriaInUse, PLAIN_CRITERIA } from './criteria.ts';
export { mayNeed } from './needs.ts';
export { describeAction, describeMutations, describeStep } from './describe.ts';
export type { GeneratorOptions } from './options.ts';
export { isScenario, parseScenario } from './parse.ts';
export {
  DIFFERENCES,
  sameUuidMatrix,
  sameUuidScenario,
  STAGES,
  type Difference,
  type SameUuid,
  type Stage,
} from './same-uuid.ts';
export { scenarioSchema } from './schema.ts';
export { shrinkScenario } from './shrink.ts';
export { scenarioSize } from './size.ts';
export { expectAfter, isAccepted } from './expected.ts';
export { NOTHING_YET, nameOf, orderAt, type Expected, type Setting } from './orders.ts';
