import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { adding, replacing } from './edit.ts';
import type { FieldEdit, FieldMutation } from './types.ts';

/** Edits that can be made to any one field of a body, whatever it means. */

/** Far beyond what any name or note needs, far below what a server must refuse unread. */
const OVER_LONG = 'a'.repeat(10_000);
const WRONG_NUMBER = 12345;

/** `body` with one field edited; the same body where the path's parent is not there or the edit does not fit what is there. */
export function editField(body: JsonObject, mutation: FieldMutation): JsonObject {
  const keys = mutation.path.split('/').slice(1).map(unescaped);
  const edited = editAt(body, keys, mutation.edit);
  return isObject(edited) ? edited : body;
}

function editAt(parent: Json, keys: readonly string[], edit: FieldEdit): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return edit === 'missing' ? parent : (editedValue(parent, edit) ?? parent);
  const current = childOf(parent, key);
  if (rest.length > 0) {
    const edited = current === undefined ? current : editAt(current, rest, edit);
    return edited === current ? parent : withChild(parent, key, edited);
  }
  if (edit === 'missing') return current === undefined ? parent : leftOut(parent, key);
  const edited = editedValue(current, edit);
  return edited === current ? parent : withChild(parent, key, edited);
}

/** What a field becomes; `value` is undefined where it was not there, and then a wrong value is put there. */
function editedValue(value: Json | undefined, edit: Exclude<FieldEdit, 'missing'>): Json | undefined {
  switch (edit) {
    case 'null':
      return null;
    case 'empty':
      return emptied(value);
    case 'wrong-type':
      return typeof value === 'number' ? 'text' : WRONG_NUMBER;
    case 'over-long':
      return value === undefined || typeof value === 'string' ? OVER_LONG : value;
    case 'wrong-@type':
      return isObject(value) ? replacing('@type', 'Thing')(value) : value;
    case 'unexpected-property':
      return isObject(value) ? adding('unexpected', 'unexpected')(value) : value;
  }
}

function emptied(value: Json | undefined): Json | undefined {
  if (value === undefined || typeof value === 'string') return '';
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return value;
  return Array.isArray(value) ? [] : {};
}

function childOf(parent: Json, key: string): Json | undefined {
  return typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key)
    ? (parent as JsonObject)[key]
    : undefined;
}

function withChild(parent: Json, key: string, child: Json | undefined): Json {
  if (child === undefined) return parent;
  if (Array.isArray(parent)) {
    const list = parent as readonly Json[];
    return Object.hasOwn(list, key) ? list.with(Number(key), child) : parent;
  }
  return isObject(parent) ? { ...parent, [key]: child } : parent;
}

function leftOut(parent: Json, key: string): Json {
  if (Array.isArray(parent)) return (parent as readonly Json[]).toSpliced(Number(key), 1);
  return isObject(parent) ? Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key)) : parent;
}

const unescaped = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~');

const EDIT_WORDS: Readonly<Record<FieldEdit, string>> = {
  missing: 'left out',
  null: 'null',
  empty: 'empty',
  'wrong-type': 'of a wrong type',
  'over-long': '10,000 letters long',
  'wrong-@type': 'with a wrong @type',
  'unexpected-property': 'with an unexpected property',
};

/** `/orderedItem/0/position`, `null` as `orderedItem[0].position null`. */
export function describeFieldEdit(mutation: FieldMutation): string {
  const keys = mutation.path.split('/').slice(1).map(unescaped);
  const name = keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');
  return `${name.replace(/^\./, '') || 'body'} ${EDIT_WORDS[mutation.edit]}`;
}
