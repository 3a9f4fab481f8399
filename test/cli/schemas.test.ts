import { expect } from 'chai';
import { reproOf } from '../../src/report/index.ts';
import { exchange, finding, result, scenario } from '../report/sample.ts';
import { problemsWith } from './schemas.ts';

const repro = reproOf(finding(), [exchange], '0.1.0');

describe('the published schemas', () => {
  it('fit a scenario, a repro and a result', () => {
    expect(problemsWith('scenario', scenario)).to.deep.equal([]);
    expect(problemsWith('repro', repro)).to.deep.equal([]);
    const switchedOff = [{ what: 'NoBroker', reason: 'the target says that it does not implement no-broker' }];
    expect(problemsWith('result', result({ findings: [finding()], switchedOff }))).to.deep.equal([]);
  });

  it('fit what is told of calls made at once', () => {
    const call = { lane: 0, step: 'B', special: [], answer: '201 Order', from: 1, to: 2 };
    const race = { calls: [call], drawing: ['lane 1  ├1──┤'], why: [] };
    const line = { step: 'at once', special: [], answer: '201 Order', admitted: [], race };
    const raced = finding({ conversation: [line], tries: { shown: 3, of: 20 } });
    expect(problemsWith('result', result({ findings: [raced] }))).to.deep.equal([]);
    expect(problemsWith('repro', reproOf(raced, [exchange], '0.1.0'))).to.deep.equal([]);
  });

  const wrong: readonly (readonly [string, 'repro' | 'result', object])[] = [
    ['another format', 'repro', { ...repro, format: 'open-booking-fuzz/scenario@1' }],
    ['a repro whose scenario is none', 'repro', { ...repro, scenario: { ...scenario, steps: 'B' } }],
    ['a repro without a rule', 'repro', { ...repro, rule: undefined }],
    ['a field that nobody knows', 'result', { ...result(), secret: 1 }],
    ['a kind of finding that nobody knows', 'result', { ...result(), findings: [{ ...finding(), kind: 'odd' }] }],
    ['a negative count', 'result', { ...result(), requests: -1 }],
  ];
  for (const [what, name, value] of wrong) {
    it(`refuse ${what}`, () => {
      expect(problemsWith(name, JSON.parse(JSON.stringify(value)))).not.to.deep.equal([]);
    });
  }
});
