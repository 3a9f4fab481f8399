import { expect } from 'chai';
import {
  admit,
  admitJudged,
  assume,
  free,
  judge,
  ORDER_STATES,
  orderIn,
  readAnswer,
  withOrder,
  type World,
} from '../../src/model/index.ts';
import { carefulCalls, carelessCalls, type Orders } from './alphabet.ts';
import { answer, answersFor, LOST, refusal } from './answers.ts';
import { tryAll } from './explore.ts';
import { cancel, confirm, NOW, opportunityNamed, PAID, place, requestOf, whole, type About } from './fixture.ts';
import { acted, after, answered, itemIds, judged, mayBeAccepted, orderOf, reasons, version } from './situation.ts';

const x = opportunityNamed('x');
const OURS: Orders = { order: 'a', partner: 'primary', choices: [['x'], ['x', 'y']] };
const simple = place({ x: { spaces: 2 }, y: { spaces: 2 } });
const approving = place({ x: { spaces: 2, approval: true }, y: { spaces: 2 } });
const book = (about: About = {}) => whole('B', { items: ['x'], payment: PAID, ...about });
const propose = (about: About = {}) => whole('P', { items: ['x'], payment: PAID, ...about });

/** A situation in each of the states that an order can be in. */
const leased = after(simple, whole('C2', { items: ['x'] }));
const ordered = after(simple, whole('B', { items: ['x', 'y'], payment: PAID }));
const awaiting = after(approving, propose());
const SITUATIONS = [
  simple,
  leased,
  awaiting,
  acted(awaiting, 'accept-proposal'),
  acted(awaiting, 'reject-proposal'),
  ordered,
  after(ordered, cancel({}, itemIds(ordered).slice(0, 1))),
  after(ordered, cancel({}, itemIds(ordered))),
  after(ordered, requestOf('delete-order', {})),
];

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

const requestsIn = (world: World) => [...carefulCalls(world, OURS), ...carelessCalls(OURS)];

describe('judging', () => {
  it('changes nothing of what it is given', () => {
    for (const { world, ground } of SITUATIONS) {
      const frozen = { world: deepFreeze(structuredClone(world)), ground: deepFreeze(ground) };
      const requests = requestsIn(frozen.world).map(deepFreeze);
      for (const { judgement, move } of tryAll(frozen.world, requests, frozen.ground)) {
        deepFreeze(move);
        admitJudged(judgement, readAnswer(judgement.examination.request, LOST), frozen.ground);
      }
    }
  });

  it('says the same of the same, whatever was judged between', () => {
    const verdicts = () =>
      SITUATIONS.map(({ world, ground }) =>
        requestsIn(world).map((request) => judge(world, request, ground, NOW).outcomes),
      );
    expect(verdicts()).to.deep.equal(verdicts());
  });

  it('lists some outcome of every request in every state', () => {
    for (const { world, ground } of SITUATIONS) {
      for (const request of requestsIn(world)) {
        const { outcomes } = judge(world, request, ground, NOW);
        expect(outcomes, `${request.call} on ${orderIn(world, request.key).state}`).to.not.deep.equal([]);
      }
    }
  });

  it('lists no outcome twice', () => {
    for (const { world, ground } of SITUATIONS) {
      for (const request of requestsIn(world)) {
        const names = judge(world, request, ground, NOW).outcomes.map((outcome) => JSON.stringify(outcome));
        expect(new Set(names).size).to.equal(names.length);
      }
    }
  });

  it('admits no acceptance of what has to be refused', () => {
    for (const situation of SITUATIONS) {
      for (const request of requestsIn(situation.world)) {
        if (mayBeAccepted(situation, request)) continue;
        expect(answered(situation, request, answer(200, { '@type': 'Order' }))).to.equal(undefined);
      }
    }
  });

  it('admits no server error that the specification does not name', () => {
    for (const situation of SITUATIONS) {
      for (const request of requestsIn(situation.world)) {
        for (const given of [
          refusal('InternalApplicationError'),
          answer(500),
          answer(502, { '@type': 'OpenBookingError' }),
        ]) {
          expect(answered(situation, request, given)).to.equal(undefined);
        }
      }
    }
  });
});

