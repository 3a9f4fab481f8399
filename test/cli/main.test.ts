import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { temporaryDirectory } from './harness.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

describe('the program', () => {
  const directory = temporaryDirectory();
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  /** Starts the command line as a process of its own. */
  function start(...args: readonly string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    const exited = once(child, 'exit').then(([code]) => code as number | null);
    return { child, exited };
  }

  it('gives the exit code of what it was asked for', async () => {
    const { child, exited } = start('check', '--role', 'Agent');
    const [code, stderr] = await Promise.all([exited, text(child.stderr!)]);
    expect(code).to.equal(2);
    expect(stderr).to.include('Did you mean "AgentBroker"?');
  });

  it('says nothing when nobody reads any further', async () => {
    const { child, exited } = start('rules', '--json');
    child.stdout!.destroy();
    const [code, stderr] = await Promise.all([exited, text(child.stderr!)]);
    expect([code, stderr]).to.deep.equal([0, '']);
  });

  it('says in one line that standard output cannot be written, and takes nothing for a finding', async () => {
    const unwritable = await open(MAIN, 'r');
    const args = ['--import', 'tsx', MAIN, 'defects', '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', unwritable.fd, 'pipe'] });
    started.push(child);
    const [stderr, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit') as Promise<[number]>]);
    await unwritable.close();
    expect([code, stderr]).to.deep.equal([2, 'open-booking-fuzz: standard output cannot be written (EBADF)\n']);
  });

  it('ends a campaign at a signal with its summary and its files', async () => {
    const { child, exited } = start(
      'check',
      '--time',
      '600',
      '--defect',
      'position-lost',
      '--out',
      directory.path('out'),
    );
    const stdout = text(child.stdout!);
    await new Promise<void>((resolve) => {
      child.stderr!.setEncoding('utf8').on('data', (words: string) => {
        if (!/^found /m.test(words)) return;
        // Nobody reads any further: that is no reason to end without the summary.
        child.stderr!.destroy();
        resolve();
      });
    });
    child.kill('SIGINT');
    expect(await exited).to.equal(1);
    expect(await stdout).to.match(/^ran: .+until it was interrupted$/m);
    const result: unknown = JSON.parse(await readFile(directory.path('out/result.json'), 'utf8'));
    expect(result).to.have.property('endedBy', 'interrupted');
  });

  it('serves the embedded booking system until a signal, and says how to test it', async () => {
    const { child, exited } = start('serve', '--port', '0');
    const [welcome] = (await once(child.stdout!.setEncoding('utf8'), 'data')) as [string];
    const [, site] = /^dataset site: +(http:\S+)$/m.exec(welcome) ?? [];
    const page = await fetch(site!);
    expect(await page.text()).to.include('application/ld+json');
    expect(welcome).to.include(`
  sed s/5001/${new URL(site!).port}/g examples/configuration.json > configuration.json
  npm run --silent open-booking-fuzz -- check --config configuration.json
`);
    child.kill('SIGTERM');
    expect(await exited).to.equal(0);
  });
});
