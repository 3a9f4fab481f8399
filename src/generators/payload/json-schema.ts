import type { JsonSchema } from 'json-schema-faker';

/** A JSON Schema that is an object, not `true` or `false`. */
export type JsonSchemaObject = Exclude<JsonSchema, boolean>;
