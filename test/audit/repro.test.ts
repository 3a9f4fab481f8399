import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { replay } from '../../src/cli/library.ts';
import { parseScenario } from '../../src/generators/index.ts';
import { call, scenario } from '../seeds/kit.ts';
import { run as runCli } from '../cli/harness.ts';
import { audit, record, withFolder } from './kit.ts';

const WRONG = { defects: ['gross-tax-on-top'] };

/** A conversation with much in it that has nothing to do with the tax at B. */
const LONG = scenario({ role: 'AgentBroker', criteria: 'BookableNonFreeTaxGross' }, [
  call('C1', { order: 'b' }),
  call('C2', { order: 'b' }),
  { do: 'delete-quote', order: 'b', partner: 'primary' },
  call('C1'),
  call('C2', {}, 'omit-customer'),
  call('C2'),
  call('B', {}, 'omit-payment'),
  call('B'),
  { do: 'cancel', order: 'a', partner: 'primary', items: [0] },
]);

describe('A finding in recorded traffic', () => {
  it('comes with the least that shows it, and a scenario that shows it again', async () => {
    await withFolder(async (folder) => {
      const file = join(folder, 'long.jsonl');
      await record(file, [LONG], WRONG);
      const { findings } = await audit([file]);
      const finding = findings.find(({ rule, call: at }) => rule.id === 'totals/tax-amount' && at === 'B');
      expect(finding?.sliceComplete).to.equal(true);
      const calls = finding?.slice.filter(({ request }) => /^P(UT|ATCH)/.test(request)).map(({ request }) => request);
      expect(calls).to.have.lengthOf(1);
      expect(calls?.[0]).to.match(/^PUT orders\//);
      const made = finding?.scenario;
      expect(made?.steps.map((step) => step.do)).to.deep.equal(['B']);
      expect(made?.opportunities).to.deep.equal({
        o1: {
          type: 'ScheduledSession',
          criteria: 'BookableNonFreeTaxGross',
          seller: 'primary',
          flow: 'OpenBookingSimpleFlow',
        },
      });
      expect(() => parseScenario(JSON.parse(JSON.stringify(made)))).to.not.throw();
      const lookFor = { rule: 'totals/tax-amount', call: 'B' };
      expect((await replay(made ?? LONG, { ...WRONG, lookFor })).verdict).to.equal('reproduced');
      expect((await replay(made ?? LONG, { lookFor })).verdict).to.equal('not reproduced');
    });
  });

  it('keeps what was done wrong on purpose', async () => {
    await withFolder(async (folder) => {
      const file = join(folder, 'unpaid.jsonl');
      const unpaid = scenario({ role: 'AgentBroker', criteria: 'BookableNonFreePrepaymentRequired' }, [
        call('C2'),
        call('B', {}, 'omit-payment'),
      ]);
      const careless = { defects: ['payment-not-demanded-at-b'] };
      await record(file, [unpaid], careless);
      const { findings } = await audit([file]);
      const finding = findings.find(({ rule }) => rule.id === 'prepayment/required-payment-given');
      const [step] = finding?.scenario?.steps.slice(-1) ?? [];
      expect(step).to.include({ do: 'B' });
      expect(step && 'mutations' in step && step.mutations).to.deep.equal([{ kind: 'omit-payment' }]);
      const lookFor = { rule: 'prepayment/required-payment-given', call: 'B' };
      expect((await replay(finding?.scenario ?? unpaid, { ...careless, lookFor })).verdict).to.equal('reproduced');
    });
  });

  it('is told by the command line, with its exit codes', async () => {
    await withFolder(async (folder) => {
      const [wrong, sound, out] = ['wrong.jsonl', 'sound.jsonl', 'out'].map((name) => join(folder, name));
      await record(wrong ?? '', [LONG], WRONG);
      await record(sound ?? '', [LONG]);
      const told = await runCli(['audit', wrong ?? '', '--repro', '--out', out ?? '']);
      expect(told.code).to.equal(1);
      expect(told.stdout).to.match(/totals\/tax-amount · must · at B/);
      expect(told.stdout).to.match(/wrong\.jsonl:\d+/);
      const repro: unknown = JSON.parse(
        await readFile(join(out ?? '', 'repros', 'totals-tax-amount-at-B.json'), 'utf8'),
      );
      expect(repro).to.include({ format: 'open-booking-fuzz/repro@1', call: 'B' });
      const json = await runCli(['audit', sound ?? '', '--json']);
      expect(json.code).to.equal(0);
      expect(JSON.parse(json.stdout)).to.deep.include({ format: 'open-booking-fuzz/audit@1', findings: [] });
      const missing = await runCli(['audit', join(folder, 'not-there.har')]);
      expect(missing.code).to.equal(2);
      expect(missing.stderr).to.match(/not-there\.har: expected a recording/);
      const validated = await runCli(['audit', sound ?? '', '--validate']);
      expect(validated.stdout).to.match(/validator: +\d+ bodies: 0 failures, \d+ warnings, \d+ suggestions/);
    });
  });
});
