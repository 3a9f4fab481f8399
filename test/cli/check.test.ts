import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { startBookingSystem } from '../../src/booking-system/index.ts';
import type { CampaignResult } from '../../src/results/result.ts';
import { run, temporaryDirectory } from './harness.ts';
import { problemsWith } from './schemas.ts';

const example = (name: string) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
const SCENARIO = example('customer-not-included.scenario.json');
const DEFECT = ['--defect', 'agent-without-customer-accepted'];

describe('check', () => {
  const directory = temporaryDirectory();
  const out = () => directory.path('out');
  const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

  /** Puts a failure that an earlier run found into the output directory. */
  async function failedEarlier(): Promise<void> {
    await mkdir(`${out()}/repros`, { recursive: true });
    await writeFile(`${out()}/repros/earlier.json`, await readFile(SCENARIO, 'utf8'));
  }

  it('finds a planted defect, by the failure of an earlier run first, and ends with 1', async () => {
    await failedEarlier();
    const { code, stdout, stderr } = await run(['check', '--runs', '1', '--seed', '1', '--out', out(), ...DEFECT]);
    expect(code).to.equal(1);
    expect(stdout).to.match(/^Breaks the specification\n\n✗ 1\. /);
    expect(stdout).to.include('broker-role/agent-customer-required · must · at ');
    const replay = new RegExp(`replay: +npx open-booking-fuzz replay ${out()}/repros/.+ ${DEFECT.join(' ')}\\n`);
    expect(stdout).to.match(replay);
    expect(stdout).to.match(/again: +npx open-booking-fuzz check --seed 1 --runs 1 --out .+/);
    expect(stderr).to.match(/^testing http:\/\/127\.0\.0\.1:\d+\/ \(embedded\) with seed 1\nfound broker-role\//);
  });

  it('writes a result and a repro a finding, which fit their published schemas', async () => {
    await failedEarlier();
    await run(['check', '--runs', '1', '--out', out(), '--quiet', ...DEFECT]);
    const result = (await json(`${out()}/result.json`)) as CampaignResult;
    expect(problemsWith('result', result)).to.deep.equal([]);
    expect(result.findings).not.to.be.empty;
    for (const { repro, rule, scenario } of result.findings) {
      const file = await json(`${out()}/${repro}`);
      expect(problemsWith('repro', file)).to.deep.equal([]);
      expect(file).to.deep.include({ rule, scenario });
    }
    expect(await readdir(out())).to.have.members(['repros', 'result.json']);
  });

  it('with --json writes the result to standard output and nothing else', async () => {
    const { code, stdout } = await run(['check', '--runs', '2', '--seed', '3', '--out', out(), '--json']);
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal(await json(`${out()}/result.json`));
    expect(JSON.parse(stdout)).to.deep.include({
      seed: 3,
      budgets: { scenarios: 2 },
      endedBy: 'scenarios',
      findings: [],
    });
  });

  it('tells of a broken file among earlier failures, and goes on', async () => {
    await mkdir(`${out()}/repros`, { recursive: true });
    await writeFile(`${out()}/repros/broken.json`, '{}');
    const { code, stderr } = await run(['check', '--runs', '1', '--out', out(), '--quiet']);
    expect(code).to.equal(0);
    expect(stderr).to.match(/^.+repros\/broken\.json: format: found nothing\. Expected .+ \(left out\)$/m);
  });

  it('tests any other system by its URL and a configuration file', async () => {
    const system = await startBookingSystem({ defects: ['agent-without-customer-accepted'] });
    const { port } = new URL(system.datasetSiteUrl);
    const config = directory.path('configuration.json');
    await writeFile(config, (await readFile(example('configuration.json'), 'utf8')).replaceAll('5001', port));
    const wanted = ['check', system.datasetSiteUrl, '--config', config, '--out', out(), '--runs', '1', '--seed', '1'];
    await failedEarlier();
    const { code, stdout } = await run(wanted);
    await system.stop();
    expect(code).to.equal(1);
    expect(stdout).to.match(/^target: +http:\/\/127\.0\.0\.1:\d+\/$/m);
    expect(stdout)
      .to.include(`replay ${out()}/repros/`)
      .and.to.include(`.json ${system.datasetSiteUrl} --config ${config}`);
  });

  it('ends with 3 where there is no target', async () => {
    const config = example('configuration.json');
    const gone = await startBookingSystem();
    await gone.stop();
    const { code, stdout, stderr } = await run(['check', gone.datasetSiteUrl, '--config', config, '--out', out()]);
    expect([code, stdout]).to.deep.equal([3, '']);
    expect(stderr).to.match(/^open-booking-fuzz: http:.+ could not be read: the connection was refused[^\n]+\n$/);
  });

  it('keeps what was found when it is interrupted, and does not take nothing at all for nothing found', async () => {
    const ending = new AbortController();
    ending.abort();
    const { code, stdout } = await run(['check', '--time', '600', '--out', out(), '--json'], ending.signal);
    expect(code).to.equal(3);
    expect(JSON.parse(stdout)).to.have.property('endedBy', 'interrupted');
  });

  it('never writes a credential', async () => {
    await failedEarlier();
    const secret = 'test-client-primary';
    const { stdout, stderr } = await run(['check', '--runs', '3', '--out', out(), ...DEFECT]);
    const names = (await readdir(out(), { recursive: true })).filter((name) => name.endsWith('.json'));
    const texts = await Promise.all(names.map((name) => readFile(`${out()}/${name}`, 'utf8')));
    expect(names.length).to.be.above(2);
    expect([stdout, stderr, ...texts].filter((text) => text.includes(secret))).to.deep.equal([]);
  });
});

describe('replay', () => {
  it('reproduces what a defect does, shows each exchange, and ends with 1', async () => {
    const { code, stdout, stderr } = await run(['replay', SCENARIO, ...DEFECT]);
    expect([code, stderr]).to.deep.equal([1, '']);
    expect(stdout).to.match(
      /^target: +http:[^]*\n\nExchange \d+: [^\n]+\ncurl --globoff -X PUT 'http:\/\/127\.0\.0\.1:\d+\/api\/openbooking\/order-quote-t/,
    );
    expect(stdout).to.include('admitted: 400 IncompleteCustomerDetailsError');
    expect(stdout).to.match(/\nreproduced: looked for: any rule broken\n$/);
  });

  it('cannot tell where there is no target, and ends with 125', async () => {
    const gone = await startBookingSystem();
    await gone.stop();
    const wanted = ['replay', SCENARIO, gone.datasetSiteUrl, '--config', example('configuration.json')];
    const { code, stdout, stderr } = await run(wanted);
    expect([code, stdout]).to.deep.equal([125, '']);
    expect(stderr).to.include('the connection was refused');
  });

  it('cannot tell when it is interrupted', async () => {
    const ending = new AbortController();
    const replaying = run(['replay', SCENARIO], ending.signal);
    ending.abort();
    expect(await replaying).to.include({ code: 125 });
  });

  it('reproduces nothing of a sound system, and ends with 0', async () => {
    const { code, stdout } = await run(['replay', SCENARIO]);
    expect(code).to.equal(0);
    expect(stdout).to.match(/\nnot reproduced: looked for: any rule broken\n$/);
  });
});
