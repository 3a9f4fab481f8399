import { expect } from 'chai';
import type { Answer } from '../../src/protocol/exchange.ts';
import { itemErrorAnswer, answer, LEASE_ENDS, LOST, refusal } from './answers.ts';
import {
  admit,
  beliefOf,
  elapse,
  free,
  hashWorld,
  orderIn,
  orderKey,
  readAnswer,
  sellerActs,
  withOrder,
  type Belief,
  type CallRequest,
  type Ground,
  type World,
} from '../../src/model/index.ts';
import { cancel, confirm, MINUTE, NOW, opportunityNamed, PAID, place, requestOf, uuidOf, whole } from './fixture.ts';
import { acted, after, itemIds, mayBeAccepted, orderOf, version, type Situation } from './situation.ts';

const x = opportunityNamed('x');
const KEY = orderKey('primary', uuidOf('a'));

/** The belief after an answer: the worlds in which it is admissible, as they follow. */
const told = (belief: Belief, ground: Ground, request: CallRequest, given: Answer): Belief =>
  beliefOf(
    belief.worlds.flatMap((world) => admit(world, request, readAnswer(request, given), ground, NOW)?.worlds ?? []),
  );

const from = ({ world }: Situation): Belief => beliefOf([world]);
const states = (belief: Belief): readonly string[] => belief.worlds.map((world) => orderIn(world, KEY).state).sort();
const freeIn = (belief: Belief): readonly (number | undefined)[] => belief.worlds.map((world) => free(world, x)).sort();

const ORDER_ITEM = { '@type': 'OrderItem', '@id': 'urn:item', position: 0 };
const B_ACCEPTED = answer(201, { '@type': 'Order', orderedItem: [ORDER_ITEM], totalPaymentDue: { price: 10 } });
const QUOTED = answer(200, { '@type': 'OrderQuote', orderedItem: [{ position: 0 }], totalPaymentDue: { price: 10 } });

