/**
 * Open Booking Fuzz as a library: what the command line does, and the parts it is made of.
 *
 * - `check` tests a booking system, `replay` runs one scenario against one.
 * - `startBookingSystem` starts the embedded booking system, with `DEFECTS` and `VARIATIONS` where wanted.
 * - `scenarioArbitrary` is the fast-check arbitrary of scenarios; `parseScenario` reads one from a file's JSON.
 * - `RULES` is the catalogue of rules.
 */
export { check, replay, type CheckRequest, type ReplayRequest } from './cli/library.ts';
export { ConfigurationError } from './cli/configuration-error.ts';
export type { TargetRequest } from './cli/session.ts';
export { UsageError } from './cli/usage.ts';
export { TargetError } from './target/index.ts';
export type { Restrictions } from './runner/index.ts';
export {
  adjustableClock,
  DEFECTS,
  startBookingSystem,
  VARIATIONS,
  type AdjustableClock,
  type BookingSystem,
  type BookingSystemOptions,
  type Clock,
  type Defect,
  type Variation,
} from './booking-system/index.ts';
export { isScenario, parseScenario, scenarioArbitrary, scenarioSchema, shrinkScenario } from './generators/index.ts';
export type { GeneratorOptions } from './generators/index.ts';
export { linkOf, RULES, type Rule } from './oracle/index.ts';
export type { Scenario, Settings, Step } from './model/index.ts';
export * from './results/result.ts';
