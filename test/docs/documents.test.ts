import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { documents } from '../../docs/documents.ts';

describe('what is made from the code', () => {
  it('stands in the files as `npm run docs` makes it', async () => {
    const made = await documents();
    const stale: string[] = [];
    for (const [path, text] of Object.entries(made)) {
      const file = await readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
      if (file !== text) stale.push(path);
    }
    expect(stale, 'run `npm run docs`').to.deep.equal([]);
    expect(Object.keys(made)).to.include.members(['docs/rules.md', 'docs/model.md', 'schemas/scenario.schema.json']);
  });
});
