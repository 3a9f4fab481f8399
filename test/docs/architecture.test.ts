import { readdir, readFile } from 'node:fs/promises';
import { expect } from 'chai';

const ROOT = new URL('../../', import.meta.url);

interface Policy {
  readonly from: { readonly element: { readonly type: string } };
  readonly allow: { readonly to: { readonly element: { readonly type: readonly string[] } } };
}

interface LintConfig {
  readonly files?: readonly string[];
  readonly rules?: Readonly<Record<string, readonly [string, { readonly policies: readonly Policy[] }] | string>>;
}

/** Who may import whom, as lint checks it. */
async function roomsInLint(): Promise<Readonly<Record<string, readonly string[]>>> {
  const { default: configs } = (await import(new URL('eslint.config.js', ROOT).href)) as { default: LintConfig[] };
  const rules = configs.map((config) => config.rules?.['boundaries/dependencies']);
  const policies = rules.flatMap((rule) => (typeof rule === 'object' ? rule[1].policies : []));
  return Object.fromEntries(
    policies.map(({ from: { element }, allow }) => [
      element.type,
      allow.to.element.type.filter((room) => room !== element.type),
    ]),
  );
}

/** Who may import whom, as docs/architecture.md says. */
async function roomsInDocs(): Promise<Readonly<Record<string, readonly string[]>>> {
  const page = await readFile(new URL('docs/architecture.md', ROOT), 'utf8');
  const rows = [...page.matchAll(/^\| `src\/([\w-]+)\/`\s+\|[^|]+\|([^|]+)\|$/gm)];
  return Object.fromEntries(
    rows.map(([, room, allowed]) => [room!, allowed!.trim() === '–' ? [] : allowed!.trim().split(', ')]),
  );
}

describe('docs/architecture.md', () => {
  it('names every room', async () => {
    const entries = await readdir(new URL('src/', ROOT), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(Object.keys(await roomsInDocs())).to.have.members(folders);
  });

  it('says who may import whom as lint does', async () => {
    expect(await roomsInDocs()).to.deep.equal(await roomsInLint());
  });
});
