import { explore, type Progress } from '../explorer/index.ts';
import type { Settings } from '../model/index.ts';
import type { BookingFlow, BrokerRole } from '../protocol/vocabulary.ts';
import { exploreText, exploringLine, inkFor, type OutputFiles } from '../report/index.ts';
import type { ExploreResult } from '../results/explore.ts';
import type { Finding } from '../results/result.ts';
import { NEEDED_TO_REPLAY, openOutput } from './campaign.ts';
import { exitCodeOf, EXIT, type ExitCode } from './exit-codes.ts';
import { openInProcess } from './in-process.ts';
import { commandLine, type Io } from './io.ts';
import { lineOn } from './live.ts';
import type { PREPAYMENT_MODES } from './modes.ts';
import { requestOf, type TargetOptions } from './options.ts';
import { openSession } from './session.ts';
import { asJson } from './table.ts';
import { VERSION } from './version.ts';

export interface ExploreCommandOptions extends TargetOptions {
  readonly depth: number;
  readonly orders: number;
  readonly partners: number;
  readonly spaces: readonly number[];
  readonly role?: readonly BrokerRole[];
  readonly prepayment?: readonly (typeof PREPAYMENT_MODES)[number][];
  readonly flow?: readonly BookingFlow[];
  readonly modelOnly?: boolean;
  /** A state or a rule. */
  readonly to?: string;
  readonly out: string;
  readonly should?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Every role × prepayment × flow that is asked for; of what is not, the first. */
export const settingsOf = ({
  role = ['AgentBroker'],
  prepayment = ['Required'],
  flow = ['OpenBookingSimpleFlow'],
}: Pick<ExploreCommandOptions, 'role' | 'prepayment' | 'flow'>): readonly Settings[] =>
  role.flatMap((brokerRole) =>
    prepayment.flatMap((mode) => flow.map((one): Settings => ({ brokerRole, prepayment: mode, flow: one }))),
  );

/** Explores a target, with progress on standard error and what came of it on standard output. */
export async function runExplore(
  target: string | undefined,
  options: ExploreCommandOptions,
  wordsGiven: (chosen: (name: string) => boolean) => readonly string[],
  io: Io,
): Promise<ExitCode> {
  const files = await openOutput(options.out);
  const request = requestOf(target, options);
  const embedded = target === undefined && options.config === undefined;
  const session = await (embedded ? openInProcess(request) : openSession(request));
  const line = lineOn(io.stderr, { quiet: options.quiet === true });
  try {
    const result = await explore({
      session: session.facts,
      bounds: { depth: options.depth, orders: options.orders, partners: options.partners },
      settings: settingsOf(options),
      spaces: options.spaces,
      opportunityType: session.configuration.opportunityTypes[0] ?? 'ScheduledSession',
      version: VERSION,
      targetName: session.name,
      now: () => performance.now(),
      listen: (progress: Progress) => {
        line.show(exploringLine(progress), progress.seconds);
      },
      found: (finding, exchanges) => files.writeRepro(finding, exchanges, VERSION),
      signal: io.signal,
    });
    line.done();
    await files.writeExploration(result);
    const places = placesOf(files, target, wordsGiven, io);
    io.stdout.write(options.json === true ? asJson(result) : exploreText(result, places, inkFor(io.colours)));
    return codeOf(result, options.should === true);
  } finally {
    line.done();
    await session.close();
  }
}

function codeOf({ findings, endedBy }: ExploreResult, should: boolean): ExitCode {
  const lost = endedBy === 'target lost' || endedBy === 'impossible';
  const code = exitCodeOf({ findings, endedBy: 'scenarios', provedNothing: false }, { should });
  return code === EXIT.nothingFound && lost ? EXIT.target : code;
}

function placesOf(
  files: OutputFiles,
  target: string | undefined,
  wordsGiven: (chosen: (name: string) => boolean) => readonly string[],
  io: Io,
) {
  const words = wordsGiven((name) => NEEDED_TO_REPLAY.includes(name));
  return {
    reproPath: files.reproPath,
    replayCommand: (finding: Finding) =>
      `${io.program} ${commandLine(['replay', files.reproPath(finding), ...(target === undefined ? [] : [target]), ...words])}`,
  };
}
