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
