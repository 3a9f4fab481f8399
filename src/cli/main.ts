#!/usr/bin/env node
import picocolors from 'picocolors';
import { programName } from './io.ts';
import { runCli } from './program.ts';

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

/** Whoever reads no further (`… | head`) wants no more, and no word of it. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  colours: picocolors.isColorSupported && process.stdout.isTTY,
  signal: ending.signal,
  program: programName(process.argv[1]),
});
