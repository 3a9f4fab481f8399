import type { CallName } from '../../protocol/calls.ts';
import type { JsonObject } from '../../protocol/json.ts';
import type { JsonSchemaObject } from '../payload/json-schema.ts';
import { schemaOf } from '../payload/schemas.ts';
import { SHAPES, type ShapeName } from '../payload/shapes.ts';
import { FIELD_EDITS, type FieldEdit, type FieldMutation } from './types.ts';

/** How many items get mutations of their fields: what goes wrong with a third also goes wrong with a second. */
const ITEMS_REACHED = 2;

const ANY_FIELD: readonly FieldEdit[] = ['missing', 'null', 'wrong-type'];
const CONTEXT_PATH = '/@context';

const found = new Map<ShapeName, readonly FieldMutation[]>();

/** Every mutation of one field that the schema of a call's body admits; none for a call without a body. */
export function fieldMutations(call: CallName, body: JsonObject): readonly FieldMutation[] {
  const shape = shapeOf(call, body);
  if (shape === undefined) return [];
  let mutations = found.get(shape);
  if (mutations === undefined) {
    mutations = [...mutationsAt(schemaOf(shape), ''), ...edits(CONTEXT_PATH, [...ANY_FIELD, 'empty'])];
    found.set(shape, mutations);
  }
  return mutations;
}

function shapeOf(call: CallName, body: JsonObject): ShapeName | undefined {
  if (call === 'B' && Object.hasOwn(body, 'orderProposalVersion')) return 'minimalB';
  return Object.hasOwn(SHAPES, call) ? (call as ShapeName) : undefined;
}

function mutationsAt(schema: JsonSchemaObject, path: string): FieldMutation[] {
  if (schema.anyOf !== undefined) {
    const branches = schema.anyOf.map((branch) => mutationsAt(branch as JsonSchemaObject, path));
    return [...new Map(branches.flat().map((mutation) => [`${mutation.path} ${mutation.edit}`, mutation])).values()];
  }
  return [...edits(path, editsOf(schema, path)), ...mutationsWithin(schema, path)];
}

function mutationsWithin(schema: JsonSchemaObject, path: string): FieldMutation[] {
  if (schema.type === 'array') {
    const indexes = Array.from({ length: ITEMS_REACHED }, (_, index) => index);
    return indexes.flatMap((index) => mutationsAt(schema.items as JsonSchemaObject, `${path}/${index}`));
  }
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    mutationsAt(property as JsonSchemaObject, `${path}/${name}`),
  );
}

function editsOf(schema: JsonSchemaObject, path: string): readonly FieldEdit[] {
  if (path === '') return ['unexpected-property'];
  switch (schema.type) {
    case 'object':
      return FIELD_EDITS.filter((edit) => edit !== 'over-long');
    case 'array':
      return [...ANY_FIELD, 'empty'];
    case 'number':
    case 'integer':
    case 'boolean':
      return ANY_FIELD;
    default:
      return [...ANY_FIELD, 'empty', 'over-long'];
  }
}

const edits = (path: string, list: readonly FieldEdit[]): FieldMutation[] =>
  list.map((edit) => ({ kind: 'schema', path, edit }));
