import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { RULES } from '../../src/oracle/catalogue.ts';
import { clauseCoverage, CLAUSES } from '../../src/oracle/clauses.ts';

const SOURCE = new URL('../../../shared/domain/clauses.tsv', import.meta.url);

const byId = new Map(CLAUSES.map((clause) => [clause.id, clause]));
const cited = RULES.flatMap(({ id, clauses }) => clauses.map((clause) => ({ id, clause })));

describe('The clauses of the specification', () => {
  it('are 582, each named once', () => {
    expect(CLAUSES).to.have.lengthOf(582);
    expect(byId.size).to.equal(582);
  });

  it('have a strength and someone whom they bind', () => {
    const strengths = ['MUST', 'MUST NOT', 'REQUIRED', 'SHOULD', 'SHOULD NOT', 'RECOMMENDED', 'NOT RECOMMENDED'];
    for (const { id, strength, binds } of CLAUSES) {
      expect(strength, id).to.be.oneOf(strengths);
      expect(binds, id).to.be.oneOf(['booking system', 'broker', 'not observable']);
    }
  });

  it('hold every clause that a rule names', () => {
    const unknown = cited.filter(({ clause }) => !byId.has(clause));
    expect(unknown).to.deep.equal([]);
  });

  it('bind the booking system wherever a rule checks it', () => {
    const misplaced = cited.filter(({ clause }) => byId.get(clause)?.binds !== 'booking system');
    expect(misplaced).to.deep.equal([]);
  });

  it('are each checked, the broker’s, not observable or open', () => {
    const rules = [
      { id: 'one', clauses: ['leasing/3', 'leasing/1'] },
      { id: 'two', clauses: ['leasing/3'] },
    ] as const;
    const covered = new Map(clauseCoverage(rules).map((clause) => [clause.id, clause]));
    expect(covered.get('leasing/3')).to.deep.equal({
      id: 'leasing/3',
      strength: 'MUST',
      status: 'checked',
      rules: ['one', 'two'],
    });
    expect(covered.get('leasing/1')).to.include({ status: 'checked' });
    expect(covered.get('booking-pre-conditions/3')).to.include({ status: 'open' });
    expect(covered.get('booking-pre-conditions/1')).to.include({ status: 'binds the broker' });
    expect(covered.get('invoices-and-tax-receipts/1')).to.include({ status: 'not observable' });
    expect(covered.size).to.equal(582);
  });
});

if (existsSync(SOURCE)) {
  describe('The clauses beside the list that they were made from', () => {
    it('are the same, with the same strengths, in the same order', () => {
      const [, ...lines] = readFileSync(SOURCE, 'utf8').trim().split('\n');
      const rows = lines
        .map((line) => line.split('\t'))
        .map(([section, n, strength]) => ({ id: `${section}/${n}`, strength }));
      expect(CLAUSES.map(({ id, strength }) => ({ id, strength }))).to.deep.equal(rows);
    });
  });
}
