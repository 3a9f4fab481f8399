import { expect } from 'chai';
import { GUARD_IDS, GUARDS, type Guard } from '../../../src/model/index.ts';
import { RULES } from '../../../src/oracle/catalogue.ts';
import { TOPICS, topicOf, type Rule } from '../../../src/oracle/rule.ts';
import { ANSWER_RULES, EXPLANATION_RULES, GUARD_RULES } from '../../../src/oracle/rules/index.ts';
import { SPACES_RULES } from '../../../src/oracle/causes.ts';

const OWN: readonly Rule[] = [...GUARD_RULES, ...EXPLANATION_RULES, ...ANSWER_RULES];

describe('the catalogue of rules', () => {
  it('has every rule once', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
  });

  it('has a record for each guard of the model, and for nothing else', () => {
    expect(GUARD_RULES.map(({ id }) => id)).to.have.members([...GUARD_IDS]);
  });

  it('has a record for each cause of wrong spaces', () => {
    expect(EXPLANATION_RULES.map(({ id }) => id)).to.include.members([...SPACES_RULES]);
  });

  it('gives the readings of each guard that admits more than the specification’s errors', () => {
    const lenient = GUARD_RULES.filter(({ id }) => {
      const guard: Guard = GUARDS[id];
      return guard.tolerated !== undefined || guard.otherErrors !== undefined;
    });
    expect(lenient.filter(({ readings }) => readings === undefined).map(({ id }) => id)).to.deep.equal([]);
  });

  for (const rule of OWN) {
    it(`has ${rule.id} in words, under a topic, with clauses and known implications`, () => {
      expect(TOPICS).to.include(topicOf(rule));
      expect(rule.sentence).to.match(/^\p{Lu}.*\.$/u);
      expect(rule.clauses).to.satisfy((clauses: readonly string[]) =>
        clauses.every((each) => /^[a-z0-9-]+\/\d+$/.test(each)),
      );
      expect(RULES.map(({ id }) => id)).to.include.members([...(rule.implies ?? [])]);
      expect(rule.implies ?? []).to.not.include(rule.id);
    });
  }
});