describe('a lost answer', () => {
  const last = place({ x: { spaces: 1 } });
  const book = whole('B', { items: ['x'], payment: PAID });
  const rival = whole('B', { items: ['x'], payment: PAID, partner: 'secondary' });
  const full = refusal('OpportunityHasInsufficientCapacityError');

  it('leaves open whether the order was booked', () => {
    expect(states(told(from(last), last.ground, book, LOST))).to.deep.equal(['absent', 'ordered']);
  });

  it('leaves nothing open where the call never arrived', () => {
    const never: Answer = { kind: 'no-answer', reason: 'unreachable', detail: 'connection refused' };
    expect(told(from(last), last.ground, book, never).worlds).to.deep.equal([last.world]);
  });

  it('leaves nothing open where the call was turned away for now', () => {
    const busy = answer(503, { '@type': 'TemporarilyUnableToCreateOrderError' });
    expect(told(from(last), last.ground, book, busy).worlds).to.deep.equal([last.world]);
    expect(told(from(last), last.ground, book, answer(429)).worlds).to.deep.equal([last.world]);
    const broken = answer(503, { '@type': 'OpenBookingError' });
    expect(told(from(last), last.ground, book, broken).worlds).to.deep.equal([]);
  });

  it('is settled by a later answer to another partner', () => {
    const open = told(from(last), last.ground, book, LOST);
    expect(states(told(open, last.ground, rival, B_ACCEPTED))).to.deep.equal(['absent']);
    expect(states(told(open, last.ground, rival, full))).to.deep.equal(['ordered']);
  });

  it('is settled by the same call again, which tells the ids that were lost', () => {
    const open = told(from(last), last.ground, book, LOST);
    const again = told(open, last.ground, book, B_ACCEPTED);
    expect(states(again)).to.deep.equal(['ordered']);
    expect(orderIn(again.worlds[0]!, KEY).lines.map(({ itemId }) => itemId)).to.deep.equal(['urn:item']);
    expect(freeIn(again)).to.deep.equal([0]);
  });

  it('of a quote leaves open whether there is a lease', () => {
    const open = told(from(last), last.ground, whole('C2', { items: ['x'] }), LOST);
    expect(states(open)).to.deep.equal(['absent', 'leased', 'quoted']);
    expect(states(told(open, last.ground, rival, full))).to.deep.equal(['leased']);
    expect(states(told(open, last.ground, rival, B_ACCEPTED))).to.deep.equal(['absent', 'quoted']);
  });

  it('of a quote that asks for too much leaves open a lease of what was free', () => {
    const open = told(from(last), last.ground, whole('C2', { items: ['x', 'x'] }), LOST);
    expect(freeIn(open)).to.deep.equal([0, 1, 1]);
    expect(states(told(open, last.ground, rival, full))).to.deep.equal(['leased']);
  });

  it('of a quote leaves a deleted order deleted', () => {
    const gone = after(last, book, requestOf('delete-order', {}));
    expect(states(told(from(gone), last.ground, whole('C2', { items: ['x', 'x'] }), LOST))).to.deep.equal(['deleted']);
  });

  it('of a cancellation leaves open whether the space is back', () => {
    const ordered = after(last, book);
    const open = told(from(ordered), last.ground, cancel({}, itemIds(ordered)), LOST);
    expect(freeIn(open)).to.deep.equal([0, 1]);
    expect(states(told(open, last.ground, rival, B_ACCEPTED))).to.deep.equal(['wholly cancelled']);
  });

  it('of a proposal is settled by its repetition, whose version confirms it then, more than once', () => {
    const approving = place({ x: { spaces: 1, approval: true } });
    const { ground } = approving;
    const propose = whole('P', { items: ['x'], payment: PAID });
    const proposed = answer(201, {
      '@type': 'OrderProposal',
      orderProposalVersion: 'urn:version',
      orderedItem: [ORDER_ITEM],
      totalPaymentDue: { price: 10 },
    });
    const open = told(from(approving), ground, propose, LOST);
    expect(new Set(states(open))).to.deep.equal(new Set(['absent', 'awaiting']));
    const again = told(open, ground, propose, proposed);
    const accepted = beliefOf(again.worlds.flatMap((world) => sellerActs(world, KEY, 'accept-proposal')));
    const confirming = confirm({}, 'urn:version');
    const booked = told(accepted, ground, confirming, B_ACCEPTED);
    expect(states(booked)).to.deep.equal(['ordered']);
    expect(states(told(booked, ground, confirming, B_ACCEPTED))).to.deep.equal(['ordered']);
    expect(told(accepted, ground, confirm({}, 'urn:other'), B_ACCEPTED).worlds).to.deep.equal([]);
  });

  it('of a proposal whose version was never told still lets its confirmation be repeated', () => {
    const approving = place({ x: { spaces: 1, approval: true } });
    const { ground } = approving;
    const open = told(from(approving), ground, whole('P', { items: ['x'], payment: PAID }), LOST);
    const accepted = beliefOf(open.worlds.flatMap((world) => sellerActs(world, KEY, 'accept-proposal')));
    const booked = told(accepted, ground, confirm({}, 'urn:from-feed'), B_ACCEPTED);
    expect(states(booked)).to.deep.equal(['ordered']);
    expect(states(told(booked, ground, confirm({}, 'urn:from-feed'), B_ACCEPTED))).to.deep.equal(['ordered']);
  });
});

