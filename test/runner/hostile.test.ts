import { expect } from 'chai';
import type { NoAnswer } from '../../src/protocol/exchange.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../src/target/index.ts';
import { call, scenario } from '../seeds/kit.ts';
import { campaign, nameOf } from './kit.ts';

/** Booking systems whose API misbehaves, while all else works. */

const isCall = ({ url, method }: HttpRequest): boolean =>
  /\/(order-quote-templates|order-quotes|order-proposals|orders)\//.test(url) && method !== 'GET';

/** Every call is answered by this, and all else as usual. */
const answering =
  (answer: (sent: HttpRequest, usual: () => ReturnType<HttpClient['send']>) => ReturnType<HttpClient['send']>) =>
  (client: HttpClient): HttpClient => ({
    ...client,
    send: (sent) => (isCall(sent) ? answer(sent, () => client.send(sent)) : client.send(sent)),
  });

const always = (answer: HttpResponse | NoAnswer) => answering(() => Promise.resolve(answer));

const response = (status: number, text: string, mediaType = 'text/html', retryAfter?: string): HttpResponse => ({
  kind: 'response',
  status,
  mediaType,
  retryAfter,
  text,
});

const lost = (reason: NoAnswer['reason']): NoAnswer => ({ kind: 'no-answer', reason, detail: reason });

const BOOKING = scenario({ role: 'AgentBroker' }, [call('C1'), call('C2'), call('B')]);
const run = (through: (client: HttpClient) => HttpClient) =>
  campaign({ through }, { previous: [BOOKING], budgets: { scenarios: 5 } });

/** The rules of findings, each once. */
const rulesOf = ({ findings }: Awaited<ReturnType<typeof run>>): readonly string[] => [
  ...new Set(findings.map(({ rule }) => rule.id)),
];

describe('a campaign against a system whose API', () => {
  for (const reason of ['connection-lost', 'unreachable', 'too-large', 'unavailable'] as const) {
    it(`gives no answer (${reason}) breaks no rule`, async () => {
      const { result } = await run(always(lost(reason)));
      expect(result.findings.map(nameOf)).to.deep.equal([]);
      expect(result.health.join('\n')).to.include('had no whole answer: nothing was concluded from them');
    });
  }

  it('is there no more after its first call is ended, as the target is lost, and proves nothing', async () => {
    let gone = false;
    const vanishing = (client: HttpClient): HttpClient => ({
      ...client,
      send: (sent) => {
        gone ||= isCall(sent);
        return gone ? Promise.resolve(lost('unreachable')) : client.send(sent);
      },
    });
    const { result } = await campaign({ through: vanishing }, { previous: [BOOKING], budgets: { scenarios: 50 } });
    expect(result.endedBy).to.equal('target lost');
    expect(result.findings.map(nameOf)).to.deep.equal([]);
    expect(result.health.join('\n')).to.include('The target stopped answering');
  });

  it('never answers in time is told so, and nothing else', async () => {
    const came = await run(always(lost('timeout')));
    expect(rulesOf(came)).to.deep.equal(['calls/answers-in-time']);
  });

  for (const [name, answer] of [
    ['is always busy, with a time to wait', response(429, '', 'text/plain', '1')],
    ['is always unavailable for a time', response(503, '', 'text/plain', '1')],
  ] as const) {
    it(`${name} breaks no rule`, async () => {
      const { result } = await run(always(answer));
      expect(result.findings.map(nameOf)).to.deep.equal([]);
    });
  }

  it('is busy at first, and then answers, is judged as usual', async () => {
    const seen = new Set<string>();
    const busyAtFirst = answering((sent, usual) => {
      const key = `${sent.method} ${sent.url}`;
      if (seen.has(key)) return usual();
      seen.add(key);
      return Promise.resolve(response(429, '', 'text/plain', '2'));
    });
    const { result } = await run(busyAtFirst);
    expect(result.findings.map(nameOf)).to.deep.equal([]);
    expect(result.coverage.transitions.covered).to.be.above(0);
    expect(result.health.join('\n')).not.to.include('had no whole answer');
  });

  for (const [name, text] of [
    ['HTML', '<!doctype html><title>Welcome</title>'],
    ['a body that is cut off', '{"@context":"https://openactive.io/","@type":"OrderQuote","ordered'],
    ['a list', '[]'],
    ['nothing', ''],
  ] as const) {
    it(`answers with ${name} is told so, and of nothing that only a body can tell`, async () => {
      const came = await run(always(response(200, text)));
      expect(came.result.scenarios).to.equal(5);
      expect(rulesOf(came).filter((rule) => /^(isolation|totals|lifecycle)\//.test(rule))).to.deep.equal([]);
      expect(rulesOf(came)).not.to.deep.equal([]);
    });
  }

  it('loses every second answer is never blamed for what may have happened', async () => {
    let count = 0;
    const losing = answering(async (_, usual) => {
      const answer = await usual();
      count += 1;
      return count % 2 === 0 ? lost('connection-lost') : answer;
    });
    const { result } = await run(losing);
    expect(result.findings.map(nameOf)).to.deep.equal([]);
    expect(result.health.join('\n')).to.match(/requests had no whole answer: nothing was concluded from them/);
  });
});
