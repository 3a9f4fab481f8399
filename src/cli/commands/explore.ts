import type { Command } from 'commander';
import { BOOKING_FLOWS, BROKER_ROLES } from '../../protocol/vocabulary.ts';
import { PARTNERS } from '../../protocol/ids.ts';
import { MOST_ORDERS } from '../../explorer/index.ts';
import { DEFAULT_OUT } from '../campaign.ts';
import type { ExitCode } from '../exit-codes.ts';
import { runModelExploration, runPathTo } from '../explore-model.ts';
import { runExplore, type ExploreCommandOptions } from '../explore.ts';
import type { Io } from '../io.ts';
import { PREPAYMENT_MODES } from '../modes.ts';
import { addTargetOptions, wordsGiven } from '../options.ts';
import { numberRange, oneOf, several, UsageError, wholeNumber } from '../usage.ts';
import { targetArgument } from './check.ts';

/** More than so many spaces are not to be explored: states grow with each. */
const MOST_SPACES = 5;

/** The model alone has no booking system, and so neither a target nor defects. */
function refuseTarget(option: string, target: string | undefined, options: ExploreCommandOptions): void {
  const given = [
    ...(target === undefined ? [] : [target]),
    ...(['config', 'defect', 'variation'] as const)
      .filter((name) => options[name] !== undefined)
      .map((name) => `--${name}`),
  ];
  if (given.length === 0) return;
  throw new UsageError(
    `${option} is about the model alone, without any booking system: expected no ${given.join(', ')}`,
  );
}

export function addExploreCommand(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const command = program
    .command('explore')
    .description('try everything in every state, up to a depth, and give the shortest way to a broken rule')
    .addArgument(targetArgument())
    .option('--depth <number>', 'how many calls a conversation may have', wholeNumber(1, 20), 3)
    .option('--orders <number>', 'how many orders there may be at once', wholeNumber(1, MOST_ORDERS), 2)
    .option('--partners <number>', 'how many booking partners make them', wholeNumber(1, PARTNERS.length), 2)
    .option('--spaces <range>', 'how many spaces the opportunity has: 1, or 1..2', numberRange(1, MOST_SPACES), [1])
    .option('--role <role>', 'for this broker role (repeatable)', several(oneOf(BROKER_ROLES)))
    .option('--prepayment <mode>', 'for this prepayment mode (repeatable)', several(oneOf(PREPAYMENT_MODES)))
    .option('--flow <flow>', 'for this booking flow (repeatable)', several(oneOf(BOOKING_FLOWS)))
    .option('--model-only', 'explore the model itself, without any booking system')
    .option('--to <state|rule>', 'show the shortest way by which the model comes to a state, or tests a rule')
    .option('--out <directory>', 'where the repro goes', DEFAULT_OUT)
    .option('--should', 'recommendations that are not followed fail the run, too')
    .option('--json', 'the result as JSON on standard output, and nothing else there')
    .option('--quiet', 'no progress');
  addTargetOptions(command).action(async (target: string | undefined, options: ExploreCommandOptions) => {
    const alone = options.to === undefined ? (options.modelOnly === true ? '--model-only' : undefined) : '--to';
    if (alone !== undefined) refuseTarget(alone, target, options);
    if (options.to !== undefined) finish(runPathTo(options.to, options, io));
    else if (options.modelOnly === true) finish(runModelExploration(options, io));
    else finish(await runExplore(target, options, (chosen) => wordsGiven(command, chosen), io));
  });
}