describe('a lease', () => {
  const { ground, world } = after(place({ x: { spaces: 1 } }), whole('C2', { items: ['x'] }));
  const at = (time: number): readonly string[] => states(elapse(beliefOf([world]), NOW, time));

  it('stands until shortly before its end', () => {
    expect(at(LEASE_ENDS - 10_000)).to.deep.equal(['leased']);
  });

  it('may be over or not around its end, and for as long as a system takes to clear up', () => {
    for (const time of [LEASE_ENDS - 1_000, LEASE_ENDS, LEASE_ENDS + 4 * MINUTE]) {
      expect(at(time), `${time - LEASE_ENDS}`).to.deep.equal(['leased', 'quoted']);
    }
  });

  it('is over after that', () => {
    expect(at(LEASE_ENDS + 6 * MINUTE)).to.deep.equal(['quoted']);
    expect(freeIn(elapse(beliefOf([world]), NOW, LEASE_ENDS + 6 * MINUTE))).to.deep.equal([1]);
  });

  it('that may be over lets another be booked, and still lets its own', () => {
    const edge = elapse(beliefOf([world]), NOW, LEASE_ENDS);
    const rival = whole('B', { items: ['x'], payment: PAID, partner: 'secondary' });
    expect(states(told(edge, ground, rival, B_ACCEPTED))).to.deep.equal(['quoted']);
    const own = told(edge, ground, whole('B', { items: ['x'], payment: PAID }), B_ACCEPTED);
    expect(states(own)).to.deep.equal(['ordered']);
    expect(freeIn(own)).to.deep.equal([0]);
  });

  it('lapses in many small steps of time as it does in one', () => {
    let belief = beliefOf([world]);
    for (let time = NOW; time < LEASE_ENDS + 6 * MINUTE; time += 10_000) belief = elapse(belief, time, time + 10_000);
    expect(belief.worlds.map(hashWorld)).to.deep.equal(
      elapse(beliefOf([world]), NOW, LEASE_ENDS + 7 * MINUTE).worlds.map(hashWorld),
    );
  });

  it('that is only supposed may be let go of some time later, however small the steps', () => {
    const supposed = withOrder(world, {
      ...orderIn(world, KEY),
      hold: { spaces: { [x]: 1 }, until: undefined },
    });
    let belief = beliefOf([supposed]);
    for (let second = 0; second < 20; second += 1) {
      belief = elapse(belief, NOW + second * 1000, NOW + (second + 1) * 1000);
    }
    expect(states(belief)).to.deep.equal(['leased']);
    for (let second = 20; second < 40; second += 1) {
      belief = elapse(belief, NOW + second * 1000, NOW + (second + 1) * 1000);
    }
    expect(states(belief)).to.deep.equal(['leased', 'quoted']);
  });

  it('whose answer says null is none', () => {
    const { world: empty } = place({ x: { spaces: 1 } });
    const nothing = answer(200, { '@type': 'OrderQuote', orderedItem: [{ position: 0 }], lease: null });
    const belief = told(beliefOf([empty]), ground, whole('C2', { items: ['x'] }), nothing);
    expect(states(belief)).to.deep.equal(['quoted']);
  });

  it('of fewer items takes the place of an earlier one of more', () => {
    const two = place({ x: { spaces: 2 } });
    const shrunk = after(two, whole('C2', { items: ['x', 'x'] }), whole('C2', { items: ['x'] }));
    expect(free(shrunk.world, x)).to.equal(1);
  });

  it('is gone with its quote', () => {
    const gone = after({ ground, world }, requestOf('delete-quote', {}));
    expect(orderOf(gone).state).to.equal('absent');
    expect(free(gone.world, x)).to.equal(1);
  });

  it('may stand or not where a later quote gives none', () => {
    const belief = told(beliefOf([world]), ground, whole('C2', { items: ['x'] }), QUOTED);
    expect(states(belief)).to.deep.equal(['leased', 'quoted']);
  });

  it('of a quote with items in error is for the others, for none, or as before', () => {
    const two = place({ x: { spaces: 1 }, y: {} });
    const request = whole('C2', { items: ['x', 'x', 'y'] });
    const refused = itemErrorAnswer(3, [1], 'OpportunityHasInsufficientCapacityError', {
      lease: { leaseExpires: new Date(LEASE_ENDS).toISOString() },
    });
    const belief = told(from(two), two.ground, request, refused);
    const left = belief.worlds.map((each) => [free(each, x), free(each, opportunityNamed('y'))].join());
    expect(left.sort()).to.deep.equal(['0,1', '1,2']);
  });
});

