import { CALLS, type CallName } from '../../protocol/calls.ts';
import { getArray, isObject, type JsonObject } from '../../protocol/json.ts';
import { applyMutation } from './apply.ts';
import { WITH_BODY } from './edit.ts';
import { FAMILIES, ITEM_EDITS, type Family, type ItemKind } from './families.ts';
import { fieldMutations } from './field-mutations.ts';
import { FIELD_EDITS, type Mutation, type MutationContext } from './types.ts';

/** One kind of mutation, as the catalogue lists it. */
export interface MutationKind {
  readonly kind: Mutation['kind'];
  readonly family: Family;
  readonly sentence: string;
  /** The calls at which it makes sense. */
  readonly calls: readonly CallName[];
}

/** Every kind of mutation there is. */
export const MUTATIONS: readonly MutationKind[] = [
  ...Object.entries(FAMILIES).flatMap(([family, edits]) =>
    Object.entries(edits).map(([kind, { sentence, calls }]) => ({
      kind: kind as Mutation['kind'],
      family: family as Family,
      sentence,
      calls,
    })),
  ),
  { kind: 'schema', family: 'fields', sentence: 'one field missing, null, empty or of a wrong form', calls: WITH_BODY },
];

const FAMILY_OF: ReadonlyMap<unknown, Family> = new Map(MUTATIONS.map(({ kind, family }) => [kind, family]));

/** What a mutation is about. */
export const familyOf = (mutation: Mutation): Family => FAMILY_OF.get(mutation.kind) ?? 'fields';

/** Whether a value, which may come from a file, is a mutation as `mutationSchema` describes them. */
export function isMutation(value: unknown): value is Mutation {
  if (!isObject(value)) return false;
  const { kind, item, path, edit } = value;
  if (kind === 'schema') return typeof path === 'string' && FIELD_EDITS.some((known) => known === edit);
  if (typeof kind !== 'string' || !FAMILY_OF.has(kind)) return false;
  return !Object.hasOwn(ITEM_EDITS, kind) || (Number.isInteger(item) && Number(item) >= 0);
}

/** Every mutation that makes sense at a call and would change this body. */
export function mutationsFor(call: CallName, body: JsonObject, context: MutationContext): readonly Mutation[] {
  return candidatesFor(call, body).filter((mutation) => changes(body, mutation, context));
}

/** Every mutation that makes sense at a call, whether or not it finds something to do in this body. */
export function candidatesFor(call: CallName, body: JsonObject): readonly Mutation[] {
  return [...namedMutations(call, body), ...fieldMutations(call, body)];
}

/** Whether a mutation finds something to do in a body. */
export function changes(body: JsonObject, mutation: Mutation, context: MutationContext): boolean {
  const mutated = applyMutation(body, mutation, context);
  return mutated.kind === 'text' || mutated.text !== undefined || mutated.value !== body;
}

function namedMutations(call: CallName, body: JsonObject): Mutation[] {
  if (CALLS[call].bodyType === undefined) return [];
  const items = getArray(body, 'orderedItem');
  return MUTATIONS.filter(({ kind, calls }) => kind !== 'schema' && calls.includes(call)).flatMap(
    ({ kind }): Mutation[] =>
      Object.hasOwn(ITEM_EDITS, kind)
        ? items.map((_, item) => ({ kind: kind as ItemKind, item }))
        : [{ kind } as Mutation],
  );
}
