import { cpus } from 'node:os';
import { benchAudit } from './audit.ts';
import { benchBaseline } from './baseline.ts';
import { benchConcurrency } from './concurrency.ts';
import { benchDefects } from './defects.ts';
import { benchFeatures } from './features.ts';
import { benchExplore } from './explore.ts';
import { benchJudging } from './judge.ts';
import { benchOverhead } from './overhead.ts';
import { benchLinearize } from './linearize.ts';
import { benchRaces } from './races.ts';
import { benchRepeats } from './repeats.ts';
import { benchSound, benchVariations } from './restraint.ts';
import { benchStart } from './start.ts';
import { benchStartRandom } from './start-random.ts';
import { benchTour } from './tour.ts';

/** `npm run bench [-- NAME…]`: the figures that docs/bench.md explains. Exits with 1 where one misses its goal. */

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

const BENCHES: Readonly<Record<string, () => Promise<number>>> = {
  judge: () => Promise.resolve(benchJudging()),
  overhead: () => benchOverhead(1, 6_000, 7),
  explore: () => benchExplore(),
  sound: () => benchSound(SEEDS, 5_000),
  variations: () => benchVariations(1, 50_000),
  linearize: () => Promise.resolve(benchLinearize()),
  races: () => benchRaces(SEEDS.slice(0, 5)),
  audit: benchAudit,
  defects: () => benchDefects(SEEDS.slice(0, 5)),
  'defects-without-tour': () => benchTour(1),
  features: () => benchFeatures(1, 20_000),
  start: () => benchStart(),
  'start-random': () => benchStartRandom(50_000),
  repeats: () => benchRepeats(),
  concurrency: () => benchConcurrency(1, [1, 4, 16], 20),
  baseline: () => benchBaseline(SEEDS.slice(0, 1)),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  process.stderr.write(
    `unknown benchmark ${unknown.join(', ')}: expected some of ${Object.keys(BENCHES).join(', ')}\n`,
  );
  process.exitCode = 2;
} else {
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`);
  for (const [name, run] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`\n== ${name}`);
    if ((await run()) > 0) process.exitCode = 1;
  }
}