describe('a proposal', () => {
  const approving = place({ x: { spaces: 1, approval: true } });
  const proposed = after(approving, whole('P', { items: ['x'], payment: PAID }));

  it('may hold its spaces for as long as it lives', () => {
    const later = elapse(from(proposed), NOW, NOW + 600 * MINUTE);
    expect(freeIn(later)).to.deep.equal([0, 1]);
    expect(states(later)).to.deep.equal(['awaiting', 'awaiting']);
  });

  it('gives its spaces back when either side rejects it', () => {
    for (const gone of [
      acted(proposed, 'reject-proposal'),
      acted(acted(proposed, 'accept-proposal'), 'reject-proposal'),
    ]) {
      expect(orderOf(gone).state).to.equal('rejected by seller');
      expect(free(gone.world, x)).to.equal(1);
    }
    const left = after(
      proposed,
      requestOf(
        'update-proposal',
        {},
        {
          kind: 'json',
          value: {
            '@context': 'https://openactive.io/',
            '@type': 'OrderProposal',
            orderProposalStatus: 'https://openactive.io/CustomerRejected',
          },
        },
      ),
    );
    expect(orderOf(left).state).to.equal('rejected by customer');
    expect(free(left.world, x)).to.equal(1);
  });

  it('that took over a lease may keep its spaces after a rejection, but no longer than the lease', () => {
    const leasing = after(approving, whole('C2', { items: ['x'] }), whole('P', { items: ['x'], payment: PAID }));
    const rejected = beliefOf(sellerActs(leasing.world, KEY, 'reject-proposal'));
    expect(freeIn(rejected)).to.deep.equal([0, 1]);
    expect(freeIn(elapse(rejected, NOW, LEASE_ENDS + 6 * MINUTE))).to.deep.equal([1]);
    const standing = elapse(from(leasing), NOW, LEASE_ENDS + 6 * MINUTE);
    expect(freeIn(standing)).to.include(0);
  });

  it('is not revived by the seller once it is rejected', () => {
    const rejected = acted(proposed, 'reject-proposal');
    expect(acted(rejected, 'accept-proposal').world).to.equal(rejected.world);
  });

  it('may be rejected when it can no longer be fulfilled', () => {
    const unheld = acted(
      { ...proposed, world: withOrder(proposed.world, { ...orderOf(proposed), hold: undefined }) },
      'accept-proposal',
    );
    const taken = after(unheld, whole('C2', { order: 'b', items: ['x'] }));
    const request = confirm({}, version(taken));
    expect(mayBeAccepted(taken, request)).to.equal(false);
    const belief = told(from(taken), taken.ground, request, refusal('OpportunityHasInsufficientCapacityError'));
    expect(states(belief)).to.deep.equal(['accepted', 'rejected by seller']);
  });

  it('is nothing more to be judged of once the seller has amended it', () => {
    expect(orderOf(acted(proposed, 'amend-proposal')).unsettled).to.equal(true);
  });
});

describe('a cancellation by the seller', () => {
  const three = after(place({ x: { spaces: 3 } }), whole('B', { items: ['x', 'x', 'x'], payment: PAID }));

  it('is of all items or of any one', () => {
    const worlds = sellerActs(three.world, KEY, 'cancel-order');
    expect(worlds.map((world) => free(world, x)).sort()).to.deep.equal([1, 1, 1, 3]);
    expect(worlds.map((world) => orderIn(world, KEY).state).sort()).to.deep.equal([
      'partly cancelled',
      'partly cancelled',
      'partly cancelled',
      'wholly cancelled',
    ]);
  });

  it('leaves what the customer cancelled as it is', () => {
    const partly = after(three, cancel({}, itemIds(three).slice(0, 1)));
    for (const world of sellerActs(partly.world, KEY, 'cancel-order')) {
      expect(orderIn(world, KEY).lines[0]?.status).to.equal('CustomerCancelled');
    }
  });

  it('changes nothing where there is nothing left to cancel', () => {
    const gone = after(three, cancel({}, itemIds(three)));
    expect(sellerActs(gone.world, KEY, 'cancel-order')).to.deep.equal([gone.world]);
    expect(sellerActs(place({ x: {} }).world, KEY, 'cancel-order').length).to.equal(1);
  });

  it('raises what the orders feed has to show', () => {
    for (const world of sellerActs(three.world, KEY, 'cancel-order')) expect(orderIn(world, KEY).changes).to.equal(1);
  });
});

describe('a belief', () => {
  const worldOf = (spaces: number): World => ({ orders: {}, spaces: { [x]: spaces } });

  it('holds equal worlds once', () => {
    expect(beliefOf([worldOf(1), worldOf(1), worldOf(2)]).worlds.length).to.equal(2);
  });

  it('says that it is blind where too many worlds fit, and does not guess', () => {
    const many = beliefOf(Array.from({ length: 200 }, (_, index) => worldOf(index)));
    expect(many.blind).to.be.a('string');
    expect(beliefOf(Array.from({ length: 100 }, (_, index) => worldOf(index))).blind).to.equal(undefined);
  });
});
