import { createLogUpdate } from 'log-update';
import { foundLine, plain, progressLine } from '../report/index.ts';
import type { CampaignEvent } from '../results/result.ts';
import type { Output } from './io.ts';

/** Where there is no terminal, how many seconds lie between two lines of progress. */
const SECONDS_BETWEEN_LINES = 5;

/** How often progress is shown where nothing happens that would show it: something is waited for. */
const HEARTBEAT_SECONDS = 30;

/** Where a terminal does not say how wide it is. */
const USUAL_COLUMNS = 80;

/** The time, for a line that goes on while nothing happens. */
export interface Heart {
  /** Seconds from some moment on. */
  now(): number;
  /** Calls `beat` again and again, until what it returns is called. */
  every(seconds: number, beat: () => void): () => void;
}

const REAL_HEART: Heart = {
  now: () => performance.now() / 1_000,
  every: (seconds, beat) => {
    const timer = setInterval(beat, seconds * 1_000).unref();
    return () => {
      clearInterval(timer);
    };
  },
};

type Progress = Extract<CampaignEvent, { kind: 'progress' }>;

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

/**
 * What a user sees while a campaign runs, in such a line. It goes on while nothing is heard of the campaign, so that it
 * can be told from one that hangs.
 */
export function liveOn(output: Output, options: { readonly quiet: boolean }, heart: Heart = REAL_HEART): Live {
  const { show, say, done } = lineOn(output, options);
  const begun = heart.now();
  let latest: { readonly progress: Progress; readonly at: number } | undefined;
  const stop = heart.every(HEARTBEAT_SECONDS, () => {
    const since = heart.now() - (latest?.at ?? begun);
    const seconds = since + (latest?.progress.seconds ?? 0);
    show(
      latest ? progressLine({ ...latest.progress, seconds }) : `${seconds.toFixed(0)} s · waiting for the target`,
      seconds,
    );
  });
  return {
    listen: (event) => {
      if (event.kind === 'progress') latest = { progress: event, at: heart.now() };
      tell(event, show, say);
    },
    done: () => {
      stop();
      done();
    },
  };
}

function onTerminal(output: Output): Line {
  const line = createLogUpdate(output);
  let latest = '';
  // A line that wraps would break words: it is cut to the terminal's width, which may change.
  const draw = () => {
    line(plain(latest, output.columns ?? USUAL_COLUMNS));
  };
  return {
    say: (text) => {
      line.clear();
      output.write(`${text}\n`);
      draw();
    },
    show: (text) => {
      latest = text;
      draw();
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

function tell(event: CampaignEvent, show: Line['show'], say: Line['say']): void {
  if (event.kind === 'started') say(`testing ${plain(event.target)} with seed ${String(event.seed)}`);
  if (event.kind === 'progress') show(progressLine(event), event.seconds);
  if (event.kind === 'finding') say(foundLine(event.finding));
  if (event.kind === 'note') say(plain(event.text));
}
