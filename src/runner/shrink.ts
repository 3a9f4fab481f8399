import { canonical, type Json } from '../protocol/json.ts';
import { shrinkScenario } from '../generators/index.ts';
import type { Scenario } from '../model/index.ts';
import type { BreachSeen } from '../oracle/index.ts';
import type { OpportunityPool } from './opportunity-pool.ts';
import type { Session } from './options.ts';
import { breachesOf, sameFinding, truncated, tryScenario, type Placed, type Trial } from './trial.ts';

/** A scenario that shows a finding with its last step, and the run in which it did. */
export interface Shown {
  readonly trial: Trial;
  readonly placed: Placed;
}

/** The least that shows a finding. */
export interface Shrunk extends Shown {
  readonly repeats: 'always' | 'flaky';
  /** Whether every smaller candidate was tried. */
  readonly complete: boolean;
}

/** Where and how a finding shows in a trial, if it does. */
function shownIn(trial: Trial, wanted: BreachSeen): Shown | undefined {
  const placed = breachesOf(trial).find(({ breach }) => sameFinding(breach, wanted));
  if (placed === undefined) return undefined;
  return { trial: { ...trial, scenario: truncated(trial.scenario, placed.at) }, placed };
}

/** How many opportunities to make ahead: candidates mostly need the same ones. */
const AHEAD = 3;

/**
 * Shrinks a failing scenario by running smaller ones, most daring first, as long as they show the same finding (its rule
 * and its call). `goOn` is asked before every run: budgets and interruptions end the search with the smallest so far.
 */
export async function shrink(
  session: Session,
  pool: OpportunityPool,
  failing: Shown,
  goOn: () => boolean,
): Promise<Shrunk> {
  const wanted = failing.placed.breach;
  const tried = new Set<string>();
  const attempt = async (scenario: Scenario): Promise<Shown | undefined> => {
    tried.add(canonical(scenario as unknown as Json));
    const copies = Array.from({ length: AHEAD }, () => scenario);
    if (tried.size % AHEAD === 1) await pool.prepare(copies);
    const stop = ({ seen }: Trial['steps'][number]) => seen.breaches.some((breach) => sameFinding(breach, wanted));
    return shownIn(await tryScenario(session, pool, scenario, stop), wanted);
  };

  let smallest = failing;
  let confirmed = false;
  for (let improved = true; improved;) {
    improved = false;
    for (const candidate of shrinkScenario(smallest.trial.scenario)) {
      if (tried.has(canonical(candidate as unknown as Json))) continue;
      if (!goOn()) return { ...smallest, repeats: 'always', complete: false };
      const shown = await attempt(candidate);
      if (shown === undefined) continue;
      smallest = shown;
      improved = true;
      confirmed = true;
      break;
    }
  }
  // What no smaller scenario shows must at least show again by itself.
  const repeats = confirmed || !goOn() || (await attempt(smallest.trial.scenario)) ? 'always' : 'flaky';
  return { ...smallest, repeats, complete: true };
}
