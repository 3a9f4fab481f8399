import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import JSON5 from 'json5';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { isObject, type JsonObject } from '../protocol/json.ts';
import { didYouMean } from '../protocol/nearest.ts';
import { ConfigurationError } from './configuration-error.ts';
import { applyEnvironment, type Environment } from './configuration-environment.ts';
import { foundAt } from './configuration-found.ts';
import { CONFIGURATION_SCHEMA, type FieldSchema } from './configuration-schema.ts';
import type { ConfigurationFile } from './configuration-form.ts';

/** What the files and the environment say together. */
export interface LoadedConfiguration {
  readonly content: ConfigurationFile;
  /** The paths of the files that were read, the one that overrides the others last. */
  readonly files: readonly string[];
  /** The names of the variables that were read. */
  readonly variables: readonly string[];
}

const fits = new Ajv({ strict: false, verbose: true }).compile<ConfigurationFile>(CONFIGURATION_SCHEMA);

/**
 * Reads a configuration file, JSON (with comments, as in the Test Suite) or YAML, and the environment over it. As in the
 * Test Suite, what a `default.json` beside the file holds counts where the file itself says nothing; null says nothing.
 * Rejects with a {@link ConfigurationError}.
 */
export async function loadConfiguration(
  path: string | undefined,
  environment: Environment,
): Promise<LoadedConfiguration> {
  const own = path === undefined ? {} : parse(path, await readText(path));
  const defaults = path === undefined ? undefined : await defaultsBeside(path);
  const files = [defaults?.path, path].filter((file) => file !== undefined);
  const whole = defaults === undefined ? own : merge(defaults.value, own);
  if (!isObject(whole)) throw new ConfigurationError(`${files.join(' with ')}: ${describeMisfit(whole)}`);
  const { content, variables } = applyEnvironment(whole, environment);
  if (fits(content)) return { content, files, variables };
  const where = [...files, ...(variables.length > 0 ? ['the environment'] : [])].join(' with ');
  throw new ConfigurationError(`${where}: ${describeMisfit(content)}`);
}

function describeMisfit(value: unknown): string {
  fits(value);
  return describe(fits.errors?.[0]);
}

/** A Test Suite's `default.json` in the same folder; undefined where there is none, or it is something else. */
async function defaultsBeside(path: string): Promise<{ path: string; value: JsonObject } | undefined> {
  const beside = join(dirname(path), 'default.json');
  if (basename(path) === 'default.json') return undefined;
  try {
    const value: unknown = JSON5.parse(await readFile(beside, 'utf8'));
    return isObject(value) && 'broker' in value && 'sellers' in value ? { path: beside, value } : undefined;
  } catch {
    return undefined;
  }
}

/** `under`, with what `over` says in its place: null takes away. */
function merge(under: unknown, over: unknown): unknown {
  if (!isObject(under) || !isObject(over)) return over;
  const keys = new Set([...Object.keys(under), ...Object.keys(over)]);
  const merged = [...keys].map((key) => [key, key in over ? merge(under[key], over[key]) : under[key]] as const);
  return Object.fromEntries(merged) as JsonObject;
}

/** The fields that a configuration holds though they have no meaning here, each with the reason. Null says nothing. */
export function fieldsWithoutMeaning(
  value: unknown,
  schema: FieldSchema = CONFIGURATION_SCHEMA,
  path = '',
): readonly { readonly field: string; readonly why: string }[] {
  if (value === null || value === undefined) return [];
  const why = schema['x-no-meaning'];
  if (why !== undefined) return [{ field: path, why }];
  if (!isObject(value)) return [];
  const others = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = schema.properties?.[key] ?? others;
    return known === undefined ? [] : fieldsWithoutMeaning(inner, known, path === '' ? key : `${path}.${key}`);
  });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ConfigurationError(`${path}: expected a configuration file that can be read, found none (${code})`);
  }
}

function parse(path: string, text: string): unknown {
  const isYaml = ['.yaml', '.yml'].includes(extname(path).toLowerCase());
  try {
    return isYaml ? (parseYaml(text) ?? {}) : JSON5.parse(text);
  } catch (error) {
    if (error instanceof YAMLParseError) {
      const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
      throw new ConfigurationError(
        `${path}:${line}:${col}: expected YAML, found ${error.code.toLowerCase().replaceAll('_', ' ')}`,
      );
    }
    const [message, place] = error instanceof Error ? error.message.split(/ at (?=\d+:\d+$)/) : [];
    throw new ConfigurationError(
      `${path}${place === undefined ? '' : `:${place}`}: expected JSON, found ${(message ?? '').replace('JSON5: ', '')}`,
    );
  }
}

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return 'expected a configuration';
  const path = error.instancePath.slice(1).split('/').filter(Boolean).map(unescape);
  const properties = (error.parentSchema?.['properties'] ?? {}) as Record<string, { description?: string }>;
  if (error.keyword === 'required') {
    const missing = String((error.params as Record<string, unknown>)['missingProperty']);
    return `${[...path, missing].join('.')}: expected ${properties[missing]?.description ?? 'a value'}, found nothing`;
  }
  if (error.keyword === 'additionalProperties') {
    const unknown = String((error.params as Record<string, unknown>)['additionalProperty']);
    return `${[...path, unknown].join('.')}: there is no such field.${didYouMean(unknown, Object.keys(properties))}`;
  }
  const expected = String(error.parentSchema?.['description'] ?? error.message);
  return `${path.join('.') || 'the whole file'}: expected ${expected}, found ${foundAt(path, error.data)}`;
}

const unescape = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');
