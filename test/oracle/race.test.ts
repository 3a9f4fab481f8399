import { expect } from 'chai';
import fc from 'fast-check';
import { hashWorld, type Bounds } from '../../src/model/index.ts';
import { orderRace, racedOf } from '../../src/oracle/race.ts';
import { seeRace } from '../../src/oracle/see-race.ts';
import { startWatch, type RaceCall } from '../../src/oracle/index.ts';
import type { Answer } from '../../src/protocol/exchange.ts';
import { answersFor, refusal } from '../model/answers.ts';
import { NOW, PAID, place, requestOf, whole } from '../model/fixture.ts';
import { after, judged, type Situation } from '../model/situation.ts';
import { histories, type History } from './histories.ts';

const orderOf = ({ world, ground, calls }: History, bounds?: Bounds) =>
  orderRace({ worlds: [world], ground, from: NOW, to: NOW }, racedOf(calls), hashWorld, bounds);

describe('calls that overlapped', () => {
  it('are explained where they really came one after another, with the world that they left among those believed', () => {
    const sizes = fc.record({
      lanes: fc.integer({ min: 2, max: 4 }),
      length: fc.integer({ min: 1, max: 3 }),
      reach: fc.constantFrom(0, 0.5, 1),
    });
    fc.assert(
      fc.property(histories(sizes), (history) => {
        const search = orderOf(history);
        if (search.kind !== 'explained') throw new Error(search.kind);
        expect(search.states.map(hashWorld)).to.include(hashWorld(history.end));
        expect(search.order.map(({ operation }) => operation)).to.have.lengthOf(history.calls.length);
      }),
      { numRuns: 80 },
    );
  });

  it('that are too many to decide are told of as such', () => {
    fc.assert(
      fc.property(histories(fc.constant({ lanes: 4, length: 3, reach: 1 })), (history) => {
        const search = orderOf(history, { visits: 100_000, questions: 3 });
        expect(search.kind).to.equal('too large');
      }),
      { numRuns: 5 },
    );
  });
});

/** Calls that all overlap, one a lane, with these answers. */
const atOnce = (answers: readonly (readonly [ReturnType<typeof whole>, Answer])[]): readonly RaceCall[] =>
  answers.map(([request, answer], lane) => ({
    lane,
    name: `${request.call} ${lane}`,
    called: lane + 1,
    returned: 100 + lane,
    exchange: { request: request.raw, answer, sentAt: NOW, receivedAt: NOW },
    act: { kind: 'call', request },
  }));

const accepted = (situation: Situation, request: ReturnType<typeof whole>): Answer => {
  const judgement = judged(situation, request);
  const outcome = judgement.outcomes.find(({ kind }) => kind === 'accepted');
  if (outcome === undefined) throw new Error('cannot be accepted');
  return answersFor(judgement, outcome)[0]!;
};

const see = (situation: Situation, calls: readonly RaceCall[]) => {
  const { ground, world } = situation;
  const watch = startWatch({ ground, world, baseUrl: 'https://booking.example.com', strict: false, at: NOW });
  return seeRace(watch, calls, NOW, NOW);
};

const book = (order: string) => whole('B', { order, items: ['x'], payment: PAID });

/** The rules of a race's own, by the names of their calls. */
const racedRules = ({ breaches }: ReturnType<typeof see>) =>
  breaches.filter(({ call }) => call.endsWith(' in a race')).map(({ rule, call }) => `${rule} at ${call}`);

