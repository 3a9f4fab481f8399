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
import type { OpportunityNeed } from '../../../src/model/scenario.ts';
import { SELLERS } from '../../../src/protocol/ids.ts';
import { canonical } from '../../../src/protocol/json.ts';
import { CRITERIA } from '../../../src/protocol/test-interface.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES } from '../../../src/protocol/vocabulary.ts';
import { ALL, copyOf, scenarioOf } from './samples.ts';

const seeds = fc.integer();
const scenario = scenarioArbitrary(ALL);

describe('laws of the scenario arbitrary', () => {
  it('gives the same scenario for the same seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(scenarioOf(seed)).to.deep.equal(scenarioOf(seed));
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same scenario for the same seed and coverage', () => {
    const coverage = noteScenario(emptyCoverage(), scenarioOf(1));
    expect(scenarioOf(2, { ...ALL, coverage })).to.deep.equal(
      scenarioOf(2, { ...ALL, coverage: noteScenario(emptyCoverage(), scenarioOf(1)) }),
    );
  });

  it('gives scenarios that a file can hold', () => {
    fc.assert(
      fc.property(scenario, (value) => {
        expect(parseScenario(copyOf(value))).to.deep.equal(value);
      }),
      { numRuns: 200 },
    );
  });

  it('needs nothing that cannot be had, where not everything can', () => {
    const need = fc.record<OpportunityNeed>({
      type: fc.constantFrom(...OPPORTUNITY_TYPES),
      criteria: fc.constantFrom(...CRITERIA),
      seller: fc.constantFrom(...SELLERS),
      flow: fc.constantFrom(...BOOKING_FLOWS),
    });
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 8 }), seeds, (obtainable, seed) => {
        const texts = obtainable.map((each) => canonical({ ...each }));
        for (const each of Object.values(scenarioOf(seed, { ...ALL, obtainable }).opportunities)) {
          expect(texts).to.include(canonical({ ...each }));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never books less than one item', () => {
    fc.assert(
      fc.property(scenario, ({ steps }) => steps.every((step) => !('items' in step) || step.items.length > 0)),
      { numRuns: 200 },
    );
  });

  it('shrinks to smaller, well-formed scenarios, none twice, all ending with the same call', () => {
    fc.assert(
      fc.property(scenario, (value) => {
        const smaller = [...shrinkScenario(value)];
        expect(new Set(smaller.map((each) => JSON.stringify(each))).size).to.equal(smaller.length);
        for (const each of smaller) {
          expect(isScenario(copyOf(each)), JSON.stringify(each)).to.equal(true);
          expect(scenarioSize(each)).to.be.lessThan(scenarioSize(value));
          expect(each.steps.at(-1)?.do).to.equal(value.steps.at(-1)?.do);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('comes to an end, whichever candidates succeed', () => {
    fc.assert(
      fc.property(scenario, fc.infiniteStream(fc.nat({ max: 5 })), (value, choices) => {
        let current = value;
        for (let rounds = 0; ; rounds += 1) {
          expect(rounds).to.be.lessThan(300);
          const smaller = [...shrinkScenario(current)];
          if (smaller.length === 0) break;
          // Mostly the least daring, for the longest chains.
          const place = smaller.length - 1 - Math.min(smaller.length - 1, choices.next().value);
          current = smaller[place] ?? current;
        }
        expect(current.steps).to.have.lengthOf(1);
      }),
      { numRuns: 40 },
    );
  });

  it('shrinks a value from a file as well as a fresh one', () => {
    fc.assert(
      fc.property(scenario, (value) => {
        const read = copyOf(value);
        expect(scenario.canShrinkWithoutContext(read)).to.equal(true);
        const fromFile = [...scenario.shrink(parseScenario(read), undefined)].map(({ value: smaller }) => smaller);
        expect(fromFile).to.deep.equal([...shrinkScenario(value)]);
      }),
      { numRuns: 30 },
    );
  });

  it('does not take anything else for a scenario', () => {
    for (const value of [undefined, null, 1, 'a', [], {}, { ...scenarioOf(1), steps: [{ do: 'B' }] }]) {
      expect(scenario.canShrinkWithoutContext(value)).to.equal(false);
    }
  });
});
