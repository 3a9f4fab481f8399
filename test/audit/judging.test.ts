import { expect } from 'chai';
import type { Logged } from '../../src/audit/logged.ts';
import { inOrder } from '../../src/audit/in-order.ts';
import { partnersIn } from '../../src/audit/partners.ts';
import { type Json, type JsonObject } from '../../src/protocol/json.ts';
import { NOW, uuidOf } from '../model/fixture.ts';
import { BASE, errorOf, respond } from '../oracle/rules/fixtures.ts';
import { bodyOf, called, created, feed, logged, refused } from './hand-made.ts';
import { judged } from './kit.ts';

/** Hand-made traffic: what a recording leaves open must accuse nobody. */

const cancelled = (status: number): Logged =>
  logged(
    'PATCH',
    `orders/${uuidOf('a')}`,
    {
      '@context': 'https://openactive.io/',
      '@type': 'Order',
      orderedItem: [
        {
          '@type': 'OrderItem',
          '@id': `${BASE}/orders/${uuidOf('a')}#/orderedItems/1`,
          orderItemStatus: 'https://openactive.io/CustomerCancelled',
        },
      ],
    },
    respond(status),
  );

describe('The judgement of recorded traffic', () => {
  it('passes a sound conversation', () => {
    const { broken, tally } = judged([
      created(),
      feed(),
      called('C1', 200),
      called('C2', 200),
      feed(1),
      called('B', 201),
      feed(1),
    ]);
    expect(broken).to.deep.equal([]);
    expect([...tally.transitions.keys()]).to.deep.equal([
      'absent —C1 accepted→ leased',
      'leased —C2 accepted→ leased',
      'leased —B accepted→ ordered',
    ]);
  });

  it('tells of spaces that cannot be right, where nobody else can have taken them', () => {
    expect(judged([created(), feed(), called('C1', 200), feed(0)]).broken).to.deep.equal([
      'state/lease-matches-items at open feed',
    ]);
    expect(judged([feed(), called('C1', 200), feed(0)]).broken).to.deep.equal([]);
  });

  it('bears with a page without items that names another, and tells of a feed that comes to no end', () => {
    const empty = (number: number, next = number + 1) =>
      logged('GET', `orders-rpde?after=${number}`, undefined, respond(200, rpdePage(next)));
    const rpdePage = (next: number) => ({
      next: `${BASE}/orders-rpde?after=${next}`,
      items: [],
      license: 'https://creativecommons.org/licenses/by/4.0/',
    });
    expect(judged([empty(1), empty(1), empty(1), empty(1)]).broken).to.deep.equal([]);
    expect(judged([empty(1), empty(2), empty(3), empty(4, 4), empty(4, 4)]).broken).to.deep.equal([]);
    const endless = [empty(1), empty(2), empty(3), empty(4)];
    expect(judged(endless).broken).to.deep.equal(['feeds/last-page-stable at orders feed']);
  });

  it('bears with a feed that is late', () => {
    expect(
      judged([created(), feed(), called('C1', 200), feed(2), called('B', 201), feed(2), feed(1)]).broken,
    ).to.deep.equal([]);
  });

  it('tells of a feed that is still as it was after a long while', () => {
    const late = { sentAt: NOW + 3_600_000, receivedAt: NOW + 3_600_100 };
    const conversation = [created(), feed(), called('B', 201), { ...feed(2), ...late }];
    expect(judged(conversation).broken).to.deep.equal(['state/booking-takes-spaces-once at open feed']);
    expect(judged(conversation, { clockSlackMs: 3_600_000 }).broken).to.deep.equal([]);
  });

  it('says nothing of an order that was made before', () => {
    const unknown = { ...cancelled(404), answer: respond(404, errorOf('UnknownOrderError', 404)) };
    const { broken, tally } = judged([feed(), cancelled(204), unknown]);
    expect(broken).to.deep.equal([]);
    expect([...tally.notJudged.keys()]).to.include('the recording does not show how some orders were made');
  });

  it('bears with an order that was there already', () => {
    const { broken, tally } = judged([feed(), refused('B', 'OrderAlreadyExistsError', 500)]);
    expect(broken).to.deep.equal([]);
    expect([...tally.notJudged.keys()]).to.include('some orders may have been there before the recording began');
  });

  it('judges the form of what is answered of an order that was made before', () => {
    const body = bodyOf(called('B', 201));
    const shown = (answer: Json) => [feed(), logged('GET', `orders/${uuidOf('a')}`, undefined, respond(200, answer))];
    const bare = Object.fromEntries(Object.entries(body).filter(([key]) => key !== '@context'));
    expect(judged(shown(body)).broken).to.deep.equal([]);
    expect(judged(shown(bare)).broken).to.deep.equal(['shape/context at status']);
  });

  it('judges what a quote says where nothing is known of its order any more', () => {
    const at = NOW + 90_000;
    const overlapped = [
      called('C1', 200, { sentAt: at, receivedAt: at + 900 }),
      called('C2', 200, { sentAt: at + 10, receivedAt: at + 500 }),
    ];
    const sound = called('C2', 200, { sentAt: at + 2_000, receivedAt: at + 2_100 });
    const total = bodyOf(sound)['totalPaymentDue'] as JsonObject;
    const dearer = { ...bodyOf(sound), totalPaymentDue: { ...total, price: 11 } };
    expect(judged([feed(), ...overlapped, sound]).broken).to.deep.equal([]);
    expect(judged([feed(), ...overlapped, { ...sound, answer: respond(200, dearer) }]).broken).to.deep.equal([
      'totals/total-due at C2',
    ]);
  });

  it('bears with an order that was booked before, and is shown as it has become', () => {
    const sound = called('B', 201);
    const text = JSON.stringify(bodyOf(sound)).replaceAll('OrderItemConfirmed', 'CustomerCancelled');
    const become = { ...sound, answer: respond(200, JSON.parse(text) as Json) };
    expect(judged([feed(), become], { whole: false }).broken).to.deep.equal([]);
    expect(judged([feed(), become]).broken).to.deep.equal(['shape/item-status-confirmed at B']);
  });

  it('tells of a refusal that nothing explains', () => {
    expect(judged([feed(), refused('C1', 'IncompleteBrokerDetailsError', 400)]).broken).to.deep.equal([
      'broker-role/complete-broker-accepted at C1',
    ]);
  });

  it('knows of no credentials whether they were good', () => {
    const { broken } = judged([
      feed(),
      refused('C1', 'InvalidAPITokenError', 401),
      refused('C2', 'UnauthenticatedError', 403),
    ]);
    expect(broken).to.deep.equal([]);
  });

  it('tells partners apart by who they are, and not by tokens that change', () => {
    const as = (value: string): Partial<Logged> => ({ headers: { 'x-openactive-test-client-id': value } });
    const { broken } = judged([feed(), called('B', 201, as('one')), { ...called('B', 201, as('two')) }]);
    expect(broken.filter((each) => each.startsWith('isolation') || each.startsWith('state'))).to.deep.equal([]);
    const token = (value: string): Partial<Logged> => ({ headers: { authorization: `Bearer ${value}` } });
    const renewed = judged([feed(), called('C2', 200, token('abcdefgh')), called('B', 201, token('ijklmnop'))]);
    expect(renewed.broken).to.deep.equal([]);
    expect([...renewed.tally.notJudged.keys()]).to.include(
      'one order was spoken of with different credentials, and whose they are is not said',
    );
  });

  it('does not know what a seller does who needs no test interface', () => {
    const proposed = [feed(), called('P', 201)];
    const version = `${BASE}/order-proposals/${uuidOf('a')}/versions/0000000f-0000-4000-8000-000000000000`;
    const sent = { '@context': 'https://openactive.io/', '@type': 'Order', orderProposalVersion: version };
    const { answer } = called('B', 201);
    const confirmed = logged('PUT', `orders/${uuidOf('a')}`, sent, answer);
    const about = (rules: readonly string[]) => rules.filter((rule) => rule.startsWith('lifecycle/'));
    expect(about(judged([...proposed, confirmed], { whole: false }).broken)).to.deep.equal([]);
    expect(about(judged([...proposed, confirmed], { whole: true }).broken)).to.deep.equal([
      'lifecycle/seller-acceptance-needed at B',
    ]);
  });

  it('does not ask for headers that a recording does not hold', () => {
    const bare = { ...called('C1', 200), answer: { ...called('C1', 200).answer, mediaType: undefined } } as Logged;
    expect(judged([feed(), bare]).broken).to.deep.equal(['shape/media-type at C1']);
    expect(judged([feed(), bare], { answerHeaders: false }).broken).to.deep.equal([]);
  });
});

