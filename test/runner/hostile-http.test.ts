import { createServer, request as httpRequest, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { DEFAULT_LIMITS, httpClient, type HttpClient } from '../../src/target/index.ts';
import { CLIENT_IDS } from '../../src/booking-system/index.ts';
import { campaign, nameOf, NO_DATA_MODELS } from './kit.ts';

/** Whole campaigns over real connections, through something that spoils every answer of the API, or one in four. */

type Spoil = (response: ServerResponse) => void;
/** Says which calls are spoilt, by how many there were and by who calls. */
type Spoils = (count: number, partner: string) => boolean;

const SPOILS = {
  'closes the connection': (response) => response.destroy(),
  'closes it in the midst of an answer': (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"@type":', () => response.destroy());
  },
  'sends a body that is too large': (response) => response.writeHead(200).end(' '.repeat(400_000)),
  'sends elsewhere': (response) => response.writeHead(302, { location: '/login' }).end(),
  'asks for patience (429)': (response) => response.writeHead(429, { 'retry-after': '0' }).end(),
  'is unavailable (503)': (response) => response.writeHead(503, { 'retry-after': '0' }).end(),
} satisfies Readonly<Record<string, Spoil>>;

/** Passes requests on to the URL that they name in a header. */
async function startBetween(spoil: Spoil, spoils: Spoils): Promise<Server> {
  let calls = 0;
  const server = createServer((request, response) => {
    const { method = 'GET', headers } = request;
    const behind = new URL(String(headers['x-behind']));
    void text(request).then((body) => {
      if (method !== 'GET' && !behind.pathname.includes('/test-interface/')) {
        calls += 1;
        if (spoils(calls, String(headers['x-openactive-test-client-id']))) {
          spoil(response);
          return;
        }
      }
      const onward = httpRequest(behind, { method, headers: { ...headers, host: behind.host } }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function campaignThrough(spoil: Spoil, spoils: Spoils, scenarios: number) {
  const server = await startBetween(spoil, spoils);
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const client = httpClient({ ...DEFAULT_LIMITS, maximumBodyBytes: 300_000 });
  const through = (): HttpClient => ({
    ...client,
    send: (request) =>
      client.send({ ...request, url: origin, headers: { ...request.headers, 'x-behind': request.url } }),
  });
  try {
    return (await campaign({ through }, { budgets: { scenarios }, dataModels: NO_DATA_MODELS })).result;
  } finally {
    client.close();
    server.closeAllConnections();
    server.close();
  }
}

/** Each of the spoils in its turn. */
function inTurn(): Spoil {
  const all = Object.values(SPOILS);
  let next = 0;
  return (response) => {
    all[next % all.length]?.(response);
    next += 1;
  };
}

describe('over real connections, a target that closes them, cuts off, overflows, leads elsewhere, and asks for patience', () => {
  it('each time is lost, and blamed for nothing', async () => {
    const always = await campaignThrough(inTurn(), () => true, 30);
    expect(always.findings.map(nameOf)).to.deep.equal([]);
    expect(always.endedBy).to.equal('target lost');
    expect(always.health.join('\n')).to.include('The target stopped answering');
  });

  it('at times is judged as far as it answers, and blamed for nothing', async () => {
    const sometimes = await campaignThrough(inTurn(), (count) => count % 4 === 0, 12);
    expect(sometimes.findings.map(nameOf)).to.deep.equal([]);
    expect(sometimes.endedBy).to.equal('scenarios');
    expect(sometimes.coverage.transitions.covered).to.be.above(0);
  });
});

describe('a target that does not know the credentials', () => {
  const turnAway: Spoil = (response) => {
    response.writeHead(403, { 'content-type': 'application/vnd.openactive.booking+json; version=1' });
    response.end(JSON.stringify({ '@context': 'https://openactive.io/', '@type': 'NoAPITokenError', statusCode: 403 }));
  };

  it('is asked no more, and blamed for nothing', async () => {
    const result = await campaignThrough(turnAway, () => true, 30);
    expect(result.findings.map(nameOf)).to.deep.equal([]);
    expect(result.endedBy).to.equal('target lost');
    expect(result.health.join('\n')).to.include('The API turned away every call (403 NoAPITokenError)');
  });

  it('of one booking partner is named with that partner, and blamed for nothing', async () => {
    const result = await campaignThrough(turnAway, (_, partner) => partner !== CLIENT_IDS.primary, 200);
    expect(result.findings.map(nameOf)).to.deep.equal([]);
    expect(result.endedBy).to.equal('target lost');
    expect(result.health.join('\n')).to.match(
      /turned away every call of the secondary booking partner for the \w+ seller/,
    );
  });

  it('is blamed where it turns away only some', async () => {
    const result = await campaignThrough(turnAway, (count) => count > 2, 5);
    expect(result.endedBy).to.equal('scenarios');
    expect(result.findings).to.not.deep.equal([]);
  });
});
