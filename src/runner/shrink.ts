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
  /** Whether the very same scenario was seen both to show it and not to, though it makes no calls at once. */
  readonly unsteady?: boolean;
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

/** How often a scenario is run again, to know how patient to be with smaller ones. */
const FIRST_TRIES = 3;

/** How often in a row a finding has to show: what depends on every second order does not show twice. */
const STEADY = 2;

/** Runs a candidate, up to the step after which `stop` says so. */
export type Attempt = (scenario: Scenario, stop: (step: Trial['steps'][number]) => boolean) => Promise<Trial>;

/** Runs a candidate, once or more; how it shows the finding, if it does. */
type Try = (scenario: Scenario) => Promise<Shown | undefined>;

/** What a search came to. */
interface Found {
  readonly smallest: Shown;
  /** How many of its last candidates showed the finding, one after the other. */
  readonly inARow: number;
  /** Whether every smaller candidate was tried. */
  readonly complete: boolean;
}

/** Tries candidates until none that is smaller shows the finding. */
async function search(start: Shown, attempt: Try, goOn: () => boolean): Promise<Found> {
  const tried = new Set<string>();
  let found: Found = { smallest: start, inARow: 0, complete: true };
  for (let improved = true; improved;) {
    improved = false;
    for (const candidate of shrinkScenario(found.smallest.trial.scenario)) {
      const key = canonical(candidate as unknown as Json);
      if (tried.has(key)) continue;
      if (!goOn()) return { ...found, complete: false };
      tried.add(key);
      const shown = await attempt(candidate);
      improved = shown !== undefined;
      found = shown ? { ...found, smallest: shown, inARow: found.inARow + 1 } : { ...found, inARow: 0 };
      if (improved) break;
    }
  }
  return found;
}

/** Tries a candidate up to so many times, until it shows the finding. */
async function upTo(times: number, once: Try, scenario: Scenario, goOn: () => boolean): Promise<Shown | undefined> {
  for (let left = times; left > 1 && goOn(); left -= 1) {
    const shown = await once(scenario);
    if (shown) return shown;
  }
  return once(scenario);
}

/**
 * Shrinks a failing scenario by running smaller ones, most daring first, as long as they show the same finding (its rule
 * and its call). `goOn` is asked before every run: budgets and interruptions end the search with the smallest so far.
 * What takes calls made at once shows now and then only: such candidates are tried again before they are given up. So is
 * everything, once what is left is seen not to show each time: a target's answer may depend on the time, or on how many
 * orders it has had, and candidates were then given up too soon.
 * `askers`: the partners who may ask for spaces instead of waiting for the open feed; none, where waiting costs nothing.
 */
export async function shrink(
  run: Attempt,
  pool: Pick<OpportunityPool, 'prepare' | 'forget'>,
  failing: Shown,
  goOn: () => boolean,
  askers: readonly PartnerName[] = [],
): Promise<Shrunk> {
  const wanted = failing.placed.breach;
  const stop = ({ seen }: Trial['steps'][number]) => seen.breaches.some((breach) => sameFinding(breach, wanted));
  const once: Try = async (scenario) => shownIn(await run(scenario, stop), wanted);
  const count = ({ trial }: Shown, times: number) =>
    countTries(async () => (await once(trial.scenario)) !== undefined, times, goOn);
  const ahead = (scenario: Scenario, times: number) => pool.prepare(Array.from({ length: times }, () => scenario));

  const inRace = isRace(failing.trial.scenario) ? patienceFor(await count(failing, FIRST_TRIES)) : 1;
  let tried = 0;
  const attempt: Try = async (scenario) => {
    tried += 1;
    if (tried % AHEAD === 1) await ahead(scenario, AHEAD);
    return upTo(isRace(scenario) ? inRace : 1, once, scenario, goOn);
  };
  const asked = await askedInstead(failing, askers, attempt);
  const { smallest, inARow, complete } = await search(asked ?? failing, attempt, goOn);
  const shrunk: Shrunk = { ...smallest, repeats: 'always', complete };
  if (!complete || !goOn()) return shrunk;
  if (isRace(smallest.trial.scenario)) {
    // What no smaller scenario shows must at least show again by itself.
    const again = smallest !== failing || (await attempt(smallest.trial.scenario)) !== undefined;
    return { ...shrunk, repeats: again ? 'always' : 'flaky' };
  }
  const missing = STEADY - inARow;
  if (missing > 0) await ahead(smallest.trial.scenario, missing);
  const first = await count(smallest, missing);
  if (first.shown === first.of) return shrunk;
  // From here on each run makes what it needs, as a replay does: it may matter how old that is.
  pool.forget();
  const more = await count(smallest, FIRST_TRIES);
  if (smallest === failing && first.shown + more.shown === 0) return { ...shrunk, repeats: 'flaky' };
  const patience = patienceFor(more);
  const least = await search(smallest, (candidate) => upTo(patience, once, candidate, goOn), goOn);
  return { ...shrunk, ...least.smallest, complete: least.complete, unsteady: true };
}

/** Runs candidates one after the other, each with opportunities of its own. */
export const attemptsOn =
  (session: Session, pool: OpportunityPool): Attempt =>
  (scenario, stop) =>
    tryScenario(session, pool, scenario, stop);
