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
  type CheckRequest,
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

  const wrong: readonly (readonly [CheckRequest, RegExp])[] = [
    [{ budgets: { requests: -1 } }, /^budgets\.requests: expected a whole number of at least 1, found -1$/],
    [{ budgets: { scenarios: 0.5 } }, /^budgets\.scenarios: /],
    [{ budgets: { seconds: NaN } }, /^budgets\.seconds: expected a number of seconds above 0, found NaN$/],
    [{ seed: 2 ** 31 }, /^seed: expected a whole number from 0 to 2147483647/],
    [{ concurrency: 0 }, /^concurrency: /],
    [{ waitAtMost: 0 }, /^waitAtMost: /],
    [{ defects: ['b-oversell'] }, /^defects: there is no "b-oversell"\..* Did you mean "b-oversells"\?$/],
    [{ variations: ['nix'] }, /^variations: there is no "nix"\. Expected one that "variations" lists\.$/],
  ];
  for (const [request, message] of wrong) {
    it(`refuses ${JSON.stringify(request)}, and names the field`, async () => {
      const refused: unknown = await check(request).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(UsageError);
      expect((refused as Error).message).to.match(message);
    });
  }

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
