import { expect } from 'chai';
import type { Step } from '../../src/model/index.ts';
import { opportunityPool } from '../../src/runner/opportunity-pool.ts';
import { breachesOf, tryScenario } from '../../src/runner/trial.ts';
import { call, scenario } from '../seeds/kit.ts';
import { campaignOn, nameOf, withSession, type About } from './kit.ts';

const look: Step = { do: 'read-feed', feed: 'orders', partner: 'primary' };
const cancel = (order: string): Step => ({ do: 'cancel', order, partner: 'primary', items: [0] });
const TWO_ORDERS = scenario({ role: 'AgentBroker', criteria: 'BookableCancellable' }, [
  call('B', { order: 'a' }),
  call('B', { order: 'b' }),
  cancel('a'),
  look,
  cancel('b'),
  look,
]);

const brokenIn = (about: Parameters<typeof withSession>[0]): Promise<readonly string[]> =>
  withSession(about, async (session) => {
    const trial = await tryScenario(session, opportunityPool(session), TWO_ORDERS);
    return breachesOf(trial).map(({ breach }) => `${breach.rule}: ${breach.found}`);
  });

describe('a feed that is followed while orders change', () => {
  it('loses nothing in a sound system, nor where it lags, has small pages or repeats itself', async () => {
    for (const variations of [[], ['order-feeds-lag'], ['small-pages'], ['order-feed-updates-without-change']]) {
      expect(await brokenIn({ variations })).to.deep.equal([]);
    }
  });

  it('loses what is written late, and the finding names the place', async () => {
    const [first = ''] = await brokenIn({ defects: ['feed-written-late'] });
    expect(first).to.match(/^feeds\/nothing-lost: item \S+ of modified \d+ \(item \d+ of http\S+\) never came to him$/);
  });

  it('is followed by campaigns', async () => {
    const { findings } = await withSession({ defects: ['feed-written-late'] }, (session) =>
      campaignOn(session, { budgets: { requests: 3_000 } }, (event, interrupt) => {
        if (event.kind === 'finding') interrupt();
      }),
    );
    expect(findings.map(nameOf).join()).to.match(/^feeds\//);
  });

  it('is that of orders where there is none of proposals, at once, though no proposal has been in it yet', async () => {
    const through: About['through'] = (client) => ({
      ...client,
      send: (request) =>
        request.url.includes('/order-proposals-rpde')
          ? Promise.resolve({ kind: 'response', status: 404, mediaType: undefined, retryAfter: undefined, text: '' })
          : client.send(request),
    });
    const aProposal = scenario({ role: 'AgentBroker', flow: 'OpenBookingApprovalFlow' }, [
      call('P', { order: 'a' }),
      { do: 'read-feed', feed: 'order-proposals', partner: 'primary' },
    ]);
    const { waited, steps } = await withSession({ variations: ['one-orders-feed'], through }, async (session) => {
      const before = session.clock.now();
      const trial = await tryScenario(session, opportunityPool(session), aProposal);
      expect(breachesOf(trial)).to.deep.equal([]);
      return { waited: session.clock.now() - before, steps: trial.steps.map(({ outcome }) => outcome) };
    });
    expect(steps.at(-1)).to.equal('0 items');
    expect(waited).to.be.below(5_000);
  });
});
