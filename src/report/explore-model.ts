import type { MachineCoverage, ModelExploration, ModelResult } from '../results/explore-model.ts';
import type { Ink } from './ink.ts';
import { count, counted } from './plain.ts';

const entry = (name: string, text: string): string => `${(name === '' ? '' : `${name}:`).padEnd(14)}${text}`;

/** What an exploration of the model alone came to, for a terminal; `describe` tells a step in words. */
export function modelText(
  result: ModelResult,
  describe: (step: ModelResult['broken'][number]['path'][number]) => string,
  ink: Ink,
): string {
  const { machines, beyond, explorations, broken, seconds, endedBy } = result;
  const lines = [
    ...machineLines(machines),
    ...beyond.map(({ rule, reason }) => entry('left out', `${rule}: ${reason}`)),
    ...explorations.flatMap(explorationLines),
    ...broken.flatMap(({ sentence, path }) => [
      entry('broken', ink.red(sentence)),
      ...path.map((step, index) => entry('', `${String(index + 1)}. ${describe(step)}`)),
    ]),
    entry('ran', `${seconds.toFixed(1)} s${endedBy === 'interrupted' ? ', interrupted' : ''}`),
    entry(
      'found',
      broken.length === 0
        ? ink.green('every invariant holds')
        : ink.red(counted(broken.length, 'invariant') + ' broken'),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** What of a machine's transitions differs where the same rule refuses a call in several states. */
const REFUSED = /^(.+) —(\S+) refused→ .+: (\S+)$/;

/** Machines, and what none of those that have it can reach: told once for all of them, refusals by their rules. */
function machineLines(machines: readonly MachineCoverage[]): readonly string[] {
  if (machines.length === 0) return [];
  const sum = (of: (machine: MachineCoverage) => number) => machines.reduce((total, each) => total + of(each), 0);
  const unreached = new Set(machines.flatMap((machine) => machine.unreached));
  const refusals = new Map<string, { calls: Set<string>; states: Set<string> }>();
  const moves: string[] = [];
  for (const name of unreached) {
    const [, state, call, rule] = REFUSED.exec(name) ?? [];
    if (state === undefined || call === undefined || rule === undefined) {
      moves.push(name);
      continue;
    }
    const known = refusals.get(rule) ?? { calls: new Set(), states: new Set() };
    refusals.set(rule, { calls: known.calls.add(call), states: known.states.add(state) });
  }
  const head = `${count(sum(({ reached }) => reached))} of ${counted(
    sum(({ transitions }) => transitions),
    'transition',
  )} of ${counted(machines.length, 'machine')} reached by an order alone`;
  const among = (name: string) => counted(machines.filter((each) => each.unreached.includes(name)).length, 'machine');
  return [
    entry('machines', head),
    ...moves.map((name) => entry('unreached', `${name} (${among(name)})`)),
    ...[...refusals].map(([rule, { calls, states }]) =>
      entry('unreached', `refused for ${rule}: ${[...calls].join(', ')} of what is ${[...states].join(', ')}`),
    ),
  ];
}

function explorationLines(exploration: ModelExploration): readonly string[] {
  const { settings, spaces, states, statesByDepth, transitions, transitionsPerSecond, complete, standings, letters } =
    exploration;
  return [
    entry(
      'explored',
      `${settings.brokerRole} × ${settings.prepayment} × ${settings.flow}, ${counted(spaces, 'space')}, ${counted(letters, 'letter')}`,
    ),
    entry(
      '',
      `${counted(states, 'state')}${complete ? ', and there are no more' : ''} (by depth: ${statesByDepth.map(count).join(', ')})`,
    ),
    entry(
      '',
      `${counted(transitions, 'transition')}, ${count(transitionsPerSecond)} a second, over ${counted(standings, 'standing')} of an order`,
    ),
  ];
}
