import { expect } from 'chai';
import { DEFECTS, VARIATIONS } from '../../src/booking-system/index.ts';
import { RULES } from '../../src/oracle/index.ts';

describe('the catalogues', () => {
  it('have ids of fixed words, each once', () => {
    const ids = [...DEFECTS, ...VARIATIONS].map(({ id }) => id);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))).to.deep.equal([]);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('tell of each entry in one sentence', () => {
    const wrong = [...DEFECTS, ...VARIATIONS].filter(({ sentence }) => !/^[A-Za-z].*[.]$/.test(sentence));
    expect(wrong.map(({ id }) => id)).to.deep.equal([]);
  });

  it('name for each defect rules that exist', () => {
    const rules = new Set(RULES.map(({ id }) => id));
    const wrong = DEFECTS.filter((defect) => defect.rules.length === 0 || !defect.rules.every((id) => rules.has(id)));
    expect(wrong.map(({ id }) => id)).to.deep.equal([]);
  });

  it('hold defects of every kind', () => {
    const topics = new Set(DEFECTS.map(({ topic }) => topic));
    expect([...topics].sort()).to.deep.equal([
      'broker-roles',
      'details',
      'feeds',
      'isolation',
      'lifecycle',
      'payment',
      'races',
      'shape',
      'spaces-and-leases',
      'totals-and-tax',
    ]);
  });
});
