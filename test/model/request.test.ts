import { expect } from 'chai';
import { readRequest } from '../../src/model/index.ts';
import { cancel, confirm, json, opportunityNamed, PAID, PERSON, requestOf, whole } from './fixture.ts';
import { payerOf } from '../../src/model/request.ts';

describe('a request', () => {
  it('is read as what it is, whatever was meant', () => {
    const b = whole('B', { items: ['x', 'y'], payment: PAID, role: 'ResellerBroker' });
    expect(b).to.include({ call: 'B', role: 'ResellerBroker', minimal: false, malformed: false, version: undefined });
    expect(b.lines.map(({ opportunity, position }) => [opportunity, position])).to.deep.equal([
      [opportunityNamed('x'), 0],
      [opportunityNamed('y'), 1],
    ]);
  });

  it('without items but with a version confirms a proposal', () => {
    expect(confirm({}, 'urn:v').minimal).to.equal(true);
    expect(whole('B', { items: ['x'], edit: { orderProposalVersion: 'urn:v' } }).minimal).to.equal(false);
    expect(requestOf('C2', {}, json({ orderProposalVersion: 'urn:v' })).minimal).to.equal(false);
  });

  it('whose body is no JSON object is malformed', () => {
    for (const body of [{ kind: 'text', text: '{' } as const, json([]), json('x'), json(null), undefined]) {
      expect(requestOf('C2', {}, body).malformed).to.equal(true);
    }
    expect(requestOf('delete-order', {}).malformed).to.equal(false);
    expect(requestOf('status', {}).malformed).to.equal(false);
  });

  it('takes references as texts and as objects', () => {
    const text = whole('C1', { items: ['x'] });
    const object = whole('C1', {
      items: [],
      edit: {
        orderedItem: [
          {
            position: 0,
            orderedItem: { '@id': text.lines[0]!.opportunity! },
            acceptedOffer: { '@id': text.lines[0]!.offer! },
          },
        ],
      },
    });
    expect(object.lines[0]).to.include({ opportunity: text.lines[0]!.opportunity, offer: text.lines[0]!.offer });
  });

  it('that names no order is a stray one, and tells whether only its verb is wrong', () => {
    const stray = (method: 'GET' | 'POST', path: string) => readRequest({ method, path, partner: 'primary' });
    expect(stray('GET', 'nothing')).to.include({ kind: 'stray', knownPath: false });
    expect(stray('POST', 'orders/7')).to.include({ kind: 'stray', knownPath: true });
    expect(stray('GET', 'order-quotes/7')).to.include({ kind: 'stray', knownPath: true });
    expect(stray('GET', 'orders')).to.include({ kind: 'stray', knownPath: false });
  });

  it('of a business is one that a business pays for', () => {
    const club = { '@type': 'Organization', name: 'Club' };
    expect(payerOf(whole('C2', { items: ['x'], role: 'ResellerBroker' }))).to.equal('business');
    expect(payerOf(whole('C2', { items: ['x'], customer: club }))).to.equal('business');
    expect(payerOf(whole('C2', { items: ['x'], customer: PERSON }))).to.equal('consumer');
    expect(payerOf(whole('C1', { items: ['x'] }))).to.equal(undefined);
    expect(payerOf(cancel({}, []))).to.equal(undefined);
  });
});
