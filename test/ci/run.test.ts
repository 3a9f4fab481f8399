import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const RUN = fileURLToPath(new URL('../../.ci/run', import.meta.url));

describe('.ci/run', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ci-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** Runs it with an npm that only does what `script` says of its arguments. */
  async function run(script: string) {
    const npm = join(directory, 'npm');
    await writeFile(npm, `#!/bin/sh\n${script}\n`);
    await chmod(npm, 0o755);
    const path = `${directory}${delimiter}${process.env['PATH'] ?? ''}`;
    const { status, stdout } = spawnSync(RUN, { env: { ...process.env, PATH: path }, encoding: 'utf8' });
    return { status, last: stdout.trimEnd().split('\n').at(-1) };
  }

  const results = (passes: number, failures: number) =>
    `echo '{"stats":{"passes":${passes},"failures":${failures}}}' > "$MOCHA_RESULTS"`;

  it('ends with what mocha counted', async () => {
    expect(await run(results(12, 0))).to.deep.equal({ status: 0, last: '12 passed, 0 failed' });
  });

  it('fails where a test fails', async () => {
    const script = `if [ "$1" = test ]; then ${results(11, 1)}; exit 1; fi`;
    expect(await run(script)).to.deep.equal({ status: 1, last: '11 passed, 1 failed' });
  });

  it('fails where lint, types or format do, and counts the tests all the same', async () => {
    const script = `if [ "$1" = test ]; then exit 2; elif [ "$1" = run ]; then ${results(12, 0)}; fi`;
    expect(await run(script)).to.deep.equal({ status: 2, last: '12 passed, 0 failed' });
  });

  it('fails where nothing can be installed', async () => {
    expect(await run('exit 3')).to.deep.equal({ status: 3, last: '0 passed, 0 failed' });
  });
});
