import type { Writable } from 'node:stream';

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What the commands have of the world outside. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether standard output shows colours. */
  readonly colours: boolean;
  /** Aborted when the user, or the system, asks for an end. */
  readonly signal: AbortSignal;
  /** How the user called this program: `npx open-booking-fuzz`. */
  readonly program: string;
}

/** How this program is called again, by the script that it was started with: installed or in a checkout. */
export const programName = (script: string | undefined): string =>
  script?.endsWith('.ts') === true ? 'npm run --silent open-booking-fuzz --' : 'npx open-booking-fuzz';

const PLAIN_WORD = /^[\w./:=@%+,-]+$/;

/** Words as a line to paste into a POSIX shell. */
export const commandLine = (words: readonly string[]): string =>
  words.map((word) => (PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');

/** Resolves when the user, or the system, asks for an end. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
