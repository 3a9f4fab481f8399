import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';

/** Larger bodies are not looked at: characters and values together. */
const MOST_SIZE = 200_000;
/** Nor are those nested more deeply. */
const MOST_DEPTH = 40;
/** A target that sends ever new shapes does not fill the memory. */
const MOST_SHAPES = 5_000;

const TEXT_CLASSES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['time', /^\d{4}-\d\d-\d\dT/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['duration', /^-?P[\dT]/],
  ['digits', /^-?\d+(\.\d+)?$/],
];

/** Types and members of enumerations are part of a body's shape; ids in lists of concepts are not. */
const VOCABULARY = /^https:\/\/(openactive\.io|schema\.org)\/[A-Za-z]*$/;

/** What the broker sent and the answer only reflects: the rules on reflection judge it. */
const REFLECTED: readonly string[] = ['broker', 'customer', 'payment'];

/** What has been met at one place of a kind of body. */
interface Place {
  readonly classes: Set<string>;
  /** The names of the properties of objects, sorted and as they came. */
  readonly names: Set<string>;
  readonly places: Map<string, Place>;
}

const newPlace = (): Place => ({ classes: new Set(), names: new Set(), places: new Map() });

/** Whether something was met before, and if not, that it is now. */
export type Met = 'met before' | 'new' | 'too large' | 'too many';

/** The shapes that bodies have been met in. */
export interface Shapes {
  /**
   * Whether an object in this kind of body had, at its place, these properties before, and each of them a value of that
   * kind, `@type` and member of an enumeration.
   */
  meet(kind: string, body: JsonObject): Met;
}

/** The walk through a body: whether anything new was met, and how much more is looked at. */
interface Walk {
  readonly known: { count: number };
  fresh: boolean;
  left: number;
}

function note(set: Set<string>, text: string, walk: Walk): void {
  if (set.has(text)) return;
  walk.fresh = true;
  walk.known.count += 1;
  if (walk.known.count <= MOST_SHAPES) set.add(text);
}

function classOf(text: string): string {
  if (text === '') return 'empty';
  if (text.startsWith('http')) return VOCABULARY.test(text) ? text : 'uri';
  if (!/^[-\dP]/.test(text)) return 'text';
  return TEXT_CLASSES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

function placeIn(place: Place, name: string): Place {
  const found = place.places.get(name);
  if (found !== undefined) return found;
  const made = newPlace();
  place.places.set(name, made);
  return made;
}

function walkValue(value: Json, place: Place, name: string, depth: number, walk: Walk): void {
  walk.left -= depth > MOST_DEPTH ? MOST_SIZE : 1;
  if (walk.left < 0) return;
  if (typeof value === 'string') {
    walk.left -= value.length;
    note(place.classes, name === '@type' ? value.slice(0, 200) : classOf(value), walk);
  } else if (Array.isArray(value)) {
    if (value.length === 0) note(place.classes, 'empty list', walk);
    // How many there are, and in which order, is no part of the shape.
    for (const element of value as readonly Json[]) walkValue(element, place, name, depth + 1, walk);
  } else if (isObject(value)) {
    walkObject(value, place, depth, walk);
  } else {
    note(place.classes, value === null ? 'null' : typeof value, walk);
  }
}

function walkObject(object: JsonObject, place: Place, depth: number, walk: Walk): void {
  const names = Object.keys(object);
  const type = object['@type'];
  const asSent = `${typeof type === 'string' ? type : ''} ${names.join(' ')}`;
  if (!place.names.has(asSent)) {
    note(place.names, `${typeof type === 'string' ? type : ''} ${names.sort().join(' ')}`, walk);
    if (walk.known.count <= MOST_SHAPES) place.names.add(asSent);
  }
  for (const [name, value] of Object.entries(object)) {
    walk.left -= name.length;
    if (walk.left < 0) return;
    if (depth === 0 && REFLECTED.includes(name)) continue;
    walkValue(value, placeIn(place, name), name, depth + 1, walk);
  }
}

/** A memory of shapes, empty. */
export function startShapes(): Shapes {
  const kinds = newPlace();
  const known = { count: 0 };
  return {
    meet: (kind, body) => {
      const walk: Walk = { known, fresh: false, left: MOST_SIZE };
      walkObject(body, placeIn(kinds, kind), 0, walk);
      if (walk.left < 0) return 'too large';
      if (!walk.fresh) return 'met before';
      return known.count > MOST_SHAPES ? 'too many' : 'new';
    },
  };
}
