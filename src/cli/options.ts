import type { Command } from 'commander';
import { DEFECTS, VARIATIONS } from '../booking-system/index.ts';
import type { TargetRequest } from './session.ts';
import { oneOf, seconds, several, UsageError } from './usage.ts';

const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);

/** What changes the embedded booking system. */
export interface EmbeddedOptions {
  readonly defect?: readonly string[];
  readonly variation?: readonly string[];
}

export function addEmbeddedOptions(command: Command): Command {
  return command
    .option(
      '--defect <id>',
      'plant a defect in the embedded system (repeatable)',
      several(oneOf(ids(DEFECTS), '"defects"')),
    )
    .option(
      '--variation <id>',
      'let the embedded system differ in a lawful way (repeatable)',
      several(oneOf(ids(VARIATIONS), '"variations"')),
    );
}

/** How the target is reached and judged. */
export interface TargetOptions extends EmbeddedOptions {
  readonly config?: string;
  readonly strict?: boolean;
  readonly iKnowThisIsLive?: boolean;
  readonly liveBookings?: boolean;
  readonly waitAtMost?: number;
}

export function addTargetOptions(command: Command): Command {
  return addEmbeddedOptions(command)
    .option('--config <file>', 'read sellers, booking partners and scope from a Test Suite configuration file')
    .option('--strict', 'take the strict reading where the specification is unclear')
    .option('--wait-at-most <seconds>', 'wait in real time, so long at most, where a scenario waits', seconds)
    .option('--i-know-this-is-live', 'send a system that looks live what it has to refuse')
    .option('--live-bookings', 'with --i-know-this-is-live: book in it, too');
}

/** What the options, and TARGET, ask for. */
export function requestOf(target: string | undefined, options: TargetOptions): TargetRequest {
  const { config, defect = [], variation = [], strict = false, iKnowThisIsLive = false } = options;
  const { liveBookings = false, waitAtMost } = options;
  if (liveBookings && !iKnowThisIsLive) throw new UsageError('--live-bookings needs --i-know-this-is-live beside it');
  return {
    ...(target === undefined ? {} : { target }),
    ...(config === undefined ? {} : { config }),
    defects: defect,
    variations: variation,
    strict,
    allowLive: iKnowThisIsLive,
    liveBookings,
    ...(waitAtMost === undefined ? {} : { waitAtMost }),
  };
}

/** The options that the user gave, as words of a command line, but for those left out. */
export function wordsGiven(command: Command, chosen: (name: string) => boolean): readonly string[] {
  return command.options
    .filter(
      (option) => command.getOptionValueSource(option.attributeName()) === 'cli' && chosen(option.attributeName()),
    )
    .flatMap((option) => {
      const value: unknown = command.getOptionValue(option.attributeName());
      const flag = option.long ?? '';
      if (value === true) return [flag];
      return [value].flat().flatMap((one) => [flag, String(one)]);
    });
}
