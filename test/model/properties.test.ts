import { expect } from 'chai';
import fc from 'fast-check';
import type { OpportunityId } from '../../src/protocol/ids.ts';
import {
  admitJudged,
  assume,
  beliefOf,
  elapse,
  free,
  hashWorld,
  judge,
  LIFECYCLE,
  readAnswer,
  sellerActs,
  orderKey,
  type Belief,
  type CallRequest,
} from '../../src/model/index.ts';
import { payloadGuards } from '../../src/model/payload-guards.ts';
import { carefulCalls, carelessCalls, type Orders } from './alphabet.ts';
import { answersFor, LOST } from './answers.ts';
import { isUnsettled } from './explore.ts';
import { MINUTE, NOW, place, uuidOf } from './fixture.ts';

/** What holds for every conversation: random calls, each answered in some way that the model admits in some world. */

const { world, ground } = place({ x: { spaces: 1 }, y: { spaces: 2, approval: true }, z: { price: 0, spaces: 3 } });
const CHOICES = [['x'], ['y'], ['z', 'z'], ['x', 'z']];
const ORDERS: readonly Orders[] = [
  { order: 'a', partner: 'primary', choices: CHOICES },
  { order: 'b', partner: 'primary', choices: CHOICES, manner: { role: 'ResellerBroker' } },
  { order: 'a', partner: 'secondary', choices: CHOICES, manner: { role: 'NoBroker' } },
];

/** One turn of a conversation, as numbers that choose among what there is to choose from. */
type Turn =
  | {
      readonly do: 'call';
      readonly order: number;
      readonly call: number;
      readonly outcome: number;
      readonly lost: boolean;
    }
  | { readonly do: 'seller'; readonly order: number; readonly action: number }
  | { readonly do: 'wait'; readonly minutes: number };

const index = fc.nat({ max: 1000 });
const turn: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      order: index,
      call: index,
      outcome: index,
      lost: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('seller' as const), order: index, action: index }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 20 }) }) },
);
const conversation = fc.array(turn, { minLength: 1, maxLength: 14 });

const pick = <Value>(from: readonly Value[], choice: number): Value => from[choice % from.length]!;
const ACTIONS = ['accept-proposal', 'reject-proposal', 'cancel-order'] as const;

interface Talk {
  readonly belief: Belief;
  readonly now: number;
}

/** What is seen at each call: the request and what followed of its answer. */
type See = (request: CallRequest, before: Belief, after: Belief, now: number) => void;

function call({ belief, now }: Talk, turn: Extract<Turn, { do: 'call' }>, see: See): Talk {
  const real = pick(belief.worlds, turn.outcome);
  const about = pick(ORDERS, turn.order);
  const request = pick([...carefulCalls(real, about), ...carelessCalls(about)], turn.call);
  const judgement = judge(real, request, ground, now);
  const outcome = pick(judgement.outcomes, turn.outcome);
  const answer = turn.lost ? LOST : pick(answersFor(judgement, outcome), turn.outcome);
  const worlds = belief.worlds.flatMap(
    (each) => admitJudged(judge(each, request, ground, now), readAnswer(request, answer), ground)?.worlds ?? [],
  );
  const next = beliefOf(worlds.filter((each) => !isUnsettled(each)));
  see(request, belief, beliefOf(worlds), now);
  // Where all that follows is unsettled, the conversation goes on as if the call had not been made.
  return { belief: next.worlds.length > 0 && next.blind === undefined ? next : belief, now };
}

function take(talk: Talk, turn: Turn, see: See): Talk {
  if (turn.do === 'call') return call(talk, turn, see);
  if (turn.do === 'wait') {
    const now = talk.now + turn.minutes * MINUTE;
    return { belief: elapse(talk.belief, talk.now, now), now };
  }
  const { partner, order } = pick(ORDERS, turn.order);
  const key = orderKey(partner, uuidOf(order));
  const action = pick(ACTIONS, turn.action);
  return { ...talk, belief: beliefOf(talk.belief.worlds.flatMap((each) => sellerActs(each, key, action))) };
}

const held = (turns: readonly Turn[], see: See): Belief =>
  turns.reduce<Talk>((talk, each) => take(talk, each, see), { belief: beliefOf([world]), now: NOW }).belief;

const RUNS = { numRuns: 150 };

describe('in every conversation', () => {
  it('the belief is never empty as long as the answers are admissible', () => {
    fc.assert(
      fc.property(conversation, (turns) => {
        held(turns, (_, __, after) => expect(after.worlds.length).to.be.greaterThan(0));
      }),
      RUNS,
    );
  });

  it('every outcome that is listed is admitted, in every world', () => {
    fc.assert(
      fc.property(conversation, (turns) => {
        held(turns, (request, before, _, now) => {
          for (const each of before.worlds) {
            const judgement = judge(each, request, ground, now);
            for (const outcome of judgement.outcomes) {
              for (const answer of answersFor(judgement, outcome)) {
                expect(admitJudged(judgement, readAnswer(request, answer), ground), outcome.kind).to.not.equal(
                  undefined,
                );
              }
            }
          }
        });
      }),
      RUNS,
    );
  });

  it('there is a world to go on from after any answer, admissible or not', () => {
    fc.assert(
      fc.property(conversation, (turns) => {
        held(turns, (request, before, _, now) => {
          for (const each of before.worlds) {
            const { examination } = judge(each, request, ground, now);
            for (const kind of ['accepted', 'lost'] as const) {
              const worlds =
                kind === 'lost'
                  ? assume(examination, { kind, withoutEffect: false })
                  : assume(examination, { kind, status: 200, body: undefined });
              expect(worlds.length).to.be.greaterThan(0);
            }
          }
        });
      }),
      RUNS,
    );
  });

  it('no world has fewer than no spaces, or more than there are', () => {
    fc.assert(
      fc.property(conversation, (turns) => {
        for (const each of held(turns, () => undefined).worlds) {
          for (const [id, all] of Object.entries(world.spaces) as [OpportunityId, number][]) {
            expect(free(each, id)).to.be.within(0, all);
          }
        }
      }),
      RUNS,
    );
  });

  it('nothing that has to be refused escapes the guards of its machine', () => {
    fc.assert(
      fc.property(conversation, (turns) => {
        held(turns, (request, before, _, now) => {
          for (const each of before.worlds) {
            const { faults, machine, record } = judge(each, request, ground, now).examination;
            const state = LIFECYCLE[record.state][request.call].refused.map(({ rule }) => rule);
            const guards = [...payloadGuards(request.call, machine), ...state];
            const sure = faults.filter(({ certainty }) => certainty === 'must').map(({ rule }) => rule);
            expect(guards).to.include.members(sure);
          }
        });
      }),
      RUNS,
    );
  });

  it('equal worlds have equal hashes, and only they, in whatever order they came about', () => {
    fc.assert(
      fc.property(conversation, (turns) => {
        const { worlds } = held(turns, () => undefined);
        for (const each of worlds) {
          const shuffled = {
            orders: Object.fromEntries(Object.entries(each.orders).reverse()),
            spaces: Object.fromEntries(Object.entries(each.spaces).reverse()),
          };
          expect(hashWorld(structuredClone(shuffled))).to.equal(hashWorld(each));
        }
        expect(new Set(worlds.map(hashWorld)).size).to.equal(worlds.length);
      }),
      RUNS,
    );
  });
});
