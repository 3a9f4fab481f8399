import type { Command } from 'commander';
import { inkFor, plain, type Ink } from '../../report/index.ts';
import { examineTarget, type Checked } from '../doctor/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { asJson } from '../table.ts';
import { targetArgument } from './check.ts';

interface DoctorOptions {
  readonly config?: string;
  readonly iKnowThisIsLive?: boolean;
  readonly json?: boolean;
}

export function addDoctorCommand(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  program
    .command('doctor')
    .description('try each thing that a campaign needs of a target, and say what to do where it fails')
    .addArgument(targetArgument())
    .option('--config <file>', 'read sellers, booking partners and scope from a configuration file')
    .option('--i-know-this-is-live', 'look at a system that looks live as a campaign would')
    .option('--json', 'as a JSON array on standard output')
    .action(async (target: string | undefined, options: DoctorOptions) => {
      finish(await runDoctor(target, options, io));
    });
}

async function runDoctor(target: string | undefined, options: DoctorOptions, io: Io): Promise<ExitCode> {
  const { config, iKnowThisIsLive = false, json = false } = options;
  const ink = inkFor(io.colours);
  const request = {
    ...(target === undefined ? {} : { target }),
    ...(config === undefined ? {} : { config }),
    allowLive: iKnowThisIsLive,
    signal: io.signal,
  };
  const checked = await examineTarget(request, (one) => {
    if (!json) io.stdout.write(lineOf(one, ink));
  });
  if (json) io.stdout.write(asJson(checked));
  return checked.some(({ state }) => state === 'not well') ? EXIT.target : EXIT.nothingFound;
}

function lineOf({ what, state, seen, advice }: Checked, ink: Ink): string {
  const mark = { well: ink.green('✓'), 'not well': ink.red('✗'), 'left out': ink.dim('–') }[state];
  return `${mark} ${plain(what)}: ${plain(seen)}${advice === undefined ? '' : `. To do: ${plain(advice)}`}\n`;
}
