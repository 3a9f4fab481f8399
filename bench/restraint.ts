import fc from 'fast-check';
import { compatible, VARIATIONS } from '../src/booking-system/index.ts';
import { campaign } from './campaigns.ts';

/** Restraint: what is found in sound systems, which has to be nothing. */

async function falseAlarms(
  what: string,
  seed: number,
  requests: number,
  variations: readonly string[],
): Promise<{ readonly requests: number; readonly findings: number }> {
  const result = await campaign({ seed, requests, variations });
  const { findings } = result;
  console.log(
    `${what} (seed ${seed}): ${result.requests} requests in ${result.seconds.toFixed(1)} s, ${findings.length} findings`,
  );
  for (const { rule, call, expected, found, conversation } of findings) {
    console.log(`  ${rule.id} at ${call}: expected ${expected}, found ${found}`);
    for (const { step, special, answer } of conversation)
      console.log(`    ${[step, ...special].join(', ')} -> ${answer}`);
  }
  return { requests: result.requests, findings: findings.length };
}

/** Random sets of variations that one system can have at once, the same for the same seed. */
export const randomSets = (count: number, seed: number): readonly (readonly string[])[] =>
  fc.sample(
    fc
      .subarray(
        VARIATIONS.map(({ id }) => id),
        { minLength: 2, maxLength: 6 },
      )
      .filter((ids) => compatible(ids)),
    { seed, numRuns: count },
  );

/** The sound system, from each seed. Gives the number of findings. */
export async function benchSound(seeds: readonly number[], requests: number): Promise<number> {
  let total = { requests: 0, findings: 0 };
  for (const seed of seeds) {
    const one = await falseAlarms('sound', seed, requests, []);
    total = { requests: total.requests + one.requests, findings: total.findings + one.findings };
  }
  console.log(
    `sound system: ${total.findings} findings in ${total.requests} requests over ${seeds.length} seeds (goal 0 in 50,000)`,
  );
  return total.findings;
}

/** Each variation alone, and random sets of them, sharing a number of requests. Gives the number of findings. */
export async function benchVariations(seed: number, requests: number): Promise<number> {
  const sets = [...VARIATIONS.map(({ id }) => [id]), ...randomSets(20, seed)];
  const each = Math.ceil(requests / sets.length);
  let total = { requests: 0, findings: 0 };
  for (const [index, set] of sets.entries()) {
    const one = await falseAlarms(set.join(' + '), seed + index, each, set);
    total = { requests: total.requests + one.requests, findings: total.findings + one.findings };
  }
  console.log(
    `variations: ${total.findings} findings in ${total.requests} requests over ${sets.length} systems (goal 0 in 50,000)`,
  );
  return total.findings;
}
