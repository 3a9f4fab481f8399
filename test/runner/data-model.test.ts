import { expect } from 'chai';
import { get, isObject, type Json } from '../../src/protocol/json.ts';
import type { HttpClient } from '../../src/target/index.ts';
import { campaign, nameOf } from './kit.ts';

/** A client in front of a system whose booking service has a number for a version, wherever it quotes with a customer. */
const misversioned = (client: HttpClient): HttpClient => ({
  ...client,
  send: async (request) => {
    const answer = await client.send(request);
    if (answer.kind !== 'response' || request.method !== 'PUT' || !request.url.includes('/order-quotes/'))
      return answer;
    const body = JSON.parse(answer.text) as Json;
    const service = get(body, 'bookingService');
    if (!isObject(body) || !isObject(service) || get(body, 'customer') === undefined) return answer;
    return { ...answer, text: JSON.stringify({ ...body, bookingService: { ...service, softwareVersion: 17 } }) };
  },
});

describe('a body that only the data models have something against', () => {
  it('is found by a campaign, and shrunk to the one call that shows it', async () => {
    const { result } = await campaign({ through: misversioned }, { budgets: { scenarios: 61 } });
    expect(result.findings.map(nameOf)).to.deep.equal(['shape/data-model at C2']);
    const [finding] = result.findings;
    expect(finding?.found).to.contain('bookingService');
    expect(finding?.scenario.steps.map((step) => step.do)).to.deep.equal(['C2']);
    expect(finding?.repeats).to.equal('always');
  });
});
