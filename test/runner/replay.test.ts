import { expect } from 'chai';
import type { HttpClient } from '../../src/target/index.ts';
import { replayScenario } from '../../src/runner/index.ts';
import { call, scenario } from '../seeds/kit.ts';
import { withSession, type About } from './kit.ts';

const REPRO = scenario({ role: 'AgentBroker' }, [call('C2', {}, 'omit-customer')]);
const LOOK_FOR = { rule: 'broker-role/agent-customer-required', call: 'C2' };
const DEFECTS = ['agent-without-customer-accepted'];

const replayed = (about: About, lookFor = LOOK_FOR) =>
  withSession(about, (session) => replayScenario(session, REPRO, lookFor));

/** Loses the answer to every quote. */
const losingQuotes = (client: HttpClient): HttpClient => ({
  ...client,
  send: (sent) =>
    sent.url.includes('/order-quotes/')
      ? Promise.resolve({ kind: 'no-answer', reason: 'connection-lost', detail: 'cut off' })
      : client.send(sent),
});

describe('a replay', () => {
  it('reproduces what the target still does, and shows how', async () => {
    const result = await replayed({ defects: DEFECTS });
    expect(result.verdict).to.equal('reproduced');
    expect(result.breaches.map(({ rule }) => rule.id)).to.include(LOOK_FOR.rule);
    expect(result.exchanges.map(({ step, method }) => `${method} for ${step}`)).to.deep.equal([
      'POST for o, made by the test interface',
      'PUT for C2 of order a by primary: 1 item',
    ]);
  });

  it('says whose credentials go with a request, and never what they are', async () => {
    const { exchanges } = await replayed({ defects: DEFECTS });
    const [, { headers } = { headers: {} }] = exchanges;
    expect(headers).to.deep.equal({
      'Content-Type': 'application/vnd.openactive.booking+json; version=1',
      'X-OpenActive-Test-Client-Id': '<of primary>',
      'X-OpenActive-Test-Seller-Id': '<of sellers.primary>',
    });
  });

  it('reproduces nothing of a target that is mended', async () => {
    expect((await replayed({})).verdict).to.equal('not reproduced');
  });

  it('does not take another breach for the one that is looked for', async () => {
    const other = { rule: 'lifecycle/no-such-thing', call: 'B' };
    expect((await replayed({ defects: DEFECTS }, other)).verdict).to.equal('not reproduced');
  });

  it('cannot tell where the scenario waits for a lease that nobody holds', async () => {
    const wait = { do: 'wait', seconds: 1, leaseOf: { order: 'z', partner: 'primary' } } as const;
    const waiting = scenario({ role: 'AgentBroker' }, [wait, call('C2', {}, 'omit-customer')]);
    const { verdict, reason } = await withSession({}, (session) => replayScenario(session, waiting, LOOK_FOR));
    expect(verdict).to.equal('could not tell');
    expect(reason).to.match(/lease of order z of primary.*: not waited$/);
  });

  it('cannot tell where an answer is lost', async () => {
    const { verdict, reason } = await replayed({ defects: DEFECTS, through: losingQuotes });
    expect({ verdict, reason }).to.deep.equal({ verdict: 'could not tell', reason: 'no answer: cut off' });
  });
});
