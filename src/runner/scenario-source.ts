import fc from 'fast-check';
import { emptyCoverage, noteScenario, scenarioArbitrary, type Coverage } from '../generators/index.ts';
import type { Scenario } from '../model/index.ts';
import type { CampaignOptions } from './campaign-options.ts';
import { scopeOf } from './scope.ts';
import { tourOf } from './tour/index.ts';

/** So many scenarios of the tour come between two that are drawn. */
const TOUR_BETWEEN = 2;

/**
 * The scenarios of a campaign, without end: the same for the same seed, whatever the target answers. It begins with the
 * tour of the model, with scenarios that are drawn between its own, so that a short campaign has both.
 */
export function* scenarioSource(options: CampaignOptions): Generator<Scenario, never> {
  const scope = scopeOf(options);
  const tour = options.tour === false ? [][Symbol.iterator]() : tourOf(scope);
  let coverage: Coverage = emptyCoverage();
  for (let index = 0; ; index += 1) {
    for (let ahead = 0; ahead < TOUR_BETWEEN; ahead += 1) {
      const next = tour.next();
      if (next.done === true) break;
      coverage = noteScenario(coverage, next.value);
      yield next.value;
    }
    const seed = (options.seed + Math.imul(index, 0x9e3779b1)) | 0;
    const [scenario] = fc.sample(scenarioArbitrary({ ...scope, coverage }), { seed, numRuns: 1 });
    if (scenario === undefined) continue;
    coverage = noteScenario(coverage, scenario);
    yield scenario;
  }
}
