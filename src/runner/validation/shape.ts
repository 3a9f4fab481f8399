import { createHash } from 'node:crypto';
import { isObject, type Json } from '../../protocol/json.ts';

/** Larger bodies are not checked: characters and values together. */
const MOST_SIZE = 200_000;
/** Nor are those nested more deeply. */
const MOST_DEPTH = 40;

const TEXT_CLASSES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['empty', /^$/],
  ['time', /^\d{4}-\d\d-\d\dT/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['duration', /^-?P[\dT]/],
  ['number', /^-?\d+(\.\d+)?$/],
  ['uri', /^[a-z][a-z\d+.-]*:\S*$/i],
];

/** Types and members of enumerations are part of a body's shape; ids in lists of concepts are not. */
const VOCABULARY = /^https:\/\/(openactive\.io|schema\.org)\/[A-Za-z]*$/;

function classOf(text: string): string {
  if (VOCABULARY.test(text)) return text;
  return TEXT_CLASSES.find(([, pattern]) => pattern.test(text.slice(0, 100)))?.[0] ?? 'text';
}

/** What is left of the size that is looked at; below zero, the body is too large. */
interface Budget {
  left: number;
}

function spend(budget: Budget, size: number): boolean {
  budget.left -= size;
  return budget.left >= 0;
}

function write(key: string, value: Json, depth: number, budget: Budget): string {
  if (!spend(budget, depth > MOST_DEPTH ? MOST_SIZE : 1)) return '';
  if (typeof value === 'string') {
    if (!spend(budget, value.length)) return '';
    return key === '@type' ? `is ${value}` : classOf(value);
  }
  if (Array.isArray(value)) {
    const elements = new Set<string>();
    for (const element of value as readonly Json[]) {
      elements.add(write(key, element, depth + 1, budget));
      if (budget.left < 0) return '';
    }
    // How many there are, and in which order, is no part of the shape.
    return `[${[...elements].sort().join('|')}]`;
  }
  if (!isObject(value)) return value === null ? 'null' : typeof value;
  const parts: string[] = [];
  for (const name of Object.keys(value).sort()) {
    if (!spend(budget, name.length)) return '';
    parts.push(`${JSON.stringify(name)}:${write(name, value[name] ?? null, depth + 1, budget)}`);
    if (budget.left < 0) return '';
  }
  return `{${parts.join(',')}}`;
}

/**
 * A short text that is the same for bodies of the same shape: the same properties with the same kinds of values and
 * the same `@type`s and members of enumerations. Undefined where the body is too large to be looked at.
 */
export function shapeOf(body: Json): string | undefined {
  const budget = { left: MOST_SIZE };
  const written = write('', body, 0, budget);
  return budget.left < 0 ? undefined : createHash('sha1').update(written).digest('base64');
}
