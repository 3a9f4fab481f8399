import { expect } from 'chai';
import { shrinkScenario } from '../../src/generators/index.ts';
import type { Scenario, Step } from '../../src/model/index.ts';
import { opportunityPool } from '../../src/runner/opportunity-pool.ts';
import { breachesOf, sameFinding, tryScenario } from '../../src/runner/trial.ts';
import { call, scenario } from '../seeds/kit.ts';
import { campaign, nameOf, withSession } from './kit.ts';

/** The least that shows some defects, from scenarios with much in them that has nothing to do with it. */

const twice = [{ opportunity: 'o' }, { opportunity: 'o' }];
const a = { order: 'a', partner: 'primary' } as const;
const look: Step = { do: 'read-spaces', opportunity: 'o' };
const BOOKING = [call('C1', { items: twice }), call('C2', { items: twice }), call('B', { items: twice })];

interface Planted {
  readonly defect: string;
  readonly steps: readonly Step[];
  readonly finding: string;
  /** The steps of the repro as results tell them. */
  readonly repro: readonly string[];
}

const PLANTED: readonly Planted[] = [
  {
    defect: 'agent-without-customer-accepted',
    steps: [call('C1'), look, call('C2', {}, 'omit-customer'), call('B'), look],
    finding: 'broker-role/agent-customer-required at C2',
    repro: ['C2 of order a by primary: 1 item, customer left out'],
  },
  {
    defect: 'repeated-b-books-again',
    steps: [...BOOKING, look, call('B', { items: twice }), look],
    finding: 'shape/item-id-stable at B',
    repro: ['B of order a by primary: 1 item', 'B of order a by primary: 1 item'],
  },
  {
    defect: 'space-not-returned-on-cancellation',
    steps: [...BOOKING, look, { do: 'cancel', ...a, items: [0, 1] }, { do: 'status', ...a }, look],
    finding: 'state/cancellation-returns-spaces at open feed',
    repro: ['B of order a by primary: 1 item', 'cancellation in order a by primary: item 1', 'look at the spaces of o'],
  },
  {
    defect: 'lease-left-after-quote-deletion',
    steps: [call('C1'), call('C2', { items: twice }), { do: 'delete-quote', ...a }, { do: 'status', ...a }, look],
    finding: 'state/quote-deletion-frees-spaces at open feed',
    repro: [
      'C2 of order a by primary: 1 item',
      'deletion of the quote of order a by primary',
      'look at the spaces of o',
    ],
  },
  {
    defect: 'deleted-uuid-used-again',
    steps: [...BOOKING, look, { do: 'delete-order', ...a }, { do: 'wait', seconds: 60 }, call('C2'), call('B')],
    finding: 'order-level/deleted-uuid at C2',
    repro: ['B of order a by primary: 1 item', 'deletion of order a by primary', 'C2 of order a by primary: 1 item'],
  },
  {
    defect: 'second-cancellation-refused',
    steps: [...BOOKING, { do: 'cancel', ...a, items: [0] }, look, { do: 'cancel', ...a, items: [0] }, look],
    finding: 'cancellation/repeat-is-idempotent at cancel',
    repro: [
      'B of order a by primary: 1 item',
      'cancellation in order a by primary: item 1',
      'cancellation in order a by primary: item 1',
    ],
  },
];

const about = (steps: readonly Step[]): Scenario =>
  scenario({ role: 'AgentBroker', criteria: 'BookableNonFreePrepaymentRequired' }, steps);

describe('the repro of a defect', () => {
  for (const { defect, steps, finding, repro } of PLANTED) {
    it(`of ${defect} is the least that shows it`, async () => {
      const { findings } = await campaign(
        { defects: [defect] },
        { previous: [about(steps)], budgets: { scenarios: 1 } },
      );
      const found = findings.find((each) => nameOf(each) === finding);
      expect(
        found?.conversation.map(({ step, special }) => [step, ...special].join(', ')),
        findings.map(nameOf).join('; '),
      ).to.deep.equal(repro);
      expect(found?.repeats).to.equal('always');
    });
  }

  it('is the least where every second order shows it, and says how often it does', async () => {
    const scenario = about([
      call('B', { items: twice }),
      { do: 'cancel', ...a, items: [0] },
      { do: 'read-feed', feed: 'orders', partner: 'primary' },
    ]);
    const { findings } = await campaign(
      { defects: ['feed-written-late'] },
      { previous: [scenario, scenario], budgets: { scenarios: 2 } },
    );
    expect(findings.map(nameOf)).to.deep.equal(['feeds/change-shown at orders feed']);
    expect(findings[0]?.conversation.map(({ step }) => step)).to.deep.equal([
      'B of order a by primary: 1 item',
      'cancellation in order a by primary: item 1',
      'look at the orders feed by primary',
    ]);
    expect(findings[0]).to.deep.include({ repeats: 'always', tries: { shown: 3, of: 6 } });
  });

  it('shows the finding no more, made smaller by anything', async () => {
    const [planted] = PLANTED.filter(({ defect }) => defect === 'space-not-returned-on-cancellation');
    const defects = ['space-not-returned-on-cancellation'];
    const previous = [about(planted?.steps ?? [])];
    const [found] = (await campaign({ defects }, { previous, budgets: { scenarios: 1 } })).findings;
    if (found === undefined) throw new Error('nothing was found');
    const wanted = { rule: found.rule.id, call: found.call };
    await withSession({ defects }, async (session) => {
      const pool = opportunityPool(session);
      const shows = async (candidate: Scenario) =>
        breachesOf(await tryScenario(session, pool, candidate)).some(({ breach }) => sameFinding(breach, wanted));
      expect(await shows(found.scenario)).to.equal(true);
      const smaller = [...shrinkScenario(found.scenario)];
      expect(smaller).to.have.length.above(2);
      for (const candidate of smaller) expect(await shows(candidate), JSON.stringify(candidate)).to.equal(false);
    });
  });
});
