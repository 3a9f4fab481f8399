import { expect } from 'chai';
import type { Answer } from '../../src/protocol/exchange.ts';
import { judge, type CallRequest } from '../../src/model/index.ts';
import { seeCall, startWatch, type Watch } from '../../src/oracle/index.ts';
import { explain } from '../../src/oracle/explain.ts';
import { readAnswer } from '../../src/model/index.ts';
import { answer, LOST, refusal } from '../model/answers.ts';
import { NOW, PAID, place, whole } from '../model/fixture.ts';
import { after } from '../model/situation.ts';

/** What the oracle makes of single answers. */

const BASE = 'https://booking.example.com/api';

const { ground, world } = place({ x: { spaces: 2 }, optional: { prepayment: 'Optional' } });
const start = (): Watch => startWatch({ ground, world, baseUrl: BASE, strict: false, at: NOW });

const C2 = whole('C2', { items: ['x'] });
const B = whole('B', { items: ['x'], payment: PAID });
const C2_ANONYMOUS = whole('C2', { items: ['x'], customer: null });

const exchange = (request: CallRequest, given: Answer) => ({
  request: request.raw,
  answer: given,
  sentAt: NOW,
  receivedAt: NOW,
});

const rootOf = (request: CallRequest, given: Answer): string | undefined => {
  const { examination } = judge(world, request, ground, NOW);
  return explain(examination, readAnswer(request, given), new Map())[0]?.rule;
};

describe('a breach of a strict reading alone', () => {
  it('says what the strict reading expects, and no more', () => {
    const request = whole('C2', { items: [] });
    const watch = { ...start(), strict: true };
    const { breaches } = seeCall(
      watch,
      request,
      exchange(request, answer(400, { '@context': 'https://openactive.io/', '@type': 'OpenBookingError' })),
    );
    expect(breaches.map(({ rule, expected, unclear }) => ({ rule, expected, unclear }))).to.deep.equal([
      { rule: 'order-level/items-given', expected: '409 IncompleteOrderItemError', unclear: true },
    ]);
  });
});

const FALSE_ANSWERS: readonly (readonly [name: string, request: CallRequest, given: Answer, rule: string])[] = [
  ['C2 without customer, accepted', C2_ANONYMOUS, answer(200, {}), 'broker-role/agent-customer-required'],
  [
    'a whole customer, refused',
    C2,
    refusal('IncompleteCustomerDetailsError'),
    'broker-role/complete-customer-accepted',
  ],
  ['a whole broker, refused', C2, refusal('IncompleteBrokerDetailsError'), 'broker-role/complete-broker-accepted'],
  [
    "a reseller's order without customer, refused",
    whole('C2', { items: ['x'], role: 'ResellerBroker', customer: null }),
    refusal('IncompleteCustomerDetailsError'),
    'broker-role/reseller-customer-optional',
  ],
  ['a whole payment, refused', B, refusal('MissingPaymentDetailsError'), 'prepayment/complete-payment-accepted'],
  [
    'an optional payment, demanded',
    whole('B', { items: ['optional'] }),
    refusal('MissingPaymentDetailsError'),
    'prepayment/optional-payment-not-demanded',
  ],
  ['the right total, refused', B, refusal('TotalPaymentDueMismatchError'), 'totals/matching-total-accepted'],
  ['spaces that are free, refused', B, refusal('OpportunityIsFullError'), 'state/free-spaces-bookable'],
  ['a breakdown', B, answer(500, {}), 'calls/no-unnamed-server-error'],
];

describe('an answer that is not admissible', () => {
  it('tells of the other partner whose order has the UUID, whatever else is wrong with the request', () => {
    const theirs = after(
      place({ x: { spaces: 2 }, approved: { approval: true } }),
      whole('P', { items: ['approved'], payment: PAID, partner: 'secondary' }),
    );
    for (const items of [['x'], ['approved']]) {
      const request = whole('B', { items, payment: PAID });
      const { examination } = judge(theirs.world, request, theirs.ground, NOW);
      const [broken] = explain(examination, readAnswer(request, refusal('OrderAlreadyExistsError')), new Map());
      expect(broken?.rule).to.equal('isolation/uuid-per-partner');
    }
  });

  for (const [name, request, given, rule] of FALSE_ANSWERS) {
    it(`is told by its rule: ${name}`, () => {
      expect(rootOf(request, given)).to.equal(rule);
    });
  }

  it('is told once: what follows is judged by what the target did', () => {
    const taken = seeCall(start(), B, exchange(B, refusal('OpportunityIsFullError')));
    expect(taken.breaches.map(({ rule }) => rule)).to.include('state/free-spaces-bookable');
    const next = seeCall(taken.watch, B, exchange(B, refusal('OpportunityIsFullError')));
    expect(next.breaches.map(({ rule }) => rule)).not.to.include('state/free-spaces-bookable');
    expect(next.watch.belief.worlds).to.have.length.above(0);
  });
});

describe('an answer that is lost', () => {
  it('leaves both what was done and what was not', () => {
    const { watch, breaches } = seeCall(start(), B, exchange(B, { ...LOST, reason: 'connection-lost' } as Answer));
    const states = watch.belief.worlds.map(({ orders }) => orders[B.key]?.state ?? 'absent');
    expect(breaches).to.deep.equal([]);
    expect(states).to.include('ordered');
    expect(states).to.include('absent');
  });
});

describe('a belief that is blind', () => {
  it('judges nothing any more', () => {
    const blind: Watch = { ...start(), belief: { worlds: [world], blind: 'too many worlds' } };
    const seen = seeCall(blind, B, exchange(B, answer(500, {})));
    expect(seen.breaches).to.deep.equal([]);
    expect(seen.verdicts).to.deep.equal([]);
  });
});
