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
