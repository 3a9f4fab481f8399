import { Argument, type Command } from 'commander';
import { BOOKING_FLOWS, BROKER_ROLES, OPPORTUNITY_TYPES } from '../../protocol/vocabulary.ts';
import { DEFAULT_OUT, runCheck, type CheckOptions } from '../campaign.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { PREPAYMENT_MODES } from '../modes.ts';
import { addTargetOptions, wordsGiven } from '../options.ts';
import { featureName } from '../feature-option.ts';
import { LARGEST_SEED } from '../request-values.ts';
import { oneOf, seconds, several, wholeNumber } from '../usage.ts';

/** TARGET and what may follow it, as every command that tests one has it. */
export const targetArgument = (): Argument =>
  new Argument('[target]', 'URL of the dataset site, or base URL of the API; the embedded system if left out');

export function addCheckCommand(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('check')
    .description('test a booking system')
    .addArgument(targetArgument())
    .option('--seed <number>', 'make the same scenarios again', wholeNumber(0, LARGEST_SEED))
    .option('--time <seconds>', 'end after so many seconds (20, unless --runs or --requests is given)', seconds)
    .option('--runs <number>', 'end after so many scenarios', wholeNumber(1))
    .option('--requests <number>', 'end after so many requests', wholeNumber(1))
    .option('--concurrency <number>', 'so many scenarios talk to the target at once (1)', wholeNumber(1))
    .option('--role <role>', 'only this broker role (repeatable)', several(oneOf(BROKER_ROLES)))
    .option('--prepayment <mode>', 'only this prepayment mode (repeatable)', several(oneOf(PREPAYMENT_MODES)))
    .option('--flow <flow>', 'only this booking flow (repeatable)', several(oneOf(BOOKING_FLOWS)))
    .option('--opportunity-type <type>', 'only this type (repeatable)', several(oneOf(OPPORTUNITY_TYPES)))
    .option('--feature <name>', 'only this feature of the Test Suite (repeatable)', several(featureName))
    .option('--out <directory>', 'where the files go, and where failures found earlier are', DEFAULT_OUT)
    .option('--record <file>', 'record the traffic into this file, for audit')
    .option('--should', 'recommendations that are not followed fail the run, too')
    .option('--json', 'the result as JSON on standard output, and nothing else there')
    .option('--quiet', 'no progress');
  addTargetOptions(command).action(async (target: string | undefined, options: CheckOptions) => {
    finish(await runCheck(target, options, (chosen) => wordsGiven(command, chosen), io));
  });
}
