import data from './suite-features.json' with { type: 'json' };

/** A feature of the OpenActive Test Suite, with what its tests need. */
export interface SuiteFeature {
  readonly name: string;
  readonly category: string;
  /** Whether the specification requires it of every booking system. */
  readonly required: boolean;
  /** An anchor of the specification, or a URL. */
  readonly specification: string;
  /** The suite's tests. */
  readonly tests: readonly string[];
  /** The criteria of the opportunities that they ask for, without `TestOpportunity`. */
  readonly criteria: readonly string[];
  /** What they let the seller do, by the actions of the test interface. */
  readonly actions: readonly string[];
}

/** Every feature of the OpenActive Test Suite. */
export const SUITE_FEATURES: readonly SuiteFeature[] = data;
