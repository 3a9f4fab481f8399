import { canonical, type Json } from '../protocol/json.ts';
import { shrinkScenario } from '../generators/index.ts';
import type { PartnerName } from '../protocol/ids.ts';
import { singleSteps, type Scenario, type Step } from '../model/index.ts';
import type { BreachSeen } from '../oracle/index.ts';
import type { OpportunityPool } from './opportunity-pool.ts';
import { countTries, isRace, patienceFor } from './tries.ts';
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

/** The order by which another partner asks for the spaces. */
const ASKING = 'asking';

/**
 * A C1 of another partner in the place of a look at the spaces in the open feed, where it shows the same: an answer comes
 * at once, and a feed that will not change has to be waited for each time.
 */
async function askedInstead(
  { trial: { scenario }, placed: { at } }: Shown,
  askers: readonly PartnerName[],
  attempt: (scenario: Scenario) => Promise<Shown | undefined>,
): Promise<Shown | undefined> {
  const look = scenario.steps[at];
  const acting = new Set(singleSteps(scenario.steps).flatMap((step) => ('partner' in step ? [step.partner] : [])));
  const partner = askers.find((name) => !acting.has(name)) ?? askers[0];
  if (look?.do !== 'read-spaces' || partner === undefined) return undefined;
  const ask: Step = { do: 'C1', order: ASKING, partner, items: [{ opportunity: look.opportunity }] };
  return attempt({ ...scenario, steps: [...scenario.steps.slice(0, at), ask] });
}

/** How many opportunities to make ahead: candidates mostly need the same ones. */
const AHEAD = 3;

/** How often a scenario with calls made at once is run again, to know how patient to be with smaller ones. */
const FIRST_TRIES = 3;

/** Runs a candidate, up to the step after which `stop` says so. */
export type Attempt = (scenario: Scenario, stop: (step: Trial['steps'][number]) => boolean) => Promise<Trial>;

/**
 * Shrinks a failing scenario by running smaller ones, most daring first, as long as they show the same finding (its rule
 * and its call). `goOn` is asked before every run: budgets and interruptions end the search with the smallest so far.
 * What takes calls made at once shows now and then only: such candidates are tried again before they are given up.
 * `askers`: the partners who may ask for spaces instead of waiting for the open feed; none, where waiting costs nothing.
 */
export async function shrink(
  run: Attempt,
  pool: Pick<OpportunityPool, 'prepare'>,
  failing: Shown,
  goOn: () => boolean,
  askers: readonly PartnerName[] = [],
): Promise<Shrunk> {
  const wanted = failing.placed.breach;
  const tried = new Set<string>();
  const once = async (scenario: Scenario): Promise<Shown | undefined> => {
    const stop = ({ seen }: Trial['steps'][number]) => seen.breaches.some((breach) => sameFinding(breach, wanted));
    return shownIn(await run(scenario, stop), wanted);
  };
  const patience = isRace(failing.trial.scenario)
    ? patienceFor(await countTries(async () => (await once(failing.trial.scenario)) !== undefined, FIRST_TRIES, goOn))
    : 1;
  const attempt = async (scenario: Scenario): Promise<Shown | undefined> => {
    tried.add(canonical(scenario as unknown as Json));
    const copies = Array.from({ length: AHEAD }, () => scenario);
    if (tried.size % AHEAD === 1) await pool.prepare(copies);
    for (let left = isRace(scenario) ? patience : 1; left > 1 && goOn(); left -= 1) {
      const shown = await once(scenario);
      if (shown) return shown;
    }
    return once(scenario);
  };

  const asked = await askedInstead(failing, askers, attempt);
  let smallest = asked ?? failing;
  let confirmed = asked !== undefined;
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

/** Runs candidates one after the other, each with opportunities of its own. */
export const attemptsOn =
  (session: Session, pool: OpportunityPool): Attempt =>
  (scenario, stop) =>
    tryScenario(session, pool, scenario, stop);
