import { readFile, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'yaml';
import { sections } from '../../examples/check-in-a-test.ts';
import { startBookingSystem } from '../../src/booking-system/index.ts';
import { CONFIGURATION_SCHEMA, type FieldSchema } from '../../src/cli/configuration-schema.ts';
import { embeddedConfiguration } from '../../src/cli/configuration-embedded.ts';
import { readConfiguration } from '../../src/cli/configuration.ts';
import { check } from '../../src/cli/library.ts';
import { readScenarioFile } from '../../src/cli/scenario-file.ts';
import { createProgram } from '../../src/cli/program.ts';
import { temporaryDirectory } from './harness.ts';
import { problemsWith } from './schemas.ts';

/** Every field of a schema by its path. */
const fieldsOf = (schema: FieldSchema, path = ''): readonly (readonly [string, FieldSchema])[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    [`${path}${name}`, inner] as const,
    ...fieldsOf(inner, `${path}${name}.`),
  ]);

const example = (name: string) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

describe('the examples', () => {
  const { path } = temporaryDirectory();

  it('hold a configuration that fits the embedded system at port 5001', async () => {
    const { connection, ...read } = await readConfiguration(example('configuration.json'));
    expect(connection).to.deep.equal({ pace: {} });
    const embedded = embeddedConfiguration('http://127.0.0.1:5001/');
    expect({ ...read, features: {} }).to.deep.equal(embedded);
    expect(read.features).to.include({ 'agent-broker': true });
  });

  it('hold a configuration by which the embedded system is tested, at another port after a change of that', async () => {
    const system = await startBookingSystem();
    const text = await readFile(example('configuration.json'), 'utf8');
    await writeFile(path('configuration.json'), text.replaceAll('5001', new URL(system.datasetSiteUrl).port));
    const result = await check({ config: path('configuration.json'), seed: 1, budgets: { scenarios: 5 } });
    await system.stop();
    expect(result).to.deep.include({ endedBy: 'scenarios', findings: [] });
    expect(result.coverage.transitions.covered).to.be.above(0);
  });

  it('hold a configuration with every field, which fits the published schema', async () => {
    const text = await readFile(example('configuration.yaml'), 'utf8');
    expect(problemsWith('configuration', parse(text))).to.deep.equal([]);
    const read = await readConfiguration(example('configuration.yaml'));
    expect(read.ignored).to.deep.equal([]);
    for (const [path, schema] of fieldsOf(CONFIGURATION_SCHEMA)) {
      const listed = path === '$schema' || 'x-no-meaning' in schema || /InScope\.|Features\./.test(path);
      expect(listed || text.includes(path.split('.').at(-1) ?? ''), path).to.equal(true);
    }
  });

  it('hold a scenario', async () => {
    const { scenario } = await readScenarioFile(example('customer-not-included.scenario.json'));
    expect(scenario.steps.map((step) => step.do)).to.deep.equal(['C1', 'C2', 'B']);
  });

  it('hold a race', async () => {
    const { scenario } = await readScenarioFile(example('last-space.scenario.json'));
    expect(scenario.steps.map((step) => step.do)).to.deep.equal(['lanes', 'read-spaces']);
  });

  it('hold a use of the library', () => {
    expect(sections.has('customer-requested-cancellation')).to.equal(true);
  });

  it('hold a workflow that calls the command line with options that it has', async () => {
    const workflow = parse(await readFile(example('github-actions.yml'), 'utf8')) as {
      readonly jobs: { readonly fuzz: { readonly steps: readonly { readonly run?: string }[] } };
    };
    const line = workflow.jobs.fuzz.steps.flatMap(({ run }) => run ?? []).find((run) => run.includes('npx'));
    const words = line?.split(' ') ?? [];
    const output = new PassThrough();
    const signal = new AbortController().signal;
    const program = createProgram(
      { stdout: output, stderr: output, colours: false, signal, program: '' },
      () => undefined,
    );
    const command = program.commands.find((one) => one.name() === words[2]);
    const known = command?.options.map(({ long }) => long);
    expect(words.slice(0, 2)).to.deep.equal(['npx', 'open-booking-fuzz']);
    expect(known).to.include.members(words.filter((word) => word.startsWith('--')));
  });
});
