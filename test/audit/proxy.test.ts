import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { addressOf, startProxy, type Passed } from '../../src/audit/proxy.ts';
import { CLIENT_IDS, sellerIdAt, startBookingSystem } from '../../src/booking-system/index.ts';
import { idOf } from '../../src/protocol/json.ts';
import { opportunityRequest } from '../../src/protocol/test-interface.ts';
import { run } from '../cli/harness.ts';
import { audit, broken, withFolder } from './kit.ts';

/** A server that answers each request in its own way, for the length of something. */
async function serving<Result>(listener: http.RequestListener, use: (url: string) => Promise<Result>): Promise<Result> {
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await use(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('The proxy', () => {
  it('lets everything pass as it is, and looks on', async () => {
    const body = JSON.stringify({ next: 'http://booking.example.com/feed?page=2', items: [] });
    const listener: http.RequestListener = (request, response) => {
      let sent = '';
      request.on('data', (part: Buffer) => (sent += part.toString()));
      request.on('end', () => {
        response.writeHead(request.method === 'PUT' ? 201 : 200, {
          'content-type': 'application/json',
          'x-echo': `${request.headers['x-mine'] ?? ''} ${sent}`,
          ...(request.url === '/base/zipped' ? { 'content-encoding': 'gzip' } : {}),
        });
        response.end(request.url === '/base/zipped' ? gzipSync(body) : body);
      });
    };
    await serving(listener, async (target) => {
      const passed: Passed[] = [];
      const proxy = await startProxy(`${target}/base`, 0, (exchange) => passed.push(exchange));
      const put = await fetch(`${proxy.url}/orders/1?a=b`, {
        method: 'PUT',
        body: '{"a":1}',
        headers: { 'x-mine': 'm' },
      });
      expect([put.status, put.headers.get('x-echo'), await put.text()]).to.deep.equal([201, 'm {"a":1}', body]);
      const zipped = await fetch(`${proxy.url}/zipped`);
      expect(await zipped.text()).to.equal(body);
      await proxy.stop();
      expect(passed.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([
        `PUT ${target}/base/orders/1?a=b`,
        `GET ${target}/base/zipped`,
      ]);
      expect(passed[0]?.sent).to.deep.equal({ kind: 'json', value: { a: 1 } });
      for (const { answer } of passed) {
        expect(answer)
          .to.have.property('body')
          .that.deep.equals({ kind: 'json', value: JSON.parse(body) as unknown });
      }
    });
  });

  it('streams: a feed’s first part is there before its last is written', async () => {
    let finish = (): void => undefined;
    const listener: http.RequestListener = (_request, response) => {
      response.write('{"items": [');
      finish = () => void response.end(']}');
    };
    await serving(listener, async (target) => {
      const proxy = await startProxy(target, 0, () => undefined);
      const reader = (await fetch(`${proxy.url}/feed`)).body?.getReader();
      const first = await reader?.read();
      expect(Buffer.from(first?.value ?? []).toString()).to.equal('{"items": [');
      finish();
      const second = await reader?.read();
      expect(Buffer.from(second?.value ?? []).toString()).to.equal(']}');
      await proxy.stop();
    });
  });

  it('says so where the booking system cannot be reached', async () => {
    const passed: Passed[] = [];
    const proxy = await startProxy('http://127.0.0.1:1', 0, (exchange) => passed.push(exchange));
    expect((await fetch(`${proxy.url}/orders/1`)).status).to.equal(502);
    await proxy.stop();
    expect(passed[0]?.answer).to.include({ kind: 'no-answer', reason: 'connection-lost' });
  });

  for (const closes of [false, true]) {
    it(`passes on an answer that comes before the request’s end${closes ? ', of a target that then closes' : ''}`, async () => {
      const listener: http.RequestListener = (request, response) => {
        let size = 0;
        request.on('data', (part: Buffer) => {
          size += part.length;
          if (size < 1_000_000 || response.headersSent) return;
          response.writeHead(413, closes ? { connection: 'close' } : {}).end('too much');
          if (closes) request.pause().destroy();
        });
      };
      await serving(listener, async (target) => {
        const passed: Passed[] = [];
        const proxy = await startProxy(target, 0, (exchange) => passed.push(exchange));
        expect(await firstLine(proxy.url, 3_000_000)).to.equal('HTTP/1.1 413 Payload Too Large');
        await proxy.stop();
        expect(passed).to.have.length(1);
      });
    });
  }

  it('ends though a request never came to its end', async () => {
    await serving(
      (_request, response) => void response.writeHead(413).end('too much'),
      async (target) => {
        const passed: Passed[] = [];
        const proxy = await startProxy(target, 0, (exchange) => passed.push(exchange));
        const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
        socket.write('PUT /orders/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n{"a":');
        await once(socket, 'data');
        await proxy.stop();
        expect(passed.map(({ answer }) => answer)).to.deep.equal([
          { kind: 'no-answer', reason: 'connection-lost', detail: 'the request was cut off' },
        ]);
      },
    );
  });

  it('tells where a request went, whatever its target looks like', () => {
    const told = (asked: string) => addressOf('http://a.example/base/', asked);
    expect(told('/orders/1?b=c')).to.equal('http://a.example/base/orders/1?b=c');
    expect(told('http://other.example/orders/1?b=c')).to.equal('http://a.example/base/orders/1?b=c');
    expect(told('http://other.example')).to.equal('http://a.example/base/');
    for (const odd of ['*', '//', 'http://', '/%zz', '']) expect(URL.canParse(told(odd)), odd).to.equal(true);
  });

  it('is no success where nothing was judged', async () => {
    await withFolder(async (folder) => {
      const ended = await run(['proxy', '--target', 'http://127.0.0.1:1', '--out', folder], AbortSignal.abort());
      expect(ended.code).to.equal(3);
      expect(ended.stdout).to.include('0 exchanges');
      expect(ended.stderr).to.include('nothing was judged: no request came to the proxy');
      const port = await freePort();
      const ending = new AbortController();
      const ran = run(
        ['proxy', '--target', 'http://127.0.0.1:1', '--port', String(port), '--out', folder],
        ending.signal,
      );
      await (await patiently(`http://127.0.0.1:${String(port)}/orders/1`, {})).text();
      ending.abort();
      const { code, stderr } = await ran;
      expect(stderr).to.include('http://127.0.0.1:1 answered none of the requests');
      expect(code).to.equal(3);
    });
  });

  it('ends with the report of what passed, and a recording without secrets', async () => {
    const system = await startBookingSystem({ defects: ['gross-tax-on-top'] });
    const { origin, pathname } = new URL(system.baseUrl);
    await withFolder(async (folder) => {
      after(() => system.stop());
      const ending = new AbortController();
      const out = join(folder, 'out');
      const port = await freePort();
      const ran = run(
        ['proxy', '--target', origin, '--port', String(port), '--out', out, '--mask-people'],
        ending.signal,
      );
      const send = async (method: string, path: string, body: unknown) =>
        (
          await patiently(`http://127.0.0.1:${String(port)}${pathname}/${path}`, {
            method,
            body: JSON.stringify(body),
            headers: {
              'content-type': 'application/vnd.openactive.booking+json; version=1',
              'x-openactive-test-client-id': CLIENT_IDS.primary,
              'x-openactive-test-seller-id': seller,
              authorization: 'Bearer 0123456789abcdef',
            },
          })
        ).json() as Promise<unknown>;
      const seller = sellerIdAt(system.datasetSiteUrl, 'primary');
      const wanted = {
        type: 'ScheduledSession',
        criteria: 'BookableNonFreeTaxGross',
        flow: 'OpenBookingSimpleFlow',
        sellerId: seller,
      } as const;
      const made = await send('POST', 'test-interface/datasets/a/opportunities', opportunityRequest(wanted));
      await send('PUT', 'order-quotes/0c8d6f6e-8a0c-4f5e-9d3a-0a6a5b1c2d3e', {
        '@context': 'https://openactive.io/',
        '@type': 'OrderQuote',
        brokerRole: 'https://openactive.io/AgentBroker',
        broker: { '@type': 'Organization', name: 'Broker' },
        seller,
        customer: { '@type': 'Person', email: 'jo@example.com' },
        orderedItem: [
          {
            '@type': 'OrderItem',
            position: 0,
            orderedItem: idOf(made),
            acceptedOffer: `${idOf(made)?.replace(/scheduled-sessions\/(\d+).*/, 'session-series/$1') ?? ''}#/offers/0`,
          },
        ],
      });
      ending.abort();
      const { code, stdout } = await ran;
      const recording = await readFile(join(out, 'recording.jsonl'), 'utf8');
      expect(stdout, recording).to.include('totals/tax-amount · must · at C2');
      expect(code).to.equal(1);

      expect(recording)
        .to.include('test-interface')
        .and.not.include('0123456789abcdef')
        .and.not.include('jo@example.com');
      expect(broken(await audit([join(out, 'recording.jsonl')]))).to.include('totals/tax-amount at C2');
    });
  });
});

/** The first line of the answer to a request with a body of so many bytes, all of which are written. */
async function firstLine(url: string, bytes: number): Promise<string | undefined> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`PUT /orders/1 HTTP/1.1\r\nHost: a\r\nContent-Length: ${String(bytes)}\r\n\r\n`);
  socket.write(Buffer.alloc(bytes, 'a'));
  const [part] = (await once(socket, 'data')) as [Buffer];
  socket.on('error', () => undefined).end();
  return part.toString().split('\r\n')[0];
}

/** A port that was free a moment ago. */
const freePort = (): Promise<number> =>
  serving(
    () => undefined,
    (url) => Promise.resolve(Number(new URL(url).port)),
  );

/** Asks again where nobody listens yet. */
async function patiently(url: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const answer = await fetch(url, init).catch(() => undefined);
    if (answer) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
