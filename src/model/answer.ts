import type { Answer } from '../protocol/exchange.ts';
import { get, getArray, idOf, isObject, typeOf, type Json, type JsonObject } from '../protocol/json.ts';
import type { ErrorSeen } from './guards.ts';
import { isCheckpoint } from './faults/order.ts';
import { placeItems } from './pairing.ts';
import type { CallRequest } from './request.ts';

/** Errors by the index of the item in the request; the types that the item carries. */
export type ItemErrors = ReadonlyMap<number, readonly string[]>;

/** An answer as the model reads it. */
export type Observed =
  | { readonly kind: 'accepted'; readonly status: number; readonly body: JsonObject | undefined }
  | {
      readonly kind: 'refused';
      readonly error: ErrorSeen;
      /** Where the answer is an order whose items carry the errors (status 409). */
      readonly items: ItemErrors;
      readonly body: JsonObject | undefined;
    }
  /** Rate limited, or temporarily unable: says nothing, and changes nothing. */
  | { readonly kind: 'busy'; readonly status: number }
  /** No answer. Unless `without effect`, nobody knows whether the call did what it should. */
  | { readonly kind: 'lost'; readonly withoutEffect: boolean };

/** The `@type`s of the errors of an item of an answer. */
export function errorsOf(item: Json): readonly string[] {
  const error = get(item, 'error');
  const list: readonly Json[] = Array.isArray(error) ? error : error === undefined ? [] : [error];
  return list.map((entry) => typeOf(entry) ?? 'OpenBookingError');
}

function readItemErrors({ lines }: CallRequest, body: JsonObject): ItemErrors {
  const found = new Map<number, readonly string[]>();
  const items = getArray(body, 'orderedItem');
  const placed = placeItems(lines, items);
  items.forEach((item, place) => {
    const errors = errorsOf(item);
    const line = placed[place] ?? place;
    if (errors.length > 0) found.set(line, [...(found.get(line) ?? []), ...errors]);
  });
  return found;
}

/** Why there is no answer where the request itself cannot have had an effect. */
const WITHOUT_EFFECT: readonly string[] = ['unreachable', 'unavailable', 'withheld'];

/** Reads the answer to a call: whether it accepts or refuses, and why. */
export function readAnswer(request: CallRequest, answer: Answer): Observed {
  if (answer.kind === 'no-answer') {
    return { kind: 'lost', withoutEffect: WITHOUT_EFFECT.includes(answer.reason) };
  }
  const { status } = answer;
  const body = answer.body.kind === 'json' && isObject(answer.body.value) ? answer.body.value : undefined;
  if (status === 429 || (status === 503 && typeOf(body)?.startsWith('TemporarilyUnableTo')))
    return { kind: 'busy', status };
  if (status >= 200 && status < 300) {
    // An acceptance that cannot be read may be anybody's, a proxy's say: what the call did is not known.
    const unreadable = body === undefined && isCheckpoint(request.call);
    return unreadable ? { kind: 'lost', withoutEffect: false } : { kind: 'accepted', status, body };
  }
  const items = body === undefined ? new Map<number, readonly string[]>() : readItemErrors(request, body);
  return { kind: 'refused', error: { type: typeOf(body), status }, items, body };
}

/** The items of an answer that carry an opportunity, by its id. */
export const opportunityOf = (item: Json): string | undefined => idOf(get(item, 'orderedItem'));

/** The `lease` of an answer. JSON's null is read as none. */
export function leaseIn(body: JsonObject | undefined): JsonObject | undefined {
  const lease = get(body, 'lease');
  return isObject(lease) ? lease : undefined;
}
