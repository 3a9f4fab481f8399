import type { Finding } from '../results/result.ts';
import { conversationLines } from './conversation.ts';
import type { Ink } from './ink.ts';
import { counted, plain, triesText } from './plain.ts';

/** The kinds of finding, the gravest first, with what they are called over several of them. */
export const KINDS = {
  'breaks the specification': 'Breaks the specification',
  'recommendation not followed': 'Recommendations not followed',
  'specification unclear here': 'Specification unclear here: a breach under its strict reading only',
} as const satisfies Record<Finding['kind'], string>;

/** Where findings and their files are, for the reader to act on. */
export interface Places {
  /** Where a repro is, for the reader: `open-booking-fuzz-output/repros/….json`. */
  readonly reproPath: (finding: Finding) => string;
  /** The command to type next. */
  readonly replayCommand: (finding: Finding) => string;
}

/** One finding, as lines: what is broken, how it shows, what to do next. */
export function findingLines(finding: Finding, heading: string, places: Places, ink: Ink): readonly string[] {
  return [
    `${ink.red('✗')} ${ink.bold(`${heading} ${plain(finding.rule.sentence)}`)}`,
    `  ${finding.rule.id} · ${finding.rule.strength} · at ${plain(finding.call)}`,
    `  ${ink.dim(plain(finding.rule.link))}`,
    ...(finding.rule.unclear === undefined ? [] : [`  unclear:  ${plain(finding.rule.unclear)}`]),
    '',
    `  expected: ${ink.green(plain(finding.expected))}`,
    `  found:    ${ink.red(plain(finding.found))}`,
    '',
    ...conversationLines(finding.conversation, ink, { admitted: false }),
    '',
    ...finding.alongside.map(({ rule, call }) => `  also broken by it: ${rule.id} at ${plain(call)}`),
    `  ${ink.dim(sightings(finding))}`,
    ...(finding.complete
      ? []
      : [`  ${ink.dim('not made as small as can be: the next run begins with it, and goes on')}`]),
    `  repro:    ${plain(places.reproPath(finding))}`,
    `  replay:   ${plain(places.replayCommand(finding))}`,
  ];
}

function sightings(finding: Finding): string {
  const { repeats, tries, sightings, requestsToDetect, requestsToShrink } = finding;
  const raced = finding.conversation.some(({ race }) => race !== undefined) ? 'a race: ' : '';
  const tried = tries && `${raced}it showed in ${triesText(tries)} of the same; `;
  const flaky = tried ?? (repeats === 'flaky' ? 'flaky: it did not show again when its scenario was run again; ' : '');
  const first = `first after ${counted(requestsToDetect, 'request')}`;
  return `${flaky}seen ${counted(sightings, 'time')}, ${first}, shrunk with ${counted(requestsToShrink, 'request')}`;
}

/** Findings by kind, the gravest kind first; within a kind as they come. */
export function byKind(findings: readonly Finding[]): readonly (readonly [Finding['kind'], readonly Finding[]])[] {
  return (Object.keys(KINDS) as Finding['kind'][])
    .map((kind) => [kind, findings.filter((finding) => finding.kind === kind)] as const)
    .filter(([, ofKind]) => ofKind.length > 0);
}
