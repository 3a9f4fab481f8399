import { expect } from 'chai';
import { auditor } from '../../src/audit/auditor.ts';
import { turnsOf } from '../../src/audit/in-order.ts';
import type { Found } from '../../src/audit/audit.ts';
import { scenarioOf } from '../../src/audit/scenario.ts';
import { smallestSlice } from '../../src/audit/slice.ts';
import type { Logged, RecordingFacts } from '../../src/audit/logged.ts';
import { NOW } from '../model/fixture.ts';
import { errorOf, respond } from '../oracle/rules/fixtures.ts';
import { called, created, feed } from './hand-made.ts';
import { FACTS } from './kit.ts';

/** Recorded calls that were under way at the same time. */

const AT = NOW + 600_000;
const from = (begin: number, end: number): Partial<Logged> => ({ sentAt: AT + begin, receivedAt: AT + end });

const booked = (order: string, times: Partial<Logged>): Logged => called('B', 201, times, order);

const turnedDown = (order: string, times: Partial<Logged>): Logged => {
  const error = errorOf('OpportunityHasInsufficientCapacityError', 409);
  return { ...called('B', 409, times, order), answer: respond(409, error) };
};

function look(exchanges: readonly Logged[], facts: Partial<RecordingFacts> = {}) {
  const found: Found[] = [];
  const slices: ReturnType<typeof smallestSlice>[] = [];
  const whole = { ...FACTS, ...facts };
  const { see, tally, book } = auditor(whole, false, (each) => {
    found.push(each);
    slices.push(smallestSlice(each, { facts: whole, strict: false, book }));
  });
  for (const turn of turnsOf(exchanges)) see(turn);
  return {
    broken: found.map(({ breach, logged }) => `${breach.rule} at ${breach.call}, line ${logged.place.line}`),
    notJudged: [...tally.notJudged.keys()],
    rules: [...tally.judged.keys()],
    found,
    slices,
  };
}

const GIVEN_UP = 'calls that have to do with each other were under way at the same time';

describe('Recorded calls that were under way at the same time', () => {
  it('are as they should be where some order of them explains what was answered', () => {
    const [won, lost] = [booked('a', from(50, 400)), turnedDown('b', from(0, 300))];
    const { broken, notJudged, rules } = look([created(), feed(1), lost, won]);
    expect(broken).to.deep.equal([]);
    expect(rules).to.include('state/at-once-as-in-turn');
    expect(notJudged).to.not.include(GIVEN_UP);
  });

  it('break a rule where none does, with the calls that show it', () => {
    const [one, other] = [booked('a', from(0, 300)), booked('b', from(50, 200))];
    const { broken, slices, found } = look([created(), feed(1), one, other]);
    expect(broken).to.have.lengthOf(1);
    expect(broken[0]).to.match(/^items\/within-capacity at B in a race, line \d+$/);
    const [slice] = slices;
    expect(slice?.complete).to.equal(true);
    expect(slice?.exchanges).to.include.members([one, other]);
    const made = slice && found[0] && scenarioOf(slice, found[0].breach);
    expect(made?.kind === 'scenario' && made.scenario.steps.map((step) => step.do)).to.deep.equal(['lanes']);
  });

  it('are believed in every order from then on', () => {
    const race = [booked('a', from(0, 300)), turnedDown('b', from(50, 200))];
    const later = (answered: Logged) => look([created(), feed(1), ...race, answered]).broken;
    expect(later(turnedDown('c', from(1_000, 1_100)))).to.deep.equal([]);
    expect(later(booked('c', from(1_000, 1_100))).map((text) => text.split(',')[0])).to.deep.equal([
      'items/within-capacity at B',
    ]);
  });

  it('hang together where one overlaps with another, and that with a third', () => {
    const chain = [booked('a', from(0, 300)), turnedDown('b', from(200, 600)), turnedDown('c', from(500, 700))];
    expect(look([created(), feed(1), ...chain]).broken).to.deep.equal([]);
    const overbooked = chain.map((each, index) => (index === 2 ? booked('c', from(500, 700)) : each));
    expect(look([created(), feed(1), ...overbooked]).broken).to.have.lengthOf(1);
  });

  it('may be shown by a feed that lags as it was between them', () => {
    const race = [booked('a', from(0, 300)), booked('b', from(50, 200)), turnedDown('c', from(100, 400))];
    const shown = { ...feed(1), ...from(2_000, 2_100) };
    expect(look([created(), feed(2), ...race, shown]).broken).to.deep.equal([]);
  });

  it('are given up where the recording has no times of their own', () => {
    const [one, other] = [booked('a', from(0, 300)), booked('b', from(50, 200))];
    const { broken, notJudged } = look([created(), feed(1), one, other], { clockSlackMs: 1_000 });
    expect(broken.filter((text) => !text.startsWith('shape/'))).to.deep.equal([]);
    expect(notJudged).to.include(GIVEN_UP);
  });
});

describe('A feed that was read while a call was under way', () => {
  const quote = (order: string, begin: number, end: number) => called('C1', 200, from(begin, end), order);
  const read = (spaces: number, begin: number, end: number) => ({ ...feed(spaces), ...from(begin, end) });

  it('may show what was before the call, or after', () => {
    const before = [created(), feed(2), quote('a', 0, 100), read(1, 500, 600)];
    for (const spaces of [1, 0]) {
      const meanwhile = [read(spaces, 1_000, 1_500), quote('b', 1_100, 1_400)];
      const { broken, notJudged } = look([...before, ...meanwhile, read(0, 2_000, 2_100)]);
      expect(broken).to.deep.equal([]);
      expect(notJudged).to.include(
        'what a feed shows may be of before or after a call that was under way at the same time',
      );
    }
  });

  it('is not what tells how many spaces there were before', () => {
    expect(look([created(), read(1, 0, 500), quote('a', 100, 400), read(1, 2_000, 2_100)]).broken).to.deep.equal([]);
  });
});
