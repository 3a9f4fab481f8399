import { expect } from 'chai';
import type { ApiRequest, NoAnswer } from '../../src/protocol/exchange.ts';
import { MEDIA_TYPE } from '../../src/protocol/media-type.ts';
import type { TargetConfig } from '../../src/target/index.ts';
import { json, withTarget, type Handler } from './fixture.ts';

const C2: ApiRequest = {
  method: 'PUT',
  path: 'order-quotes/1',
  partner: 'primary',
  seller: 'primary',
  body: { kind: 'json', value: { '@type': 'OrderQuote' } },
};
const ROUTE = 'PUT /api/order-quotes/1';

/** What C2 comes to against a target that answers it with `handler`. */
async function answerTo(handler: Handler, changes: Partial<TargetConfig> = {}) {
  let result: { answer: NoAnswer | object; sleeps: readonly number[]; tries: number } | undefined;
  await withTarget(
    { [ROUTE]: handler },
    async (target, server, clock) => {
      const { answer } = await target.send(C2);
      result = { answer, sleeps: clock.sleeps, tries: server.seen.filter(({ method }) => method === 'PUT').length };
    },
    changes,
  );
  return result!;
}

describe('a request', () => {
  it('goes out as the Open Booking API wants it, with the credentials of its partner and seller', async () => {
    await withTarget({ [ROUTE]: json({ '@type': 'OrderQuote' }) }, async (target, server) => {
      const exchange = await target.send(C2);
      const seen = server.seen.at(-1)!;
      expect(seen.headers).to.include({
        'content-type': MEDIA_TYPE,
        'x-client': 'first-client',
        'x-seller': 'seller-one',
      });
      expect(JSON.parse(seen.body)).to.deep.equal({ '@type': 'OrderQuote' });
      expect(exchange.answer).to.deep.equal({
        kind: 'response',
        status: 200,
        mediaType: 'application/json',
        body: { kind: 'json', value: { '@type': 'OrderQuote' } },
      });
    });
  });

  it('sends a text that is no JSON as it is', async () => {
    await withTarget({ [ROUTE]: json({}) }, async (target, server) => {
      await target.send({ ...C2, body: { kind: 'text', text: '{"@type": "Order' } });
      expect(server.seen.at(-1)!.body).to.equal('{"@type": "Order');
    });
  });

  it('stays in the API whatever its path is', async () => {
    await withTarget({}, async (target, server) => {
      await target.send({ method: 'GET', path: 'orders/a b#c/é\ud800%2f', partner: 'primary' });
      expect(server.seen.at(-1)!.url).to.equal('/api/orders/a%20b%23c/%C3%A9%EF%BF%BD%2f');
      const requests = server.seen.length;
      const { answer } = await target.send({ method: 'GET', path: 'orders/../../admin', partner: 'primary' });
      expect(answer).to.include({ kind: 'no-answer', reason: 'unreachable' });
      expect(server.seen.length).to.equal(requests);
    });
  });

  it("keeps the secondary partner's identity though the seller's headers name the primary one", async () => {
    const sellers = {
      primary: { id: 's', requestHeaders: { 'x-client': 'first-client', 'X-Seller': 'seller-one' } },
    };
    await withTarget(
      { [ROUTE]: json({}) },
      async (target, server) => {
        await target.send({ ...C2, partner: 'secondary' });
        expect(server.seen.at(-1)!.headers).to.include({ 'x-client': 'second-client', 'x-seller': 'seller-one' });
      },
      { sellers },
    );
  });

  it('takes no credentials to another host', async () => {
    await withTarget({ 'GET /elsewhere': json({}) }, async (target, server) => {
      const elsewhere = server.origin.replace('127.0.0.1', 'localhost');
      await target.send({ method: 'GET', path: `${elsewhere}/elsewhere`, partner: 'primary' });
      expect(server.seen.at(-1)!.url).to.equal('/elsewhere');
      expect(server.seen.at(-1)!.headers).not.to.have.property('x-client');
    });
  });

  it('is counted, each try of it', async () => {
    await withTarget(
      {
        [ROUTE]: (response, n, seen) => {
          (n === 0 ? json({}, 429) : json({}))(response, n, seen);
        },
      },
      async (target) => {
        const before = target.stats.requests;
        await target.send(C2);
        expect(target.stats.requests - before).to.equal(2);
        expect(target.stats.retries).to.equal(1);
      },
    );
  });
});

