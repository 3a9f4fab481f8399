import { Command, CommanderError } from 'commander';
import { TargetError } from '../target/index.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addCatalogueCommands } from './commands/catalogues.ts';
import { addCheckCommand } from './commands/check.ts';
import { addExploreCommand } from './commands/explore.ts';
import { addConfigCommand } from './commands/config.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addLoginCommand } from './commands/login.ts';
import { addFeaturesCommand } from './commands/features.ts';
import { addModelCommand } from './commands/model.ts';
import { addProxyCommand } from './commands/proxy.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addRulesCommand } from './commands/rules.ts';
import { addServeCommand } from './commands/serve.ts';
import { ConfigurationError } from './configuration-error.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { UsageError, withNearSuggestion } from './usage.ts';
import { VERSION } from './version.ts';

/** Runs the command line. Resolves to the exit code; whatever goes wrong is one line on standard error. */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.nothingFound;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has said already what is wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.nothingFound : EXIT.usage;
    if (!(error instanceof Error)) throw error;
    const usage = error instanceof UsageError || error instanceof ConfigurationError;
    const known = usage || error instanceof TargetError;
    io.stderr.write(`open-booking-fuzz: ${known ? error.message : `it broke off: ${String(error.stack)}`}\n`);
    if (usage) return EXIT.usage;
    return args[0] === 'replay' ? EXIT.couldNotTell : EXIT.target;
  }
}

/** The command line. `finish` is told the exit code of the command that ran. */
export function createProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('open-booking-fuzz')
    .description('Plays brokers against a booking system and shows where its answers break the Open Booking API.')
    .version(VERSION)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => {
        write(
          `open-booking-fuzz: ${withNearSuggestion(
            text
              .replace(/^error: /, '')
              .trim()
              .replaceAll('\n', ' '),
          )}\n`,
        );
      },
    });
  addCheckCommand(program, io, finish);
  addReplayCommand(program, io, finish);
  addDoctorCommand(program, io, finish);
  addConfigCommand(program, io);
  addLoginCommand(program, io, finish);
  addExploreCommand(program, io, finish);
  addAuditCommand(program, io, finish);
  addProxyCommand(program, io, finish);
  addServeCommand(program, io, finish);
  addRulesCommand(program, io);
  addFeaturesCommand(program, io);
  addCatalogueCommands(program, io);
  addModelCommand(program, io);
  return program;
}
