import { expect } from 'chai';
import { healthOf } from '../../src/runner/health.ts';

type Facts = Parameters<typeof healthOf>[0];

const health = (medians: { readonly early: number; readonly late: number } | undefined) =>
  healthOf({
    lacking: [],
    impossible: new Map(),
    scenarios: 1,
    givenUp: 0,
    unconfirmed: 0,
    turnedAway: undefined,
    endedBy: 'time',
    coverage: { transitions: { covered: 1, total: 1 } } as unknown as Facts['coverage'],
    reached: () => true,
    stats: { requests: 9, retries: 0, unanswered: 0, latency: () => medians },
  });

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
});
