import { expect } from 'chai';
import fc from 'fast-check';
import { DEFECTS } from '../../src/booking-system/index.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { opportunityPool, replayScenario, tryScenario } from '../../src/runner/index.ts';
import type { HttpClient } from '../../src/target/index.ts';
import { withSession, type About } from './kit.ts';
import { inTurn, RACES } from './races.ts';

const defects = DEFECTS.filter(({ topic }) => topic === 'races');

/** The rules that a scenario shows to be broken. */
const rulesBroken = (about: About, scenario: Scenario): Promise<readonly string[]> =>
  withSession(about, async (session) => {
    const { steps } = await tryScenario(session, opportunityPool(session), scenario);
    return steps.flatMap(({ seen }) => seen.breaches.map(({ rule }) => rule));
  });

/** Requests that arrive when a scheduler lets them. */
const arriving =
  (scheduler: fc.Scheduler) =>
  (client: HttpClient): HttpClient => ({
    ...client,
    send: async (request) => {
      await scheduler.schedule(Promise.resolve(), `${request.method} arrives`);
      return client.send(request);
    },
  });

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Turns of the event loop in which everything gets as far as it can without the scheduler. */
const TURNS = 12;

/** Does work, letting go on one of those who wait for the scheduler whenever nothing else does. */
async function driven<Result>(scheduler: fc.Scheduler, work: Promise<Result>): Promise<Result> {
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  while (!done) {
    for (let turns = 0; turns < TURNS && !done; turns += 1) await turn();
    if (scheduler.count() > 0) await scheduler.waitNext(1);
  }
  return finished;
}

/** What a scenario shows under interleavings of a scheduler, and in which one it first shows something. */
async function interleaved(defect: readonly string[], scenario: Scenario, seed: number, numRuns = 12) {
  let shown: readonly string[] = [];
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const about: About = {
      defects: defect,
      through: arriving(scheduler),
      pause: (place) => scheduler.schedule(Promise.resolve(), place),
    };
    shown = await driven(scheduler, rulesBroken(about, scenario));
    return shown.length === 0;
  });
  const { failed, counterexample } = await fc.check(property, { seed, numRuns, endOnFailure: true });
  const calls = counterexample?.[0].report().map(({ label, status }) => `${label}: ${status}`);
  return { failed, shown: [...new Set(shown)], calls };
}

describe('defects that only calls made at once show', () => {
  it('each have a race', () => {
    expect(Object.keys(RACES)).to.have.members(defects.map(({ id }) => id));
  });

  for (const { id, rules } of defects) {
    const race = RACES[id]!;

    it(`${id}: no call by itself shows it`, async () => {
      expect(await rulesBroken({ defects: [id] }, inTurn(race))).to.deep.equal([]);
    });

    it(`${id}: is seen where the calls meet, and told by a rule that it names`, async () => {
      const broken = await rulesBroken({ defects: [id] }, race);
      expect(broken).to.not.deep.equal([]);
      expect(rules).to.include.members([...broken]);
      expect(await rulesBroken({}, race), 'of the sound system').to.deep.equal([]);
    });

    it(`${id}: is found by controlled interleavings, the same for the same seed`, async () => {
      const first = await interleaved([id], race, 7);
      expect(first.failed).to.equal(true);
      expect(rules).to.include.members([...first.shown]);
      expect(await interleaved([id], race, 7)).to.deep.equal(first);
    });
  }

  it('none is found in the sound system, whatever the interleaving', async () => {
    for (const race of Object.values(RACES)) {
      const { failed, shown } = await interleaved([], race, 3, 4);
      expect(shown).to.deep.equal([]);
      expect(failed).to.equal(false);
    }
  });
});

describe('a race that is replayed', () => {
  const lookFor = { rule: 'items/within-capacity', call: 'B in a race' };
  const race = RACES['race-at-booking']!;

  /** A system whose first tries go well: those who wait let nobody by. */
  const seldom = () => {
    let calls = 0;
    return async () => {
      calls += 1;
      if (calls > 6) await new Promise<void>((resolve) => void setImmediate(resolve));
    };
  };

  it('is tried again until it shows', async () => {
    const about = { defects: ['race-at-booking'], pause: seldom() };
    const result = await withSession(about, (session) => replayScenario(session, race, lookFor));
    expect(result.verdict).to.equal('reproduced');
    expect(result.tries?.shown).to.equal(1);
    expect(result.tries?.of).to.be.within(2, 20);
  });

  it('is not reproduced where it shows in none of the tries', async () => {
    const result = await withSession({}, (session) => replayScenario(session, race, lookFor));
    expect(result).to.deep.include({ verdict: 'not reproduced', tries: { shown: 0, of: 20 } });
    expect(result.conversation[0]?.race?.calls).to.have.lengthOf(2);
  });

  it('could not be told where the target does not answer', async () => {
    const silent = (client: HttpClient): HttpClient => ({
      ...client,
      send: (request) =>
        request.url.includes('/orders/')
          ? Promise.resolve({ kind: 'no-answer', reason: 'timeout', detail: 'nothing came' })
          : client.send(request),
    });
    const result = await withSession({ through: silent }, (session) => replayScenario(session, race, lookFor));
    expect(result.verdict).to.equal('could not tell');
  });
});
