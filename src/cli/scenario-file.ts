import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseScenario } from '../generators/index.ts';
import { SCENARIO_FORMAT, type Scenario } from '../model/index.ts';
import { RULES } from '../oracle/index.ts';
import { get, getString } from '../protocol/json.ts';
import { plain, REPROS } from '../report/index.ts';
import { REPRO_FORMAT } from '../results/result.ts';
import { callsOf, withoutRace } from '../runner/index.ts';
import { expectedOf, UsageError } from './usage.ts';

/** A scenario from a file, and what a repro says to look for. */
export interface ScenarioFile {
  readonly scenario: Scenario;
  /** The rule's id and the call. */
  readonly lookFor?: { readonly rule: string; readonly call: string };
}

const FORMATS = [REPRO_FORMAT, SCENARIO_FORMAT] as const;

/** Reads a repro or a scenario. Rejects with a {@link UsageError} that names the file, the field and what was expected. */
export async function readScenarioFile(path: string): Promise<ScenarioFile> {
  try {
    return scenarioFileOf(JSON.parse(await readText(path)));
  } catch (error) {
    throw new UsageError(`${path}: ${problemOf(error)}`);
  }
}

/** The failures of earlier runs, from an output directory; each file that cannot be used is told of in one line. */
export async function earlierFailures(
  directory: string,
  tell: (problem: string) => unknown,
): Promise<readonly Scenario[]> {
  const folder = join(directory, REPROS);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
  const found: Scenario[] = [];
  for (const name of names) {
    try {
      found.push((await readScenarioFile(join(folder, name))).scenario);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      tell(`${error.message} (left out)`);
    }
  }
  return found;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`expected a file that can be read, found none (${String(code)})`);
  }
}

/** A problem in one line; texts from the file in it do no harm on a terminal. */
function problemOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return plain(error instanceof SyntaxError ? `the whole file: expected JSON, found none (${message})` : message);
}

function scenarioFileOf(value: unknown): ScenarioFile {
  const format = get(value, 'format');
  if (format === SCENARIO_FORMAT) return { scenario: parseScenario(value) };
  if (format === REPRO_FORMAT) {
    const scenario = scenarioIn(value);
    return { scenario, lookFor: lookForIn(value, scenario) };
  }
  throw new UsageError(`format: found ${show(format)}. ${expectedOf(show(format), FORMATS)}`);
}

function scenarioIn(repro: unknown): Scenario {
  try {
    return parseScenario(get(repro, 'scenario'));
  } catch (error) {
    throw new UsageError(`scenario: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function lookForIn(repro: unknown, scenario: Scenario): NonNullable<ScenarioFile['lookFor']> {
  const rule = getString(get(repro, 'rule'), 'id') ?? '';
  const known = RULES.map(({ id }) => id);
  if (!known.includes(rule)) {
    throw new UsageError(`rule.id: found ${show(rule)}. ${expectedOf(rule, known, '"rules"')}`);
  }
  const call = getString(repro, 'call');
  if (call === undefined) {
    throw new UsageError(`call: expected a text, the call or feed where it showed, found ${show(get(repro, 'call'))}`);
  }
  // What is looked for where it cannot show would pass for mended.
  const calls = callsOf(scenario);
  if (!calls.includes(withoutRace(call))) {
    throw new UsageError(
      `call: found ${show(call)}, at which no step of the scenario shows anything. ${expectedOf(call, calls)}`,
    );
  }
  return { rule, call };
}

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
