import { expect } from 'chai';
import { auditText, inkFor } from '../../src/report/index.ts';
import { AUDIT_FORMAT, type AuditFinding, type AuditResult } from '../../src/results/audit.ts';
import { finding } from './sample.ts';

const rule = (id: string) => ({ ...finding().rule, id, sentence: `The sentence of ${id}.` });

const found = (id: string, call: string, line: number): AuditFinding => ({
  rule: rule(id),
  call,
  kind: 'breaks the specification',
  expected: 'this',
  found: 'that',
  sightings: 1,
  places: [{ file: 'a.har', line, expected: 'this', found: 'that' }],
  alongside: [],
  slice: [{ file: 'a.har', line, request: `PUT orders/${String(line)}`, answer: '201 Order' }],
  sliceComplete: true,
  repro: 'repros/a.json',
});

const shown = (result: Partial<AuditResult>): string =>
  auditText(
    {
      format: AUDIT_FORMAT,
      version: '0.1.0',
      strict: false,
      seconds: 1,
      recordings: [],
      leftAlone: [],
      broken: [],
      coverage: { rules: { judged: 1, total: 2, never: [] } },
      findings: [],
      notJudged: {},
      ...result,
    },
    { replayCommand: undefined },
    inkFor(false),
  );

describe('an audit on a terminal', () => {
  it('has the findings of one rule beside each other, and says once what the rule is', () => {
    const text = shown({ findings: [found('a/one', 'C1', 1), found('a/two', 'C1', 2), found('a/one', 'B', 3)] });
    expect(text.match(/^✗ .*$/gm)).to.deep.equal([
      '✗ 1. The sentence of a/one.',
      '✗ 3. a/one · must · at B',
      '✗ 2. The sentence of a/two.',
    ]);
    expect(text.split('✗ ')[2])
      .to.include('a.har:3')
      .and.include('expected: this')
      .and.include('PUT orders/3 → 201 Order');
  });

  it('says of files that were left alone why, a line for each reason', () => {
    const text = shown({
      leftAlone: [
        { file: 'a.md', because: 'a.json tells the same' },
        { file: 'b.png', because: 'it is no recording' },
        { file: 'c.md', because: 'c.json tells the same' },
      ],
    });
    expect(text.match(/^left alone:.*$/gm)).to.deep.equal([
      'left alone:   2 files: others tell the same, such as a.md',
      'left alone:   1 file: it is no recording, such as b.png',
    ]);
  });
});