describe('what is made of a race', () => {
  const scarce = place({ x: { spaces: 1 } });

  it('two bookings of one space: no order explains them, and it is told why', () => {
    const seen = see(scarce, atOnce(['a', 'b'].map((order) => [book(order), accepted(scarce, book(order))])));
    expect(racedRules(seen)).to.deep.equal(['items/within-capacity at B in a race']);
    expect(seen.story?.why[0]).to.equal('2 spaces were given, for 2 orders, where 1 was free.');
    expect(seen.story?.why).to.have.lengthOf(3);
    expect(seen.story?.overlapping).to.have.lengthOf(2);
  });

  it('two bookings of two spaces, or one refused: nothing', () => {
    const plenty = place({ x: { spaces: 2 } });
    const both = atOnce(['a', 'b'].map((order) => [book(order), accepted(plenty, book(order))]));
    expect(racedRules(see(plenty, both))).to.deep.equal([]);
    const one = atOnce([
      [book('a'), accepted(scarce, book('a'))],
      [book('b'), refusal('OpportunityIsFullError')],
    ]);
    expect(racedRules(see(scarce, one))).to.deep.equal([]);
  });

  it('two bookings one after the other in two lanes: real time counts', () => {
    const [first, second] = atOnce([
      [book('a'), refusal('OpportunityIsFullError')],
      [book('b'), accepted(scarce, book('b'))],
    ]);
    expect(racedRules(see(scarce, [first!, second!]))).to.deep.equal([]);
    const apart = [
      { ...first!, called: 1, returned: 2 },
      { ...second!, called: 3, returned: 4 },
    ];
    expect(racedRules(see(scarce, apart))).to.deep.equal(['state/free-spaces-bookable at B in a race']);
  });

  for (const [what, answer] of [
    ['500 for an order in use', refusal('OrderCreationFailedError')],
    ['409 for spaces in use', refusal('OpportunityCapacityIsReservedByLeaseError')],
    ['503 for a system that is busy', { ...refusal('OrderCreationFailedError'), status: 503 }],
  ] as const) {
    it(`both refused with ${what}: it cannot be told`, () => {
      const seen = see(scarce, atOnce(['a', 'b'].map((order) => [book(order), answer])));
      expect(seen.breaches).to.deep.equal([]);
      expect(seen.verdicts).to.deep.include({
        rule: 'state/at-once-as-in-turn',
        verdict: { kind: 'inconclusive', reason: 'a call was refused while another was under way' },
      });
    });
  }

  it('what each call did is told where every order of them has it do the same', () => {
    const plenty = place({ x: { spaces: 2 } });
    const taken = ({ raced = [] }: ReturnType<typeof see>) => raced.map(({ transition }) => transition);
    const two = atOnce(['a', 'b'].map((order) => [book(order), accepted(plenty, book(order))]));
    expect(taken(see(plenty, two))).to.deep.equal(Array(2).fill('absent —B accepted→ ordered'));
    // One of them books, and the other repeats it: which does which cannot be told.
    const same = atOnce([0, 1].map(() => [book('a'), accepted(plenty, book('a'))]));
    expect(taken(see(plenty, same))).to.deep.equal([]);
  });

  it('two deletions of one order: both may succeed', () => {
    const ordered = after(scarce, book('a'));
    const gone = requestOf('delete-order', { order: 'a' });
    const seen = see(ordered, atOnce([0, 1].map(() => [gone, accepted(ordered, gone)])));
    expect(racedRules(seen)).to.deep.equal([]);
    expect(seen.watch.belief.worlds).to.have.lengthOf(1);
  });

  it('an answer that was lost: its call may have been made, before or after the others, or not at all', () => {
    const lost: Answer = { kind: 'no-answer', reason: 'timeout', detail: '' };
    const free = (answers: Parameters<typeof atOnce>[0]) => {
      const { watch } = see(scarce, atOnce(answers));
      return watch.belief.worlds.map(
        ({ orders }) => Object.values(orders).filter(({ state }) => state === 'ordered').length,
      );
    };
    expect(
      free([
        [book('a'), lost],
        [book('b'), refusal('OpportunityIsFullError')],
      ]),
    ).to.have.members([0, 1]);
    expect(
      free([
        [book('a'), lost],
        [book('b'), accepted(scarce, book('b'))],
      ]),
    ).to.deep.equal([1]);
  });
});
