import { expect } from 'chai';
import { openInProcess } from '../../src/cli/in-process.ts';
import { explore } from '../../src/explorer/index.ts';
import type { Target } from '../../src/target/index.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { get, isObject, type JsonObject } from '../../src/protocol/json.ts';

/** A target that, once an order of its has seen a refused call, says another total when it is asked for its status. */
function forgetful(target: Target): Target {
  const refused = new Set<string>();
  return {
    ...target,
    get stats() {
      return target.stats;
    },
    send: async (request): Promise<Exchange> => {
      const exchange = await target.send(request);
      const { answer } = exchange;
      if (answer.kind !== 'response') return exchange;
      if (request.method === 'PUT' && answer.status >= 400) refused.add(request.path);
      const body = answer.body.kind === 'json' ? answer.body.value : undefined;
      if (request.method !== 'GET' || !refused.has(request.path) || !isObject(body)) return exchange;
      const due = get(body, 'totalPaymentDue');
      if (!isObject(due)) return exchange;
      const value: JsonObject = { ...body, totalPaymentDue: { ...due, price: 1 } };
      return { ...exchange, answer: { ...answer, body: { kind: 'json', value } } };
    },
  };
}

describe('two ways to one state', () => {
  it('show a target whose answers depend on the way, in a conversation of both', async () => {
    const session = await openInProcess({});
    const facts = { ...session.facts, target: forgetful(session.facts.target) };
    const result = await explore({
      session: facts,
      bounds: { depth: 2, orders: 1, partners: 1 },
      settings: [{ brokerRole: 'AgentBroker', prepayment: 'Required', flow: 'OpenBookingSimpleFlow' }],
      spaces: [1],
      opportunityType: 'ScheduledSession',
      version: 'test',
      targetName: 'forgetful',
      now: () => 0,
      listen: () => undefined,
      found: () => Promise.resolve(),
      signal: new AbortController().signal,
    });
    await session.close();
    const [finding] = result.findings;
    expect(finding?.rule.id).to.equal('state/same-answer-by-any-way');
    expect(finding?.call).to.equal('status');
    expect(finding?.repeats).to.equal('always');
    expect(Object.keys(finding?.scenario.opportunities ?? {})).to.deep.equal(['o1', 'o1 again']);
  });
});
