import type { Command } from 'commander';
import { inkFor, replayText } from '../../report/index.ts';
import { replayCodeOf, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { replay } from '../library.ts';
import { addTargetOptions, requestOf, type TargetOptions } from '../options.ts';
import { readScenarioFile } from '../scenario-file.ts';
import { targetArgument } from './check.ts';

export function addReplayCommand(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('replay')
    .description('run one repro or scenario, and show each exchange and what the model admitted')
    .argument('<file>', 'a repro or a scenario')
    .addArgument(targetArgument());
  addTargetOptions(command).action(async (file: string, target: string | undefined, options: TargetOptions) => {
    finish(await runReplay(file, target, options, io));
  });
}

async function runReplay(file: string, target: string | undefined, options: TargetOptions, io: Io): Promise<ExitCode> {
  const { scenario, ...expected } = await readScenarioFile(file);
  const result = await replay(scenario, { ...requestOf(target, options), ...expected, signal: io.signal });
  io.stdout.write(replayText(result, inkFor(io.colours)));
  return replayCodeOf(result);
}
