import { expect } from 'chai';
import { scopeOf } from '../../src/runner/index.ts';
import { lackingFeatures, switchedOff } from '../../src/runner/scope.ts';
import type { CampaignOptions, Restrictions } from '../../src/runner/campaign-options.ts';
import { withSession } from './kit.ts';

const options = (features: CampaignOptions['features'], restrict: Restrictions = {}) =>
  withSession({ session: { features } }, (session) =>
    Promise.resolve<CampaignOptions>({
      ...session,
      seed: 1,
      budgets: {},
      restrict,
      previous: [],
      now: () => 0,
      version: '0',
      targetName: 'target',
    }),
  );

describe('the scope of a campaign', () => {
  it('leaves out what the target says that it lacks, and says so', async () => {
    const given = await options({ 'reseller-broker': false, 'prepayment-optional': false });
    expect(scopeOf(given).roles).to.deep.equal(['AgentBroker', 'NoBroker']);
    expect(scopeOf(given).prepayments).not.to.include('Optional');
    expect(switchedOff(given).map(({ what }) => what)).to.deep.equal(['ResellerBroker', 'Optional']);
  });

  it('never leaves out what the specification requires', async () => {
    const given = await options({ 'agent-broker': false });
    expect(scopeOf(given).roles).to.include('AgentBroker');
    expect(lackingFeatures(given)).to.deep.equal(['agent-broker']);
    expect(switchedOff(given)).to.deep.equal([]);
  });

  it('is what the user restricts it to, by value or by feature', async () => {
    const restrict: Restrictions = {
      features: ['no-broker', 'free-opportunities'],
      flows: ['OpenBookingApprovalFlow'],
    };
    const scope = scopeOf(await options({}, restrict));
    expect(scope.roles).to.deep.equal(['NoBroker']);
    expect(scope.prepayments).to.deep.equal(['Free']);
    expect(scope.flows).to.deep.equal(['OpenBookingApprovalFlow']);
  });

  it('is of what can be had within that, and never of more', async () => {
    const need = { criteria: 'BookableFree', seller: 'primary', flow: 'OpenBookingSimpleFlow' } as const;
    const session = { type: 'ScheduledSession', ...need } as const;
    const slot = { type: 'FacilityUseSlot', ...need } as const;
    const priced = { ...slot, criteria: 'BookableNonFreePrepaymentRequired' } as const;
    const given = await options({}, { opportunityTypes: ['FacilityUseSlot', 'Event'], prepayments: ['Free'] });
    const scope = scopeOf({ ...given, obtainable: [session, slot, priced] });
    expect(scope.obtainable).to.deep.equal([slot]);
    expect(scope.opportunityTypes).to.deep.equal(['FacilityUseSlot']);
    expect(scope.flows).to.deep.equal(['OpenBookingSimpleFlow']);
    expect(scopeOf({ ...given, obtainable: [session] }).opportunityTypes).to.deep.equal(['FacilityUseSlot', 'Event']);
  });
});
