import dataModels, { type Field } from '@openactive/data-models';
import type { JsonSchemaObject } from './json-schema.ts';
import { SHAPES, type Shape, type ShapeName } from './shapes.ts';

const VERSION = '2.x';
const MODELS = dataModels.getModels(VERSION);
const ENUMS = dataModels.getEnums(VERSION);

/** Formats by the property's name, where the models say no more than "text". */
const TEXT_FORMATS: Readonly<Record<string, string>> = {
  email: 'email',
  telephone: 'telephone',
  postalCode: 'postcode',
  addressCountry: 'country',
  priceCurrency: 'currency',
  identifier: 'identifier',
  accountId: 'identifier',
  paymentProviderId: 'identifier',
};

const PLAIN_TYPES: Readonly<Record<string, JsonSchemaObject>> = {
  'https://schema.org/URL': { type: 'string', format: 'uri' },
  'https://schema.org/DateTime': { type: 'string', format: 'date-time' },
  'https://schema.org/Boolean': { type: 'boolean' },
  'https://schema.org/Integer': { type: 'integer', minimum: 0 },
  'https://schema.org/Number': { type: 'number', minimum: 0 },
};

const derived = new Map<ShapeName, JsonSchemaObject>();

/** The JSON Schema of a thing that a broker sends: the specification's properties, with the types of the data models. */
export function schemaOf(shape: ShapeName): JsonSchemaObject {
  let schema = derived.get(shape);
  if (schema === undefined) {
    schema = derive(SHAPES[shape]);
    derived.set(shape, schema);
  }
  return schema;
}

function derive(shape: Shape): JsonSchemaObject {
  const names = [...shape.required, ...shape.optional];
  const properties = names.map((name) => [wireName(name), schemaOfField(shape, name)] as const);
  return {
    type: 'object',
    properties: { '@type': { const: shape.model }, ...Object.fromEntries(properties) },
    required: ['@type', ...shape.required.map(wireName)],
    additionalProperties: false,
  };
}

const wireName = (name: string) => (name === 'id' ? '@id' : name);

function schemaOfField(shape: Shape, name: string): JsonSchemaObject {
  if (name === 'id') return { type: 'string', format: 'uri' };
  const field = fieldOf(shape.model, name);
  const isList = (field.model ?? field.requiredType ?? '').startsWith('ArrayOf');
  const one = isReference(field) ? PLAIN_TYPES['https://schema.org/URL'] : schemaOfValue(shape, field);
  if (one === undefined) throw new Error(`The type of ${shape.model}.${name} is not one that a broker sends.`);
  return isList ? { type: 'array', items: one, minItems: 1, maxItems: 2 } : one;
}

/** Sellers, offers and opportunities go by their ids in a broker's requests. */
const isReference = (field: Field) => field.requireReferencingInValidationMode?.includes('BRequest') ?? false;

function schemaOfValue(shape: Shape, field: Field): JsonSchemaObject | undefined {
  const nested = shape.nested?.[field.fieldName] as readonly ShapeName[] | undefined;
  if (nested !== undefined) {
    const [only, ...others] = nested.map(schemaOf);
    return others.length === 0 ? only : { anyOf: nested.map(schemaOf) };
  }
  const type = field.requiredType?.replace('ArrayOf#', '') ?? '';
  if (type === 'https://schema.org/Text') {
    return { type: 'string', format: TEXT_FORMATS[field.fieldName] ?? 'words' };
  }
  const enumeration = ENUMS[type.replace('https://openactive.io/', '')];
  return enumeration ? { enum: enumeration.values.map((value) => enumeration.namespace + value) } : PLAIN_TYPES[type];
}

/** A field of a model, which may be its parent's. */
function fieldOf(modelName: string, name: string): Field {
  const model = MODELS[modelName];
  const field = model?.fields[name];
  if (field !== undefined) return field;
  if (!model?.subClassOf?.startsWith('#')) throw new Error(`${modelName} has no field ${name} in the data models.`);
  return fieldOf(model.subClassOf.slice(1), name);
}
