import { expect } from 'chai';
import { campaignText, foundLine, inkFor, progressLine, type Guide } from '../../src/report/index.ts';
import { finding, result } from './sample.ts';

const guide: Guide = {
  resultPath: 'out/result.json',
  reproPath: ({ repro }) => `out/${repro}`,
  replayCommand: ({ repro }) => `npx open-booking-fuzz replay out/${repro}`,
  againCommand: 'npx open-booking-fuzz check --seed 7',
};
const text = (changes: Parameters<typeof result>[0]) => campaignText(result(changes), guide, inkFor(false));

describe('a campaign on the terminal', () => {
  it('shows a finding whole, and then what the campaign came to', () => {
    expect(text({ findings: [finding()] })).to.equal(`Breaks the specification

✗ 1. An order by an AgentBroker without a customer is refused.
  broker-role/agent-customer-required · must · at B
  https://openactive.io/open-booking-api/EditorsDraft/#agentbroker

  expected: refused with 400 IncompleteCustomerDetailsError
  found:    201, accepted

  1. B of order a by primary: 1 item
     without customer
     answer: 201 Order

  seen 3 times, first after 1,204 requests, shrunk with 1 request
  repro:    out/repros/broker-role-agent-customer-required-at-B.json
  replay:   npx open-booking-fuzz replay out/repros/broker-role-agent-customer-required-at-B.json

target:       http://127.0.0.1:5000/
ran:          20.0 s, 1 scenario, 14,000 requests (700 a second), seed 7, until its time was over
covered:      80 of 88 transitions of the model
not taken:    a, b, c, d, e, f, … (2 more)
guards:       3 of 3 kept, 2 of 3 refused for
not refused:  items/bookable at C1
mutations:    4 of 5 at their calls
settings:     2 of 2 pairs of role, prepayment and flow
judged:       2 of 2 rules
found:        1 finding (breaks the specification: 1)
files:        out/result.json
again:        npx open-booking-fuzz check --seed 7
`);
  });

  it('draws calls that were made at once, and tells why no order explains them and how often it showed', () => {
    const race = {
      calls: [
        { lane: 0, step: 'B of order a by primary', special: [], answer: '201 Order', from: 1, to: 4 },
        { lane: 1, step: 'B of order b by primary', special: ['odd'], answer: '201 \u001b[31mOrder', from: 2, to: 3 },
      ],
      drawing: ['lane 1  ├1──────────┤', 'lane 2      ├2──┤'],
      why: ['2 spaces were given, for 2 orders, where 1 was free.'],
    };
    const line = { step: 'at once, in 2 lanes', special: [], answer: '201 Order; 201 Order', admitted: [], race };
    expect(text({ findings: [finding({ conversation: [line], tries: { shown: 3, of: 20 } })] })).to.include(`
  1. at once, in 2 lanes
     lane 1  ├1──────────┤
     lane 2      ├2──┤
     1: B of order a by primary
        answer: 201 Order
     2: B of order b by primary
        odd
        answer: 201 Order
     no order of these calls explains the answers:
       2 spaces were given, for 2 orders, where 1 was free.

  a race: it showed in 3 of 20 tries of the same; seen 3 times`);
  });

  it('says so when nothing was found', () => {
    expect(text({}))
      .to.match(/^target: /)
      .and.to.match(/^found: +nothing$/m);
  });

  it('keeps breaches apart from recommendations and from what is unclear, and numbers them through', () => {
    const rule = { ...finding().rule, unclear: 'Strictly, it is refused. Issue 167.' };
    const findings = [
      finding({ kind: 'specification unclear here', rule }),
      finding({ kind: 'recommendation not followed' }),
      finding(),
    ];
    const headings = text({ findings }).match(/^(Breaks|Recomm|Specif|✗ \d).*?(?= the|endations|ication|\.)/gm);
    expect(headings).to.deep.equal(['Breaks', '✗ 1', 'Recomm', '✗ 2', 'Specif', '✗ 3']);
    expect(text({ findings })).to.include('unclear:  Strictly, it is refused. Issue 167.');
    expect(text({ findings })).to.match(
      /found: +3 findings \(breaks the specification: 1, recommendation not followed: 1, specification unclear here: 1\)/,
    );
  });

  it('says that a finding is flaky, and what else it broke', () => {
    const { rule, call, expected, found } = finding();
    const other = { rule: { ...rule, id: 'state/spaces' }, call, expected, found };
    const shown = text({ findings: [finding({ repeats: 'flaky', alongside: [other] })] });
    expect(shown).to.include('flaky: it did not show again').and.to.include('also broken by it: state/spaces at B');
  });

  it('says that a finding was not made as small as can be', () => {
    expect(text({ findings: [finding({ complete: false })] })).to.match(
      /\n {2}not made as small as can be: the next run/,
    );
  });

  it('says how often a finding showed that does not show each time', () => {
    const shown = text({ findings: [finding({ tries: { shown: 3, of: 6 } })] });
    expect(shown).to.match(/^ {2}it showed in 3 of 6 tries of the same; seen/m);
  });

  it('says what makes the result weak, what was switched off and what could not be told', () => {
    const shown = text({
      health: ['no order was confirmed'],
      switchedOff: [{ what: 'NoBroker', reason: 'the target says that it has none' }],
      feedLag: { open: { changes: 12, longestSeconds: 4.2 } },
      inconclusive: { 'no answer': 2, 'feed not read': 5 },
    });
    expect(shown).to.match(/^mind: +no order was confirmed$/m);
    expect(shown).to.match(/^left out: +NoBroker: the target says that it has none$/m);
    expect(shown).to.match(/^undecided: +feed not read \(5 times\)\nundecided: +no answer \(2 times\)$/m);
  });

  it('lets nothing through that a target sent to trick the terminal', () => {
    const evil = '\u001b[2J\u202e\u0007';
    const line = { step: evil, special: [evil], answer: evil, admitted: [evil] };
    const findings = [finding({ found: evil, expected: evil, call: evil, conversation: [line] })];
    const shown = text({ findings, target: evil, health: [evil], inconclusive: { [evil]: 1 } });
    expect(shown.replaceAll('\n', '')).not.to.match(/[\p{Cc}\p{Cf}]/u);
  });

  it('stays short, however long a conversation is', () => {
    const line = finding().conversation[0]!;
    const shown = text({ findings: [finding({ conversation: Array.from({ length: 500 }, () => line) })] });
    expect(shown.split('\n').length).to.be.below(250);
    expect(shown).to.include('… and 440 more');
  });
});

describe('progress', () => {
  it('is one line', () => {
    const line = progressLine({
      kind: 'progress',
      seconds: 12.4,
      scenarios: 1_200,
      requests: 6_200,
      findings: 1,
      transitions: { covered: 60, total: 88 },
      doing: 'shrinking',
    });
    expect(line).to.equal(
      '12 s · 1,200 scenarios · 6,200 requests · 500 a second · 1 distinct finding · 60 of 88 transitions · shrinking',
    );
  });

  it('tells of a finding at once', () => {
    expect(foundLine(finding())).to.equal('found broker-role/agent-customer-required at B (after 1,204 requests)');
  });
});
