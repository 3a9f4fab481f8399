import type { Body } from '../../protocol/exchange.ts';
import { getArray, isObject, type JsonObject } from '../../protocol/json.ts';
import { ITEM_EDITS, ORDER_EDITS, TEXT_EDITS } from './families.ts';
import { describeFieldEdit, editField } from './fields.ts';
import type { ItemEdit, ItemMutation, Mutation, MutationContext, TextMutation } from './types.ts';

/**
 * A step's body with one mutation applied. Pure and total: where the mutation finds nothing to do, `value` of the
 * result is the very object given.
 */
export function applyMutation(body: JsonObject, mutation: Mutation, context: MutationContext): Body {
  if (isTextMutation(mutation)) return TEXT_EDITS[mutation.kind].apply(body);
  return { kind: 'json', value: editedObject(body, mutation, context) };
}

/** Several mutations, each applied to what the one before left; once the body is no JSON object, nothing more happens to it. */
export function applyMutations(body: JsonObject, mutations: readonly Mutation[], context: MutationContext): Body {
  return mutations.reduce<Body>((done, mutation) => furtherMutated(done, mutation, context), {
    kind: 'json',
    value: body,
  });
}

function furtherMutated(done: Body, mutation: Mutation, context: MutationContext): Body {
  if (done.kind === 'text' || !isObject(done.value)) return done;
  const next = applyMutation(done.value, mutation, context);
  return next.text === undefined && next.kind === 'json' && next.value === done.value ? done : next;
}

/** A mutation in a few plain words: `customer left out`, `second item without an offer`. */
export function describeMutation(mutation: Mutation): string {
  if (mutation.kind === 'schema') return describeFieldEdit(mutation);
  if (isItemMutation(mutation)) return `${ordinal(mutation.item)} ${ITEM_EDITS[mutation.kind].sentence}`;
  return isTextMutation(mutation) ? TEXT_EDITS[mutation.kind].sentence : ORDER_EDITS[mutation.kind].sentence;
}

function editedObject(
  body: JsonObject,
  mutation: Exclude<Mutation, TextMutation>,
  context: MutationContext,
): JsonObject {
  if (mutation.kind === 'schema') return editField(body, mutation);
  if (isItemMutation(mutation)) return editItem(body, mutation, context);
  return ORDER_EDITS[mutation.kind].apply(body, context);
}

function editItem(body: JsonObject, mutation: ItemMutation, context: MutationContext): JsonObject {
  const items = getArray(body, 'orderedItem');
  const item = items[mutation.item];
  if (!isObject(item)) return body;
  const { apply }: ItemEdit = ITEM_EDITS[mutation.kind];
  const edited = apply(item, context, items, mutation.item);
  return edited === item ? body : { ...body, orderedItem: items.with(mutation.item, edited) };
}

export const isTextMutation = (mutation: Mutation): mutation is TextMutation =>
  Object.hasOwn(TEXT_EDITS, mutation.kind);

export const isItemMutation = (mutation: Mutation): mutation is ItemMutation =>
  Object.hasOwn(ITEM_EDITS, mutation.kind);

const ordinal = (index: number) => ['first', 'second', 'third', 'fourth'][index] ?? `${index + 1}th`;
