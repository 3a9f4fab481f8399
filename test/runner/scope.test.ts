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
});
