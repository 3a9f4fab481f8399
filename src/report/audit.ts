import { TELLS_THE_SAME, type AuditFinding, type AuditResult, type SliceLine } from '../results/audit.ts';
import { KINDS } from './finding.ts';
import type { Ink } from './ink.ts';
import { count, counted, plain } from './plain.ts';

/** What to type next, for the reader. */
export interface AuditGuide {
  /** The command that runs a finding's repro; undefined where no repro was written. */
  readonly replayCommand: ((finding: AuditFinding) => string) | undefined;
}

/** No slice worth reading is longer. */
const MOST_LINES = 30;
/** So many places of a finding are shown; `--json` has more. */
const PLACES_SHOWN = 6;
const REASONS_SHOWN = 12;

/** The whole of an audit for a terminal: each distinct finding, the gravest first, then the summary. */
export function auditText(result: AuditResult, guide: AuditGuide, ink: Ink): string {
  const kinds = Object.keys(KINDS) as AuditFinding['kind'][];
  const blocks = kinds.flatMap((kind) => {
    const ofKind = result.findings.filter((finding) => finding.kind === kind);
    return ofKind.length === 0
      ? []
      : [ink.underline(KINDS[kind]), ...byRule(ofKind).flatMap((ofRule) => ruleTexts(ofRule, result, guide, ink))];
  });
  return [...blocks, summary(result, ink)].map((part) => `${part}\n`).join('\n');
}

/** Findings with those of one rule beside each other, in the order of the first of each rule. */
function byRule(findings: readonly AuditFinding[]): readonly (readonly AuditFinding[])[] {
  const ids = [...new Set(findings.map(({ rule }) => rule.id))];
  return ids.map((id) => findings.filter(({ rule }) => rule.id === id));
}

/** The findings of one rule: what the rule says stands above the first alone. */
const ruleTexts = (
  ofRule: readonly AuditFinding[],
  { findings }: AuditResult,
  guide: AuditGuide,
  ink: Ink,
): readonly string[] =>
  ofRule.map((finding, index) => {
    const { rule, call } = finding;
    const where = `${rule.id} · ${rule.strength} · at ${call}`;
    const title = (words: string) =>
      `${ink.red('✗')} ${ink.bold(`${String(findings.indexOf(finding) + 1)}. ${plain(words)}`)}`;
    if (index > 0) return [title(where), ...findingLines(finding, guide, ink)].join('\n');
    return [
      title(rule.sentence),
      `  ${plain(where)}`,
      `  ${ink.dim(plain(rule.link))} (${rule.clauses.join(', ')})`,
      ...(rule.unclear === undefined ? [] : [`  unclear:  ${plain(rule.unclear)}`]),
      '',
      ...findingLines(finding, guide, ink),
    ].join('\n');
  });

function findingLines(finding: AuditFinding, guide: AuditGuide, ink: Ink): readonly string[] {
  const { places, sightings } = finding;
  const [first] = places;
  const left = sightings - Math.min(places.length, PLACES_SHOWN);
  return [
    ...(first ? [`  ${plain(`${first.file}:${String(first.line)}`)}`] : []),
    `  expected: ${ink.green(plain(first?.expected ?? finding.expected))}`,
    `  found:    ${ink.red(plain(first?.found ?? finding.found))}`,
    ...places
      .slice(1, PLACES_SHOWN)
      .map(({ file, line, found }) => `  also ${plain(`${file}:${String(line)}: ${found}`)}`),
    ...(left > 0 ? [`  and ${counted(left, 'place')} more`] : []),
    '',
    `  ${finding.sliceComplete ? 'The least that shows it:' : 'It rests on more of the recording than this:'}`,
    ...finding.slice.slice(-MOST_LINES).map((line) => `    ${sliceText(line)}`),
    ...finding.alongside.map((other) => `  also broken by it: ${other.rule.id} at ${plain(other.call)}`),
    ...next(finding, guide),
  ];
}

const sliceText = ({ file, line, request, answer }: SliceLine): string =>
  plain(`${file.split('/').at(-1) ?? file}:${String(line)}  ${request} → ${answer}`);

function next(finding: AuditFinding, { replayCommand }: AuditGuide): readonly string[] {
  if (replayCommand === undefined) return [];
  return finding.scenario === undefined
    ? [`  no repro: ${plain(finding.noScenario ?? '')}`]
    : [`  replay:   ${plain(replayCommand(finding))}`];
}

const entry = (name: string, text: string): string => `${`${name}:`.padEnd(14)}${text}`;

function summary(result: AuditResult, ink: Ink): string {
  const { recordings, leftAlone, broken, coverage, findings, notJudged, seconds } = result;
  const exchanges = recordings.reduce((sum, each) => sum + each.exchanges, 0);
  const relevant = recordings.reduce((sum, each) => sum + each.relevant, 0);
  const reasons = Object.entries(notJudged).sort(([, one], [, other]) => other - one);
  return [
    entry(
      'read',
      `${counted(recordings.length, 'recording')}, ${counted(exchanges, 'exchange')} in ${seconds.toFixed(1)} s`,
    ),
    ...(relevant < exchanges ? [entry('left alone', `${counted(exchanges - relevant, 'exchange')} of no call`)] : []),
    ...leftAloneLines(leftAlone),
    ...broken.map((line) => entry('not read', ink.red(plain(line)))),
    entry('judged', `${count(coverage.rules.judged)} of ${count(coverage.rules.total)} rules`),
    ...reasons
      .slice(0, REASONS_SHOWN)
      .map(([reason, times]) => entry('not judged', `because ${plain(reason)} (${counted(times, 'time')})`)),
    ...validated(result),
    entry('found', findings.length === 0 ? ink.green('nothing') : ink.red(counted(findings.length, 'finding'))),
  ].join('\n');
}

/** Files that were left alone, a line for each reason. */
function leftAloneLines(leftAlone: AuditResult['leftAlone']): readonly string[] {
  const reasonOf = ({ because }: AuditResult['leftAlone'][number]) =>
    because.endsWith(TELLS_THE_SAME) ? 'others tell the same' : because;
  return [...new Set(leftAlone.map(reasonOf))].map((reason) => {
    const files = leftAlone.filter((each) => reasonOf(each) === reason);
    return entry('left alone', plain(`${counted(files.length, 'file')}: ${reason}, such as ${files[0]?.file ?? ''}`));
  });
}

function validated({ validated: seen }: AuditResult): readonly string[] {
  if (seen === undefined) return [];
  const { bodies, failures, warnings, suggestions } = seen;
  const told = [counted(failures, 'failure'), counted(warnings, 'warning'), counted(suggestions, 'suggestion')];
  return [entry('validator', `${counted(bodies, 'body', 'bodies')}: ${told.join(', ')}`)];
}
