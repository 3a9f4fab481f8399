import fc from 'fast-check';
import { expect } from 'chai';
import {
  check,
  DEFECTS,
  isScenario,
  parseScenario,
  replay,
  RULES,
  scenarioArbitrary,
  startBookingSystem,
  UsageError,
  type CampaignEvent,
  type Scenario,
} from '../src/index.ts';

const scenario: Scenario = parseScenario({
  format: 'open-booking-fuzz/scenario@1',
  settings: { brokerRole: 'AgentBroker', prepayment: 'Free', flow: 'OpenBookingSimpleFlow' },
  opportunities: {
    slot: { type: 'FacilityUseSlot', criteria: 'BookableFree', seller: 'primary', flow: 'OpenBookingSimpleFlow' },
  },
  steps: [{ do: 'C2', order: 'a', partner: 'primary', items: [{ opportunity: 'slot' }], customer: null }],
});
const defects = ['agent-without-customer-accepted'];
const lookFor = { rule: 'broker-role/agent-customer-required', call: 'C2' };

describe('the library', () => {
  it('tests a booking system, and tells what happens as it does', async () => {
    const events: CampaignEvent[] = [];
    const result = await check({
      defects,
      seed: 1,
      budgets: { scenarios: 1 },
      previous: [scenario],
      listen: (event) => void events.push(event),
    });
    expect(result.findings.map(({ rule, call }) => ({ rule: rule.id, call }))).to.deep.equal([lookFor]);
    expect(events[0]).to.deep.include({ kind: 'started', seed: 1 });
    expect(events.map(({ kind }) => kind)).to.include.members(['finding', 'ended']);
  });

  it('replays a scenario', async () => {
    expect(await replay(scenario, { defects, lookFor })).to.include({ verdict: 'reproduced' });
    expect(await replay(scenario, { lookFor })).to.include({ verdict: 'not reproduced' });
  });

  it('refuses what cannot be, before anything is sent', async () => {
    const refused = await check({ target: 'http://127.0.0.1:9/', defects }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(UsageError);
  });

  it('starts the embedded booking system', async () => {
    const system = await startBookingSystem({ defects: [DEFECTS[0]!.id] });
    const page = await fetch(system.datasetSiteUrl);
    await system.stop();
    expect(page.status).to.equal(200);
  });

  it('gives the arbitrary of scenarios, and the rules', () => {
    const scenarios = scenarioArbitrary({
      roles: ['NoBroker'],
      prepayments: ['Free'],
      flows: ['OpenBookingSimpleFlow'],
      opportunityTypes: ['ScheduledSession'],
      partners: 1,
      sellers: ['primary'],
      canWait: false,
    });
    fc.assert(fc.property(scenarios, isScenario), { numRuns: 10, seed: 1 });
    expect(RULES.map(({ id }) => id)).to.include(lookFor.rule);
  });
});
