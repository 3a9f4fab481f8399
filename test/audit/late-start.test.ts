import { expect } from 'chai';
import type { Logged } from '../../src/audit/logged.ts';
import { NOW, uuidOf } from '../model/fixture.ts';
import { BASE, errorOf, respond } from '../oracle/rules/fixtures.ts';
import { isObject, type Json } from '../../src/protocol/json.ts';
import { bodyOf, called, created, feed, logged, refused } from './hand-made.ts';
import { judged } from './kit.ts';

/** Recordings that begin late or lack parts: what they do not show is not known. */

const PARTIAL = { whole: false } as const;
const brokenIn = (exchanges: readonly Logged[], facts: { readonly whole: boolean } = PARTIAL) =>
  judged(exchanges, facts).broken;

const together: Partial<Logged> = { sentAt: NOW + 900_000, receivedAt: NOW + 900_002 };
const order = `orders/${uuidOf('a')}`;

const cancelled = (edit: Partial<Logged> = {}, item = '1'): Logged =>
  logged(
    'PATCH',
    order,
    {
      '@context': 'https://openactive.io/',
      '@type': 'Order',
      orderedItem: [
        {
          '@type': 'OrderItem',
          '@id': `${BASE}/${order}#/orderedItems/${item}`,
          orderItemStatus: 'https://openactive.io/CustomerCancelled',
        },
      ],
    },
    respond(204),
    edit,
  );
const deleted = (edit: Partial<Logged> = {}): Logged => logged('DELETE', order, undefined, respond(204), edit);

/** An answer with its items changed. */
const withItems = (exchange: Logged, edit: (item: Json) => Json): Logged => {
  const body = bodyOf(exchange);
  const items = Array.isArray(body['orderedItem']) ? body['orderedItem'] : [];
  const { answer } = exchange;
  return answer.kind === 'response'
    ? { ...exchange, answer: respond(answer.status, { ...body, orderedItem: items.map(edit) }) }
    : exchange;
};
const withoutPosition = (item: Json): Json =>
  isObject(item) ? Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'position')) : item;

describe('A recording that begins late', () => {
  it('does not show how orders were made that are spoken of at once', () => {
    expect(brokenIn([cancelled(together), deleted(together)])).to.deep.equal([]);
    expect(brokenIn([cancelled(together), cancelled(together)])).to.deep.equal([]);
  });

  it('tells of an item that an order cannot have, where it shows how the order was made', () => {
    const made = [created(), feed(), called('B', 201)];
    expect(brokenIn([...made, cancelled({}, '77')], { whole: true })).to.include('patch/item-within-order at cancel');
  });

  it('may show P and B answered as they were before', () => {
    const quoted = called('C2', 200);
    const repeated = withItems(called('B', 201), withoutPosition);
    expect(brokenIn([feed(), repeated])).to.deep.equal([]);
    expect(brokenIn([feed(), repeated], { whole: true })).to.deep.equal(['shape/position at B']);
    expect(brokenIn([feed(), quoted, repeated])).to.deep.equal(['shape/position at B']);
  });

  it('does not show what an offer asks for that no feed has shown', () => {
    const unpaid = refused('B', 'MissingPaymentDetailsError', 400);
    const sent = unpaid.sent?.kind === 'json' && isObject(unpaid.sent.value) ? unpaid.sent.value : {};
    const value = Object.fromEntries(Object.entries(sent).filter(([key]) => key !== 'payment'));
    expect(brokenIn([{ ...unpaid, sent: { kind: 'json', value } }])).to.deep.equal([]);
    expect(brokenIn([refused('B', 'OpenBookingError', 500)])).to.deep.equal([]);
    expect(brokenIn([feed(), refused('B', 'OpenBookingError', 500)])).to.deep.equal([
      'calls/valid-request-succeeds at B',
    ]);
  });

  it('does not say of offers that only answers show what they require', () => {
    const asking = withItems(called('C1', 200), (item) =>
      isObject(item) ? { ...item, attendeeDetailsRequired: ['https://schema.org/givenName'] } : item,
    );
    expect(brokenIn([asking])).to.deep.equal([]);
    expect(brokenIn([feed(), asking])).to.deep.equal(['items/requirement-in-open-data at C1']);
  });
});

describe('Answers that were sent elsewhere, or come from a cache', () => {
  it('are no refusals', () => {
    for (const status of [302, 307, 308]) {
      expect(brokenIn([feed(), { ...called('B', 201), answer: respond(status) }])).to.deep.equal([]);
    }
    expect(brokenIn([called('B', 201), logged('GET', order, undefined, respond(304))])).to.deep.equal([]);
    const turnedDown = { ...called('B', 201), answer: respond(500, errorOf('OpenBookingError', 500)) };
    expect(brokenIn([feed(), turnedDown])).to.have.lengthOf(1);
  });
});
