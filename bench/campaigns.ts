import { openSession } from '../src/cli/session.ts';
import type { CampaignEvent, CampaignResult } from '../src/results/result.ts';
import { runCampaign, type CampaignOptions, type Session } from '../src/runner/index.ts';

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

/** A campaign against what is connected already, as benchmarks run them: without restrictions, from the beginning. */
export const campaignOn = (
  facts: Session,
  plan: Pick<CampaignOptions, 'seed' | 'budgets' | 'targetName' | 'tour'>,
  listen: (event: CampaignEvent) => void = () => undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<CampaignResult> =>
  runCampaign(
    { ...facts, restrict: {}, previous: [], now: () => performance.now(), version: 'bench', ...plan },
    listen,
    signal,
  );

export async function campaign(plan: CampaignPlan): Promise<CampaignResult> {
  const { seed, requests, defects = [], variations = [], tour = true, listen, signal } = plan;
  const session = await openSession({ defects, variations });
  try {
    const options = { seed, budgets: { requests }, tour, targetName: session.name };
    return await campaignOn(session.facts, options, listen, signal);
  } finally {
    await session.close();
  }
}

/** The middle one of some numbers; NaN where there are none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
