import { plain } from '../report/index.ts';
import { maskOf } from '../protocol/masks.ts';

/** Parts of a configuration, and fields of others, that hold no secret. */
const OPEN_PARTS = ['target', 'integrationTests'];
const OPEN_FIELDS = ['datasetSiteUrl', '@id', 'taxMode', 'contentUrl'];

/** A longer text is cut. */
const LONGEST = 60;

const mask = maskOf();

/** What was found at a field where something else was expected: the value itself, unless it may be a secret. */
export function foundAt(path: readonly string[], value: unknown): string {
  if (value === null) return 'null';
  if (value === '') return 'an empty text';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const open = OPEN_PARTS.includes(path[0] ?? '') || OPEN_FIELDS.includes(path.at(-1) ?? '');
  if (typeof value === 'string') return open ? `"${plain(withoutUser(mask.text(value)), LONGEST)}"` : 'another text';
  return open ? String(value) : typeof value === 'number' ? 'a number' : 'true or false';
}

/** A URL's user and password are never shown. */
export const withoutUser = (text: string): string => text.replace(/\/\/[^/]*@/, '//***@');
