import type { BookingFlow, BrokerRole, OpportunityType } from '../protocol/vocabulary.ts';
import { campaignText, inkFor, outputFiles, type Guide, type OutputFiles } from '../report/index.ts';
import type { Budgets } from '../results/result.ts';
import type { Restrictions } from '../runner/index.ts';
import { exitCodeOf, type ExitCode } from './exit-codes.ts';
import { commandLine, type Io } from './io.ts';
import { check } from './library.ts';
import { liveOn } from './live.ts';
import type { PREPAYMENT_MODES } from './modes.ts';
import { requestOf, type TargetOptions } from './options.ts';
import { recorder } from './recorder.ts';
import { earlierFailures } from './scenario-file.ts';
import { asJson } from './table.ts';
import { UsageError } from './usage.ts';
import { VERSION } from './version.ts';

export const DEFAULT_OUT = 'open-booking-fuzz-output';

export interface CheckOptions extends TargetOptions {
  readonly seed?: number;
  readonly time?: number;
  readonly runs?: number;
  readonly requests?: number;
  readonly concurrency?: number;
  readonly role?: readonly BrokerRole[];
  readonly prepayment?: readonly (typeof PREPAYMENT_MODES)[number][];
  readonly flow?: readonly BookingFlow[];
  readonly opportunityType?: readonly OpportunityType[];
  readonly feature?: readonly string[];
  readonly out: string;
  readonly record?: string;
  readonly should?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The options that the user gave, as words, but for those that are not chosen. */
type WordsGiven = (chosen: (name: string) => boolean) => readonly string[];

/** Tests a target, with progress on standard error, and findings and summary on standard output. */
export async function runCheck(
  target: string | undefined,
  options: CheckOptions,
  wordsGiven: WordsGiven,
  io: Io,
): Promise<ExitCode> {
  const files = await openOutput(options.out);
  const live = liveOn(io.stderr, { quiet: options.quiet === true });
  const record = recorder(files, VERSION);
  const tell = (problem: string) => io.stderr.write(`open-booking-fuzz: ${problem}\n`);
  const result = await check({
    ...requestOf(target, options),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    ...(options.record === undefined ? {} : { record: options.record }),
    budgets: budgetsOf(options),
    restrict: restrictionsOf(options),
    previous: await earlierFailures(options.out, tell),
    listen: (event) => {
      live.listen(event);
      record.listen(event);
    },
    signal: io.signal,
  }).finally(live.done);
  for (const problem of await record.end(result)) tell(problem);
  const guide = guideTo(files, target, wordsGiven, result.seed, io);
  io.stdout.write(options.json === true ? asJson(result) : campaignText(result, guide, inkFor(io.colours)));
  return exitCodeOf(result, { should: options.should === true });
}

/** The output directory, made where it is missing. Rejects with a {@link UsageError}. */
export async function openOutput(directory: string): Promise<OutputFiles> {
  try {
    return await outputFiles(directory);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--out ${directory} cannot be used (${String(code)}): expected a directory to write into`);
  }
}

const budgetsOf = ({ time, runs, requests }: CheckOptions): Budgets => ({
  ...(time === undefined ? {} : { seconds: time }),
  ...(runs === undefined ? {} : { scenarios: runs }),
  ...(requests === undefined ? {} : { requests }),
});

const restrictionsOf = ({ role, prepayment, flow, opportunityType, feature }: CheckOptions): Restrictions => ({
  ...(role && { roles: role }),
  ...(prepayment && { prepayments: prepayment }),
  ...(flow && { flows: flow }),
  ...(opportunityType && { opportunityTypes: opportunityType }),
  ...(feature && { features: feature }),
});

/** What decides how a target answers and is judged: needed to see a finding again. */
export const NEEDED_TO_REPLAY: readonly string[] = [
  'config',
  'defect',
  'variation',
  'strict',
  'iKnowThisIsLive',
  'liveBookings',
  'waitAtMost',
];

function guideTo(files: OutputFiles, url: string | undefined, wordsGiven: WordsGiven, seed: number, io: Io): Guide {
  const target = url === undefined ? [] : [url];
  const command = (...words: readonly string[]) => `${io.program} ${commandLine(words)}`;
  const replayWords = wordsGiven((name) => NEEDED_TO_REPLAY.includes(name));
  const againWords = wordsGiven((name) => name !== 'seed');
  return {
    resultPath: files.resultPath,
    reproPath: files.reproPath,
    replayCommand: (finding) => command('replay', files.reproPath(finding), ...target, ...replayWords),
    againCommand: command('check', ...target, '--seed', String(seed), ...againWords),
  };
}
