import { VARIATIONS } from '../src/booking-system/index.ts';
import { openInProcess } from '../src/cli/in-process.ts';
import { explore } from '../src/explorer/index.ts';
import type { Settings } from '../src/model/index.ts';
import { BOOKING_FLOWS, BROKER_ROLES, PREPAYMENTS } from '../src/protocol/vocabulary.ts';
import type { Bounds, ExploreResult } from '../src/results/explore.ts';

/** Explorations of lawful systems: whatever way leads to a state, no rule may be broken there. */

/** Two orders of two partners in both flows, and one order by itself a little deeper. */
const TOGETHER: Bounds = { depth: 2, orders: 2, partners: 2 };
const ALONE: Bounds = { depth: 3, orders: 1, partners: 1 };

const MODES = [...PREPAYMENTS, 'Free'] as const;

/** Of each variation both flows, with the roles and prepayments in turn. */
function settingsFor(index: number): readonly Settings[] {
  const brokerRole = BROKER_ROLES[index % BROKER_ROLES.length] ?? 'AgentBroker';
  return BOOKING_FLOWS.map((flow, place) => ({
    brokerRole,
    prepayment: MODES[(index + place) % MODES.length] ?? 'Required',
    flow,
  }));
}

/** One exploration of a system with one variation. */
async function exploreOne(variation: string, bounds: Bounds, settings: Settings): Promise<ExploreResult> {
  const session = await openInProcess({ variations: [variation] });
  try {
    return await explore({
      session: session.facts,
      bounds,
      settings: [settings],
      spaces: [1],
      opportunityType: session.configuration.opportunityTypes[0] ?? 'ScheduledSession',
      version: 'bench',
      targetName: session.name,
      now: () => performance.now(),
      listen: () => undefined,
      found: () => Promise.resolve(),
      signal: new AbortController().signal,
    });
  } finally {
    await session.close();
  }
}

const nameOf = ({ brokerRole, prepayment, flow }: Settings): string => `${brokerRole} × ${prepayment} × ${flow}`;

/** Why an exploration does not speak for a sound system; undefined where it does. */
function complaint({ endedBy, explorations, findings }: ExploreResult): string | undefined {
  if (findings.length === 0 && endedBy === 'depth reached') return undefined;
  const reasons = explorations.flatMap(({ reason }) => reason ?? []);
  const found = findings.map(
    ({ rule, call, expected, found: seen }) => `${rule.id} at ${call}: expected ${expected}; found ${seen}`,
  );
  return [endedBy, ...reasons, ...found].join('; ');
}

/** Explores each variation and prints what was found; gives how many explorations were not sound: none should be. */
export async function exploreVariations(): Promise<number> {
  const began = performance.now();
  const results: ExploreResult[] = [];
  let unsound = 0;
  for (const [index, { id }] of VARIATIONS.entries()) {
    const settingsOfBoth = settingsFor(index);
    const plans = [
      ...settingsOfBoth.slice(0, 1).map((settings) => ({ settings, bounds: ALONE })),
      ...settingsOfBoth.map((settings) => ({ settings, bounds: TOGETHER })),
    ];
    for (const { bounds, settings } of plans) {
      const result = await exploreOne(id, bounds, settings);
      results.push(result);
      const why = complaint(result);
      if (why === undefined) continue;
      unsound += 1;
      console.log(`  ${id}, ${nameOf(settings)}, depth ${bounds.depth}: ${why}`);
    }
  }
  const sum = (of: (result: ExploreResult) => number) => results.reduce((total, each) => total + of(each), 0);
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${VARIATIONS.length} variations, ${results.length} explorations: ${sum(({ states }) => states)} states, ${sum(({ transitions }) => transitions)} transitions, ${sum(({ requests }) => requests)} requests, ${seconds.toFixed(0)} s; not sound: ${unsound} (goal 0)`,
  );
  return unsound;
}
