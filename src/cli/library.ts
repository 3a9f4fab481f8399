import { randomInt } from 'node:crypto';
import type { Scenario } from '../model/index.ts';
import type { Budgets, CampaignEvent, CampaignResult, ReplayResult } from '../results/result.ts';
import { replayScenario, runCampaign, scopeOf, type CampaignOptions, type Restrictions } from '../runner/index.ts';
import { refuseWrongNumbers } from './request-values.ts';
import { openSession, type Session, type TargetRequest } from './session.ts';
import { UsageError } from './usage.ts';
import { VERSION } from './version.ts';

/** Drawn seeds are short enough to read out. */
const SEEDS = 1_000_000;
const DEFAULT_BUDGETS: Budgets = { seconds: 20 };

/** What to test, and for how long. */
export interface CheckRequest extends TargetRequest {
  /** From 0 to 2³¹−1; drawn at random where it is left out. */
  readonly seed?: number;
  /** The first that is spent ends the campaign; 20 seconds where none is given. */
  readonly budgets?: Budgets;
  readonly restrict?: Restrictions;
  /** Failures found earlier: run first. */
  readonly previous?: readonly Scenario[];
  /** Told of each thing that happens, as it does. */
  readonly listen?: (event: CampaignEvent) => void;
  /** Ends the campaign; what was found so far is the result. */
  readonly signal?: AbortSignal;
}

/**
 * Tests a booking system. Resolves to all that was found; rejects, with an error whose message is one line, where the
 * request is wrong or the target cannot be used at all.
 */
export async function check(request: CheckRequest = {}): Promise<CampaignResult> {
  const { listen = () => undefined, signal = new AbortController().signal } = request;
  refuseWrongNumbers(request);
  const session = await openSession(request);
  try {
    for (const name of session.configuration.ignored) {
      listen({ kind: 'note', text: `${String(request.config)}: ${name} is left alone` });
    }
    const campaign = campaignOf(session, request);
    refuseEmptyScope(campaign);
    return await runCampaign(campaign, listen, signal);
  } finally {
    await session.close();
  }
}

function campaignOf({ facts, configuration, name }: Session, request: CheckRequest): CampaignOptions {
  const { seed = randomInt(SEEDS), budgets = {}, restrict = {}, previous = [] } = request;
  const { flows, opportunityTypes } = configuration;
  return {
    ...facts,
    seed,
    budgets: Object.keys(budgets).length === 0 ? DEFAULT_BUDGETS : budgets,
    restrict: { flows, opportunityTypes, ...restrict },
    previous,
    now: () => performance.now(),
    version: VERSION,
    targetName: name,
  };
}

function refuseEmptyScope(campaign: CampaignOptions): void {
  const { roles, prepayments, flows, opportunityTypes } = scopeOf(campaign);
  const parts = {
    'broker role': roles,
    'prepayment mode': prepayments,
    'booking flow': flows,
    'opportunity type': opportunityTypes,
  };
  const [empty] = Object.entries(parts).find(([, left]) => left.length === 0) ?? [];
  if (empty !== undefined) throw new UsageError(`nothing is left to test: what is asked for leaves no ${empty}`);
}

export interface ReplayRequest extends TargetRequest {
  /** The rule's id and the call of the finding that is expected; without it, any breach counts. */
  readonly lookFor?: { readonly rule: string; readonly call: string };
  /** Ends the replay, which then could not tell. */
  readonly signal?: AbortSignal;
}

/** Runs one scenario. Rejects as {@link check} does. */
export async function replay(
  scenario: Scenario,
  request: ReplayRequest = {},
): Promise<ReplayResult & { readonly target: string }> {
  refuseWrongNumbers(request);
  const session = await openSession(request);
  try {
    const result = await replayScenario(session.facts, scenario, request.lookFor, request.signal);
    return { target: session.name, ...result };
  } finally {
    await session.close();
  }
}
