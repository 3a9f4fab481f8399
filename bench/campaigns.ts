import { openSession } from '../src/cli/session.ts';
import type { CampaignEvent, CampaignResult } from '../src/results/result.ts';
import { runCampaign } from '../src/runner/index.ts';

/** A campaign against the embedded booking system, over real HTTP on loopback. */
export interface CampaignPlan {
  readonly seed: number;
  readonly requests: number;
  readonly defects?: readonly string[];
  readonly variations?: readonly string[];
  readonly listen?: (event: CampaignEvent) => void;
  readonly signal?: AbortSignal;
  /** False: without the tour of the model at the beginning. */
  readonly tour?: boolean;
}

export async function campaign(plan: CampaignPlan): Promise<CampaignResult> {
  const { seed, requests, defects = [], variations = [] } = plan;
  const session = await openSession({ defects, variations });
  try {
    const options = {
      ...session.facts,
      seed,
      budgets: { requests },
      restrict: {},
      tour: plan.tour ?? true,
      previous: [],
      now: () => performance.now(),
      version: 'bench',
      targetName: session.name,
    };
    return await runCampaign(options, plan.listen ?? (() => undefined), plan.signal ?? new AbortController().signal);
  } finally {
    await session.close();
  }
}

/** The middle one of some numbers; NaN where there are none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
