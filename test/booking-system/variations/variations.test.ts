import { expect } from 'chai';
import fc from 'fast-check';
import { compatible, VARIATIONS } from '../../../src/booking-system/index.ts';
import { startKit } from '../kit.ts';
import { CHECKING_ROWS } from './checking-rows.ts';
import { CONTENT_ROWS } from './content-rows.ts';
import { DETAILS_ROWS } from './details-rows.ts';
import { FEED_ROWS } from './feed-rows.ts';
import { LIFECYCLE_ROWS } from './lifecycle-rows.ts';
import type { Row } from './row.ts';
import { VALUE_ROWS } from './value-rows.ts';

const ROWS: readonly Row[] = [
  ...CHECKING_ROWS,
  ...LIFECYCLE_ROWS,
  ...CONTENT_ROWS,
  ...DETAILS_ROWS,
  ...VALUE_ROWS,
  ...FEED_ROWS,
];
const IDS = VARIATIONS.map(({ id }) => id);

async function outcome(talk: Row['talk'], variations: readonly string[]): Promise<unknown> {
  const kit = await startKit({ variations });
  try {
    return await talk(kit);
  } finally {
    await kit.system.stop();
  }
}

describe('variations', () => {
  for (const { id, talk, usual, varied } of ROWS) {
    it(id, async () => {
      expect(varied).to.not.deep.equal(usual);
      expect(await outcome(talk, []), 'without the variation').to.deep.equal(usual);
      expect(await outcome(talk, [id]), 'with the variation').to.deep.equal(varied);
    });
  }

  it('are each shown by a conversation', () => {
    expect(ROWS.map(({ id }) => id)).to.have.members(IDS);
  });

  it('exclude only variations that there are, and not themselves', () => {
    for (const { id, excludes = [] } of VARIATIONS) {
      expect(IDS).to.include.members([...excludes]);
      expect(excludes).to.not.include(id);
    }
  });

  it('are all alone compatible, whichever is named first', () => {
    for (const id of IDS) expect(compatible([id]), id).to.equal(true);
    expect(compatible(['no-leasing', 'short-leases'])).to.equal(false);
    expect(compatible(['short-leases', 'no-leasing'])).to.equal(false);
    expect(compatible(['short-leases', 'leases-dropped-late'])).to.equal(true);
  });

  it('can be had together where they are compatible', async () => {
    const sets = fc.subarray(IDS.slice(), { minLength: 2, maxLength: 12 }).filter(compatible);
    await fc.assert(
      fc.asyncProperty(sets, async (variations) => {
        const kit = await startKit({ variations });
        try {
          const { status } = await kit.request('GET', kit.system.datasetSiteUrl);
          expect(status).to.equal(200);
        } finally {
          await kit.system.stop();
        }
      }),
      { numRuns: 30 },
    );
  });
});
