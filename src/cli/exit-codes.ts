import type { CampaignResult, ReplayResult } from '../results/result.ts';

/** How the command line says what happened, to whoever ran it. */
export const EXIT = {
  nothingFound: 0,
  findings: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** The target could not be used. */
  target: 3,
  /** `replay` could not tell: what `git bisect run` takes for "skip". */
  couldNotTell: 125,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of a campaign. Recommendations that are not followed fail it only when asked for (`should`). */
export function exitCodeOf(
  { findings, endedBy, provedNothing }: Pick<CampaignResult, 'findings' | 'endedBy' | 'provedNothing'>,
  { should }: { readonly should: boolean },
): ExitCode {
  if (findings.some(({ kind }) => should || kind !== 'recommendation not followed')) return EXIT.findings;
  return endedBy === 'target lost' || provedNothing ? EXIT.target : EXIT.nothingFound;
}

const REPLAY_CODES: Readonly<Record<ReplayResult['verdict'], ExitCode>> = {
  'not reproduced': EXIT.nothingFound,
  reproduced: EXIT.findings,
  'could not tell': EXIT.couldNotTell,
};

/** The exit code of a replay, as `git bisect run` reads it. */
export const replayCodeOf = ({ verdict }: Pick<ReplayResult, 'verdict'>): ExitCode => REPLAY_CODES[verdict];