describe('The order of recorded traffic', () => {
  async function* from(exchanges: readonly Logged[]): AsyncGenerator<Logged, void> {
    yield* exchanges;
  }

  it('is that in which it was sent', async () => {
    const at = (sentAt: number, receivedAt: number) => ({ ...feed(), sentAt, receivedAt });
    const [slow, quick, later] = [at(0, 900), at(100, 200), at(1_000, 1_100)];
    const turns = [];
    for await (const turn of inOrder(from([quick, slow, later]))) turns.push(turn);
    expect(turns.map(({ logged: each }) => each)).to.deep.equal([slow, quick, later]);
    expect(turns.map(({ alongside }) => alongside.length)).to.deep.equal([1, 0, 0]);
  });

  it('is that of the recording where there are no times', async () => {
    const exchanges = [1, 2, 3].map(() => ({ ...feed(), sentAt: undefined, receivedAt: undefined }));
    const turns = [];
    for await (const turn of inOrder(from(exchanges))) turns.push(turn.logged);
    expect(turns).to.deep.equal(exchanges);
  });
});

describe('Booking partners in recorded traffic', () => {
  const jwt = (claims: Json) =>
    `Bearer ${['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.')}`;

  it('are known by the client in their tokens', () => {
    const partners = partnersIn();
    const of = (claims: Json) => partners.of({ authorization: jwt(claims) }).partner;
    expect(of({ client_id: 'a', jti: '1' })).to.equal('primary');
    expect(of({ client_id: 'b', jti: '2' })).to.equal('secondary');
    expect(of({ client_id: 'a', jti: '3' })).to.equal('primary');
    expect(of({ client_id: 'c' })).to.equal('partner-3');
  });

  it('are called as the recording calls them', () => {
    const partners = partnersIn();
    partners.of({ 'x-openactive-test-client-id': 'one' });
    partners.learn('secondary', { 'x-openactive-test-client-id': 'two' });
    expect(partners.named('secondary')).to.equal('secondary');
    expect(partners.named('primary')).to.equal(undefined);
  });

  it('are no longer told apart where there are too many', () => {
    const partners = partnersIn();
    const as = (index: number) => partners.of({ 'x-api-key': `key ${String(index)}` });
    const told = Array.from({ length: 1_000 }, (_, index) => as(index));
    expect(new Set(told.map(({ partner }) => partner)).size).to.equal(1_000);
    const [one, other] = [as(1_001), as(1_002)];
    expect([one.partner, other.partner]).to.deep.equal(['primary', 'primary']);
    expect(one.token).to.not.equal(other.token);
    expect(as(5)).to.deep.equal(told[5]);
  });
});
