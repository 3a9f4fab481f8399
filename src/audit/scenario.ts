import { PARTNERS, type OpportunityId } from '../protocol/ids.ts';
import { prepaymentOf, SCENARIO_FORMAT, type OpportunityNeed, type Pair, type Scenario } from '../model/index.ts';
import type { BreachSeen } from '../oracle/index.ts';
import { criteriaFor, opportunityTypeOf } from './criteria.ts';
import { readSlice, type SliceCall, type SliceRead } from './slice-read.ts';
import type { Slice } from './slice.ts';
import { stepsOf } from './steps.ts';

/** A slice as a scenario that can be run against a booking system, or why it cannot be one. */
export type FromRecording =
  { readonly kind: 'scenario'; readonly scenario: Scenario } | { readonly kind: 'none'; readonly because: string };

const none = (because: string): FromRecording => ({ kind: 'none', because });

/** Turns the slice of a finding into a scenario: with symbolic names, and opportunities by their criteria. */
export function scenarioOf({ exchanges, sources }: Slice, breach: BreachSeen): FromRecording {
  const read = readSlice(exchanges, sources);
  const calls = read.acts.filter((act): act is SliceCall => act.kind === 'call');
  if (calls.some(({ request }) => !PARTNERS.includes(request.partner))) {
    return none('a scenario has two booking partners, and the recording more');
  }
  const [first] = calls;
  if (first === undefined) return none('no call of the API is among the exchanges that show it');
  const names = new Map([...read.opportunities.keys()].map((id, index) => [id, `o${String(index + 1)}`]));
  const needs = needsOf(read, names, breach.rule);
  if (typeof needs === 'string') return none(needs);
  const role = calls.map(({ request }) => request.role).find((each) => each !== undefined) ?? 'AgentBroker';
  const empty: Scenario = {
    format: SCENARIO_FORMAT,
    settings: { brokerRole: role, prepayment: prepaymentOf(pairsOf(calls, read)), flow: flowOf(calls, read) },
    opportunities: needs,
    steps: [],
  };
  const steps = stepsOf(empty, read, names);
  return typeof steps === 'string' ? none(steps) : { kind: 'scenario', scenario: { ...empty, steps: [...steps] } };
}

function pairsOf(calls: readonly SliceCall[], { opportunities }: SliceRead): readonly (Pair | undefined)[] {
  const lines = calls.map(({ request }) => request.lines).find((each) => each.length > 0) ?? [];
  return lines.map((line) => {
    const opportunity = line.opportunity === undefined ? undefined : opportunities.get(line.opportunity);
    const offer = opportunity?.offers.find(({ id }) => id === line.offer);
    return opportunity && offer && { opportunity, offer };
  });
}

function flowOf(calls: readonly SliceCall[], { opportunities }: SliceRead): Scenario['settings']['flow'] {
  const approval =
    calls.some(({ request }) => request.call === 'P' || request.minimal) ||
    [...opportunities.values()].some(({ offers }) => offers.some(({ needsApproval }) => needsApproval));
  return approval ? 'OpenBookingApprovalFlow' : 'OpenBookingSimpleFlow';
}

/** What the scenario needs; in words, what there is no asking for. */
function needsOf(
  read: SliceRead,
  names: ReadonlyMap<OpportunityId, string>,
  rule: string,
): Readonly<Record<string, OpportunityNeed>> | string {
  const sellers = [...new Set([...read.opportunities.values()].map(({ seller }) => seller))];
  const needs: Record<string, OpportunityNeed> = {};
  for (const [id, facts] of read.opportunities) {
    const type = opportunityTypeOf(facts);
    if (type === undefined)
      return `an opportunity has a type that no test interface makes: ${facts.wireType ?? 'none'}`;
    const offer = facts.offers.find(({ id: each }) => read.offersUsed.has(each));
    needs[names.get(id) ?? ''] = {
      type,
      criteria: criteriaFor(facts, offer, rule),
      seller: sellers.indexOf(facts.seller) > 0 ? 'secondary' : 'primary',
      flow: offer?.needsApproval === true ? 'OpenBookingApprovalFlow' : 'OpenBookingSimpleFlow',
    };
  }
  if (sellers.length > 2) return 'a scenario has two sellers, and the recording more';
  return needs;
}
