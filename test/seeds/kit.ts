import fc from 'fast-check';
import { typeOf } from '../../src/protocol/json.ts';
import type { BookingFlow, BrokerRole, OpportunityType, Prepayment } from '../../src/protocol/vocabulary.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES } from '../../src/protocol/vocabulary.ts';
import type { Criteria } from '../../src/protocol/test-interface.ts';
import { openSession, type Session, type TargetRequest } from '../../src/cli/session.ts';
import { SCENARIO_FORMAT, type CheckpointStep, type Scenario, type Step } from '../../src/model/index.ts';
import { opportunityPool } from '../../src/runner/opportunity-pool.ts';
import { breachesOf, tryScenario, type Trial } from '../../src/runner/trial.ts';

/** Runs scenarios against the embedded booking system, for the Test Suite's own tests. */

/** What one scenario came to: each answer as `status type`, and the rules that were broken. */
export interface Told {
  readonly answers: readonly string[];
  readonly broken: readonly string[];
  readonly trial: Trial;
}

function tell(trial: Trial): Told {
  if (trial.stopped !== undefined) throw new Error(trial.stopped);
  const answers = trial.steps.map(({ exchange, outcome }) => {
    const answer = exchange?.answer;
    if (answer === undefined) return outcome;
    if (answer.kind === 'no-answer') return answer.detail;
    const type = answer.body.kind === 'json' ? typeOf(answer.body.value) : undefined;
    return type === undefined ? `${answer.status}` : `${answer.status} ${type}`;
  });
  return { answers, broken: breachesOf(trial).map(({ breach }) => `${breach.rule} at ${breach.call}`), trial };
}

/** Runs some scenarios against one embedded system, which is stopped after. */
export async function against<Result>(
  request: TargetRequest,
  use: (run: (scenario: Scenario) => Promise<Told>, session: Session) => Promise<Result>,
): Promise<Result> {
  const session = await openSession(request);
  try {
    const pool = opportunityPool(session.facts);
    return await use(async (scenario) => tell(await tryScenario(session.facts, pool, scenario)), session);
  } finally {
    await session.close();
  }
}

export interface Circumstances {
  readonly role: BrokerRole;
  readonly prepayment?: Prepayment | 'Free';
  readonly flow?: BookingFlow;
  readonly type?: OpportunityType;
  readonly criteria?: Criteria;
}

/** A scenario about one opportunity `o`. */
export function scenario(about: Circumstances, steps: readonly Step[]): Scenario {
  const {
    role,
    prepayment = 'Required',
    flow = 'OpenBookingSimpleFlow',
    type = 'ScheduledSession',
    criteria = 'Bookable',
  } = about;
  return {
    format: SCENARIO_FORMAT,
    settings: { brokerRole: role, prepayment, flow },
    opportunities: { o: { type, criteria, seller: 'primary', flow } },
    steps,
  };
}

/** A call for one item of `o`, with some kinds of mutation. */
export const call = (
  name: CheckpointStep['do'],
  details: Partial<Omit<CheckpointStep, 'do'>> = {},
  ...kinds: readonly string[]
): CheckpointStep => ({
  do: name,
  order: 'a',
  partner: 'primary',
  items: [{ opportunity: 'o' }],
  ...(kinds.length > 0 ? { mutations: kinds.map((kind) => ({ kind })) } : {}),
  ...details,
});

/** The flows, types and criteria in which a test has to hold. */
export const circumstances: fc.Arbitrary<Omit<Circumstances, 'role'>> = fc.record({
  flow: fc.constantFrom(...BOOKING_FLOWS),
  type: fc.constantFrom(...OPPORTUNITY_TYPES),
  criteria: fc.constantFrom<Criteria>(
    'Bookable',
    'BookableFree',
    'BookableNonFreePrepaymentRequired',
    'BookableNonFreePrepaymentOptional',
    'BookableNonFreePrepaymentUnavailable',
  ),
});

/** The seed and the size of the properties here: each run is a conversation over HTTP. */
export const PROPERTY = { seed: 20_250_417, numRuns: 12 } as const;
