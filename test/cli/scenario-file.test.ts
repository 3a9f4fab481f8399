import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { readScenarioFile } from '../../src/cli/scenario-file.ts';
import { UsageError } from '../../src/cli/usage.ts';
import { reproOf } from '../../src/report/index.ts';
import { exchange, finding, scenario } from '../report/sample.ts';
import { run, temporaryDirectory } from './harness.ts';

const repro = reproOf(finding(), [exchange], '0.1.0');

describe('a file to replay', () => {
  const directory = temporaryDirectory();

  async function read(content: unknown) {
    const path = directory.path('file.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return readScenarioFile(path);
  }

  async function problem(content: unknown): Promise<string> {
    const error: unknown = await read(content).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(UsageError);
    return (error as UsageError).message.replace(directory.path('file.json'), 'FILE');
  }

  it('is a scenario, or a repro that says what to look for', async () => {
    expect(await read(scenario)).to.deep.equal({ scenario });
    expect(await read(repro)).to.deep.equal({
      scenario,
      lookFor: { rule: 'broker-role/agent-customer-required', call: 'B' },
    });
  });

  const broken: readonly (readonly [string, unknown, RegExp])[] = [
    ['no JSON', '{"format":', /^FILE: the whole file: expected JSON, found none/],
    [
      'another format',
      { format: 'open-booking-fuzz/repro@2' },
      /^FILE: format: found "open.*Did you mean "open-booking-fuzz\/repro@1"\?$/,
    ],
    [
      'no format',
      [],
      /^FILE: format: found nothing\. Expected open-booking-fuzz\/repro@1 or open-booking-fuzz\/scenario@1/,
    ],
    [
      'an unknown step',
      { ...scenario, steps: [{ do: 'C3' }] },
      /^FILE: steps\[0\]\.do: expected one of C1, .*found "C3"$/,
    ],
    [
      'a missing field',
      { ...repro, scenario: { ...scenario, steps: undefined } },
      /^FILE: scenario: steps: expected a list of at least one step, found nothing$/,
    ],
    [
      'an unknown rule',
      { ...repro, rule: { id: 'broker-role/agent-customer-requierd' } },
      /^FILE: rule\.id: .*Did you mean "broker-role\/agent-customer-required"\?$/,
    ],
    [
      'a call that its scenario does not make',
      { ...repro, call: 'C9' },
      /^FILE: call: found "C9", at which no step of the scenario shows anything\. Expected B or PUT of no call\./,
    ],
    [
      'no steps',
      { ...repro, scenario: { ...scenario, steps: [] } },
      /^FILE: scenario: steps: expected a list of at least one step, found \[\]$/,
    ],
    ['no call', { ...repro, call: 7 }, /^FILE: call: expected a text.* found 7$/],
    ['colours in a name', { ...scenario, steps: [{ do: '\u001b[31mC1' }] }, /^FILE: steps\[0\]\.do: [^\u001b]+$/],
  ];
  for (const [what, content, message] of broken) {
    it(`with ${what} is refused in one line that names the field and what was expected`, async () => {
      expect(await problem(content)).to.match(message);
    });
  }

  it('may say that it showed in a race', async () => {
    const { lookFor } = await read({ ...repro, call: 'B after a race' });
    expect(lookFor?.call).to.equal('B after a race');
  });

  it('that is damaged has exit code 2, for bisecting', async () => {
    await writeFile(directory.path('damaged.json'), JSON.stringify({ ...repro, call: 'C9' }));
    expect((await run(['replay', directory.path('damaged.json')])).code).to.equal(2);
  });

  it('that is not there is refused, with exit code 2', async () => {
    const { code, stdout, stderr } = await run(['replay', directory.path('none.json')]);
    expect([code, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.match(/none\.json: expected a file that can be read, found none \(ENOENT\)\n$/);
  });

  it('is never changed', async () => {
    await read(repro);
    expect(JSON.parse(await readFile(directory.path('file.json'), 'utf8'))).to.deep.equal(repro);
  });
});
