import { expect } from 'chai';
import { FEED_RULES } from '../../../../src/oracle/rules/feeds/index.ts';
import type { FeedSighting } from '../../../../src/oracle/rule.ts';
import { BREACHES } from './breaches.ts';
import { SOUND } from './sound.ts';

/** The verdict of a rule, as its kind. */
function verdictOf(id: string, sighting: FeedSighting): string {
  const rule = FEED_RULES.find((each) => each.id === id);
  if (rule?.check.by !== 'feed') throw new Error(`there is no feed rule ${id}`);
  return rule.check.check(sighting).kind;
}

/** The rules that a sighting breaks. */
const broken = (sighting: FeedSighting): readonly string[] =>
  FEED_RULES.map(({ id }) => id).filter((id) => verdictOf(id, sighting) === 'violated');

describe('Rules on the orders feed', () => {
  for (const [rule, cases] of Object.entries(BREACHES)) {
    for (const [name, { sighting, also }] of Object.entries(cases)) {
      it(`${rule} fires: ${name}`, () => {
        expect(broken(sighting)).to.have.members([rule, ...(also ?? [])]);
      });
    }
  }

  for (const [name, { sighting, passes }] of Object.entries(SOUND)) {
    it(`holds its tongue: ${name}`, () => {
      expect(broken(sighting)).to.deep.equal([]);
      for (const rule of passes) expect(verdictOf(rule, sighting), rule).to.equal('passed');
    });
  }

  it('is shown to fire and to pass, rule by rule', () => {
    const ids = FEED_RULES.map(({ id }) => id);
    expect(Object.keys(BREACHES)).to.have.members(ids);
    expect([...new Set(Object.values(SOUND).flatMap(({ passes }) => passes))]).to.have.members(ids);
  });
});
