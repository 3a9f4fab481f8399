import { DEFECTS } from '../src/booking-system/index.ts';
import { openSession } from '../src/cli/session.ts';
import { shrinkScenario } from '../src/generators/index.ts';
import type { Finding } from '../src/results/result.ts';
import { replayScenario } from '../src/runner/index.ts';
import { countTries } from '../src/runner/tries.ts';
import { campaign, median } from './campaigns.ts';

/** How a campaign fares against one defect: its first finding, or none within the budget. */
export interface Sight {
  readonly defect: string;
  readonly seed: number;
  readonly first: Finding | undefined;
  readonly requests: number;
  /** Whether the first finding's rule is one that the defect's entry names. */
  readonly asNamed: boolean;
}

/** Requests within which every defect has to be found. */
export const DEFECT_BUDGET = 3_000;

/** Runs a campaign against the embedded system with one defect, until its first finding. */
export async function sightOf(defect: string, seed: number, tour = true): Promise<Sight> {
  const stop = new AbortController();
  let first: Finding | undefined;
  const listen = (event: { readonly kind: string; readonly finding?: Finding }) => {
    if (event.kind !== 'finding' || first !== undefined) return;
    first = event.finding;
    stop.abort();
  };
  const result = await campaign({
    seed,
    requests: DEFECT_BUDGET,
    defects: [defect],
    listen,
    signal: stop.signal,
    tour,
  });
  const named = DEFECTS.find(({ id }) => id === defect)?.rules ?? [];
  return {
    defect,
    seed,
    first,
    requests: result.requests,
    asNamed: first !== undefined && named.includes(first.rule.id),
  };
}

/** How often what is smaller than a repro is tried: what depends on every second order shows in one of two. */
const TRIES = 2;

/** Steps, mutations or items of a finding's repro that can be left out without losing it: none, if it is minimal. */
export async function needless(defect: string, { scenario, rule, call }: Finding): Promise<number> {
  const session = await openSession({ defects: [defect] });
  let count = 0;
  try {
    for (const smaller of shrinkScenario(scenario)) {
      const shows = async () =>
        (await replayScenario(session.facts, smaller, { rule: rule.id, call })).verdict === 'reproduced';
      const { shown } = await countTries(shows, TRIES, () => true);
      if (shown > 0) count += 1;
    }
    return count;
  } finally {
    await session.close();
  }
}

/** Every defect from every seed; prints a line each, and the figures at the end. Gives how many missed their goal. */
export async function benchDefects(seeds: readonly number[], only: readonly string[] = []): Promise<number> {
  const sights: Sight[] = [];
  let notMinimal = 0;
  for (const { id } of DEFECTS.filter((defect) => only.length === 0 || only.includes(defect.id))) {
    for (const seed of seeds) {
      const sight = await sightOf(id, seed);
      sights.push(sight);
      const { first } = sight;
      const spare = first ? await needless(id, first) : 0;
      notMinimal += spare > 0 ? 1 : 0;
      const words = first
        ? `${first.requestsToDetect} to detect, ${first.requestsToShrink} to shrink, ${first.conversation.length} steps: ${first.rule.id} at ${first.call}`
        : `not found in ${sight.requests} requests`;
      console.log(
        `${id} (seed ${seed}): ${words}${sight.asNamed || !first ? '' : ' (not a rule that it names)'}${spare ? `, ${spare} smaller repros` : ''}`,
      );
    }
  }
  const found = sights.flatMap(({ first }) => (first ? [first] : []));
  console.log(`defects: ${found.length} of ${sights.length} found within ${DEFECT_BUDGET} requests`);
  console.log(`requests to the first finding: median ${median(found.map((each) => each.requestsToDetect))} (goal 150)`);
  console.log(`requests to shrink: median ${median(found.map((each) => each.requestsToShrink))} (goal 60)`);
  console.log(
    `steps of a repro: median ${median(found.map((each) => each.conversation.length))} (goal 4); not minimal: ${notMinimal}`,
  );
  return sights.length - found.length + notMinimal;
}
