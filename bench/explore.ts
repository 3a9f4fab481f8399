import { openInProcess } from '../src/cli/in-process.ts';
import { explore, exploreModel } from '../src/explorer/index.ts';
import type { Settings } from '../src/model/index.ts';
import { exploreVariations } from './explore-variations.ts';

/**
 * How fast the model alone is explored, how its states grow, how long the embedded system takes to depth 5, and whether
 * every lawful variation is explored without a finding.
 */

const SETTINGS: Settings = { brokerRole: 'AgentBroker', prepayment: 'Required', flow: 'OpenBookingSimpleFlow' };
const BOUNDS = { depth: 5, orders: 2, partners: 2 };

/** Transitions a second of the model alone, and seconds for the embedded system. */
const WANTED_RATE = 100_000;
const WANTED_SECONDS = 120;

const common = {
  version: 'bench',
  now: () => performance.now(),
  listen: () => undefined,
  signal: new AbortController().signal,
};

const number = (value: number): string => Math.round(value).toLocaleString('en-GB');

/** Prints all of it; gives how many missed their goal. */
export async function benchExplore(): Promise<number> {
  const { explorations } = exploreModel({ ...common, bounds: BOUNDS, machines: [], settings: [SETTINGS], spaces: [1] });
  const [model] = explorations;
  const rate = model?.transitionsPerSecond ?? 0;
  console.log(
    `the model alone: ${number(model?.transitions ?? 0)} transitions, ${number(rate)} a second (goal ${number(WANTED_RATE)})`,
  );
  console.log(`  states by depth: ${model?.statesByDepth.map(number).join(', ') ?? ''}`);
  const session = await openInProcess({});
  const result = await explore({
    ...common,
    session: session.facts,
    bounds: BOUNDS,
    settings: [SETTINGS],
    spaces: [1],
    opportunityType: 'ScheduledSession',
    targetName: session.name,
    found: () => Promise.resolve(),
  });
  await session.close();
  const states = result.explorations.flatMap(({ statesByDepth }) => statesByDepth);
  console.log(
    `the embedded system, depth ${result.depth}: ${number(result.transitions)} transitions, ${number(result.requests)} requests, ${result.seconds.toFixed(1)} s (goal ${WANTED_SECONDS})`,
  );
  console.log(`  states by depth: ${states.map(number).join(', ')}; findings: ${result.findings.length}`);
  const unsound = await exploreVariations();
  return Number(rate < WANTED_RATE) + Number(result.seconds > WANTED_SECONDS) + result.findings.length + unsound;
}
