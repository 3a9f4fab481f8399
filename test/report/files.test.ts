import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { outputFiles } from '../../src/report/index.ts';
import { exchange, finding, result, scenario } from './sample.ts';

describe('the files of a campaign', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'files-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(directory, name), 'utf8'));

  it('hold the result and a repro a finding, and nothing else', async () => {
    const files = await outputFiles(join(directory, 'new', 'out'));
    await files.writeRepro(finding(), [exchange], '0.1.0');
    await files.writeResult(result({ findings: [finding()] }));
    expect(await readdir(join(directory, 'new/out'), { recursive: true })).to.have.members([
      'repros',
      'repros/broker-role-agent-customer-required-at-B.json',
      'result.json',
    ]);
    expect(await read('new/out/result.json')).to.have.nested.property('findings[0].repro', finding().repro);
    expect(await read(`new/out/${finding().repro}`)).to.deep.include({
      format: 'open-booking-fuzz/repro@1',
      version: '0.1.0',
      scenario,
      exchanges: [exchange],
    });
  });

  it('are replaced as a whole', async () => {
    const files = await outputFiles(directory);
    await files.writeResult(result({ seed: 1 }));
    await Promise.all([files.writeResult(result({ seed: 2 })), files.writeResult(result({ seed: 2 }))]);
    expect(await read('result.json')).to.have.property('seed', 2);
    expect(await readdir(directory)).to.have.members(['repros', 'result.json']);
  });

  it('need a directory', async () => {
    await writeFile(join(directory, 'file'), '');
    const failed = await outputFiles(join(directory, 'file')).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).to.have.property('code', 'ENOTDIR');
  });
});
