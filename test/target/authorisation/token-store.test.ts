import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fileTokenStore } from '../../../src/target/authorisation/token-store.ts';

describe('the file of tokens', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokens-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('is read again by the next run, and by its owner alone', async () => {
    const path = join(folder, 'deep', 'tokens.json');
    const store = fileTokenStore(path);
    expect(await store.get('a')).to.equal(undefined);
    await Promise.all([store.set('a', '1'), store.set('b', '2'), store.set('c', '3')]);
    await store.set('b', undefined);
    expect(await fileTokenStore(path).get('a')).to.equal('1');
    expect(await readFile(path, 'utf8')).to.equal('{\n  "a": "1",\n  "c": "3"\n}\n');
    expect(((await stat(path)).mode & 0o777).toString(8)).to.equal('600');
  });

  it('that cannot be used is told so in one line', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '[]');
    expect(await fileTokenStore(path).get('a').catch(String)).to.match(
      /broken\.json: expected the JSON object in which tokens are kept/,
    );
    expect(await fileTokenStore(join(path, 'x')).set('a', '1').catch(String)).to.match(/\(ENOTDIR\)/);
  });
});
