import { CALL_NAMES, type CallName } from '../../protocol/calls.ts';
import { machineName, payloadGuards, type GuardId, type MachineKey } from '../../model/index.ts';
import type { Coverage } from '../../results/result.ts';
import type { Within } from './transitions.ts';

/** Guards that nothing in a scenario breaks: its orders have UUIDs that are UUIDs. */
const NEVER_BROKEN: readonly GuardId[] = ['order-level/order-uuid'];

const nameOf = (call: CallName, guard: GuardId): string => `${guard} at ${call}`;

/** Every guard of the payload at each call that it guards, in the machines of a scope. */
function guardsWithin({ roles, prepayments, flows }: Within): ReadonlySet<string> {
  const machines = roles.flatMap((role) =>
    prepayments.flatMap((prepayment) => flows.map((flow): MachineKey => ({ role, prepayment, flow }))),
  );
  const calls = flows.includes('OpenBookingApprovalFlow')
    ? CALL_NAMES
    : CALL_NAMES.filter((call) => call !== 'P' && call !== 'update-proposal');
  return new Set(
    machines.flatMap((machine) =>
      calls.flatMap((call) =>
        payloadGuards(call, machine)
          .filter((guard) => !NEVER_BROKEN.includes(guard))
          .map((guard) => nameOf(call, guard)),
      ),
    ),
  );
}

const CALL = /—(\S+) (accepted|refused: (\S+?))→/;

/** Counts guards, each kept by a call that was accepted, and broken by one that was refused for it. */
export function guardCount(within: Within) {
  const all = guardsWithin(within);
  const kept = new Set<string>();
  const refused = new Set<string>();
  const noted = new Set<string>();
  return {
    note: (transition: string, machine: MachineKey): void => {
      const taken = `${transition} ${machineName(machine)}`;
      if (noted.has(taken)) return;
      noted.add(taken);
      const [, called, , because] = CALL.exec(transition) ?? [];
      const call = CALL_NAMES.find((name) => name === called);
      if (call === undefined) return;
      const own = payloadGuards(call, machine);
      const names = because === undefined ? own : own.filter((guard) => guard === because);
      for (const name of names.map((guard) => nameOf(call, guard))) {
        if (all.has(name)) (because === undefined ? kept : refused).add(name);
      }
    },
    summary: (): Coverage['guards'] => ({
      total: all.size,
      kept: kept.size,
      refused: refused.size,
      neverKept: [...all].filter((name) => !kept.has(name)),
      neverRefused: [...all].filter((name) => !refused.has(name)),
    }),
  };
}
