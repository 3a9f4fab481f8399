import type { Command } from 'commander';
import { inkFor, replayText, type ReplayTextOptions } from '../../report/index.ts';
import { replayCodeOf, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { replay } from '../library.ts';
import { addTargetOptions, requestOf, type TargetOptions } from '../options.ts';
import { readScenarioFile } from '../scenario-file.ts';
import { asJson } from '../table.ts';
import { targetArgument } from './check.ts';

export function addReplayCommand(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('replay')
    .description('run one repro or scenario, and show each exchange and what the model admitted')
    .argument('<file>', 'a repro or a scenario')
    .addArgument(targetArgument());
  command
    .option('--quiet', 'only the conversation and the verdict')
    .option('--whole', 'the bodies of answers as long as they are')
    .option('--json', 'the result as JSON on standard output, and nothing else there');
  addTargetOptions(command).action(async (file: string, target: string | undefined, options: ReplayOptions) => {
    finish(await runReplay(file, target, options, io));
  });
}

interface ReplayOptions extends TargetOptions, ReplayTextOptions {
  readonly json?: boolean;
}

async function runReplay(file: string, target: string | undefined, options: ReplayOptions, io: Io): Promise<ExitCode> {
  const { scenario, ...expected } = await readScenarioFile(file);
  const result = await replay(scenario, { ...requestOf(target, options), ...expected, signal: io.signal });
  io.stdout.write(options.json === true ? asJson(result) : replayText(result, inkFor(io.colours), options));
  return replayCodeOf(result);
}
