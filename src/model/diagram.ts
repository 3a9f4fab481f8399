import type { AnyStateMachine } from 'xstate';
import { machineName, orderMachine, type MachineKey } from './order-machine.ts';

/** One transition of the order machine, as plain data. */
export interface DiagramTransition {
  readonly from: string;
  readonly to: string;
  /** A call with its outcome (`B accepted`), or what the seller or time does. */
  readonly event: string;
  /** Ids of the rules that the call must keep, and conditions that must hold. */
  readonly guards: readonly string[];
  /** The rule for whose breach the call is refused. */
  readonly because?: string;
}

export interface Diagram {
  readonly id: string;
  readonly initial: string;
  readonly states: readonly string[];
  readonly transitions: readonly DiagramTransition[];
}

/** The order machine for a broker role, a prepayment mode and a flow, as plain data read off the machine itself. */
export function diagramOf(key: MachineKey): Diagram {
  const machine = orderMachine(key);
  const states = Object.keys(machine.states);
  return {
    id: machineName(key),
    initial: String(machine.config.initial),
    states,
    transitions: states.flatMap((state) => transitionsFrom(machine, state)),
  };
}

function transitionsFrom(machine: AnyStateMachine, from: string): DiagramTransition[] {
  const node = machine.states[from];
  return [...(node?.transitions.values() ?? [])].flat().flatMap((transition) => {
    const names = guardNames(transition.guard);
    const refused = transition.eventType.endsWith(' refused');
    const what = refused ? { guards: [], because: names[0] ?? '' } : { guards: names };
    return (transition.target ?? []).map((to) => ({ from, to: to.key, event: transition.eventType, ...what }));
  });
}

/** The names that a guard is made of: XState keeps those of `and` and `not` beside the function. */
function guardNames(guard: unknown): readonly string[] {
  if (typeof guard === 'string') return [guard];
  if (typeof guard !== 'function' || !('guards' in guard) || !Array.isArray(guard.guards)) return [];
  return guard.guards.filter((name): name is string => typeof name === 'string');
}