describe('after an answer that is not admissible', () => {
  it('there is always some world to go on from', () => {
    const wrong = [answer(200, { '@type': 'Order' }), refusal('InternalApplicationError'), LOST, answer(429)];
    for (const { world, ground } of SITUATIONS) {
      for (const request of requestsIn(world)) {
        const { examination } = judge(world, request, ground, NOW);
        for (const given of wrong) {
          const worlds = assume(examination, readAnswer(request, given));
          expect(worlds.length, request.call).to.be.greaterThan(0);
          for (const each of worlds) expect(ORDER_STATES).to.include(orderIn(each, request.key).state);
        }
      }
    }
  });

  it('a booking that had to be refused is taken to be booked', () => {
    const { examination } = judged(simple, whole('B', { items: ['x'] }));
    const [world] = assume(examination, readAnswer(examination.request, answer(201, { '@type': 'Order' })));
    expect(orderIn(world!, examination.request.key).state).to.equal('ordered');
    expect(free(world!, x)).to.equal(1);
  });

  it('a refusal is taken to have changed nothing', () => {
    const { examination } = judged(simple, book());
    const worlds = assume(examination, readAnswer(examination.request, refusal('OrderAlreadyExistsError')));
    expect(worlds).to.deep.equal([simple.world]);
  });
});

describe('a repeated call', () => {
  it('B with the same content is the same order: nothing is booked twice', () => {
    const once = after(simple, book());
    const twice = after(once, book());
    expect(twice.world).to.deep.equal(once.world);
    expect(free(twice.world, x)).to.equal(1);
    expect(reasons(once, book())).to.deep.equal([]);
  });

  it('B is accepted though the order itself took the last space', () => {
    const last = after(place({ x: { spaces: 1 } }), book());
    expect(mayBeAccepted(last, book())).to.equal(true);
    expect(answered(last, book(), refusal('OpportunityHasInsufficientCapacityError'))).to.equal(undefined);
  });

  it('P with the same content is the same proposal', () => {
    expect(after(awaiting, propose()).world).to.deep.equal(awaiting.world);
    expect(reasons(awaiting, propose())).to.deep.equal([]);
  });

  it('P is accepted though another has taken what it does not hold', () => {
    const last = place({ x: { spaces: 1, approval: true } });
    const proposed = after(last, propose());
    const unheld = { ...proposed, world: withOrder(proposed.world, { ...orderOf(proposed), hold: undefined }) };
    const taken = after(unheld, whole('C2', { items: ['x'], order: 'b' }));
    expect(reasons(taken, propose())).to.deep.equal([]);
  });

  it('B after P is the same order', () => {
    const accepted = acted(awaiting, 'accept-proposal');
    const confirming = confirm({}, version(accepted));
    const once = after(accepted, confirming);
    expect(after(once, confirming).world).to.deep.equal(once.world);
    expect(reasons(once, confirming)).to.deep.equal([]);
  });

  it('a whole B for the UUID of a proposal may be refused, as there is something with that UUID', () => {
    const full = whole('B', { items: ['x'], payment: PAID });
    for (const proposed of [awaiting, acted(awaiting, 'accept-proposal'), acted(awaiting, 'reject-proposal')]) {
      expect(answered(proposed, full, refusal('OrderAlreadyExistsError'))?.worlds).to.deep.equal([proposed.world]);
    }
  });

  it('B or P with other items or another customer has to be refused', () => {
    const jo = { '@type': 'Person', email: 'jo@example.com' };
    const once = after(simple, book());
    for (const other of [
      whole('B', { items: ['x', 'x'], payment: PAID }),
      whole('B', { items: ['y'], payment: PAID }),
      whole('B', { items: ['x'], payment: PAID, customer: jo }),
      whole('C2', { items: ['y'] }),
      whole('C1', { items: ['y'] }),
      whole('P', { items: ['y'], payment: PAID }),
    ]) {
      expect(mayBeAccepted(once, other)).to.equal(false);
      expect(answered(once, other, refusal('OrderAlreadyExistsError'))?.worlds).to.deep.equal([once.world]);
    }
    const otherProposal = whole('P', { items: ['x'], payment: PAID, customer: jo });
    expect(mayBeAccepted(awaiting, otherProposal)).to.equal(false);
  });

  it('P or B with something else said of the same customer may be the same, or another', () => {
    const named = (name: string) => ({ '@type': 'Person', email: 'jo@example.com', name });
    const nameless = { '@type': 'Person', email: 'jo@example.com' };
    for (const customer of [named(''), named('Jo')]) {
      const once = after(simple, whole('B', { items: ['x'], payment: PAID, customer }));
      const again = whole('B', { items: ['x'], payment: PAID, customer: nameless });
      expect(mayBeAccepted(once, again)).to.equal(true);
      expect(answered(once, again, refusal('OrderAlreadyExistsError'))?.worlds).to.deep.equal([once.world]);
    }
  });

  it('B with the items in another order is still the same', () => {
    const once = after(simple, whole('B', { items: ['x', 'y'], payment: PAID }));
    expect(mayBeAccepted(once, whole('B', { items: ['y', 'x'], payment: PAID }))).to.equal(true);
  });

  it('B with only another payment may be the same order or none', () => {
    const once = after(simple, book());
    const paid = whole('B', { items: ['x'], payment: { ...PAID, identifier: 'p2' } });
    expect(mayBeAccepted(once, paid)).to.equal(true);
    expect(answered(once, paid, refusal('OrderAlreadyExistsError'))).to.not.equal(undefined);
  });

  it('deletion of an order may be accepted or say that it is unknown', () => {
    const gone = after(simple, book(), requestOf('delete-order', {}));
    expect(orderOf(after(gone, requestOf('delete-order', {}))).state).to.equal('deleted');
    expect(reasons(gone, requestOf('delete-order', {}))).to.deep.equal(['order-level/order-known']);
  });

  it('deletion of a quote is accepted in every state, and touches no order', () => {
    for (const situation of SITUATIONS) {
      const request = requestOf('delete-quote', {});
      expect(reasons(situation, request)).to.deep.equal([]);
      const before = orderOf(situation).state;
      const { state } = orderOf(after(situation, request));
      expect(state).to.equal(['quoted', 'leased'].includes(before) ? 'absent' : before);
    }
  });
});

