import { nearest } from '../protocol/nearest.ts';
import { isObject, type JsonObject } from '../protocol/json.ts';
import { ConfigurationError } from './configuration-error.ts';
import { foundAt } from './configuration-found.ts';
import { CONFIGURATION_SCHEMA, type FieldSchema } from './configuration-schema.ts';

/** Every field can be set by a variable: this, and the names on its way, in capitals, with two underscores between them. */
export const PREFIX = 'OPEN_BOOKING_FUZZ__';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A field's name as a part of a variable's: `@id` as `ID`, `datasetSiteUrl` as `DATASET_SITE_URL`. */
const partOf = (name: string): string =>
  name
    .replace(/^[@$]/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase();

/** The variable of a field, by its path. */
export const variableOf = (path: readonly string[]): string => PREFIX + path.map(partOf).join('__');

/** Whether the environment says which target is meant. */
export const namesTarget = (environment: Environment): boolean =>
  environment[variableOf(['broker', 'datasetSiteUrl'])] !== undefined;

/** The configuration with what the variables say in its fields' places, and the names of those variables. */
export function applyEnvironment(
  content: JsonObject,
  environment: Environment,
): { readonly content: JsonObject; readonly variables: readonly string[] } {
  const variables = Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX))
    .sort();
  const applied = variables.reduce((before, name) => {
    const field = fieldOf(name);
    return withField(before, field.path, valueOf(name, environment[name] ?? '', field));
  }, content);
  return { content: applied, variables };
}

interface Field {
  readonly path: readonly string[];
  readonly schema: FieldSchema;
}

function fieldOf(variable: string): Field {
  const parts = variable.slice(PREFIX.length).split('__');
  let found: Field = { path: [], schema: CONFIGURATION_SCHEMA };
  for (const part of parts) {
    const next = step(found, part);
    if (next === undefined) throw new ConfigurationError(unknownVariable(variable, found));
    found = next;
  }
  return found;
}

function step({ path, schema }: Field, part: string): Field | undefined {
  const plain = (name: string) => partOf(name).replaceAll('_', '');
  const known = Object.entries(schema.properties ?? {}).find(
    ([name]) => plain(name) === part.replaceAll('_', '').toUpperCase(),
  );
  if (known !== undefined) return { path: [...path, known[0]], schema: known[1] };
  const others = schema.additionalProperties;
  if (typeof others !== 'object' || part === '') return undefined;
  // Names that are free are those of request headers, in which case does not count.
  return { path: [...path, part.toLowerCase().replaceAll('_', '-')], schema: others };
}

function unknownVariable(variable: string, { path, schema }: Field): string {
  const names = Object.keys(schema.properties ?? {}).map((name) => variableOf([...path, name]));
  // What all of them begin with makes no two of them near.
  const known = (name: string) => name.slice(PREFIX.length);
  const name = nearest(known(variable), names.map(known));
  return `${variable}: there is no such field.${name === undefined ? '' : ` Did you mean ${PREFIX}${name}?`}`;
}

function valueOf(variable: string, text: string, { path, schema }: Field): unknown {
  const types = [schema.type ?? []].flat();
  if (types.length === 0 || types.includes('string') || schema.enum !== undefined) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ConfigurationError(
      `${variable}: expected ${schema.description ?? 'a value'}, as JSON, found ${foundAt(path, text)}`,
    );
  }
}

function withField(content: JsonObject, [name = '', ...rest]: readonly string[], value: unknown): JsonObject {
  const before = content[name];
  const inner = rest.length === 0 ? value : withField(isObject(before) ? before : {}, rest, value);
  return { ...content, [name]: inner } as JsonObject;
}
