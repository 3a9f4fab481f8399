import type { AnswerBody } from '../protocol/exchange.ts';
import type { Json, JsonObject } from '../protocol/json.ts';

/** Deeper than this, JSON is not read: nothing of the Open Booking API's comes near it, and it could exhaust the stack. */
const MAXIMUM_DEPTH = 100;

/** A text as JSON; undefined where it is none, or nested beyond reason. */
export function parseJson(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isShallow(value, MAXIMUM_DEPTH) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A response's body as what it is, whatever its media type says. */
export function readBody(text: string): AnswerBody {
  if (text === '') return { kind: 'none' };
  const value = parseJson(text);
  return value === undefined ? { kind: 'text', text } : { kind: 'json', value };
}

function isShallow(value: Json | undefined, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((inner: Json) => isShallow(inner, depth - 1));
  // Every body is walked: without a list of its values, which would be made for each object in it.
  for (const key in value) if (!isShallow((value as JsonObject)[key], depth - 1)) return false;
  return true;
}
