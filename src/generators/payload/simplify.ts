import { canonical, isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { simplestText } from './formats.ts';
import type { JsonSchemaObject } from './json-schema.ts';

/** The simplest value of a schema: required properties only, the simplest text in each. */
export function simplest(schema: JsonSchemaObject): Json {
  if (schema.const !== undefined) return schema.const as Json;
  if (schema.enum !== undefined) return schema.enum[0] as Json;
  if (schema.anyOf !== undefined) return simplest(branchFor(schema, undefined));
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, simplest(propertyOf(schema, name))]));
    case 'array':
      return schema.minItems ? [simplest(schema.items as JsonSchemaObject)] : [];
    case 'boolean':
      return false;
    case 'string':
      return simplestText(schema.format);
    default:
      return 0;
  }
}

/**
 * Simpler values of a schema than `value`, the boldest first. Every chain of them ends at {@link simplest}: each step
 * drops something, shortens a text, or puts the simplest in its place. Works on hand-written values too, whatever they hold.
 */
export function* simplifications(schema: JsonSchemaObject, value: Json): Generator<Json> {
  const target = simplest(schema);
  if (canonical(target) === canonical(value)) return;
  yield target;
  const branch = branchFor(schema, value);
  if (isObject(value)) yield* simplerObjects(branch, value);
  else if (Array.isArray(value)) yield* simplerLists(branch, value as readonly Json[]);
  else if (branch.format === 'words' && typeof value === 'string') yield* halves(value);
}

function* simplerObjects(schema: JsonSchemaObject, value: JsonObject): Generator<JsonObject> {
  const required = new Set(schema.required);
  for (const name of Object.keys(value).filter((key) => !required.has(key))) {
    yield Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  }
  for (const [name, inner] of Object.entries(value)) {
    if (schema.properties === undefined || !Object.hasOwn(schema.properties, name)) continue;
    for (const simpler of simplifications(propertyOf(schema, name), inner)) yield { ...value, [name]: simpler };
  }
}

function* simplerLists(schema: JsonSchemaObject, value: readonly Json[]): Generator<readonly Json[]> {
  if (value.length > (schema.minItems ?? 0)) {
    for (const index of value.keys()) yield value.toSpliced(index, 1);
  }
  for (const [index, inner] of value.entries()) {
    for (const simpler of simplifications(schema.items as JsonSchemaObject, inner)) yield value.with(index, simpler);
  }
}

/** The halves of a text, cut between characters and never blank, to find the part of an odd name that matters. */
function halves(text: string): string[] {
  const characters = [...text];
  const middle = Math.ceil(characters.length / 2);
  return [characters.slice(0, middle), characters.slice(middle)]
    .map((half) => half.join('').trim())
    .filter((half) => half !== '' && half.length < text.length);
}

/** Of a choice between schemas, the one whose `@type` the value has; else the first. */
function branchFor(schema: JsonSchemaObject, value: Json | undefined): JsonSchemaObject {
  const branches = (schema.anyOf ?? [schema]) as readonly JsonSchemaObject[];
  const fits = (branch: JsonSchemaObject) => isObject(value) && propertyOf(branch, '@type').const === value['@type'];
  return branches.find(fits) ?? branches[0] ?? schema;
}

const propertyOf = (schema: JsonSchemaObject, name: string) => (schema.properties?.[name] ?? {}) as JsonSchemaObject;
