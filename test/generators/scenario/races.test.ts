import { expect } from 'chai';
import fc from 'fast-check';
import {
  emptyCoverage,
  isScenario,
  noteScenario,
  parseScenario,
  scenarioArbitrary,
  scenarioSize,
  shrinkScenario,
} from '../../../src/generators/index.ts';
import { singleSteps, type LanesStep, type LaneStep, type Scenario } from '../../../src/model/scenario.ts';
import { ALL, b, c2, cancel, copyOf, scenarioOf, scenarioWith, spaces } from './samples.ts';

const RACES = { ...ALL, raceRate: 1 };
const races = scenarioArbitrary(RACES);
const lanesOf = ({ steps }: Scenario): readonly (readonly LaneStep[])[] =>
  steps.flatMap((step) => (step.do === 'lanes' ? step.lanes : []));

/** The races of a campaign, each in its turn. */
function campaign(count: number, raceRate: number): readonly Scenario[] {
  let coverage = emptyCoverage();
  return Array.from({ length: count }, (_, seed) => {
    const scenario = scenarioOf(seed, { ...ALL, raceRate, coverage });
    coverage = noteScenario(coverage, scenario);
    return scenario;
  });
}

describe('races', () => {
  it('are made the same for the same seed, and can stand in a file', () => {
    fc.assert(
      fc.property(races, fc.integer(), (race, seed) => {
        expect(parseScenario(copyOf(race))).to.deep.equal(race);
        expect(scenarioOf(seed, RACES)).to.deep.equal(scenarioOf(seed, RACES));
      }),
      { numRuns: 60 },
    );
  });

  it('are as many of a campaign as they are meant to be, and none where none are', () => {
    const isRace = (scenario: Scenario) => lanesOf(scenario).length > 0;
    expect(campaign(50, 0.2).filter(isRace).length).to.be.within(9, 11);
    expect(campaign(20, 0).filter(isRace)).to.deep.equal([]);
  });

  it('have two lanes to four, end with quiet looks, and meet in many ways', () => {
    const all = campaign(60, 1);
    for (const race of all) {
      expect(lanesOf(race).length).to.be.within(2, 4);
      expect(race.steps.at(-1)?.do).to.be.oneOf(['read-feed', 'read-spaces', 'C1']);
    }
    const meet = (...calls: readonly string[]) =>
      all.filter((race) => calls.every((call) => lanesOf(race).some(([first]) => first?.do === call))).length;
    for (const calls of [['B'], ['C2'], ['P'], ['cancel', 'B'], ['delete-order', 'B'], ['delete-order', 'cancel']]) {
      expect(meet(...calls), calls.join(' against ')).to.be.above(0);
    }
    expect(meet('seller', 'update-proposal'), 'approve against reject').to.be.above(0);
    expect(meet('B after P', 'update-proposal'), 'B after P against reject').to.be.above(0);
    const partners = all.map(
      (race) =>
        new Set(
          lanesOf(race)
            .flat()
            .map(({ partner }) => partner),
        ).size,
    );
    expect(new Set(partners)).to.deep.equal(new Set([1, 2]));
    const twice = all.filter((race) => lanesOf(race).some((lane, _, [first]) => lane !== first && isSame(lane, first)));
    expect(twice.length, 'the same call twice').to.be.above(2);
  });

  it('shrink to smaller, well-formed scenarios, none twice, and to an end', () => {
    fc.assert(
      fc.property(races, fc.infiniteStream(fc.nat({ max: 30 })), (race, choices) => {
        let current = race;
        for (let rounds = 0; ; rounds += 1) {
          expect(rounds).to.be.lessThan(300);
          const smaller = [...shrinkScenario(current)];
          expect(new Set(smaller.map((each) => JSON.stringify(each))).size).to.equal(smaller.length);
          expect(smaller.every((each) => isScenario(copyOf(each)))).to.equal(true);
          expect(smaller.every((each) => scenarioSize(each) < scenarioSize(current))).to.equal(true);
          if (smaller.length === 0) break;
          current = smaller[choices.next().value % smaller.length] ?? current;
        }
        expect(singleSteps(current.steps)).to.have.lengthOf(1);
      }),
      { numRuns: 12 },
    );
  });
});

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

describe('shrinking a race', () => {
  const rival = { ...b, order: 'b', partner: 'secondary' } as const;
  const race = (...lanes: LanesStep['lanes']): LanesStep => ({ do: 'lanes', lanes });

  /** The smallest that still fails. */
  function smallest(start: Scenario, fails: (scenario: Scenario) => boolean): Scenario {
    for (let current = start; ;) {
      const next = [...shrinkScenario(current)].find(fails);
      if (next === undefined) return current;
      current = next;
    }
  }

  const start = scenarioWith([
    { ...c2, order: 'c' },
    race(
      [c2, { ...b, items: [{ opportunity: 'o1' }, { opportunity: 'o1' }] }, cancel],
      [{ ...c2, ...rival, do: 'C2' }, rival],
      [{ ...c2, order: 'c' }],
    ),
    spaces,
  ]);

  it('first asks whether it takes a race at all', () => {
    const [first, second] = [...shrinkScenario(start)];
    expect(lanesOf(first!)).to.deep.equal([]);
    expect(singleSteps(first!.steps)).to.have.lengthOf(singleSteps(start.steps).length);
    expect(lanesOf(second!)).to.deep.equal([]);
  });

  it('keeps two lanes of one call each where these have to meet', () => {
    const books = (lane: readonly LaneStep[]) => lane.some((step) => step.do === 'B');
    const failing = { ...start, steps: start.steps.slice(0, -1) };
    const left = smallest(failing, (scenario) => lanesOf(scenario).filter(books).length > 1);
    expect(left.steps.map((step) => step.do)).to.deep.equal(['lanes']);
    const [one, other] = lanesOf(left).map((lane) => lane.map(({ do: call, order }) => `${call} of ${order}`));
    expect([one, other]).to.deep.equal([['B of a'], ['B of b']]);
    expect(
      lanesOf(left)
        .flat()
        .every((step) => !('items' in step) || step.items.length === 1),
    ).to.equal(true);
  });

  it('takes steps out of their lanes where they need not be there', () => {
    const left = smallest(start, (scenario) => {
      const lanes = lanesOf(scenario).flat();
      const prefix = scenario.steps.slice(
        0,
        scenario.steps.findIndex((step) => step.do === 'lanes'),
      );
      const has = (steps: readonly { readonly do: string }[], call: string) => steps.some((step) => step.do === call);
      return has(lanes, 'cancel') && lanes.length > 1 && (has(lanes, 'B') || has(prefix, 'B'));
    });
    expect(lanesOf(left).map((lane) => lane.length)).to.deep.equal([1, 1]);
  });
});
