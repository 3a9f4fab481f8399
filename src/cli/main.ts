#!/usr/bin/env node
import picocolors from 'picocolors';
import { EXIT } from './exit-codes.ts';
import { programName } from './io.ts';

/** What shells say of a program that a signal ended. */
const INTERRUPTED = 130;

const ending = new AbortController();

/** The first signal asks for an end with a summary; the second one does not wait for it. */
function end(): void {
  if (ending.signal.aborted) process.exit(INTERRUPTED);
  ending.abort();
}
process.on('SIGINT', end);
process.on('SIGTERM', end);

/** Whether standard output could not be written: a result that nobody gets is no result. */
let unwritten = false;

/** Whoever reads no further (`… | head`) wants no more, and no word of it. */
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE' || unwritten) return;
  unwritten = true;
  process.stderr.write(`open-booking-fuzz: standard output cannot be written (${code ?? message})\n`);
  process.exitCode = EXIT.usage;
});

/** Nobody is left to be told of it; the result still goes its way. */
process.stderr.on('error', () => undefined);

// Loaded last: an end that is asked for before all is loaded is asked for all the same.
const { runCli } = await import('./program.ts');
const exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  colours: picocolors.isColorSupported && process.stdout.isTTY,
  signal: ending.signal,
  program: programName(process.argv[1]),
});
if (!unwritten) process.exitCode = exitCode;
