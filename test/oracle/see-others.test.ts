import { expect } from 'chai';
import { orderKey, readOpportunity, withFree, type OpportunityFacts } from '../../src/model/index.ts';
import { seeCall, seeSpaces, startWatch, type Watch } from '../../src/oracle/index.ts';
import { answer } from '../model/answers.ts';
import { NOW, opportunityJson, opportunityNamed, PAID, place, uuidOf, whole } from '../model/fixture.ts';

const BASE = 'https://booking.example.com';
const start = place({ x: { spaces: 2, approval: true } });

/** A watch after a P of one item, which may hold its space or not. */
function afterP(): Watch {
  const watch = startWatch({ ...start, baseUrl: BASE, strict: false, at: NOW });
  const request = whole('P', { items: ['x'], payment: PAID });
  const uuid = uuidOf('a');
  const response = answer(201, {
    '@context': 'https://openactive.io/',
    '@type': 'OrderProposal',
    '@id': `${BASE}/order-proposals/${uuid}`,
    orderedItem: [{ '@type': 'OrderItem', position: 0 }],
    totalPaymentDue: { '@type': 'PriceSpecification', price: 10, priceCurrency: 'GBP' },
    orderProposalVersion: `${BASE}/order-proposals/${uuid}/versions/1`,
  });
  return seeCall(watch, request, { request: request.raw, answer: response, sentAt: NOW, receivedAt: NOW }).watch;
}

const shown = (spaces: number): OpportunityFacts => {
  const facts = readOpportunity(opportunityJson('x', { spaces, approval: true }));
  if (facts === undefined) throw new Error('the opportunity could not be read');
  return facts;
};

/** Whether a proposal holds its space, in each world that is left. */
const holds = ({ belief }: Watch) =>
  belief.worlds.map(({ orders }) => orders[orderKey('primary', uuidOf('a'))]?.hold !== undefined);

describe('the spaces that the open feed shows', () => {
  it('rule out what does not fit, where they are news', () => {
    const seen = seeSpaces(afterP(), shown(1), NOW);
    expect(seen.breaches).to.deep.equal([]);
    expect(holds(seen.watch)).to.deep.equal([true]);
  });

  it('rule out nothing where they are as shown before: the feed may lag', () => {
    const seen = seeSpaces(afterP(), shown(2), NOW);
    expect(seen.breaches).to.deep.equal([]);
    expect(holds(seen.watch)).to.have.members([true, false]);
    expect(holds(seeSpaces(seen.watch, shown(1), NOW).watch)).to.deep.equal([true]);
  });

  it('rule out nothing where they were so before a change that the feed has not shown', () => {
    const between = { ...afterP(), past: new Map([[opportunityNamed('x') as string, new Set([1])]]) };
    expect(holds(seeSpaces(between, shown(1), NOW).watch)).to.have.members([true, false]);
  });

  it('remember what may have been free before each change', () => {
    expect([...(afterP().past.get(opportunityNamed('x')) ?? [])]).to.deep.equal([2]);
  });

  it('are none, and never fewer, where more was booked than there was', () => {
    const { world } = start;
    const overbooked = withFree(world, opportunityNamed('x'), -1);
    const watch = startWatch({ ...start, world: overbooked, baseUrl: BASE, strict: false, at: NOW });
    expect(seeSpaces(watch, shown(0), NOW).breaches).to.deep.equal([]);
    expect(seeSpaces(watch, shown(-1), NOW).breaches.map(({ rule }) => rule)).to.deep.equal([
      'state/never-negative-spaces',
    ]);
  });

  it('are wrong where they fit nothing', () => {
    expect(seeSpaces(afterP(), shown(0), NOW).breaches).to.have.length(1);
  });
});
