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

/** Machines, and what none of those that have it can reach: told once for all of them. */
function machineLines(machines: readonly MachineCoverage[]): readonly string[] {
  if (machines.length === 0) return [];
  const sum = (of: (machine: MachineCoverage) => number) => machines.reduce((total, each) => total + of(each), 0);
  const names = new Map<string, number>();
  for (const name of machines.flatMap(({ unreached }) => unreached)) names.set(name, (names.get(name) ?? 0) + 1);
  const head = `${count(sum(({ reached }) => reached))} of ${counted(
    sum(({ transitions }) => transitions),
    'transition',
  )} of ${counted(machines.length, 'machine')} reached by an order alone`;
  return [
    entry('machines', head),
    ...[...names].map(([name, times]) => entry('unreached', `${name} (${counted(times, 'machine')})`)),
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
