import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { JsonSchemaObject } from '../../../src/generators/payload/json-schema.ts';

/** What our own formats mean, written apart from the code that makes such texts. */
const OWN_FORMATS = {
  words: /^\S(.{0,199}\S)?$/u,
  telephone: /^[+(]?\d[\d ()+\-.ext]*$/,
  identifier: /^\S{1,40}$/u,
  postcode: /^[A-Z0-9][A-Z0-9 -]{2,8}[A-Z0-9]$/,
  country: /^[A-Z]{2}$/,
  currency: /^[A-Z]{3}$/,
};

/** A validator of values against a derived schema, with ajv's own ideas of e-mail addresses, URIs and times. */
export function validatorOf(schema: JsonSchemaObject): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
  ajvFormats.default(ajv);
  for (const [name, format] of Object.entries(OWN_FORMATS)) ajv.addFormat(name, format);
  return ajv.compile(schema);
}