describe('two booking partners with one UUID', () => {
  const THEIRS: About = { partner: 'secondary' };

  it('have two orders', () => {
    const both = after(simple, book(), book(THEIRS));
    expect(free(both.world, x)).to.equal(0);
    expect(orderOf(both).key).to.not.equal(orderOf(both, THEIRS).key);
  });

  it('cannot cancel, delete, read or reject what is the other’s', () => {
    const proposal = awaiting;
    for (const call of ['delete-order', 'status'] as const) {
      expect(mayBeAccepted(ordered, requestOf(call, THEIRS)), call).to.equal(false);
      expect(answered(ordered, requestOf(call, THEIRS), refusal('UnknownOrderError'))).to.not.equal(undefined);
    }
    expect(mayBeAccepted(ordered, cancel(THEIRS, itemIds(ordered)))).to.equal(false);
    expect(mayBeAccepted(proposal, confirm(THEIRS, version(proposal)))).to.equal(false);
    const gone = after(leased, requestOf('delete-quote', THEIRS));
    expect(orderOf(gone).state).to.equal('leased');
  });

  it('do not use up each other’s UUIDs', () => {
    const gone = after(simple, book(), requestOf('delete-order', {}));
    expect(mayBeAccepted(gone, book())).to.equal(false);
    expect(mayBeAccepted(gone, book(THEIRS))).to.equal(true);
    expect(reasons(gone, book(THEIRS))).to.deep.equal([]);
  });
});

describe('a proposal', () => {
  it('holds its spaces, or does not, as the system has it', () => {
    const move = answered(
      approving,
      propose(),
      answersFor(judged(approving, propose()), { kind: 'accepted', leadsTo: 'awaiting' })[0]!,
    );
    expect(move?.worlds.map((world) => free(world, x)).sort()).to.deep.equal([1, 2]);
  });

  it('is booked with its own space, also when no other is left', () => {
    const last = place({ x: { spaces: 1, approval: true } });
    const accepted = acted(after(last, propose()), 'accept-proposal');
    expect(reasons(accepted, confirm({}, version(accepted)))).to.deep.equal([]);
    expect(free(after(accepted, confirm({}, version(accepted))).world, x)).to.equal(0);
  });

  it('cannot be confirmed by an older version than the current one', () => {
    const accepted = acted(awaiting, 'accept-proposal');
    const amended = {
      ...accepted,
      world: withOrder(accepted.world, { ...orderOf(accepted), versions: ['urn:1', 'urn:2'] }),
    };
    const outdated = confirm({}, 'urn:1');
    expect(answered(amended, outdated, refusal('OrderProposalVersionOutdatedError'))?.worlds).to.deep.equal([
      amended.world,
    ]);
    expect(
      admit(amended.world, outdated, readAnswer(outdated, answer(201, { '@type': 'Order' })), amended.ground, NOW),
    ).to.equal(undefined);
  });
});
