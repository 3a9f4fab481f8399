import type { CampaignResult, Ending, FeedLag } from '../results/result.ts';
import { byKind } from './finding.ts';
import type { Ink } from './ink.ts';
import { count, counted, plain } from './plain.ts';
import { rate } from './progress.ts';

const ENDINGS: Readonly<Record<Ending, string>> = {
  time: 'its time was over',
  scenarios: 'all its scenarios were run',
  requests: 'all its requests were used',
  interrupted: 'it was interrupted',
  'target lost': 'the target could no longer be used',
};

/** How many names of missed rules and transitions are shown; the result's file has them all. */
const NAMES_SHOWN = 6;

/** What a campaign came to, as lines. `files`: where to read more, and how to run it again. */
export function summaryLines(
  result: CampaignResult,
  files: { readonly result: string; readonly again: string },
  ink: Ink,
): readonly string[] {
  const { transitions, guards, mutations, pairs, rules } = result.coverage;
  return [
    entry('target', plain(result.target)),
    entry('ran', ran(result)),
    entry('covered', `${outOf(transitions.covered, transitions.total)} transitions of the model${beyond(transitions)}`),
    ...missed('not taken', transitions.missed),
    entry('guards', `${outOf(guards.kept, guards.total)} kept, ${outOf(guards.refused, guards.total)} refused for`),
    ...missed('not refused', guards.neverRefused),
    entry('mutations', `${outOf(mutations.covered, mutations.total)} at their calls`),
    entry('settings', `${outOf(pairs.covered, pairs.total)} pairs of role, prepayment and flow`),
    ...missed('not tried', pairs.missed),
    entry('judged', `${outOf(rules.judged, rules.total)} rules`),
    ...missed('never judged', rules.never),
    ...byFeature(result),
    ...result.switchedOff.map(({ what, reason }) => entry('left out', `${what}: ${plain(reason)}`)),
    ...feedLag(result),
    ...left(result, ink),
    ...undecided(result),
    ...result.health.map((text) => entry('mind', ink.yellow(plain(text)))),
    entry('found', found(result, ink)),
    entry('files', plain(files.result)),
    entry('again', plain(files.again)),
  ];
}

const beyond = ({ notShown }: CampaignResult['coverage']['transitions']): string =>
  notShown.length === 0 ? '' : ` (and ${count(notShown.length)} that this target never shows)`;
const entry = (name: string, text: string): string => `${(name && `${name}:`).padEnd(14)}${text}`;
const outOf = (part: number, whole: number): string => `${count(part)} of ${count(whole)}`;

function ran({ seconds, scenarios, requests, seed, endedBy }: CampaignResult): string {
  const work = `${counted(scenarios, 'scenario')}, ${counted(requests, 'request')} (${rate(requests, seconds)} a second)`;
  return `${seconds.toFixed(1)} s, ${work}, seed ${String(seed)}, until ${ENDINGS[endedBy]}`;
}

function missed(name: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const left = names.length - NAMES_SHOWN;
  return [entry(name, plain(names.slice(0, NAMES_SHOWN).join(', ')) + (left > 0 ? `, … (${count(left)} more)` : ''))];
}

/** The features of the Test Suite that have findings, and how many were put to the test. */
function byFeature({ features }: CampaignResult): readonly string[] {
  if (features.length === 0) return [];
  const broken = features.filter(({ findings }) => findings > 0);
  const lines = broken.map(({ name, findings, scenarios, requests }) =>
    entry(
      '',
      `${name}: ${counted(findings, 'finding')} in ${counted(scenarios, 'scenario')}, ${counted(requests, 'request')}`,
    ),
  );
  const told = broken.length > 0 ? `, ${count(broken.length)} with findings` : '';
  return [entry('features', `${count(features.length)} put to the test${told}`), ...lines];
}

function left({ bookings }: CampaignResult, ink: Ink): readonly string[] {
  if (bookings.left.length === 0) return [];
  const names = bookings.left.slice(0, NAMES_SHOWN).map(({ url, why }) => `${url} (${why})`);
  const more = bookings.left.length - names.length;
  const words = `${plain(names.join(', '))}${more > 0 ? `, … (${count(more)} more)` : ''}`;
  return [
    entry('left behind', ink.yellow(`${outOf(bookings.left.length, bookings.made)} orders and proposals: ${words}`)),
  ];
}

function feedLag({ feedLag: { open, orders } }: CampaignResult): readonly string[] {
  const words = ({ changes, longestSeconds }: FeedLag) =>
    `within ${longestSeconds.toFixed(1)} s (${counted(changes, 'change')} seen)`;
  const parts = [open && `open feeds ${words(open)}`, orders && `feeds of orders ${words(orders)}`].filter(
    (part) => part !== undefined,
  );
  return parts.length === 0 ? [] : [entry('feeds show', parts.join(', '))];
}

function undecided({ inconclusive }: CampaignResult): readonly string[] {
  return Object.entries(inconclusive)
    .sort(([, a], [, b]) => b - a)
    .slice(0, NAMES_SHOWN)
    .map(([reason, times]) => entry('undecided', `${plain(reason)} (${counted(times, 'time')})`));
}

function found({ findings }: CampaignResult, ink: Ink): string {
  if (findings.length === 0) return ink.green('nothing');
  const kinds = byKind(findings).map(([kind, ofKind]) => `${kind}: ${count(ofKind.length)}`);
  return ink.red(`${counted(findings.length, 'finding')} (${kinds.join(', ')})`);
}
