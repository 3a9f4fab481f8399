/** JSON values, and reading them when nothing about them can be trusted. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The property of an object; undefined where `value` is no object or has no such own property. */
export function get(value: unknown, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** As {@link get}, when the property is a string. */
export function getString(value: unknown, key: string): string | undefined {
  const found = get(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** As {@link get}, when the property is a finite number. */
export function getNumber(value: unknown, key: string): number | undefined {
  const found = get(value, key);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** As {@link get}, when the property is an array; otherwise an empty array. */
export function getArray(value: unknown, key: string): readonly Json[] {
  const found = get(value, key);
  return Array.isArray(found) ? found : [];
}

/** The `@type`; the first one where there are several. */
export function typeOf(value: unknown): string | undefined {
  const found = get(value, '@type');
  const first: unknown = Array.isArray(found) ? found[0] : found;
  return typeof first === 'string' ? first : undefined;
}

/** The `@id` of a reference, which JSON-LD lets be written as a bare string or as an object. */
export function idOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : getString(value, '@id');
}

/** A text of `value` that is the same for values that differ only in the order of their keys. */
export function canonical(value: Json | undefined): string {
  if (value === undefined) return 'undefined';
  if (Array.isArray(value)) return `[${value.map((element: Json) => canonical(element)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join(',')}}`;
}
