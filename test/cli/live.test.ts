import { PassThrough } from 'node:stream';
import stripAnsi from 'strip-ansi';
import { expect } from 'chai';
import { liveOn } from '../../src/cli/live.ts';
import type { CampaignEvent } from '../../src/results/result.ts';
import { finding } from '../report/sample.ts';

const progress = (seconds: number): CampaignEvent => ({
  kind: 'progress',
  seconds,
  scenarios: 1,
  requests: 10,
  findings: 0,
  transitions: { covered: 1, total: 2 },
  doing: 'fuzzing',
});

/** What is written, with or without a terminal, when things happen. */
function written(terminal: boolean, quiet: boolean, events: readonly CampaignEvent[]): string {
  const output = Object.assign(new PassThrough(), { isTTY: terminal, columns: 200 });
  const live = liveOn(output, { quiet });
  for (const event of events) live.listen(event);
  live.done();
  return String(output.read() ?? '');
}

const started: CampaignEvent = { kind: 'started', target: 'http://127.0.0.1/\u001b[2J', seed: 4 };
const found: CampaignEvent = { kind: 'finding', finding: finding(), exchanges: [] };

/** A heart that beats when told to. */
function handHeart() {
  let seconds = 100;
  let beat: (() => void) | undefined;
  return {
    now: () => seconds,
    every: (_: number, told: () => void) => {
      beat = told;
      return () => (beat = undefined);
    },
    beatAfter: (wait: number) => {
      seconds += wait;
      beat?.();
    },
  };
}

describe('what a user sees while a campaign runs', () => {
  it('is nothing where he wants it quiet', () => {
    expect(written(true, true, [started, progress(1), found, progress(9)])).to.equal('');
  });

  it('is a line every five seconds where there is no terminal', () => {
    const lines = written(false, false, [1, 4.9, 5, 5.2, 9, 10.1, 30].map(progress)).trimEnd().split('\n');
    expect(lines.map((line) => line.split(' · ')[0])).to.deep.equal(['5 s', '10 s', '30 s']);
  });

  it('is each finding, and what else there is to say, at once', () => {
    const note: CampaignEvent = { kind: 'note', text: 'a note' };
    expect(written(false, false, [started, found, note])).to.equal(
      'testing http://127.0.0.1/ with seed 4\nfound broker-role/agent-customer-required at B (after 1,204 requests)\na note\n',
    );
  });

  it('goes on while nothing happens, so that a log shows that it runs', () => {
    const output = Object.assign(new PassThrough(), { isTTY: false });
    const heart = handHeart();
    const live = liveOn(output, { quiet: false }, heart);
    heart.beatAfter(30);
    live.listen(progress(36));
    heart.beatAfter(3);
    heart.beatAfter(27);
    live.done();
    heart.beatAfter(30);
    expect(String(output.read()).split('\n')).to.deep.equal([
      '30 s · waiting for the target',
      '36 s · 1 scenario · 10 requests · 0 a second · 0 distinct findings · 1 of 2 transitions · fuzzing',
      '66 s · 1 scenario · 10 requests · 0 a second · 0 distinct findings · 1 of 2 transitions · fuzzing',
      '',
    ]);
  });

  it('is cut to the width of the terminal, with an ellipsis', () => {
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 30 });
    const live = liveOn(output, { quiet: false });
    live.listen(progress(1));
    expect(stripAnsi(String(output.read()))).to.equal('1 s · 1 scenario · 10 request…\n');
    output.columns = 12;
    live.listen(found);
    live.done();
    expect(stripAnsi(String(output.read()))).to.include('\n1 s · 1 sce…\n');
  });

  it('is one line kept up to date on a terminal, gone at the end', () => {
    const text = written(true, false, [progress(1), found, progress(2)]);
    const shown = stripAnsi(text)
      .split('\n')
      .filter((line) => line !== '');
    expect(shown.map((line) => line.split(' ').slice(0, 2).join(' '))).to.deep.equal([
      '1 s',
      'found broker-role/agent-customer-required',
      '1 s',
      '2 s',
    ]);
    const eraseLine = '\u001b[2K';
    expect(text.lastIndexOf(eraseLine)).to.be.above(text.lastIndexOf('2 s'));
  });
});
