import { generateSync } from 'json-schema-faker';
import type { JsonObject } from '../../protocol/json.ts';
import { FORMATS } from './formats.ts';
import type { JsonSchemaObject } from './json-schema.ts';

/** How many different values of each schema a process makes: the faker is slow, so each is made once and kept. */
export const POOL_SIZE = 256;

const formats = Object.fromEntries(Object.entries(FORMATS).map(([name, format]) => [name, format.make]));

/** An object that the schema allows: the same for the same seed, whatever was made before. */
export function fake(schema: JsonSchemaObject, seed: number): JsonObject {
  // The faker counts from 1.
  return generateSync(schema, { seed: seed + 1, formats }) as JsonObject;
}

const pools = new WeakMap<JsonSchemaObject, (JsonObject | undefined)[]>();

/** As {@link fake}, made once a process for each seed below {@link POOL_SIZE}. */
export function fromPool(schema: JsonSchemaObject, seed: number): JsonObject {
  let pool = pools.get(schema);
  if (pool === undefined) {
    pool = [];
    pools.set(schema, pool);
  }
  return (pool[seed] ??= fake(schema, seed));
}
