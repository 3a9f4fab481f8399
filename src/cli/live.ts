import { createLogUpdate } from 'log-update';
import { foundLine, plain, progressLine } from '../report/index.ts';
import type { CampaignEvent } from '../results/result.ts';
import type { Output } from './io.ts';

/** Where there is no terminal, how many seconds lie between two lines of progress. */
const SECONDS_BETWEEN_LINES = 5;

/** What a user sees while a campaign runs. */
export interface Live {
  listen(event: CampaignEvent): void;
  /** Takes the progress line away. */
  done(): void;
}

/** One line that is kept up to date on a terminal; elsewhere a line every few seconds; nothing when `quiet`. */
export interface Line {
  /** The line as it is after so many seconds. */
  show(line: string, seconds: number): void;
  /** Something to stay. */
  say(text: string): void;
  /** Takes the line away. */
  done(): void;
}

const SILENT: Line = { show: () => undefined, say: () => undefined, done: () => undefined };

export function lineOn(output: Output, { quiet }: { readonly quiet: boolean }): Line {
  if (quiet) return SILENT;
  return output.isTTY === true ? onTerminal(output) : onStream(output);
}

/** What a user sees while a campaign runs, in such a line. */
export function liveOn(output: Output, options: { readonly quiet: boolean }): Live {
  const { show, say, done } = lineOn(output, options);
  return { listen: listener(show, say), done };
}

function onTerminal(output: Output): Line {
  const line = createLogUpdate(output);
  let latest = '';
  return {
    say: (text) => {
      line.clear();
      output.write(`${text}\n`);
      line(latest);
    },
    show: (text) => {
      latest = text;
      line(latest);
    },
    done: () => {
      line.clear();
      line.done();
    },
  };
}

function onStream(output: Output): Line {
  let nextAt = SECONDS_BETWEEN_LINES;
  const say = (text: string) => void output.write(`${text}\n`);
  const show = (text: string, seconds: number) => {
    if (seconds < nextAt) return;
    nextAt = seconds + SECONDS_BETWEEN_LINES;
    say(text);
  };
  return { show, say, done: () => undefined };
}

function listener(show: (line: string, seconds: number) => void, say: (text: string) => void): Live['listen'] {
  return (event) => {
    if (event.kind === 'started') say(`testing ${plain(event.target)} with seed ${String(event.seed)}`);
    if (event.kind === 'progress') show(progressLine(event), event.seconds);
    if (event.kind === 'finding') say(foundLine(event.finding));
    if (event.kind === 'note') say(plain(event.text));
  };
}
