import type { JsonObject } from '../../protocol/json.ts';

/** An object without some of its properties. */
export function omit(object: JsonObject, ...properties: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !properties.includes(key)));
}
