import type { Answer } from '../../protocol/exchange.ts';
import { get, getString, typeOf } from '../../protocol/json.ts';
import { leaseIn, SCENARIO_FORMAT, type Scenario } from '../../model/index.ts';
import { opportunitiesOf, tryScenario, type Session, type StepRun } from '../../runner/index.ts';
import { isObject } from '../../protocol/json.ts';
import type { BookingFlow, OpportunityType } from '../../protocol/vocabulary.ts';
import { leftOut, notWell, well, type Checked } from './finding.ts';

/** One booking, as a campaign would make it: what it needs, how long its lease is, and when the feeds show it. */

function bookingOf(type: OpportunityType, flow: BookingFlow): Scenario {
  const items = [{ opportunity: 'o1' }];
  const call = { order: 'a', partner: 'primary' } as const;
  return {
    format: SCENARIO_FORMAT,
    settings: { brokerRole: 'AgentBroker', prepayment: 'Required', flow },
    opportunities: { o1: { type, criteria: 'Bookable', seller: 'primary', flow } },
    steps: [
      { do: 'C1', items, ...call },
      { do: 'C2', items, ...call },
      { do: flow === 'OpenBookingSimpleFlow' ? 'B' : 'P', items, ...call },
      { do: 'read-spaces', opportunity: 'o1' },
    ],
  };
}

export async function bookingChecks(
  session: Session,
  {
    opportunityTypes,
    flows,
  }: { readonly opportunityTypes: readonly OpportunityType[]; readonly flows: readonly BookingFlow[] },
  now: () => number,
): Promise<readonly Checked[]> {
  const [type = 'ScheduledSession'] = opportunityTypes;
  const flow = flows.includes('OpenBookingSimpleFlow') ? 'OpenBookingSimpleFlow' : 'OpenBookingApprovalFlow';
  const made = session.opportunitiesFrom !== 'open feeds';
  const from = made ? 'test interface' : 'opportunities in the open feeds';
  if (session.onlyRefused === true) return [leftOut('booking', 'the target looks live, and nothing is booked in it')];
  const times: number[] = [];
  const beganAt = now();
  const trial = await tryScenario(session, opportunitiesOf(session), bookingOf(type, flow), () => {
    times.push(now());
    return false;
  });
  if (made) await session.target.deleteDataset();
  if (trial.stopped !== undefined) {
    const advice = made
      ? `a campaign needs opportunities: the test interface has to make a ${type} and show it in the open feeds, or say "useRandomOpportunities": true`
      : `a campaign needs opportunities: let the system have bookable ones of the type ${type}`;
    return [notWell(from, trial.stopped, advice)];
  }
  const [, c2, booking] = trial.steps;
  const seconds = (from_: number, to: number) => `${((to - from_) / 1_000).toFixed(1)} s`;
  return [
    well(from, `gave a ${type}, which is in the open feeds, within ${seconds(beganAt, times[0] ?? beganAt)}`),
    leaseCheck(c2),
    bookedCheck(booking),
    shownCheck(trial.steps, seconds(times[2] ?? 0, times[3] ?? 0)),
  ];
}

const answerTo = (step: StepRun | undefined): Answer | undefined => step?.exchange?.answer;

function bodyOf(answer: Answer | undefined) {
  return answer?.kind === 'response' && answer.body.kind === 'json' && isObject(answer.body.value)
    ? answer.body.value
    : undefined;
}

function leaseCheck(c2: StepRun | undefined): Checked {
  const lease = leaseIn(bodyOf(answerTo(c2)));
  const until = Date.parse(getString(lease, 'leaseExpires') ?? '');
  if (Number.isNaN(until)) return well('lease', 'none is given at C2, which it need not be');
  const minutes = (until - (c2?.exchange?.receivedAt ?? 0)) / 60_000;
  return well('lease', `${minutes.toFixed(1)} minutes at C2`);
}

function bookedCheck(booking: StepRun | undefined): Checked {
  const what = `booking (${booking?.step.do ?? 'B'})`;
  const answer = answerTo(booking);
  if (answer === undefined || answer.kind === 'no-answer')
    return notWell(what, answer?.detail ?? 'not sent', "see the target's log");
  if (answer.status >= 200 && answer.status < 300) return well(what, `accepted with status ${String(answer.status)}`);
  const body = bodyOf(answer);
  const words = [typeOf(body), getString(body, 'description')].filter((word) => word !== undefined).join(': ');
  const hints = get(body, 'totalPaymentDue') === undefined ? '' : ' (see "paymentReconciliationDetails" of the seller)';
  return notWell(
    what,
    `refused with status ${String(answer.status)}${words && `, ${words}`}`,
    `a plain booking has to be accepted${hints}`,
  );
}

function shownCheck(steps: readonly StepRun[], took: string): Checked {
  const what = 'the open feed after a booking';
  const look = steps[3];
  const booked = answerTo(steps[2]);
  if (booked?.kind !== 'response' || booked.status >= 300) return leftOut(what, 'nothing was booked');
  const [breach] = look?.seen.breaches ?? [];
  if (look === undefined || breach !== undefined) {
    return notWell(
      what,
      `${breach === undefined ? 'it could not be read' : `expected ${breach.expected}, found ${breach.found}`} after ${took}`,
      'a booking has to show in the feed of its opportunity',
    );
  }
  return well(what, `shows it within ${took} (${look.outcome})`);
}
