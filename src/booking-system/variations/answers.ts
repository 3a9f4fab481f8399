import { get, isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import type { Change } from '../seams.ts';
import type { ShapeSeam, WireReply } from '../shape.ts';

/** Whose answer a body is. */
export type Kind = Parameters<ShapeSeam['answer']>[1];

/** The calls that are answered with the order that they ask for. */
export const CHECKPOINTS: readonly Kind[] = ['C1', 'C2', 'P', 'B'];

/** Another body in the answers to some calls. */
export const inAnswers =
  (kinds: readonly Kind[], change: (body: JsonObject) => JsonObject): Change =>
  ({ shape }) => ({
    shape: {
      answer: (body, kind) => {
        const answer = shape.answer(body, kind);
        return kinds.includes(kind) ? change(answer) : answer;
      },
    },
  });

/** Another order or proposal in the orders feeds. */
export const inOrderFeeds =
  (change: (data: JsonObject) => JsonObject): Change =>
  ({ orderFeeds }) => ({
    orderFeeds: { item: (data, record) => change(orderFeeds.item(data, record)) },
  });

/** Another reply to any request but for a feed. */
export const onTheWire =
  (change: (reply: WireReply) => WireReply): Change =>
  ({ shape }) => ({ shape: { wire: (reply) => change(shape.wire(reply)) } });

/** A body with its items changed. */
export function eachItem(body: JsonObject, change: (item: JsonObject) => JsonObject): JsonObject {
  const items = get(body, 'orderedItem');
  if (!Array.isArray(items)) return body;
  return { ...body, orderedItem: items.map((item: Json) => (isObject(item) ? change(item) : item)) };
}

/** An object with one of its objects changed, where it has it. */
export function inside(object: JsonObject, property: string, change: (value: JsonObject) => JsonObject): JsonObject {
  const value = get(object, property);
  return isObject(value) ? { ...object, [property]: change(value) } : object;
}

/** A value with all its objects changed, the inner ones first. */
export function deeply(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return value.map((element: Json) => deeply(element, change));
  return isObject(value) ? deeplyIn(value, change) : value;
}

/** As {@link deeply}, of an object. */
export function deeplyIn(object: JsonObject, change: (object: JsonObject) => JsonObject): JsonObject {
  return change(Object.fromEntries(Object.entries(object).map(([key, value]) => [key, deeply(value, change)])));
}
