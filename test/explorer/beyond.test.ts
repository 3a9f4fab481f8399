import { expect } from 'chai';
import { whyBeyond } from '../../src/explorer/index.ts';
import { RULES } from '../../src/oracle/index.ts';

describe('rules to which no way of the model leads', () => {
  const beyond = RULES.filter(({ id }) => whyBeyond(id) !== undefined).map(({ id }) => id);

  it('are told with the reason, and are few', () => {
    expect(beyond).to.include.members([
      'items/bookable',
      'state/at-once-as-in-turn',
      'feeds/deleted-opportunity-shown',
    ]);
    expect(beyond.length).to.be.lessThan(20);
  });

  it('are none of those to which a way is known', () => {
    expect(beyond).to.not.include.members([
      'items/within-capacity',
      'feeds/nothing-lost',
      'state/repeat-is-idempotent',
    ]);
  });
});
