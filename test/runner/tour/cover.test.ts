import { expect } from 'chai';
import type { Settings } from '../../../src/model/index.ts';
import { BOOKING_FLOWS, BROKER_ROLES, PREPAYMENTS } from '../../../src/protocol/vocabulary.ts';
import { coverOf } from '../../../src/runner/tour/cover.ts';
import { tourOf } from '../../../src/runner/tour/index.ts';
import { coveredIn, reachable } from './model-cover.ts';
import { ALL } from '../../generators/scenario/samples.ts';

const nameOf = (settings: Settings): string => Object.values(settings).join(' × ');

const MACHINES = BROKER_ROLES.flatMap((brokerRole) =>
  [...PREPAYMENTS, 'Free' as const].flatMap((prepayment) =>
    BOOKING_FLOWS.map((flow): Settings => ({ brokerRole, prepayment, flow })),
  ),
);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

describe('what the tour covers', () => {
  const tour = [...tourOf(ALL)];
  const byMachine = MACHINES.map((settings) => {
    const own = tour.filter((each) => nameOf(each.settings) === nameOf(settings));
    return { settings, own, covered: coveredIn(own) };
  });

  for (const flow of BOOKING_FLOWS) {
    it(`is every transition that an order can take in any machine of ${flow}`, () => {
      const wanted = reachable({ brokerRole: 'AgentBroker', prepayment: 'Required', flow });
      expect(wanted.length).to.be.greaterThan(90);
      for (const { settings, covered } of byMachine.filter((each) => each.settings.flow === flow)) {
        expect(
          wanted.filter((name) => !covered.tested.has(name)),
          nameOf(settings),
        ).to.deep.equal([]);
      }
    });
  }

  it('is less without any one of its scenarios', () => {
    const covers = tour.map(coverOf);
    const times = new Map<string, number>();
    for (const name of covers.flatMap((cover) => [...cover])) times.set(name, (times.get(name) ?? 0) + 1);
    const needless = tour.filter((_, index) => [...(covers[index] ?? [])].every((name) => times.get(name) !== 1));
    expect(needless).to.deep.equal([]);
  });

  it('takes at most twice the steps that it takes at the least', () => {
    // A step takes one transition of a system, so that any tour has a step for each that some kind of system takes.
    const least = sum(byMachine.map(({ covered }) => Math.max(...[...covered.taken.values()].map(({ size }) => size))));
    const looks = ['read-spaces', 'read-feed'];
    const steps = sum(tour.map((each) => each.steps.filter((step) => !looks.includes(step.do)).length));
    expect(least).to.be.greaterThan(1_000);
    expect(steps / least).to.be.lessThan(2);
  });
});
