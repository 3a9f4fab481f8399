import { expect } from 'chai';
import type { HttpClient, HttpRequest } from '../../src/target/index.ts';
import { call, scenario } from '../seeds/kit.ts';
import { campaign, nameOf, NO_DATA_MODELS } from './kit.ts';

/** A client that keeps what is sent, with the status of each answer. */
function recorded() {
  const sent: (HttpRequest & { readonly status: number })[] = [];
  const through = (client: HttpClient): HttpClient => ({
    ...client,
    send: async (request) => {
      const answer = await client.send(request);
      sent.push({ ...request, status: answer.kind === 'response' ? answer.status : 0 });
      return answer;
    },
  });
  return { sent, through };
}

const calls = (sent: ReturnType<typeof recorded>['sent']) =>
  sent.filter(({ method, url }) => method !== 'GET' && !url.includes('/test-interface/'));

describe('a campaign against a live system', () => {
  it('sends only what has to be refused, and finds what is refused wrongly', async () => {
    const { sent, through } = recorded();
    const session = { onlyRefused: true };
    const { result } = await campaign(
      { through, session },
      { budgets: { scenarios: 150 }, dataModels: NO_DATA_MODELS },
    );
    expect(result.findings.map(nameOf)).to.deep.equal([]);
    expect(calls(sent).length).to.be.above(50);
    expect(calls(sent).filter(({ status }) => status < 300)).to.deep.equal([]);
    expect(result.endedBy).to.equal('scenarios');
    const faulty = await campaign(
      { session, defects: ['agent-without-customer-accepted'] },
      { budgets: { scenarios: 150 }, dataModels: NO_DATA_MODELS },
    );
    expect(faulty.result.findings.map(nameOf)).not.to.deep.equal([]);
  });

  it('sends nothing of a booking that could succeed', async () => {
    const { sent, through } = recorded();
    const booking = scenario({ role: 'AgentBroker' }, [call('C1'), call('C2'), call('B')]);
    await campaign({ through, session: { onlyRefused: true } }, { previous: [booking], budgets: { scenarios: 1 } });
    expect(calls(sent)).to.deep.equal([]);
  });
});
