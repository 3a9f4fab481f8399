import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';

/** Larger bodies are not checked: characters and values together. */
const MOST_SIZE = 200_000;
/** Nor are those nested more deeply. */
const MOST_DEPTH = 40;

const TEXT_CLASSES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['time', /^\d{4}-\d\d-\d\dT/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['duration', /^-?P[\dT]/],
  ['digits', /^-?\d+(\.\d+)?$/],
];

/** Types and members of enumerations are part of a body's shape; ids in lists of concepts are not. */
const VOCABULARY = /^https:\/\/(openactive\.io|schema\.org)\/[A-Za-z]*$/;

function classOf(text: string): string {
  if (text === '') return 'empty';
  if (text.startsWith('http')) return VOCABULARY.test(text) ? text : 'uri';
  if (!/^[-\dP]/.test(text)) return 'text';
  return TEXT_CLASSES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

/** The walk through a body: what was met, and how much more is looked at. */
interface Walk {
  readonly shapes: Set<string>;
  left: number;
}

/** How a value is told in the shape of the object that has it; `place` is the way to it. */
function note(value: Json, place: string, depth: number, walk: Walk): string {
  walk.left -= depth > MOST_DEPTH ? MOST_SIZE : 1;
  if (walk.left < 0) return '';
  if (typeof value === 'string') {
    walk.left -= value.length;
    return place.endsWith('.@type') ? value : classOf(value);
  }
  if (Array.isArray(value)) {
    // How many there are, and in which order, is no part of the shape.
    const elements = (value as readonly Json[]).map((element) => note(element, `${place}[]`, depth + 1, walk));
    return `[${[...new Set(elements)].sort().join('|')}]`;
  }
  if (!isObject(value)) return value === null ? 'null' : typeof value;
  noteObject(value, place, depth, walk);
  return 'object';
}

function noteObject(object: JsonObject, place: string, depth: number, walk: Walk): void {
  const properties: string[] = [];
  for (const [name, value] of Object.entries(object)) {
    walk.left -= name.length;
    if (walk.left < 0) return;
    properties.push(`${name} ${note(value, `${place}.${name}`, depth + 1, walk)}`);
  }
  walk.shapes.add(`${place} ${properties.sort().join(', ')}`);
}

/**
 * The shapes of all objects in a body, each with its place: a text that is the same for objects with the same
 * properties, the same kinds of values in them and the same `@type`s and members of enumerations. Undefined where the
 * body is too large to be looked at.
 */
export function shapesIn(body: JsonObject): ReadonlySet<string> | undefined {
  const walk: Walk = { shapes: new Set(), left: MOST_SIZE };
  note(body, '$', 0, walk);
  return walk.left < 0 ? undefined : walk.shapes;
}
