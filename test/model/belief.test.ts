import { expect } from 'chai';
import type { Answer } from '../../src/protocol/exchange.ts';
import { answer, LOST, refusal } from './answers.ts';
import { beliefOf, orderIn, sellerActs, type World } from '../../src/model/index.ts';
import { cancel, confirm, PAID, place, requestOf, whole } from './fixture.ts';
import { after, itemIds } from './situation.ts';

import { x, KEY, told, from, states, freeIn, ORDER_ITEM, B_ACCEPTED } from './beliefs.ts';

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
