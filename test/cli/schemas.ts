import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const schema = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as object;

const ajv = new Ajv({ strict: false, schemas: ['scenario', 'repro', 'result', 'configuration'].map(schema) });

/** What a published schema has against a value; empty where it fits. */
export function problemsWith(
  name: 'scenario' | 'repro' | 'result' | 'configuration',
  value: unknown,
): readonly string[] {
  const fits = ajv.getSchema(`${name}.schema.json`);
  if (fits === undefined) throw new Error(`there is no schema ${name}`);
  return fits(value) ? [] : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
