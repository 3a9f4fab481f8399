import { expect } from 'chai';
import fc from 'fast-check';
import { linearize, type Interval } from '../../src/model/index.ts';

/** Spaces of one thing: taken if there are any, or given back. */
interface Take extends Interval {
  readonly wants: 'take' | 'give back';
  readonly got: boolean;
}

const possible = (left: number, { wants, got }: Take): readonly { state: number; move: string }[] => {
  if (wants === 'give back') return got ? [{ state: left + 1, move: 'given back' }] : [];
  return got === left > 0 ? [{ state: got ? left - 1 : left, move: got ? 'taken' : 'full' }] : [];
};

const decide = (
  spaces: readonly number[],
  operations: readonly Take[],
  bounds?: { visits: number; questions: number },
) =>
  linearize<number, Take, string>({
    states: spaces,
    operations,
    hash: String,
    possible,
    ...(bounds === undefined ? {} : { bounds }),
  });

/** Every order that respects real time, tried one by one; the states that those end in that are possible throughout. */
function byBruteForce(spaces: readonly number[], operations: readonly Take[]): ReadonlySet<number> {
  const ends = new Set<number>();
  const go = (left: number, todo: readonly Take[]): void => {
    if (todo.length === 0) ends.add(left);
    for (const one of todo) {
      if (todo.some((other) => other !== one && other.returned < one.called)) continue;
      for (const { state } of possible(left, one)) {
        go(
          state,
          todo.filter((other) => other !== one),
        );
      }
    }
  };
  for (const left of spaces) go(left, operations);
  return ends;
}

const operation: fc.Arbitrary<Take> = fc
  .record({
    called: fc.integer({ min: 0, max: 12 }),
    took: fc.integer({ min: 0, max: 8 }),
    wants: fc.constantFrom('take' as const, 'take' as const, 'give back' as const),
    got: fc.boolean(),
  })
  .map(({ called, took, wants, got }) => ({
    called,
    returned: called + took,
    wants,
    got: got || wants === 'give back',
  }));

describe('the search for an order', () => {
  it('agrees with trying every order, on small histories', () => {
    let [explained, not] = [0, 0];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 2 }),
        fc.array(operation, { maxLength: 6 }),
        (spaces, operations) => {
          const found = decide(spaces, operations);
          const ends = byBruteForce(spaces, operations);
          expect(found.kind).to.equal(ends.size > 0 ? 'explained' : 'unexplained');
          if (found.kind === 'explained') expect(new Set(found.states)).to.deep.equal(ends);
          if (ends.size > 0) explained += 1;
          else not += 1;
        },
      ),
      { numRuns: 1_500 },
    );
    expect(Math.min(explained, not), 'of either kind').to.be.above(200);
  });

  it('finds an order for what really happened in one, however the calls overlapped', () => {
    const steps = fc.array(
      fc.record({
        wants: fc.constantFrom('take' as const, 'give back' as const),
        before: fc.integer({ min: 0, max: 30 }),
        after: fc.integer({ min: 0, max: 30 }),
      }),
      { minLength: 1, maxLength: 14 },
    );
    fc.assert(
      fc.property(fc.nat({ max: 3 }), steps, fc.infiniteStream(fc.nat()), (spaces, drawn, order) => {
        let left = spaces;
        const operations = drawn.map(({ wants, before, after }, index): Take => {
          const got = wants === 'give back' || left > 0;
          left += wants === 'give back' ? 1 : got ? -1 : 0;
          return { wants, got, called: index * 10 - before, returned: index * 10 + after };
        });
        const shuffled = operations
          .map((each) => [order.next().value, each] as const)
          .sort(([one], [other]) => one - other)
          .map(([, each]) => each);
        const found = decide([spaces], shuffled);
        if (found.kind !== 'explained') throw new Error(found.kind);
        expect(found.states).to.include(left);
        expect(found.order.map(({ operation: index }) => index).sort((a, b) => a - b)).to.deep.equal([
          ...shuffled.keys(),
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a contradiction among calls that are otherwise explained, and shows how far it came', () => {
    const all = { called: 0, returned: 9 };
    const taken: Take = { ...all, wants: 'take', got: true };
    const found = decide([2], [taken, taken, taken, { ...all, wants: 'take', got: false }]);
    if (found.kind !== 'unexplained') throw new Error(found.kind);
    expect(found.farthest.map(({ order }) => order.length)).to.satisfy((all: readonly number[]) =>
      all.every((length) => length === 3),
    );
    expect(found.farthest.some(({ impossible }) => impossible.length === 1)).to.equal(true);
  });

  it('lets nothing come before what had ended when it began', () => {
    const full: Take = { called: 0, returned: 1, wants: 'take', got: false };
    const given: Take = { called: 2, returned: 3, wants: 'give back', got: true };
    expect(decide([0], [full, given]).kind).to.equal('explained');
    expect(decide([0], [{ ...full, got: true }, given]).kind).to.equal('unexplained');
    expect(decide([0], [{ ...full, got: true, returned: 2 }, given]).kind).to.equal('explained');
    expect(decide([0], [{ ...full, got: true, returned: Infinity }, given]).kind).to.equal('explained');
  });

  it('gives up at its bounds, which is no answer', () => {
    const all = Array.from({ length: 12 }, (): Take => ({ called: 0, returned: 1, wants: 'take', got: true }));
    const found = decide([20], all, { visits: 50, questions: 1_000 });
    expect(found.kind).to.equal('too large');
    expect(found.cost.visits).to.be.above(50);
    expect(decide([20], all.slice(0, 2)).cost).to.deep.equal({ visits: 4, questions: 4 });
  });

  it('knows moves only of orders that lead to the end', () => {
    const found = decide(
      [1],
      [
        { called: 0, returned: 9, wants: 'take', got: false },
        { called: 0, returned: 9, wants: 'take', got: true },
      ],
    );
    expect(found.kind === 'explained' && found.moves).to.deep.equal([['full'], ['taken']]);
  });
});
