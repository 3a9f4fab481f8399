import { getArray, isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { omit, WITH_CUSTOMER, within, without } from './edit.ts';
import type { ItemEdit } from './types.ts';

/** Faults in what an item says of its attendee, or in its intake form (#attendee-details-capture, #additional-details-capture). */
export const DETAILS = {
  'omit-attendee': { sentence: 'item without an attendee', calls: WITH_CUSTOMER, apply: without('attendee') },
  'omit-attendee-detail': {
    sentence: 'item whose attendee lacks a detail',
    calls: WITH_CUSTOMER,
    apply: within('attendee', (attendee) => {
      const last = Object.keys(attendee).findLast((key) => !key.startsWith('@'));
      return last === undefined ? attendee : omit(attendee, last);
    }),
  },
  'omit-intake-responses': {
    sentence: 'item without any answer to its intake form',
    calls: WITH_CUSTOMER,
    apply: without('orderItemIntakeFormResponse'),
  },
  'omit-intake-response': {
    sentence: 'item without an answer to the first field of its intake form',
    calls: WITH_CUSTOMER,
    apply: editResponses((responses) => responses.slice(1)),
  },
  'wrong-intake-responses': {
    sentence: 'item whose answers to its intake form are none of those that there are',
    calls: WITH_CUSTOMER,
    apply: editResponses((responses) =>
      responses.map((response) => (isObject(response) ? { ...response, value: 'none of these' } : response)),
    ),
  },
} as const satisfies Record<string, ItemEdit>;

function editResponses(edit: (responses: readonly Json[]) => readonly Json[]) {
  return (item: JsonObject): JsonObject => {
    const responses = getArray(item, 'orderItemIntakeFormResponse');
    return responses.length === 0 ? item : { ...item, orderItemIntakeFormResponse: edit(responses) };
  };
}
