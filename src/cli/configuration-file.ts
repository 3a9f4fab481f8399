import { readFile } from 'node:fs/promises';
import { Ajv, type ErrorObject } from 'ajv';
import JSON5 from 'json5';
import { isObject } from '../protocol/json.ts';
import { CONFIGURATION_SCHEMA } from './configuration-schema.ts';

/** A configuration cannot be used. The message is one line: the file, the field, what was expected and what was found. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

type Nullable<Value> = Value | null;

interface PartnerInFile {
  readonly authentication?: Nullable<{ readonly ordersFeedRequestHeaders?: Nullable<Record<string, string>> }>;
}

interface SellerInFile {
  readonly '@id': string;
  readonly taxMode?: string;
  readonly authentication?: Nullable<{ readonly requestHeaders?: Nullable<Record<string, string>> }>;
  readonly paymentReconciliationDetails?: Nullable<{
    readonly name?: string;
    readonly accountId?: string;
    readonly paymentProviderId?: string;
  }>;
}

type Pair<Value> = Nullable<{ readonly primary?: Nullable<Value>; readonly secondary?: Nullable<Value> }>;
type Flags = Readonly<Record<string, Nullable<boolean>>>;

/** A Test Suite configuration file that fits {@link CONFIGURATION_SCHEMA}. */
export interface ConfigurationFile {
  readonly broker?: Nullable<{ readonly datasetSiteUrl?: string; readonly bookingPartners?: Pair<PartnerInFile> }>;
  readonly integrationTests?: Nullable<{
    readonly bookableOpportunityTypesInScope?: Flags;
    readonly bookingFlowsInScope?: Flags;
    readonly implementedFeatures?: Flags;
    readonly testDatasetIdentifier?: string;
    readonly openBookingApiRequestTimeout?: number;
  }>;
  readonly sellers?: Pair<SellerInFile>;
}

const fits = new Ajv({ strict: false, verbose: true }).compile<ConfigurationFile>(CONFIGURATION_SCHEMA);

/** Reads a configuration file. As in the Test Suite, it may hold comments. Rejects with a {@link ConfigurationError}. */
export async function loadConfigurationFile(path: string): Promise<ConfigurationFile> {
  const value = parse(path, await readText(path));
  if (fits(value)) return value;
  throw new ConfigurationError(`${path}: ${describe(fits.errors?.[0])}`);
}

/** The names of what the file holds that has no meaning here, as paths (`broker.outputPath`). Null says nothing. */
export function unknownFields(file: ConfigurationFile): readonly string[] {
  return beyond(file, CONFIGURATION_SCHEMA, '');
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ConfigurationError(`${path}: expected a configuration file that can be read, found none (${code})`);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch (error) {
    const [message, place] = error instanceof Error ? error.message.split(/ at (?=\d+:\d+$)/) : [];
    throw new ConfigurationError(
      `${path}${place === undefined ? '' : `:${place}`}: expected JSON, found ${(message ?? '').replace('JSON5: ', '')}`,
    );
  }
}

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return 'expected a Test Suite configuration';
  const path = error.instancePath.slice(1).split('/').filter(Boolean).map(unescape);
  if (error.keyword === 'required') {
    const missing = String((error.params as Record<string, unknown>)['missingProperty']);
    const properties = error.parentSchema?.['properties'] as Record<string, { description?: string }>;
    return `${[...path, missing].join('.')}: expected ${properties[missing]?.description ?? 'a value'}, found nothing`;
  }
  const expected = String(error.parentSchema?.['description'] ?? error.message);
  return `${path.join('.') || 'the whole file'}: expected ${expected}, found ${nameOf(error.data)}`;
}

const unescape = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~');

/** What a value is, without showing it: it may be a secret. */
function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === '') return 'an empty text';
  if (Array.isArray(value)) return 'an array';
  const names: Record<string, string> = { string: 'another text', number: 'a number', boolean: 'true or false' };
  return names[typeof value] ?? 'an object';
}

function beyond(value: unknown, schema: unknown, path: string): readonly string[] {
  const properties = isObject(schema) ? schema['properties'] : undefined;
  if (!isObject(value) || !isObject(properties)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = path === '' ? key : `${path}.${key}`;
    if (Object.hasOwn(properties, key)) return beyond(inner, properties[key], place);
    return inner === null ? [] : [place];
  });
}
