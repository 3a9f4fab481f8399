import type { Command } from 'commander';
import { RecordingError } from '../../audit/logged.ts';
import { runAudit, type AuditOptions } from '../audit.ts';
import { DEFAULT_OUT } from '../campaign.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage.ts';

/** The options of all that judges recorded traffic. */
export const addAuditOptions = (command: Command): Command =>
  command
    .option('--strict', 'read unclear clauses of the specification strictly, too')
    .option('--should', 'recommendations that are not followed fail the run, too')
    .option('--repro', 'write each finding as a scenario that can be run against a booking system')
    .option('--out <directory>', 'where the repros go', DEFAULT_OUT)
    .option('--mask-people', 'mask names, e-mail addresses and telephone numbers in all that is written')
    .option('--json', 'the result as JSON on standard output, and nothing else there');

export function addAuditCommand(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('audit')
    .description('judge recorded traffic: Test Suite output, HAR files, recordings of this tool')
    .argument('<file...>', 'recordings, or folders of them');
  addAuditOptions(command)
    .option('--validate', 'hold the bodies against the OpenActive data models, too, and count what the validator says')
    .action(async (files: readonly string[], options: AuditOptions) => {
      finish(await asUsage(runAudit(files, options, io)));
    });
}

/** A recording that cannot be read is wrong usage. */
export async function asUsage<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof RecordingError ? new UsageError(error.message) : error;
  }
}
