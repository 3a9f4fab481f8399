import { expect } from 'chai';
import { DEFECTS, VARIATIONS } from '../../src/booking-system/index.ts';
import { RULES } from '../../src/oracle/index.ts';
import { run } from './harness.ts';

const CATALOGUES = [
  ['rules', RULES],
  ['defects', DEFECTS],
  ['variations', VARIATIONS],
] as const;

describe('the catalogues', () => {
  for (const [name, entries] of CATALOGUES) {
    it(`${name} --json is an array of all of them, each with an id and a sentence`, async () => {
      const { code, stdout, stderr } = await run([name, '--json']);
      const listed = JSON.parse(stdout) as readonly { readonly id: string; readonly sentence: string }[];
      expect([code, stderr]).to.deep.equal([0, '']);
      expect(listed.map(({ id }) => id)).to.deep.equal(entries.map(({ id }) => id));
      expect(listed.map(({ sentence }) => sentence)).to.deep.equal(entries.map(({ sentence }) => sentence));
    });

    it(`${name} lists each id on a line of its own`, async () => {
      const { stdout } = await run([name]);
      const lines = stdout.split('\n').map((line) => line.trim());
      expect(entries.map(({ id }) => id).filter((id) => !lines.includes(id))).to.deep.equal([]);
    });
  }

  it('give of a rule its strength, its link and its clauses', async () => {
    const { stdout } = await run(['rules', '--json']);
    const listed = JSON.parse(stdout) as readonly Record<string, unknown>[];
    const rule = listed.find(({ id }) => id === 'broker-role/reseller-broker-required');
    expect(rule).to.deep.include({ strength: 'must', topic: 'broker-role' });
    expect(rule?.['link']).to.match(/^https:\/\/openactive\.io\/open-booking-api\/EditorsDraft\/#[a-z]/);
    expect(rule?.['clauses']).to.be.an('array').that.is.not.empty;
  });

  it('list every clause of the specification, with the rules that check it', async () => {
    const { stdout } = await run(['rules', '--clauses', '--json']);
    const listed = JSON.parse(stdout) as readonly { id: string; status: string; rules: readonly string[] }[];
    expect(listed).to.have.length(582);
    const known: readonly string[] = RULES.map(({ id }) => id);
    for (const { status, rules } of listed) {
      expect(rules.length > 0).to.equal(status === 'checked');
      expect(known).to.include.members([...rules]);
    }
    const { stdout: text } = await run(['rules', '--clauses']);
    expect(text).to.match(/^agentbroker\/\d|^booking-pre-conditions\/3 \(MUST\): /m);
    expect(text).to.match(/\n\n582 clauses: .*\d+ checked.*\n$/);
  });
});
