import { expect } from 'chai';
import type { OpportunityNeed } from '../../src/model/index.ts';
import { BOOKING_FLOWS, BROKER_ROLES } from '../../src/protocol/vocabulary.ts';
import type { CampaignEvent } from '../../src/results/result.ts';
import { call, scenario } from '../seeds/kit.ts';
import { campaign, campaignOn, nameOf, withSession, type Campaign } from './kit.ts';

const AGENT = { role: 'AgentBroker', criteria: 'BookableNonFreePrepaymentRequired' } as const;
const REPEATED = scenario(AGENT, [call('C1'), call('B'), call('B')]);
const NO_CUSTOMER = scenario(AGENT, [call('C1'), call('C2', {}, 'omit-customer')]);
const DEFECTS = ['repeated-b-books-again', 'agent-without-customer-accepted'];

/** What two campaigns of one seed must have in common. */
const gist = ({ result, findings }: Campaign) => ({
  requests: result.requests,
  scenarios: result.scenarios,
  coverage: result.coverage,
  findings: findings.map((found) => [nameOf(found), found.scenario, found.requestsToDetect, found.requestsToShrink]),
});

describe('a campaign', () => {
  it('is the same for the same seed, and another for another', async () => {
    const run = (seed: number) =>
      campaign({ defects: DEFECTS }, { seed, previous: [REPEATED], budgets: { scenarios: 5 } });
    const [one, again, other] = [gist(await run(5)), gist(await run(5)), gist(await run(6))];
    expect(one.findings).to.have.length.above(0);
    expect(again).to.deep.equal(one);
    expect(other.coverage).not.to.deep.equal(one.coverage);
  });

  for (const role of BROKER_ROLES) {
    for (const flow of BOOKING_FLOWS) {
      it(`finds nothing in a sound system, as ${role} in the ${flow}`, async () => {
        const restrict = { roles: [role], flows: [flow] };
        const { result } = await campaign({}, { restrict, budgets: { requests: 150 } });
        expect(result.findings.map(nameOf)).to.deep.equal([]);
        expect(result.coverage.transitions.covered).to.be.above(0);
      });
    }
  }

  it('ends by the budget that is spent first', async () => {
    let seconds = 0;
    const now = () => (seconds += 1) * 1_000;
    const ends = async (options: Parameters<typeof campaign>[1]) => (await campaign({}, options)).result;
    expect(await ends({ budgets: { scenarios: 2, requests: 9_999 } })).to.include({
      endedBy: 'scenarios',
      scenarios: 2,
    });
    const byRequests = await ends({ budgets: { requests: 30 } });
    expect(byRequests.endedBy).to.equal('requests');
    expect(byRequests.requests).to.be.within(30, 120);
    expect((await ends({ budgets: { seconds: 20, scenarios: 99 }, now })).endedBy).to.equal('time');
  });

  it('finds two defects at once, of failures found earlier, before anything new is tried', async () => {
    const previous = [REPEATED, NO_CUSTOMER];
    const { findings, result } = await campaign({ defects: DEFECTS }, { previous, budgets: { scenarios: 2 } });
    expect(findings.map(nameOf)).to.deep.equal([
      'shape/item-id-stable at B',
      'broker-role/agent-customer-required at C2',
    ]);
    expect(result.scenarios).to.equal(2);
  });

  it('tells of a finding once, and counts how often it was seen', async () => {
    const previous = [NO_CUSTOMER, NO_CUSTOMER, NO_CUSTOMER];
    const { findings, result } = await campaign({ defects: DEFECTS }, { previous, budgets: { scenarios: 3 } });
    expect(findings).to.have.length(1);
    expect(result.findings.map(({ sightings }) => sightings)).to.deep.equal([3]);
  });

  it('that is interrupted while it shrinks ends with what it has by then', async () => {
    await withSession({ defects: DEFECTS }, async (session) => {
      const long = scenario(AGENT, [call('C1'), call('C2'), call('B'), call('C1', { order: 'b' }), call('B')]);
      let time = 0;
      const { result, findings } = await campaignOn(
        session,
        { previous: [long], now: () => (time += 1_000) },
        (event: CampaignEvent, interrupt) => {
          if (event.kind === 'progress' && event.doing === 'shrinking') interrupt();
        },
      );
      expect(result.endedBy).to.equal('interrupted');
      expect(findings.map(nameOf)).to.deep.equal(['shape/item-id-stable at B']);
      expect(findings[0]?.scenario.steps.at(-1)).to.include({ do: 'B', order: 'a' });
    });
  });

  it('skips what the test interface refuses to make, and says so', async () => {
    const { result, findings } = await campaign({ variations: ['criteria-refused'] }, { budgets: { scenarios: 25 } });
    expect(findings.map(nameOf)).to.deep.equal([]);
    expect(result.health.join('\n')).to.match(
      /of 25 scenarios could not be run, as the target had not what they need: \w+ \w+ for OpenBooking(Simple|Approval)Flow: status/,
    );
  });

  it('asks for no opportunities of a type that the test interface makes none of, and says so', async () => {
    await withSession({}, async (session) => {
      const { target } = session;
      const without = async (need: OpportunityNeed) =>
        need.type === 'ScheduledSession'
          ? target.createOpportunity(need)
          : ({ kind: 'refused', detail: 'status 400' } as const);
      const { result } = await campaignOn(
        {
          ...session,
          realTime: true,
          opportunitiesFrom: 'test interface',
          target: { ...target, createOpportunity: without },
        },
        { budgets: { scenarios: 5 } },
      );
      expect(result.health.join('\n')).not.to.match(/could not be run/);
      expect(result.switchedOff.map(({ what }) => what)).to.include('opportunities of type FacilityUseSlot');
    });
  });

  it('masks secrets in the exchanges of findings', async () => {
    await withSession({ defects: DEFECTS }, async (session) => {
      const { events } = await campaignOn(
        { ...session, mask: { ...session.mask, text: () => 'masked', json: () => 'masked' } },
        { previous: [NO_CUSTOMER], budgets: { scenarios: 1 } },
      );
      const exchanges = events.flatMap((event) => (event.kind === 'finding' ? event.exchanges : []));
      expect(exchanges).to.have.length(1);
      expect(exchanges[0]).to.deep.include({ url: 'masked', requestBody: 'masked', responseBody: 'masked' });
    });
  });
});
