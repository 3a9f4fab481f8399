import { expect } from 'chai';
import type { Scenario, Step } from '../../src/model/index.ts';
import { opportunityPool } from '../../src/runner/opportunity-pool.ts';
import { breachesOf, tryScenario } from '../../src/runner/trial.ts';
import { call, scenario } from '../seeds/kit.ts';
import { withSession } from './kit.ts';

const AGENT = { role: 'AgentBroker', criteria: 'BookableNonFreePrepaymentRequired' } as const;
const ONE_SPACE = { role: 'AgentBroker', criteria: 'BookableOneSpace' } as const;
const ORDER = { order: 'a', partner: 'primary' } as const;
const SPACES: Step = { do: 'read-spaces', opportunity: 'o' };
const FEED: Step = { do: 'read-feed', feed: 'orders', partner: 'primary' };

/** The rules that a scenario breaks, each with what was done, and what came of its steps without an exchange. */
const broken = (told: Scenario, defects: readonly string[] = []): Promise<readonly string[]> =>
  withSession({ defects }, async (session) => {
    const trial = await tryScenario(session, opportunityPool(session), told);
    if (trial.stopped !== undefined) throw new Error(trial.stopped);
    return breachesOf(trial).map(({ breach }) => `${breach.rule} at ${breach.call}`);
  });

const lostB = call('B', { lost: true });

describe('a call whose answer is lost', () => {
  it('may have been carried out or not, until something tells', async () => {
    expect(await broken(scenario(AGENT, [lostB, SPACES, FEED]))).to.deep.equal([]);
    expect(await broken(scenario(AGENT, [lostB, FEED, SPACES]))).to.deep.equal([]);
    expect(await broken(scenario(AGENT, [call('C2', { lost: true }), SPACES, call('B'), SPACES]))).to.deep.equal([]);
  });

  it('can be made again, and has been made once then', async () => {
    const again = [lostB, call('B'), SPACES, FEED] as const;
    expect(await broken(scenario(AGENT, again))).to.deep.equal([]);
    expect(await broken(scenario(ONE_SPACE, again))).to.deep.equal([]);
    expect(await broken(scenario(AGENT, again), ['repeated-b-books-again'])).not.to.deep.equal([]);
  });

  it('that took the last space leaves none for another', async () => {
    const rival = call('B', { order: 'b', partner: 'secondary' });
    const told = scenario(ONE_SPACE, [lostB, rival, call('B'), SPACES]);
    expect(await broken(told)).to.deep.equal([]);
    expect(await broken(told, ['b-oversells'])).not.to.deep.equal([]);
  });

  it('may cancel or delete an order', async () => {
    const cancel: Step = { do: 'cancel', ...ORDER, items: [0], lost: true };
    const remove: Step = { do: 'delete-order', ...ORDER, lost: true };
    for (const step of [cancel, remove]) {
      const again: Step = { ...step, lost: true };
      expect(await broken(scenario(AGENT, [call('B'), step, SPACES, FEED, again, SPACES]))).to.deep.equal([]);
    }
  });
});

describe('a lease near its end', () => {
  const leased = (seconds: number): Scenario =>
    scenario(ONE_SPACE, [
      call('C2'),
      { do: 'wait', seconds, leaseOf: ORDER },
      call('C1', { order: 'b', partner: 'secondary' }),
      call('B'),
      SPACES,
    ]);

  for (const seconds of [-60, -4, -1, 0, 1, 4, 120, 310]) {
    it(`is neither taken for over nor for standing too soon: ${String(seconds)} seconds after`, async () => {
      expect(await broken(leased(seconds))).to.deep.equal([]);
    });
  }

  it('that never ends is seen long after its end, and not before', async () => {
    const kept = 'expired-lease-still-holds';
    expect(await broken(leased(-60), [kept])).to.deep.equal([]);
    expect(await broken(leased(310), [kept])).not.to.deep.equal([]);
  });
});
