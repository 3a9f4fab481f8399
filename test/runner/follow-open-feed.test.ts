import { expect } from 'chai';
import type { Scenario } from '../../src/model/index.ts';
import { opportunityPool } from '../../src/runner/opportunity-pool.ts';
import { breachesOf, tryScenario } from '../../src/runner/trial.ts';
import { call, scenario } from '../seeds/kit.ts';
import { campaignOn, nameOf, withSession } from './kit.ts';

const look = { do: 'read-spaces', opportunity: 'o' } as const;
const BOOK_AND_LOOK = scenario({ role: 'AgentBroker' }, [
  look,
  call('B', { order: 'a' }),
  look,
  { do: 'cancel', order: 'a', partner: 'primary', items: [0] },
  look,
]);
const QUOTE_AND_DELETE = scenario({ role: 'AgentBroker' }, [
  call('C1', { order: 'a' }),
  { do: 'delete-opportunities' },
]);

type About = Parameters<typeof withSession>[0];

/** What breaks in a scenario's run, with another opportunity in the feed behind its own; and the rules that passed. */
const judgedIn = (about: About, asked: Scenario) =>
  withSession(about, async (session) => {
    const pool = opportunityPool(session);
    await pool.prepare([asked, asked, asked]);
    const trial = await tryScenario(session, pool, asked);
    return {
      broken: breachesOf(trial).map(({ breach }) => `${breach.rule} at ${breach.call}: ${breach.found}`),
      passed: trial.steps.flatMap(({ seen }) =>
        seen.verdicts.flatMap(({ rule, verdict }) => (verdict.kind === 'passed' ? [rule] : [])),
      ),
    };
  });

describe('an open feed that is followed while orders change', () => {
  it('loses nothing in a sound system, nor where it lags, has small pages or repeats itself', async () => {
    const variations = [[], ['open-feeds-lag'], ['small-pages'], ['open-feed-updates-without-change']];
    for (const each of variations) {
      for (const asked of [BOOK_AND_LOOK, QUOTE_AND_DELETE]) {
        const { broken, passed } = await judgedIn({ variations: each }, asked);
        expect(broken, each.join()).to.deep.equal([]);
        expect(passed).to.include(asked === BOOK_AND_LOOK ? 'feeds/nothing-lost' : 'feeds/deleted-opportunity-shown');
      }
    }
  });

  it('loses what is written late, and the finding names page and place', async () => {
    const { broken } = await judgedIn({ defects: ['open-feed-written-late'] }, BOOK_AND_LOOK);
    expect(broken[0]).to.match(
      /^feeds\/nothing-lost at open feed: item \S+ of modified \d+ \(item \d of http\S+\) came to him only as of \d+$/,
    );
  });

  it('tells a change that no modified tells from one that was lost', async () => {
    const { broken } = await judgedIn({ defects: ['modified-not-raised'] }, BOOK_AND_LOOK);
    expect(broken[0]).to.match(
      /^feeds\/modified-raised at open feed: item \S+ \(item \d of \S+\) changed and still of/,
    );
  });

  it('has wrong spaces where it shows the same to whoever reads it', async () => {
    const { broken } = await judgedIn({ defects: ['open-feed-stale-after-booking'] }, BOOK_AND_LOOK);
    expect(broken.join()).to.match(/^state\/booking-takes-spaces-once at open feed: 10/);
  });

  it('shows as deleted what is no longer there', async () => {
    const { broken } = await judgedIn({ defects: ['deletion-not-in-open-feed'] }, QUOTE_AND_DELETE);
    expect(broken.join()).to.match(
      /^feeds\/deleted-opportunity-shown at open feed: \S+ still shown as updated \(item \d of http\S+\)$/,
    );
  });

  it('is not blamed where the test interface deletes nothing', async () => {
    const through: About['through'] = (client) => ({
      ...client,
      send: (request) =>
        request.method === 'DELETE'
          ? Promise.resolve({ kind: 'response', status: 204, mediaType: undefined, retryAfter: undefined, text: '' })
          : client.send(request),
    });
    const { broken, passed } = await judgedIn({ through }, QUOTE_AND_DELETE);
    expect([broken, passed.includes('feeds/deleted-opportunity-shown')]).to.deep.equal([[], false]);
  });

  it('is followed by campaigns', async () => {
    for (const [defect, rule] of [
      ['open-feed-written-late', 'feeds/nothing-lost'],
      ['deletion-not-in-open-feed', 'feeds/deleted-opportunity-shown'],
    ] as const) {
      const { findings } = await withSession({ defects: [defect] }, (session) =>
        campaignOn(session, { budgets: { requests: 1_500 } }, (event, interrupt) => {
          if (event.kind === 'finding') interrupt();
        }),
      );
      expect(findings.map(nameOf).join()).to.equal(`${rule} at open feed`);
    }
  });
});