describe('a hostile answer', () => {
  it('that is HTML is text', async () => {
    const { answer } = await answerTo((response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Oops'),
    );
    expect(answer).to.deep.include({ kind: 'response', status: 200, body: { kind: 'text', text: '<h1>Oops' } });
  });

  it('that is truncated JSON is text', async () => {
    const { answer } = await answerTo((response) => response.end('{"@type": "OrderQu'));
    expect(answer).to.deep.include({ body: { kind: 'text', text: '{"@type": "OrderQu' } });
  });

  it('that is nested beyond reason is text', async () => {
    for (const depth of [150, 50_000]) {
      const deep = '['.repeat(depth) + ']'.repeat(depth);
      const { answer } = await answerTo((response) => response.end(deep));
      expect(answer).to.deep.include({ body: { kind: 'text', text: deep } });
    }
  });

  it('that is empty has no body', async () => {
    const { answer } = await answerTo((response) => response.writeHead(204).end());
    expect(answer).to.deep.include({ status: 204, body: { kind: 'none' } });
  });

  it('that never comes is a time-out', async () => {
    const { answer } = await answerTo(() => undefined, { requestTimeoutMs: 50 });
    expect(answer).to.deep.equal({ kind: 'no-answer', reason: 'timeout', detail: 'no whole answer within 50 ms' });
  });

  it('that stops in its midst is a time-out too', async () => {
    const { answer } = await answerTo((response) => response.write('{"@type":'), { requestTimeoutMs: 50 });
    expect(answer).to.include({ kind: 'no-answer', reason: 'timeout' });
  });

  it('whose connection closes before it, or in its midst, is lost', async () => {
    const before = await answerTo((response) => response.socket!.destroy());
    expect(before.answer).to.include({ kind: 'no-answer', reason: 'connection-lost' });
    const chunked = await answerTo((response) => response.write('{"@type":', () => response.socket!.destroy()));
    expect(chunked.answer).to.include({ kind: 'no-answer', reason: 'connection-lost' });
    const counted = await answerTo((response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"@type":', () => response.socket!.destroy());
    });
    expect(counted.answer).to.include({ kind: 'no-answer', reason: 'connection-lost' });
  });

  it('that is no HTTP is lost', async () => {
    const { answer } = await answerTo((response) => response.socket!.end('220 mail.example.com ESMTP\r\n'));
    expect(answer).to.include({ kind: 'no-answer', reason: 'connection-lost' });
  });

  it('that is larger than the bound is not read to its end', async () => {
    const { answer } = await answerTo((response) => response.end('x'.repeat(20_000)), { maximumBodyBytes: 10_000 });
    expect(answer).to.include({ kind: 'no-answer', reason: 'too-large' });
  });

  it('that sends us elsewhere is not followed', async () => {
    const { answer, tries } = await answerTo((response) =>
      response.writeHead(307, { location: 'http://192.0.2.1/orders' }).end(),
    );
    expect(answer).to.deep.equal({
      kind: 'no-answer',
      reason: 'redirected',
      detail: 'status 307 to http://192.0.2.1/orders; redirects are not followed',
    });
    expect(tries).to.equal(1);
  });
});

describe('a busy target', () => {
  const once =
    (first: Handler): Handler =>
    (response, earlier, seen) => {
      (earlier === 0 ? first : json({ '@type': 'OrderQuote' }))(response, earlier, seen);
    };

  it('is asked again after as many seconds as it says', async () => {
    const { answer, sleeps } = await answerTo(once(json({}, 429, { 'retry-after': '7' })));
    expect(answer).to.include({ kind: 'response', status: 200 });
    expect(sleeps).to.deep.equal([7_000]);
  });

  it('is asked again at the time that it says', async () => {
    const at = new Date(1_005_000).toUTCString();
    const { sleeps } = await answerTo(once(json({}, 503, { 'retry-after': at })));
    expect(sleeps).to.deep.equal([5_000]);
  });

  it('that says only that it is temporary is asked again', async () => {
    const { answer } = await answerTo(once(json({ '@type': 'TemporarilyUnableToProduceOrderQuoteError' }, 503)));
    expect(answer).to.include({ status: 200 });
  });

  it('is given up after some tries, each later than the one before', async () => {
    const { answer, sleeps, tries } = await answerTo(json({}, 429), { maximumRetries: 3 });
    expect(answer).to.deep.equal({
      kind: 'no-answer',
      reason: 'unavailable',
      detail: 'status 429 after 4 tries',
    });
    expect(sleeps).to.deep.equal([1_000, 2_000, 4_000]);
    expect(tries).to.equal(4);
  });

  it('that asks for more patience than we have is given up at once', async () => {
    const { answer, sleeps } = await answerTo(json({}, 503, { 'retry-after': '86400' }));
    expect(answer).to.include({ reason: 'unavailable' });
    expect(sleeps).to.deep.equal([]);
  });

  it('that answers a bare 503 has answered', async () => {
    const { answer, tries } = await answerTo(json({ '@type': 'InternalApplicationError' }, 503));
    expect(answer).to.include({ kind: 'response', status: 503 });
    expect(tries).to.equal(1);
  });
});

describe('an interruption', () => {
  it('ends what is under way and nothing else', async () => {
    const first: Handler = (response, earlier, seen) => {
      if (earlier > 0) json({})(response, earlier, seen);
      else interrupt();
    };
    let interrupt: () => void = () => undefined;
    await withTarget({ [ROUTE]: first }, async (target) => {
      interrupt = target.interrupt;
      const { answer } = await target.send(C2);
      expect(answer).to.include({ kind: 'no-answer', reason: 'connection-lost', detail: 'interrupted' });
      expect((await target.send(C2)).answer).to.include({ status: 200 });
    });
  });

  it('ends a wait for a busy target', async () => {
    await withTarget({ [ROUTE]: json({}, 429) }, async (target, _server, clock) => {
      clock.sleep = (_ms, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
          target.interrupt();
        });
      const { answer } = await target.send(C2);
      expect(answer).to.include({ reason: 'unavailable', detail: 'status 429 after 1 try' });
    });
  });
});
