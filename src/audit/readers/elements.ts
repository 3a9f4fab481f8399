/**
 * The elements of an array deep in a JSON file, one after the other, each as its text with the line where it begins. A
 * recording may be larger than what fits in memory, or in a string, and its lines are needed for the findings: so only as
 * much JSON is understood here as tells where elements begin and end, and each is parsed by itself.
 */

export interface Element {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** The file ends, or goes wrong, within its JSON. */
export class BrokenJson extends Error {
  readonly line: number;
  constructor(line: number, found: string) {
    super(found);
    this.line = line;
  }
}

type Container = '{' | '[';
const CLOSES: Readonly<Record<string, Container>> = { '}': '{', ']': '[' };

/** What is known in the midst of a file. */
interface State {
  line: number;
  inText: boolean;
  escaped: boolean;
  /** The text that is being read, where it may be a key. */
  text: string;
  readonly open: Container[];
  /** The key under which each open object is being filled. */
  readonly keys: string[];
  element: { text: string; line: number } | undefined;
  /** Which of the arrays is being read, and how deep in the file its elements are. */
  array: { readonly path: string; readonly depth: number } | undefined;
}

type Found = Element & { readonly path: string };

/** Gives the elements of the arrays at one of some paths (`log.entries`). Rejects with {@link BrokenJson}. */
export async function* elementsAt(
  chunks: AsyncIterable<string>,
  paths: readonly string[],
): AsyncGenerator<Found, void> {
  const state: State = {
    line: 1,
    inText: false,
    escaped: false,
    text: '',
    open: [],
    keys: [],
    element: undefined,
    array: undefined,
  };
  for await (const chunk of chunks) {
    yield* elementsIn(chunk, state, paths);
    const { element, line } = state;
    if (element && element.text.length > MOST_CHARACTERS) throw new BrokenJson(line, 'an entry without an end');
  }
  if (state.open.length > 0) throw new BrokenJson(state.line, 'the end of the file');
}

/** The elements that end in a chunk. One that has only begun there is in the state. */
function* elementsIn(chunk: string, state: State, paths: readonly string[]): Generator<Found, void> {
  let from = 0;
  let at = 0;
  while (at < chunk.length) {
    if (state.inText) {
      at = readText(state, chunk, at);
      continue;
    }
    const atElement = state.array?.depth === state.open.length;
    const between = atElement && state.element === undefined;
    if (!between) at = nextStructure(chunk, at);
    const character = chunk[at];
    if (character === undefined) break;
    if (character === '\n') state.line += 1;
    if (between && !/[\s,\]]/.test(character)) {
      state.element = { text: '', line: state.line };
      from = at;
    } else if (atElement && state.element && (character === ',' || character === ']')) {
      const { text, line } = state.element;
      yield { text: text + chunk.slice(from, at), line, path: state.array?.path ?? '' };
      state.element = undefined;
    }
    readStructure(state, character);
    findArray(state, character, paths);
    at += 1;
  }
  if (state.element) state.element.text += chunk.slice(from);
}

/** Whether an array that is looked for begins, or ends. */
function findArray(state: State, character: string, paths: readonly string[]): void {
  const { open, keys, array } = state;
  if (array !== undefined) {
    if (open.length < array.depth) state.array = undefined;
  } else if (character === '[' && open.slice(0, -1).every((each) => each === '{')) {
    const here = keys.slice(0, -1).join('.');
    if (paths.includes(here)) state.array = { path: here, depth: open.length };
  }
}

/** No exchange is longer: an entry that goes on and on is a broken one. */
const MOST_CHARACTERS = 256 * 1024 * 1024;

/** What tells where something begins or ends outside of texts. Everything else is passed over at once. */
const STRUCTURE = new Set([...'"{}[],:\n'].map((character) => character.charCodeAt(0)));
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);

/** The place of the next character that tells something; the text's length where there is none. */
function nextStructure(text: string, from: number): number {
  let at = from;
  while (at < text.length && !STRUCTURE.has(text.charCodeAt(at))) at += 1;
  return at;
}

/** Reads a text on from somewhere in it, and gives the place after it, or the end of the chunk. */
function readText(state: State, chunk: string, from: number): number {
  let at = from;
  if (state.escaped) {
    state.escaped = false;
    at += 1;
  }
  let code = chunk.charCodeAt(at);
  while (at < chunk.length && code !== QUOTE) {
    at += code === BACKSLASH ? 2 : 1;
    code = chunk.charCodeAt(at);
  }
  // Longer texts are no keys that anyone looks for.
  if (state.text.length < 100) state.text += chunk.slice(from, Math.min(at, from + 100));
  state.escaped = at > chunk.length;
  state.inText = at >= chunk.length;
  return at + 1;
}

function readStructure(state: State, character: string): void {
  switch (character) {
    case '"':
      state.inText = true;
      state.text = '';
      break;
    case ':':
      state.keys[state.open.length - 1] = state.text;
      break;
    case '{':
    case '[':
      state.open.push(character);
      state.keys.push('');
      break;
    case '}':
    case ']':
      if (state.open.pop() !== CLOSES[character]) throw new BrokenJson(state.line, `"${character}"`);
      state.keys.pop();
      break;
  }
}
