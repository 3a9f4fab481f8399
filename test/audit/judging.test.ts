import { expect } from 'chai';
import type { Logged } from '../../src/audit/logged.ts';
import { inOrder } from '../../src/audit/in-order.ts';
import { partnersIn } from '../../src/audit/partners.ts';
import { auditor } from '../../src/audit/auditor.ts';
import { isObject, type Json, type JsonObject } from '../../src/protocol/json.ts';
import { NOW, opportunityJson, opportunityIri, PAID, uuidOf, wholeBody } from '../model/fixture.ts';
import { answerOf, BASE, errorOf, respond, type Made } from '../oracle/rules/fixtures.ts';
import { FACTS, judged } from './kit.ts';

/** Hand-made traffic: what a recording leaves open must accuse nobody. */

let line = 0;
const logged = (
  method: string,
  path: string,
  sent: Json | undefined,
  answer: Logged['answer'],
  edit: Partial<Logged> = {},
): Logged => {
  line += 1;
  return {
    place: { file: 'a', line },
    method,
    url: path.startsWith('http') ? path : `${BASE}/${path}`,
    headers: {},
    sent: sent === undefined ? undefined : { kind: 'json', value: sent },
    answer,
    sentAt: NOW + line * 1_000,
    receivedAt: NOW + line * 1_000 + 100,
    ...edit,
  };
};

const FOLDERS = { C1: 'order-quote-templates', C2: 'order-quotes', P: 'order-proposals', B: 'orders' } as const;
const SPACES = 2;

/** The opportunity as a feed shows it. */
const feed = (spaces = SPACES): Logged =>
  logged(
    'GET',
    'https://feeds.example.com/sessions',
    undefined,
    respond(200, {
      next: 'https://feeds.example.com/sessions?afterTimestamp=2',
      items: [
        { state: 'updated', kind: 'ScheduledSession', id: 'x', modified: 1, data: opportunityJson('x', { spaces }) },
      ],
    }),
  );

/** The test interface made it, so that nobody else can book it. */
const created = (): Logged =>
  logged(
    'POST',
    'test-interface/datasets/a/opportunities',
    {},
    respond(200, { '@type': 'ScheduledSession', '@id': opportunityIri('x') }),
  );

function called(call: Made['call'], status: number, edit: Partial<Logged> = {}, order = 'a'): Logged {
  const sent = wholeBody(call, { items: ['x'], ...(call === 'B' ? { payment: PAID } : {}), order });
  const text = JSON.stringify(answerOf({ call, items: ['x'], wanted: {}, sent, total: 10 }));
  const body = JSON.parse(
    text.replaceAll(uuidOf('a'), uuidOf(order)).replaceAll('"remainingAttendeeCapacity":2,', ''),
  ) as Json;
  return logged('PUT', `${FOLDERS[call]}/${uuidOf(order)}`, sent, respond(status, body), edit);
}

const bodyOf = ({ answer }: Logged): JsonObject =>
  answer.kind === 'response' && answer.body.kind === 'json' && isObject(answer.body.value) ? answer.body.value : {};

const refused = (call: Made['call'], type: string, status: number, edit: Partial<Logged> = {}): Logged => ({
  ...called(call, 200, edit),
  answer: respond(status, errorOf(type, status)),
});

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

  it('gives up what was under way at the same time', () => {
    const [one, two] = [called('B', 201), called('C1', 409, {}, 'b')];
    const overlapping = { ...two, sentAt: (one.sentAt ?? 0) + 10, receivedAt: (one.receivedAt ?? 0) + 10 };
    const found: string[] = [];
    const { see, tally } = auditor(FACTS, false, ({ breach }) => found.push(breach.rule));
    for (const each of [created(), feed(1)]) see({ logged: each, alongside: [] });
    see({ logged: one, alongside: [overlapping] });
    see({ logged: overlapping, alongside: [] });
    expect(found.filter((rule) => !rule.startsWith('shape/'))).to.deep.equal([]);
    expect([...tally.notJudged.keys()]).to.include(
      'calls that have to do with each other were under way at the same time',
    );
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
