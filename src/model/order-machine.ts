import { and, not, setup, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import { CALL_NAMES, type CallName } from '../protocol/calls.ts';
import type { BookingFlow, BrokerRole, Prepayment } from '../protocol/vocabulary.ts';
import { GUARD_IDS, type Certainty, type GuardId } from './guards.ts';
import {
  CONDITIONS,
  LIFECYCLE,
  ORDER_STATES,
  SELLER_LIFECYCLE,
  type Behaviour,
  type Condition,
  type OrderState,
  type SellerEvent,
} from './lifecycle.ts';
import { payloadGuards } from './payload-guards.ts';

/** What an order machine is made for. `Free`: nothing is to be paid. */
export interface MachineKey {
  readonly role: BrokerRole;
  readonly prepayment: Prepayment | 'Free';
  readonly flow: BookingFlow;
}

/** A call with its outcome, as an order machine's event. */
export type OrderEvent =
  | { readonly type: `${CallName} accepted`; readonly facts: Facts }
  | { readonly type: `${CallName} refused`; readonly facts: Facts; readonly because: GuardId }
  | { readonly type: SellerEvent; readonly facts: Facts };

/** What the guards read: the faults of the request in its world, and the conditions that hold. */
export interface Facts {
  readonly faults: Readonly<Partial<Record<GuardId, Certainty>>>;
  readonly conditions: ReadonlySet<Condition>;
}

/** A guard by a rule's id: for an accepted call, that the rule is kept; for a refused one, that it is not the reason. */
const ruleGuard =
  (rule: GuardId) =>
  ({ event }: { event: OrderEvent }): boolean =>
    'because' in event
      ? event.because !== rule || event.facts.faults[rule] === undefined
      : event.facts.faults[rule] !== 'must';

const conditionGuard =
  (condition: Condition) =>
  ({ event }: { event: OrderEvent }): boolean =>
    event.facts.conditions.has(condition);

const guards = {
  ...Object.fromEntries(GUARD_IDS.map((rule) => [rule, ruleGuard(rule)])),
  ...Object.fromEntries(Object.keys(CONDITIONS).map((name) => [name, conditionGuard(name as Condition)])),
};

const { createMachine } = setup({ types: { events: {} as OrderEvent }, guards });

/** The rules by which a call may be refused in a state. */
function rulesAt(state: OrderState, call: CallName, key: MachineKey): ReadonlySet<GuardId> {
  const reasons = LIFECYCLE[state][call].refused.map(({ rule }) => rule);
  return new Set([...payloadGuards(call, key), ...reasons]);
}

/** The transitions of one call in one state. */
function transitionsOf(state: OrderState, call: CallName, behaviour: Behaviour, key: MachineKey) {
  const rules = [...rulesAt(state, call, key)];
  return {
    [`${call} accepted`]: behaviour.accepted.map(({ target, when }) => ({
      target,
      guard: and([...rules, ...(when === undefined ? [] : [when])]),
    })),
    [`${call} refused`]: rules.map((rule) => ({ target: state, reenter: true, guard: not(rule) })),
  };
}

/** The transitions that the seller and time make in one state. */
function sellerTransitionsOf(state: OrderState) {
  return Object.fromEntries(
    Object.entries(SELLER_LIFECYCLE)
      .map(([event, arrows]) => [event, arrows[state] ?? []] as const)
      .filter(([, arrows]) => arrows.length > 0)
      .map(([event, arrows]) => [
        event,
        arrows.map(({ target, when }) => (when === undefined ? { target } : { target, guard: when })),
      ]),
  );
}

/** The states of the flow: without approval there is no proposal. */
const statesOf = ({ flow }: MachineKey): readonly OrderState[] =>
  flow === 'OpenBookingApprovalFlow'
    ? ORDER_STATES
    : ORDER_STATES.filter((state) => !/^(awaiting|accepted|rejected)/.test(state));

const machines = new Map<string, AnyStateMachine>();

/** The name of a machine: `AgentBroker × Required × OpenBookingSimpleFlow`. */
export const machineName = ({ role, prepayment, flow }: MachineKey): string => `${role} × ${prepayment} × ${flow}`;

/** The order machine for a broker role, a prepayment mode and a booking flow; made once for each. */
export function orderMachine(key: MachineKey): AnyStateMachine {
  const name = machineName(key);
  const known = machines.get(name);
  if (known) return known;
  const states = Object.fromEntries(
    statesOf(key).map((state) => [
      state,
      {
        on: Object.assign(
          {},
          ...CALL_NAMES.filter((call) => hasCall(call, key)).map((call) =>
            transitionsOf(state, call, LIFECYCLE[state][call], key),
          ),
          sellerTransitionsOf(state),
        ) as object,
      },
    ]),
  );
  const machine: AnyStateMachine = createMachine({ id: name, initial: 'absent', states });
  machines.set(name, machine);
  return machine;
}

/** In the simple flow P still has a meaning (it may be refused), but no state of its own to lead to. */
function hasCall(call: CallName, { flow }: MachineKey): boolean {
  return flow === 'OpenBookingApprovalFlow' || (call !== 'P' && call !== 'update-proposal');
}

const rulesRead = new Map<string, ReadonlySet<GuardId>>();

/** The rules that the guards of an accepted call read, worked out once for each machine and state. */
function rulesOfAccepted(place: string, key: MachineKey, state: OrderState, type: string): ReadonlySet<GuardId> {
  const known = rulesRead.get(place);
  if (known !== undefined) return known;
  const call = CALL_NAMES.find((name) => type === `${name} accepted`);
  const rules = call === undefined ? new Set<GuardId>() : rulesAt(state, call, key);
  rulesRead.set(place, rules);
  return rules;
}

/** What the guards read of an event, as a text: an accepted call keeps all its rules, whichever of them one breaks. */
function readingOf(place: string, key: MachineKey, state: OrderState, event: OrderEvent): string {
  const { faults, conditions } = event.facts;
  if ('because' in event) return `${event.because} ${faults[event.because] === undefined ? 'kept' : 'broken'}`;
  const rules = rulesOfAccepted(place, key, state, event.type);
  const broken = Object.keys(faults).some((rule) => faults[rule as GuardId] === 'must' && rules.has(rule as GuardId));
  return `${broken ? 'broken' : 'kept'} ${[...conditions].join()}`;
}

const steps = new Map<string, OrderState | null>();

/**
 * The state to which an event leads, by the machine's pure transition function; undefined where no transition takes
 * the event, that is, where the outcome is not legal. Remembered, since the answer depends on nothing else.
 */
export function step(key: MachineKey, state: OrderState, event: OrderEvent): OrderState | undefined {
  const place = `${machineName(key)}|${state}|${event.type}`;
  const memo = `${place}|${readingOf(place, key, state, event)}`;
  const known = steps.get(memo);
  if (known !== undefined) return known ?? undefined;
  const machine = orderMachine(key);
  const snapshot: AnyMachineSnapshot = machine.resolveState({ value: state, context: {} });
  const next = snapshot.can(event) ? (transition(machine, snapshot, event)[0].value as OrderState) : null;
  steps.set(memo, next);
  return next ?? undefined;
}
