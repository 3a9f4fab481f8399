import { ITEM_EDITS, ORDER_EDITS, TEXT_EDITS } from './families.ts';
import { FIELD_EDITS } from './types.ts';

const mutationOf = (kinds: readonly string[], others: Readonly<Record<string, object>> = {}) => ({
  type: 'object',
  properties: { kind: { enum: kinds }, ...others },
  required: ['kind', ...Object.keys(others)],
  additionalProperties: false,
});

/** The JSON Schema of a mutation as it stands in a scenario's or a repro's file. */
export const mutationSchema = {
  title: 'Mutation',
  description: 'Something done wrong on purpose to the payload of a step.',
  type: 'object',
  required: ['kind'],
  oneOf: [
    mutationOf([...Object.keys(ORDER_EDITS), ...Object.keys(TEXT_EDITS)]),
    mutationOf(Object.keys(ITEM_EDITS), {
      item: { type: 'integer', minimum: 0, description: 'The index of the item in orderedItem.' },
    }),
    mutationOf(['schema'], {
      path: { type: 'string', pattern: '^(/.*)?$', description: 'A JSON Pointer to the field.' },
      edit: { enum: FIELD_EDITS },
    }),
  ],
} as const;
