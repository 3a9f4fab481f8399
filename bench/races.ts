import fc from 'fast-check';
import { DEFECTS } from '../src/booking-system/index.ts';
import { openSession, type Session } from '../src/cli/session.ts';
import { SCENARIO_FORMAT, type LaneStep, type Scenario } from '../src/model/index.ts';
import { AT_ONCE_RULE } from '../src/oracle/index.ts';
import { opportunityPool, tryScenario } from '../src/runner/index.ts';
import { median } from './campaigns.ts';
import { DEFECT_BUDGET, sightOf, type Sight } from './defects.ts';

/** Races: every defect that only calls made at once show is found, and the sound system gives nothing. */

/** Calls made at once in which the sound system gives no finding. */
const CALLS = 20_000;
const LANES = 4;
const LENGTH = 8;

export const RACE_DEFECTS: readonly string[] = DEFECTS.filter(({ topic }) => topic === 'races').map(({ id }) => id);

const describeSight = ({ first, requests, asNamed }: Sight): string =>
  first
    ? `${first.requestsToDetect} to detect, ${first.requestsToShrink} to shrink, ${first.conversation.length} steps, shown in ${first.tries?.shown ?? 1} of ${first.tries?.of ?? 1} tries: ${first.rule.id} at ${first.call}${asNamed ? '' : ' (not a rule that it names)'}`
    : `not found in ${requests} requests`;

/** Every race defect from every seed. Gives how many were not found. */
async function benchFound(seeds: readonly number[], defects: readonly string[]): Promise<number> {
  const sights: Sight[] = [];
  for (const id of defects) {
    for (const seed of seeds) {
      const sight = await sightOf(id, seed);
      sights.push(sight);
      console.log(`${id} (seed ${seed}): ${describeSight(sight)}`);
    }
  }
  const found = sights.flatMap(({ first }) => first ?? []);
  const toDetect = median(found.map(({ requestsToDetect }) => requestsToDetect));
  console.log(`race defects: ${found.length} of ${sights.length} found within ${DEFECT_BUDGET} requests`);
  console.log(`requests to the first finding: median ${toDetect}`);
  return sights.length - found.length;
}

const order = fc.constantFrom('a', 'b');
const partner = fc.constantFrom('primary' as const, 'secondary' as const);
const items = fc.constantFrom([{ opportunity: 'o1' }], [{ opportunity: 'o1' }, { opportunity: 'o1' }]);

/** Calls of every kind on a few orders that all want the same. */
const laneStep: fc.Arbitrary<LaneStep> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('C1', 'C2', 'P', 'B', 'B'), order, partner, items }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('cancel'), order, partner, items: fc.constantFrom([0], [0, 1]) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('B after P', 'update-proposal', 'delete-quote', 'delete-order', 'status'),
      order,
      partner,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('seller'),
      action: fc.constantFrom('accept-proposal', 'reject-proposal', 'cancel-order'),
      order,
      partner,
    }),
  },
) as fc.Arbitrary<LaneStep>;

/** Large races, with quiet looks at what they left. */
const race: fc.Arbitrary<Scenario> = fc
  .record({
    criteria: fc.constantFrom('BookableOneSpace', 'BookableFiveSpaces', 'BookableFree'),
    flow: fc.constantFrom('OpenBookingSimpleFlow', 'OpenBookingApprovalFlow'),
    lanes: fc.array(fc.array(laneStep, { minLength: LENGTH, maxLength: LENGTH }), {
      minLength: LANES,
      maxLength: LANES,
    }),
  })
  .map(({ criteria, flow, lanes }): Scenario => ({
    format: SCENARIO_FORMAT,
    settings: { brokerRole: 'AgentBroker', prepayment: 'Required', flow },
    opportunities: { o1: { type: 'ScheduledSession', criteria, seller: 'primary', flow } },
    steps: [
      { do: 'lanes', lanes },
      { do: 'read-spaces', opportunity: 'o1' },
      { do: 'C1', order: 'onlooker', partner: 'primary', items: [{ opportunity: 'o1' }] },
      { do: 'read-feed', feed: 'orders', partner: 'primary' },
      { do: 'read-feed', feed: 'order-proposals', partner: 'secondary' },
    ],
  }));

/** Runs large races until so many calls were made at once. Gives the number of breaches. */
async function benchCalm(session: Session, calls: number, seed: number): Promise<number> {
  const pool = opportunityPool(session.facts);
  const counts = { calls: 0, scenarios: 0, breaches: 0 };
  const undecided = new Map<string, number>();
  const scenarios = fc.sample(race, { seed, numRuns: Math.ceil(calls / (LANES * LENGTH)) });
  for (const scenario of scenarios) {
    const { steps } = await tryScenario(session.facts, pool, scenario);
    counts.scenarios += 1;
    counts.calls += steps.reduce((sum, { race: run }) => sum + (run?.calls.length ?? 0), 0);
    for (const { seen } of steps) {
      for (const { rule, verdict } of seen.verdicts) {
        if (rule !== AT_ONCE_RULE || verdict.kind !== 'inconclusive') continue;
        undecided.set(verdict.reason, (undecided.get(verdict.reason) ?? 0) + 1);
      }
      for (const { rule, call, expected, found } of seen.breaches) {
        counts.breaches += 1;
        console.log(`  ${rule} at ${call}: expected ${expected}, found ${found}`);
      }
    }
  }
  console.log(
    `sound system: ${counts.breaches} findings in ${counts.calls} calls made at once, in ${counts.scenarios} races of ${LANES} lanes × ${LENGTH} calls and the looks after them (goal 0 findings in ${CALLS})`,
  );
  for (const [reason, times] of undecided) console.log(`  ${times} races undecided: ${reason}`);
  return counts.breaches;
}

/** Gives how much missed its goal. */
export async function benchRaces(
  seeds: readonly number[],
  calls: number = CALLS,
  defects: readonly string[] = RACE_DEFECTS,
): Promise<number> {
  const session = await openSession({});
  try {
    const breaches = await benchCalm(session, calls, seeds[0] ?? 1);
    return breaches + (await benchFound(seeds, defects));
  } finally {
    await session.close();
  }
}
