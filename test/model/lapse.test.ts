import { expect } from 'chai';
import { itemErrorAnswer, answer, LEASE_ENDS, refusal } from './answers.ts';
import { beliefOf, elapse, free, hashWorld, orderIn, sellerActs, withOrder } from '../../src/model/index.ts';
import { cancel, confirm, MINUTE, NOW, opportunityNamed, PAID, place, requestOf, whole } from './fixture.ts';
import { acted, after, itemIds, mayBeAccepted, orderOf, version } from './situation.ts';

import { x, KEY, told, from, states, freeIn, B_ACCEPTED, QUOTED } from './beliefs.ts';

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
