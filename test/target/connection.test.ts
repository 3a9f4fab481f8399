import { createServer as createHttpServer, request as httpRequest, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect as connectSocket, type AddressInfo, type Socket } from 'node:net';
import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import { generate } from 'selfsigned';
import { DEFAULT_LIMITS, httpClient, type HttpRequest } from '../../src/target/index.ts';
import { openAgents } from '../../src/target/connection/agents.ts';
import type { TlsConfig } from '../../src/target/connection/tls.ts';

type Pems = Awaited<ReturnType<typeof generate>>;

/** A certificate for some host names, signed by itself or by an authority. */
const certificate = (names: readonly string[], ca?: Pems): Promise<Pems> =>
  generate([{ name: 'commonName', value: names[0] ?? 'authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: names.length === 0, critical: true },
      ...(names.length === 0
        ? []
        : [{ name: 'subjectAltName' as const, altNames: names.map((value) => ({ type: 2 as const, value })) }]),
    ],
    ...(ca && { ca: { key: ca.private, cert: ca.cert } }),
  });

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const stop = (server: Server): Promise<unknown> => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};

/** What a GET comes to: the status and body, or why nothing came. */
async function get(url: string, tls: TlsConfig = {}, headers: HttpRequest['headers'] = {}): Promise<string> {
  const client = httpClient(DEFAULT_LIMITS, openAgents(tls));
  const answer = await client.send({ method: 'GET', url, headers });
  client.close();
  return answer.kind === 'response' ? `${String(answer.status)} ${answer.text}` : `${answer.reason}: ${answer.detail}`;
}

