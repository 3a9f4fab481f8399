import { expect } from 'chai';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './harness.ts';

describe('explore', () => {
  let out = '';
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'explore-'));
  });
  afterEach(() => rm(out, { recursive: true, force: true }));

  it('says up to which depth no rule is broken, and ends with 0', async () => {
    const { code, stdout } = await run(['explore', '--depth', '1', '--out', out, '--quiet']);
    expect(stdout).to.include('no rule broken up to depth 1');
    expect(code).to.equal(0);
  });

  it('shows the shortest way to a broken rule, writes a repro that replays, and ends with 1', async () => {
    const defect = ['--defect', 'failed-b-keeps-spaces'];
    const { code, stdout } = await run(['explore', '--depth', '2', ...defect, '--out', out, '--quiet']);
    expect(stdout).to.include('a rule broken at depth 1, by the shortest way there is');
    expect(code).to.equal(1);
    const [repro = ''] = await readdir(join(out, 'repros'));
    expect((await run(['replay', join(out, 'repros', repro), ...defect])).code).to.equal(1);
  });

  it('offers the nearest state or rule', async () => {
    const { code, stderr } = await run(['explore', '--to', 'ordred']);
    expect(stderr).to.include('Did you mean "ordered"?');
    expect(code).to.equal(2);
  });

  it('refuses a range of spaces that makes no sense', async () => {
    const { code, stderr } = await run(['explore', '--spaces', '2..1']);
    expect(stderr).to.include('--spaces');
    expect(code).to.equal(2);
  });
});
