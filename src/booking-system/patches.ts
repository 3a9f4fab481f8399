import type { JsonObject } from '../protocol/json.ts';
import { problem, type Problem } from './problems.ts';

/** A property that a PATCH may not hold; those of a custom namespace (`acme:note`) never matter. */
export function excessiveProperty(patch: JsonObject, allowed: readonly string[]): Problem | undefined {
  const found = Object.keys(patch).find((key) => !allowed.includes(key) && !key.includes(':'));
  return found === undefined
    ? undefined
    : problem('PatchContainsExcessivePropertiesError', `The property ${found} cannot be patched.`);
}
