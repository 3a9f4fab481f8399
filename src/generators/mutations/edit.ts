import type { CallName } from '../../protocol/calls.ts';
import { canonical, getString, isObject, type Json, type JsonObject } from '../../protocol/json.ts';

/** Small edits of JSON objects. Each gives back the very same object where there is nothing to do. */

/** The calls at which each part of a body is sent. */
export const WITH_BROKER = ['C1', 'C2', 'P', 'B'] as const satisfies readonly CallName[];
export const WITH_CUSTOMER = ['C2', 'P', 'B'] as const satisfies readonly CallName[];
export const WITH_TOTAL = ['P', 'B'] as const satisfies readonly CallName[];
export const PATCHES = ['cancel', 'update-proposal'] as const satisfies readonly CallName[];
export const WITH_BODY = [...WITH_BROKER, ...PATCHES] as const satisfies readonly CallName[];

/** `object` without a property. */
export function omit(object: JsonObject, key: string): JsonObject {
  if (!Object.hasOwn(object, key)) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** An edit that leaves out a property. */
export const without = (key: string) => (object: JsonObject) => omit(object, key);

/** An edit that sets a property to a value, whether or not it is there. */
export const setting = (key: string, value: Json) => (object: JsonObject) =>
  canonical(object[key]) === canonical(value) ? object : { ...object, [key]: value };

/** An edit that sets a property to a value, where it is there. */
export const replacing = (key: string, value: Json) => (object: JsonObject) =>
  Object.hasOwn(object, key) ? setting(key, value)(object) : object;

/** An edit that adds a property, where it is not there. */
export const adding = (key: string, value: Json) => (object: JsonObject) =>
  Object.hasOwn(object, key) ? object : { ...object, [key]: value };

/** An edit within a property that is an object. */
export const within = (key: string, edit: (inner: JsonObject) => JsonObject) => (object: JsonObject) => {
  const inner = object[key];
  if (!isObject(inner)) return object;
  const edited = edit(inner);
  return edited === inner ? object : { ...object, [key]: edited };
};

/** An edit that puts the first other id of `known`, or failing that a made-up one, in the place of an id. */
export function swapId(object: JsonObject, key: string, known: readonly string[]): JsonObject {
  const current = getString(object, key);
  if (current === undefined) return object;
  const other = known.find((id) => id !== current);
  return other === undefined ? object : { ...object, [key]: other };
}

const UUID_TAIL = /[0-9a-f]{12}(?=[^0-9a-f-]*$)/i;
const LAST_NUMBER = /\d+(?=\D*$)/;

/**
 * An id of the same form that (nearly surely) names nothing: the last number or UUID in it changed, else a last segment
 * added. Numbers grow at the front, since small ones are likely to be taken.
 */
export function unknownLike(id: string): string {
  if (UUID_TAIL.test(id)) return id.replace(UUID_TAIL, (tail) => (tail === 'f'.repeat(12) ? '0' : 'f').repeat(12));
  if (LAST_NUMBER.test(id))
    return id.replace(LAST_NUMBER, (digits) => (digits.length < 8 ? `99${digits}` : rotated(digits)));
  return `${id}-unknown`;
}

const rotated = (digits: string) => digits.replace(/\d/g, (digit) => String((Number(digit) + 5) % 10));