describe('a secure connection', () => {
  let [authority, own, signed, elsewhere]: Pems[] = [];
  const servers: Server[] = [];
  const requests: string[] = [];
  const ports: Record<string, number> = {};
  before(async () => {
    authority = await certificate([]);
    own = await certificate(['localhost']);
    signed = await certificate(['localhost'], authority);
    elsewhere = await certificate(['booking.test']);
    for (const [name, pems] of Object.entries({ own, signed, elsewhere })) {
      const server = createHttpsServer({ key: pems.private, cert: pems.cert }, ({ url }, response) => {
        requests.push(url ?? '');
        response.end('here');
      });
      servers.push(server);
      ports[name] = await listen(server);
    }
  });
  after(() => Promise.all(servers.map(stop)));
  beforeEach(() => requests.splice(0));
  const at = (name: string) => `https://localhost:${String(ports[name])}/`;

  it('is refused before anything is sent where nobody known signed the certificate', async () => {
    for (const name of ['own', 'signed']) expect(await get(at(name)), name).to.match(/^unreachable: .*certificate/);
    expect(requests).to.deep.equal([]);
  });

  it('is told from a port where none is spoken', async () => {
    const plain = createHttpServer((_request, response) => response.end('here'));
    const port = await listen(plain);
    expect(await get(`https://localhost:${String(port)}/`)).to.match(
      /^unreachable: .*no TLS is spoken there \(EPROTO\)/,
    );
    await stop(plain);
  });

  it('is made where the certificate, or its authority, is one of those named', async () => {
    expect(await get(at('signed'), { certificates: [authority!.cert] })).to.equal('200 here');
    expect(await get(at('own'), { certificates: [own!.cert] })).to.equal('200 here');
    expect(await get(at('own'), { certificates: [authority!.cert] })).to.match(/^unreachable/);
    expect(await get(at('elsewhere'), { certificates: [elsewhere!.cert] })).to.match(/^unreachable.*ALTNAME/);
  });

  it('is made where the certificate has a fingerprint that is named, however it is written', async () => {
    const { fingerprint256 } = new X509Certificate(elsewhere!.cert);
    for (const fingerprint of [fingerprint256, `sha256:${fingerprint256.replaceAll(':', '').toLowerCase()}`]) {
      expect(await get(at('elsewhere'), { fingerprints: [fingerprint] })).to.equal('200 here');
    }
    requests.splice(0);
    expect(await get(at('own'), { fingerprints: [fingerprint256] })).to.match(/^unreachable/);
    expect(requests).to.deep.equal([]);
  });

  it('is made to a host whose certificate may be self-signed, and to no other', async () => {
    expect(await get(at('own'), { selfSignedHosts: ['localhost'] })).to.equal('200 here');
    expect(await get(at('own'), { selfSignedHosts: ['booking.test'] })).to.match(/^unreachable/);
    expect(await get(at('signed'), { selfSignedHosts: ['localhost'] })).to.match(/^unreachable/);
  });

  describe('through the proxy that the environment names', () => {
    const names = [
      'http_proxy',
      'https_proxy',
      'no_proxy',
      'HTTP_PROXY',
      'HTTPS_PROXY',
      'NO_PROXY',
      'all_proxy',
      'ALL_PROXY',
    ];
    const before_ = Object.fromEntries(names.map((name) => [name, process.env[name]]));
    const asked: string[] = [];
    const tunnels = new Set<Socket>();
    let proxy: Server;
    before(async () => {
      proxy = createHttpServer((request, response) => {
        asked.push(`${String(request.method)} ${String(request.url)}`);
        const { pathname } = new URL(request.url ?? '');
        httpRequest({ port: ports['plain'], path: pathname }, (answer) => answer.pipe(response)).end();
      });
      proxy.on('connect', (request, socket: Socket) => {
        asked.push(`CONNECT ${String(request.url)}`);
        if (request.url === 'blocked.test:443') {
          socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno');
          return;
        }
        const through = connectSocket(ports['elsewhere']!, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          through.pipe(socket).pipe(through);
        });
        for (const each of [socket, through]) tunnels.add(each.on('error', () => each.destroy()));
      });
      const plain = createHttpServer((_, response) => response.end('plain'));
      servers.push(plain);
      ports['plain'] = await listen(plain);
      const url = `http://127.0.0.1:${String(await listen(proxy))}`;
      for (const name of names) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, { http_proxy: url, https_proxy: url, no_proxy: 'direct.test' });
    });
    after(async () => {
      for (const socket of tunnels) socket.destroy();
      await stop(proxy);
      for (const name of names) Reflect.deleteProperty(process.env, name);
      for (const [name, value] of Object.entries(before_)) if (value !== undefined) process.env[name] = value;
    });
    beforeEach(() => asked.splice(0));

    it('requests and tunnels go, with the same care for certificates', async () => {
      expect(await get('http://booking.test/feed')).to.equal('200 plain');
      expect(await get('https://booking.test/feed', { certificates: [elsewhere!.cert] })).to.equal('200 here');
      expect(await get('https://booking.test/feed')).to.match(/^unreachable/);
      const { fingerprint256 } = new X509Certificate(elsewhere!.cert);
      expect(await get('https://other.test/feed', { fingerprints: [fingerprint256] })).to.equal('200 here');
      expect(await get('https://other.test/feed', { fingerprints: ['00'] })).to.match(/^unreachable/);
      expect(asked).to.deep.equal([
        'GET http://booking.test/feed',
        'CONNECT booking.test:443',
        'CONNECT booking.test:443',
        'CONNECT other.test:443',
        'CONNECT other.test:443',
      ]);
    });

    it("where a proxy makes no tunnel, its answer is not taken for the target's", async () => {
      expect(await get('https://blocked.test/')).to.match(/^unreachable: the proxy .* made no connection/);
    });

    it('hosts of NO_PROXY and this machine are reached without it', async () => {
      expect(await get('http://direct.test/')).to.match(/^unreachable/);
      expect(await get(`http://127.0.0.1:${String(ports['plain'])}/`)).to.equal('200 plain');
      expect(asked).to.deep.equal([]);
    });
  });
});
