import { VARIATIONS } from '../src/booking-system/index.ts';
import { openSession } from '../src/cli/session.ts';
import { sameUuidMatrix, sameUuidScenario } from '../src/generators/index.ts';
import { BOOKING_FLOWS } from '../src/protocol/vocabulary.ts';
import { opportunityPool } from '../src/runner/opportunity-pool.ts';
import { breachesOf, tryScenario } from '../src/runner/trial.ts';

/** One UUID used twice, in every way: the whole matrix against the sound system, a part of it against each variation. */

/** Runs every so-many-th cell; gives how many ran, and what was found, a line each. */
async function run(variations: readonly string[], every: number) {
  const session = await openSession({ variations });
  const pool = opportunityPool(session.facts);
  const found: string[] = [];
  const before = session.facts.target.stats.requests;
  const cells = sameUuidMatrix(BOOKING_FLOWS).filter((_, index) => index % every === 0);
  try {
    for (const cell of cells) {
      const scenario = sameUuidScenario(cell);
      if (scenario === undefined) continue;
      for (const { breach } of breachesOf(await tryScenario(session.facts, pool, scenario))) {
        found.push(`${JSON.stringify(cell)}: ${breach.rule} at ${breach.call}, ${breach.found}`);
      }
    }
    return { cells: cells.length, found, requests: session.facts.target.stats.requests - before };
  } finally {
    await session.close();
  }
}

/** Gives the number of findings, all of them false. */
export async function benchRepeats(): Promise<number> {
  let findings = 0;
  const systems = [[], ...VARIATIONS.map(({ id }) => [id])];
  for (const [index, variations] of systems.entries()) {
    const { cells, found, requests } = await run(variations, index === 0 ? 1 : 37);
    findings += found.length;
    const name = variations.join(' + ') || 'sound';
    console.log(`${name}: ${cells} uses of a UUID in ${requests} requests, ${found.length} findings`);
    for (const line of found) console.log(`  ${line}`);
  }
  console.log(`one UUID used twice: ${findings} findings over ${systems.length} systems (goal 0)`);
  return findings;
}
