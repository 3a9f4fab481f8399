import { expect } from 'chai';
import { VARIATIONS } from '../../../src/booking-system/index.ts';
import { checkBody } from '../../../src/runner/validation/check.ts';
import { modeOf } from '../../../src/runner/validation/modes.ts';
import { startShapes, type Shapes } from '../../../src/runner/validation/shape.ts';
import { givenBodies, type Given } from './bodies.ts';

/** What is wrong in bodies, by what they were to be; those in which nothing is new are left out. */
async function faultsIn(given: readonly Given[], shapes: Shapes): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { kind, body } of given) {
    if (shapes.meet(modeOf(kind, body) ?? kind, body) !== 'new') continue;
    for (const { type, path } of (await checkBody(kind, body))?.faults ?? []) faults.push(`${kind}: ${type} ${path}`);
  }
  return faults;
}

describe('bodies of an honest booking system', () => {
  const shapes = startShapes();

  it('conform to the data models in every mode', async () => {
    const given = await givenBodies();
    const modes = new Set(given.map(({ kind, body }) => modeOf(kind, body)));
    expect([...modes]).to.include.members([
      'C1Response',
      'C1ResponseOrderItemError',
      'C2Response',
      'C2ResponseOrderItemError',
      'PResponse',
      'BResponse',
      'OrderStatus',
      'OrdersFeed',
      'OrderProposalsFeed',
      'BookableRPDEFeed',
      'OpenBookingError',
    ]);
    expect(await faultsIn(given, shapes)).to.deep.equal([]);
  });

  for (const { id, sentence } of VARIATIONS) {
    it(`conform where ${id}: ${sentence}`, async () => {
      const given = await givenBodies({ variations: [id] }, ['ScheduledSession'], ['BookableCancellable']);
      expect(await faultsIn(given, shapes)).to.deep.equal([]);
    });
  }
});
