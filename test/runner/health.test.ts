import { expect } from 'chai';
import { healthOf, provedNothing } from '../../src/runner/health.ts';

type Facts = Parameters<typeof healthOf>[0];

const transitions = (coverage: {
  readonly missed?: readonly string[];
  readonly notShown?: Facts['coverage']['transitions']['notShown'];
}) =>
  ({
    transitions: { covered: 1, total: 1, missed: [], notShown: [], ...coverage },
    guards: { kept: 1 },
  }) as unknown as Facts['coverage'];

const SOUND: Facts = {
  lacking: [],
  features: {},
  impossible: new Map(),
  scenarios: 1,
  givenUp: 0,
  unconfirmed: 0,
  turnedAway: undefined,
  endedBy: 'time',
  coverage: transitions({}),
  reached: () => true,
  stats: { requests: 9, retries: 0, unanswered: 0, latency: () => undefined, silentMs: () => 0 },
};

const health = (medians: { readonly early: number; readonly late: number } | undefined) =>
  healthOf({ ...SOUND, stats: { ...SOUND.stats, latency: () => medians } });

describe('the health of a campaign', () => {
  it('says that the target became slower as it was filled, with figures', () => {
    expect(health({ early: 20.4, late: 101 })).to.deep.equal([
      'The target became slower as the campaign filled it: calls that it answered within 20 ms at first took it ' +
        '101 ms later (medians). Look at what grows there with each order.',
    ]);
  });

  it('says nothing of what may be chance, or of a target that became no slower', () => {
    for (const medians of [{ early: 1, late: 40 }, { early: 100, late: 250 }, { early: 90, late: 20 }, undefined]) {
      expect(health(medians)).to.deep.equal([]);
    }
  });

  it('says which goals were missed, of what the target can show', () => {
    const coverage = transitions({
      missed: ['ordered —cancel accepted→ wholly cancelled', 'leased —B accepted→ ordered'],
      notShown: [
        { transition: 'awaiting —seller→ accepted', reason: 'there are no proposals without OpenBookingApprovalFlow' },
        { transition: 'absent —C2 accepted→ leased', reason: 'this target gives no leases' },
      ],
    });
    expect(healthOf({ ...SOUND, reached: () => false, coverage })).to.deep.equal([
      'The campaign proved little: no order was confirmed; nothing was cancelled.',
    ]);
  });

  it('wonders at a target that gives no leases only where it says that it does', () => {
    const coverage = transitions({
      notShown: [{ transition: 'absent —C2 accepted→ leased', reason: 'this target gives no leases' }],
    });
    const told = (features: Facts['features']) =>
      healthOf({ ...SOUND, features, coverage, reached: (part) => part !== '→ leased' });
    expect(told({})).to.deep.equal([]);
    expect(told({ 'named-leasing': false })).to.deep.equal([]);
    expect(told({ 'anonymous-leasing': true })).to.deep.equal([
      'The campaign proved little: no lease was given, though the target says that it implements anonymous-leasing.',
    ]);
  });

  it('does not mind that the test interface refuses what it must', () => {
    const told = (criteria: string) =>
      healthOf({ ...SOUND, impossible: new Map([[`${criteria} Event for OpenBookingSimpleFlow: status 400`, 1]]) });
    expect(told('BookableFreePrepaymentOptional')).to.deep.equal([]);
    expect(told('BookableFree')).to.have.length(1);
  });

  it('says that nothing was proved where most scenarios could not be run and nothing was accepted', () => {
    const kept = (count: number, left: number) =>
      provedNothing({
        scenarios: 20,
        impossible: new Map([['no such seller', left]]),
        coverage: { ...transitions({}), guards: { kept: count } } as Facts['coverage'],
      });
    expect(kept(0, 19)).to.equal(true);
    expect(kept(5, 19)).to.equal(false);
    // A campaign against a live system sends only what has to be refused.
    expect(kept(0, 0)).to.equal(false);
  });
});
