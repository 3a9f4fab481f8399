import { InvalidArgumentError } from 'commander';
import { featureCoverage, RESTRICTING_FEATURES } from '../runner/index.ts';
import { alternatives, oneOf } from './usage.ts';

/** The parser of `--feature`. A feature that no campaign can be restricted to is told apart from what is no feature. */
export function featureName(value: string): string {
  const feature = RESTRICTING_FEATURES.includes(value)
    ? undefined
    : featureCoverage().find(({ name }) => name === value);
  if (feature === undefined) return oneOf([...RESTRICTING_FEATURES])(value);
  const told =
    feature.status === 'not covered'
      ? `No rule serves ${value} yet (see "features").`
      : `Every campaign puts ${value} to the test${feature.status === 'in part' ? ' in part (see "features")' : ''}.`;
  throw new InvalidArgumentError(`${told} --feature restricts to one of: ${alternatives(RESTRICTING_FEATURES)}.`);
}
