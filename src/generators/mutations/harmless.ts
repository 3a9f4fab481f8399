import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { adding, replacing, WITH_BODY, WITH_TOTAL, within } from './edit.ts';
import type { OrderEdit, TextEdit } from './types.ts';

/** Unusual ways of writing a body that are not wrong: no answer may depend on them. */
export const HARMLESS = {
  'reverse-keys': { sentence: 'properties in another order', calls: WITH_BODY, apply: reversed },
  'add-extension': {
    sentence: 'a property of a custom namespace added',
    calls: WITH_BODY,
    apply: adding('ext:note', 'A'),
  },
  'other-payment-identifier': {
    sentence: 'payment with another identifier',
    calls: WITH_TOTAL,
    apply: within('payment', replacing('identifier', 'another-payment')),
  },
} as const satisfies Record<string, OrderEdit>;

/** The same, where only the text tells the difference. */
export const HARMLESS_TEXT = {
  'white-space': {
    sentence: 'white space between all parts',
    calls: WITH_BODY,
    apply: (body) => ({ kind: 'json', value: body, text: `\r\n\t ${JSON.stringify(body, undefined, '\t ')} \n` }),
  },
} as const satisfies Record<string, TextEdit>;

function reversed(object: JsonObject): JsonObject {
  const entries = Object.entries(object).reverse();
  return Object.fromEntries(entries.map(([key, value]) => [key, reversedValue(value)]));
}

function reversedValue(value: Json): Json {
  if (Array.isArray(value)) return value.map((element: Json) => reversedValue(element));
  return isObject(value) ? reversed(value) : value;
}
