import validator, { type ValidationError } from '@openactive/data-model-validator';
import { get, getArray, isObject, typeOf, type Json, type JsonObject } from '../../protocol/json.ts';
import { disagreementOf } from './disagreements.ts';
import { isInError, modeOf, type BodyKind } from './modes.ts';
import { rememberProperties } from './properties.ts';

rememberProperties();

/** A failure that breaks the data model, found once or more often in a body. */
export interface FaultFound {
  /** The validator's error type: `missing_required_field`, …. */
  readonly type: string;
  /** A JSONPath into the body; of several places that differ in their indices only, the first. */
  readonly path: string;
  /** The same without indices. */
  readonly place: string;
  /** One line, of the validator's words. */
  readonly message: string;
}

/** What the validator makes of one body. */
export interface Checked {
  readonly faults: readonly FaultFound[];
  /** For each failure in which the validator is not followed, the reason (`KNOWN_DISAGREEMENTS`). */
  readonly disagreements: readonly string[];
  /** Properties that could only be judged with the help of a context or a list that is on the internet. */
  readonly lookUps: number;
  readonly warnings: number;
  readonly suggestions: number;
}

/** What the validator says when a look-up failed, and what follows from it. */
const LOOK_UPS: readonly string[] = [
  'file_not_found',
  'activity_not_in_activity_list',
  'experimental_fields_not_checked',
];

/** Paths and messages hold what the target sent. */
const LONGEST_TEXT = 300;
const MOST_FAULTS = 50;

/**
 * The validator stumbles over a context that is written out in a body. Without it, the properties that it defines are
 * taken for ones that need a look-up.
 */
function withoutInlineContexts(body: JsonObject): JsonObject {
  const context = body['@context'];
  return Array.isArray(context) ? { ...body, '@context': context.filter((part) => typeof part === 'string') } : body;
}

/** What refuses an order at P or B is told on its items; that the rest of the order comes too is demanded nowhere. */
const REFUSED_ORDERS: readonly string[] = ['PResponseOrderItemError', 'BResponseOrderItemError'];

/**
 * Whether what is wrong is in a part of an answer of which no more is demanded than its errors: an item in error, of
 * which nothing else need be known, or an order refused for its items.
 */
function isBesideError(body: JsonObject, mode: string, { type, path }: ValidationError): boolean {
  if (type === 'missing_required_field' && REFUSED_ORDERS.includes(mode) && /^\$\.\w+$/.test(path)) return true;
  const [, index, rest] = /^\$\.orderedItem\[(\d+)\](.*)$/.exec(path) ?? [];
  if (index === undefined || rest === undefined) return false;
  return !rest.startsWith('.error') && isInError(getArray(body, 'orderedItem')[Number(index)]);
}

/** The `@type` of the opportunity of the item that a path leads into. */
function opportunityAt(body: JsonObject, path: string): string | undefined {
  const [, index] = /^\$\.orderedItem\[(\d+)\]/.exec(path) ?? [];
  const item = index === undefined ? undefined : getArray(body, 'orderedItem')[Number(index)];
  return typeOf(get(item, 'orderedItem'));
}

const placeOf = (path: string): string => path.replace(/\[\d+\]/g, '[]').slice(0, LONGEST_TEXT);

const faultOf = ({ type, path, message }: ValidationError): FaultFound => ({
  type,
  path: path.slice(0, LONGEST_TEXT),
  place: placeOf(path),
  message: (message.split('\n')[0] ?? '').slice(0, LONGEST_TEXT),
});

function firstOfEach(faults: readonly FaultFound[]): readonly FaultFound[] {
  const byGroup = new Map<string, FaultFound>();
  for (const fault of faults) {
    const group = `${fault.type} ${fault.place}`;
    if (!byGroup.has(group)) byGroup.set(group, fault);
  }
  return [...byGroup.values()].slice(0, MOST_FAULTS);
}

/** Checks a body against the OpenActive data models; undefined where the validator has no mode for it. */
export async function checkBody(kind: BodyKind, body: Json): Promise<Checked | undefined> {
  if (!isObject(body)) return undefined;
  const mode = modeOf(kind, body);
  if (mode === undefined) return undefined;
  const errors = await validator.validate(withoutInlineContexts(body), { validationMode: mode, loadRemoteJson: false });
  const failures = errors.filter(({ severity }) => severity === 'failure');
  const judged = failures
    .filter((error) => !LOOK_UPS.includes(error.type) && !isBesideError(body, mode, error))
    .map((error) => {
      const { type, path, value } = error;
      const opportunity = opportunityAt(body, path);
      return { error, reason: disagreementOf(kind, { type, place: placeOf(path), value, opportunity })?.reason };
    });
  const lookUps = failures.filter(({ type }) => LOOK_UPS.includes(type));
  return {
    faults: firstOfEach(judged.filter(({ reason }) => reason === undefined).map(({ error }) => faultOf(error))),
    disagreements: judged.flatMap(({ reason }) => reason ?? []),
    lookUps: new Set(lookUps.map(({ path }) => path)).size,
    warnings: errors.filter(({ severity }) => severity === 'warning').length,
    suggestions: errors.filter(({ severity }) => severity === 'suggestion').length,
  };
}
