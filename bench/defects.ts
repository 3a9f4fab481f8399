import { DEFECTS } from '../src/booking-system/index.ts';
import { openSession } from '../src/cli/session.ts';
import { runCampaign } from '../src/runner/index.ts';
import type { Finding } from '../src/results/result.ts';

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
export async function sightOf(defect: string, seed: number): Promise<Sight> {
  const session = await openSession({ defects: [defect] });
  const stop = new AbortController();
  let first: Finding | undefined;
  try {
    const result = await runCampaign(
      {
        ...session.facts,
        seed,
        budgets: { requests: DEFECT_BUDGET },
        restrict: {},
        previous: [],
        now: () => performance.now(),
        version: 'bench',
        targetName: session.name,
      },
      (event) => {
        if (event.kind !== 'finding' || first !== undefined) return;
        first = event.finding;
        stop.abort();
      },
      stop.signal,
    );
    const named = DEFECTS.find(({ id }) => id === defect)?.rules ?? [];
    const asNamed = first !== undefined && named.includes(first.rule.id);
    return { defect, seed, first, requests: result.requests, asNamed };
  } finally {
    await session.close();
  }
}
