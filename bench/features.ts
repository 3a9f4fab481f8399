import { VARIATIONS } from '../src/booking-system/index.ts';
import { openSession } from '../src/cli/session.ts';
import { SUITE_FEATURES } from '../src/oracle/index.ts';
import { campaignOn } from './campaigns.ts';

/** Restraint with half of the features: what is found in a sound system that lacks one, or whose feeds lag. */

const LAGGING = VARIATIONS.map(({ id }) => id).filter((id) => id.endsWith('-feeds-lag'));

/** A system that lacks one optional feature, says so, and does so where the embedded one can do without it. */
const lacking = (feature: string) => ({
  what: `without ${feature}`,
  features: { [feature]: false },
  variations: VARIATIONS.filter(({ lacks = [] }) => lacks.includes(feature))
    .slice(0, 1)
    .map(({ id }) => id),
});

/** Prints what each system came to. Gives the number of findings. */
export async function benchFeatures(seed: number, requests: number): Promise<number> {
  const systems = [
    ...SUITE_FEATURES.filter(({ required }) => !required).map(({ name }) => lacking(name)),
    { what: `feeds that lag (${LAGGING.join(', ')})`, features: {}, variations: LAGGING },
  ];
  const total = { requests: 0, findings: 0 };
  for (const [index, { what, features, variations }] of systems.entries()) {
    const session = await openSession({ variations });
    const result = await campaignOn(
      { ...session.facts, features: { ...session.facts.features, ...features } },
      {
        seed: seed + index,
        budgets: { requests: Math.ceil(requests / systems.length) },
        targetName: session.name,
      },
    );
    await session.close();
    total.requests += result.requests;
    total.findings += result.findings.length;
    const names = result.findings.map(({ rule, call }) => `${rule.id} at ${call}`);
    console.log(
      `${what} (seed ${seed + index}): ${result.requests} requests, ${names.length} findings ${names.join(', ')}`,
    );
  }
  console.log(`${systems.length} systems: ${total.findings} findings in ${total.requests} requests (goal 0 in 20,000)`);
  return total.findings;
}
