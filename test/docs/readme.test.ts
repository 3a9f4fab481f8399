import { access, readFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { DEFECTS } from '../../src/booking-system/index.ts';
import { createProgram } from '../../src/cli/program.ts';

const ROOT = new URL('../../', import.meta.url);
const readme = await readFile(new URL('README.md', ROOT), 'utf8');

describe('README.md', () => {
  it('links to files that are there', async () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path!);
    expect(links).not.to.be.empty;
    await Promise.all(links.map((path) => access(new URL(path, ROOT))));
  });

  it('calls commands and options that are there', () => {
    const output = new PassThrough();
    const { signal } = new AbortController();
    const program = createProgram(
      { stdout: output, stderr: output, colours: false, signal, program: '' },
      () => undefined,
    );
    const optionsOf = (name: string) =>
      program.commands.find((one) => one.name() === name)?.options.map(({ long }) => long);
    const names = program.commands.map((one) => one.name()).join('|');
    const lines = [...readme.matchAll(new RegExp(`(?:open-booking-fuzz (?:-- )?|\`)(${names})\\b([^\\n\`]*)`, 'g'))];
    expect(lines).to.have.length.above(15);
    for (const [, name, rest] of lines) {
      const flags = [...rest!.matchAll(/ (--[a-z-]+)/g)].map(([, flag]) => flag!).filter((flag) => flag !== '--help');
      expect(optionsOf(name!)).to.include.members(flags);
    }
    const flags = [...readme.matchAll(/`(--[a-z-]+)`/g)].map(([, flag]) => flag!);
    expect(optionsOf('check')).to.include.members(flags);
  });

  it('calls no program in its blocks but npm', () => {
    const blocks = [...readme.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block]) => block!.trimEnd().split('\n'));
    expect(blocks.filter((line) => !/^npm (ci|pack|install|run --silent open-booking-fuzz --)( |$)/.test(line))).to.be
      .empty;
  });

  it('plants defects that are there', () => {
    const planted = [...readme.matchAll(/--defect ([a-z-]+)/g)].map(([, id]) => id!);
    expect(planted).not.to.be.empty;
    expect(DEFECTS.map(({ id }) => id)).to.include.members(planted);
  });

  it('has the scripts that package.json has', async () => {
    const { scripts } = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8')) as { scripts: object };
    const run = [...readme.matchAll(/npm (?:run )?(?:--silent )?(start|test|open-booking-fuzz)\b/g)].map(
      ([, name]) => name!,
    );
    expect(Object.keys(scripts)).to.include.members(run);
  });
});
