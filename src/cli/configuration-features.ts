import { SUITE_FEATURES } from '../oracle/index.ts';

/** Features that only earlier versions of the Test Suite had: configuration files may name them still. */
const FORMER = ['access-pass-barcode-broker-provided', 'terms-of-service'];

/** The names of `implementedFeatures` that the Test Suite has, or had, sorted. */
export const FEATURE_NAMES: readonly string[] = [...SUITE_FEATURES.map(({ name }) => name), ...FORMER].sort();
