import type { ExploreResult, Exploration, ExploreEnding } from '../results/explore.ts';
import { findingLines, type Places } from './finding.ts';
import type { Ink } from './ink.ts';
import { count, counted, plain } from './plain.ts';

const ENDINGS: Readonly<Record<Exclude<ExploreEnding, 'depth reached' | 'rule broken'>, string>> = {
  interrupted: 'interrupted',
  'target lost': 'the target could no longer be used',
  impossible: 'it could not be explored',
};

/** How far an exploration is, in one line. */
export const exploringLine = ({
  seconds,
  statesByDepth,
  transitions,
}: {
  readonly seconds: number;
  readonly statesByDepth: readonly number[];
  readonly transitions: number;
}): string =>
  [
    `${seconds.toFixed(0)} s`,
    `depth ${String(statesByDepth.length)}`,
    counted(
      statesByDepth.reduce((sum, each) => sum + each, 0),
      'state',
    ),
    counted(transitions, 'transition'),
  ].join(' · ');

/** An exploration's result for a terminal: what was explored, how the states grow, what was found. */
export function exploreText(result: ExploreResult, places: Places, ink: Ink): string {
  const findings = result.findings.map((finding, index) =>
    findingLines(finding, `${String(index + 1)}.`, places, ink).join('\n'),
  );
  return [...findings, summary(result, ink)].map((part) => `${part}\n`).join('\n');
}

const entry = (name: string, text: string): string => `${(name === '' ? '' : `${name}:`).padEnd(14)}${text}`;

function summary(result: ExploreResult, ink: Ink): string {
  const { bounds, explorations, seconds, requests } = result;
  return [
    entry('target', plain(result.target)),
    entry(
      'bounds',
      `depth ${String(bounds.depth)}, ${counted(bounds.orders, 'order')}, ${counted(bounds.partners, 'partner')}`,
    ),
    ...explorations.flatMap(explorationLines),
    entry('ran', `${seconds.toFixed(1)} s, ${counted(requests, 'request')}`),
    entry('found', verdict(result, ink)),
  ].join('\n');
}

function explorationLines(exploration: Exploration): readonly string[] {
  const { settings, spaces, statesByDepth, transitions, compared, strayed, reason, letters } = exploration;
  const states = statesByDepth.reduce((sum, each) => sum + each, 0);
  return [
    entry(
      'explored',
      `${settings.brokerRole} × ${settings.prepayment} × ${settings.flow}, ${counted(spaces, 'space')}, ${counted(letters, 'letter')}`,
    ),
    entry('', `${counted(states, 'state')} (by depth: ${statesByDepth.map(count).join(', ')})`),
    entry('', `${counted(transitions, 'transition')}, ${counted(compared, 'answer')} compared with another way’s`),
    ...(strayed > 0 ? [entry('mind', `${counted(strayed, 'state')} could not be reached a second time`)] : []),
    ...(reason === undefined ? [] : [entry('mind', plain(reason))]),
  ];
}

function verdict({ endedBy, depth, findings }: ExploreResult, ink: Ink): string {
  if (endedBy === 'rule broken')
    return ink.red(`a rule broken at depth ${String(depth + 1)}, by the shortest way there is`);
  const none = `${findings.length === 0 ? 'no rule broken' : `${counted(findings.length, 'rule')} not kept, none of them a must`} up to depth ${String(depth)}`;
  if (endedBy === 'depth reached') return findings.length === 0 ? ink.green(none) : ink.yellow(none);
  return ink.yellow(`${none}; ${ENDINGS[endedBy]}`);
}
