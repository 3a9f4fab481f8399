import { expect } from 'chai';
import { ANSWER_RULES } from '../../../src/oracle/rules/index.ts';
import { CONSISTENCY_RULES } from '../../../src/oracle/rules/answers/consistency.ts';
import { DETAILED } from './details-scenes.ts';
import { sightingOf, verdictsOn, type Scene } from './fixtures.ts';
import { LAWFUL } from './lawful.ts';
import { SOUND } from './scenes.ts';

const violationsIn = (scene: Scene): readonly string[] =>
  [...verdictsOn(sightingOf(scene))].flatMap(([rule, verdict]) =>
    verdict.kind === 'violated' ? [`${rule}: expected ${verdict.expected}, found ${verdict.found}`] : [],
  );

describe('rules on answers, of sound answers', () => {
  for (const scene of [...SOUND, ...DETAILED, ...LAWFUL]) {
    it(`have nothing against ${scene.name}`, () => {
      expect(violationsIn(scene)).to.deep.equal([]);
    });
  }

  it('are each put to the test by one of them', () => {
    const passed = new Set(
      [...SOUND, ...DETAILED].flatMap((scene) =>
        [...verdictsOn(sightingOf(scene))].flatMap(([rule, { kind }]) => (kind === 'passed' ? [rule] : [])),
      ),
    );
    const idle = ANSWER_RULES.filter(({ check, id }) => check.by === 'answer' && !passed.has(id)).map(({ id }) => id);
    // They need a booking system that says that it has no leasing, one that excludes tax, and several answers.
    expect(idle).to.have.members([
      'shape/lease-without-leasing',
      'totals/tax-excluded-consistently',
      ...Object.keys(CONSISTENCY_RULES),
    ]);
  });
});
