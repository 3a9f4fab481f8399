import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from '../../src/cli/program.ts';

/** What a run of the command line came to. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in process, with no terminal. */
export async function run(args: readonly string[], signal: AbortSignal = new AbortController().signal): Promise<Ran> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const read = Promise.all([text(stdout), text(stderr)]);
  const code = await runCli(args, { stdout, stderr, colours: false, signal, program: 'npx open-booking-fuzz' });
  stdout.end();
  stderr.end();
  const [out, err] = await read;
  return { code, stdout: out, stderr: err };
}

/** A directory for each test, gone after it. */
export function temporaryDirectory(): { path(name: string): string } {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cli-'));
  });
  afterEach(() => rm(directory, { recursive: true }));
  return { path: (name) => join(directory, name) };
}
