import fc from 'fast-check';
import { emptyCoverage, noteScenario, scenarioArbitrary } from '../generators/index.ts';
import type { Scenario } from '../model/index.ts';
import type { CampaignOptions } from './options.ts';
import { scopeOf } from './scope.ts';

/** The scenarios of a campaign, without end: the same for the same seed, whatever the target answers. */
export function* scenarioSource(options: CampaignOptions): Generator<Scenario, never> {
  const base = scopeOf(options);
  let coverage = emptyCoverage();
  for (let index = 0; ; index += 1) {
    const seed = (options.seed + Math.imul(index, 0x9e3779b1)) | 0;
    const [scenario] = fc.sample(scenarioArbitrary({ ...base, coverage }), { seed, numRuns: 1 });
    if (scenario === undefined) continue;
    coverage = noteScenario(coverage, scenario);
    yield scenario;
  }
}
