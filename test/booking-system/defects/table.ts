import { expect } from 'chai';
import { DEFECTS } from '../../../src/booking-system/index.ts';
import { startKit, type Kit } from '../kit.ts';

/** A short conversation that tells a system with a defect from one without. */
export interface Row {
  /** The defect. */
  readonly id: string;
  /** Holds the conversation, and gives what it showed. */
  readonly talk: (kit: Kit) => Promise<unknown>;
  readonly sound: unknown;
  readonly defective: unknown;
}

/** Tests of the defects of a topic, every one: each conversation goes one way without its defect and another way with it. */
export function testDefects(topic: string, rows: readonly Row[]): void {
  describe(`defects: ${topic}`, () => {
    it('each have a conversation', () => {
      const ids = DEFECTS.filter((defect) => defect.topic === topic).map(({ id }) => id);
      expect(rows.map(({ id }) => id)).to.have.members(ids);
    });
    for (const { id, talk, sound, defective } of rows) {
      it(id, async () => {
        expect(defective).to.not.deep.equal(sound);
        expect(await outcome(talk, []), 'without the defect').to.deep.equal(sound);
        expect(await outcome(talk, [id]), 'with the defect').to.deep.equal(defective);
      });
    }
  });
}

async function outcome(talk: Row['talk'], defects: readonly string[]): Promise<unknown> {
  const kit = await startKit({ defects });
  try {
    return await talk(kit);
  } finally {
    await kit.system.stop();
  }
}
