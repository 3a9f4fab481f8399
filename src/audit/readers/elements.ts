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
}

/** Gives the elements of the arrays at one of some paths (`log.entries`). Rejects with {@link BrokenJson}. */
export async function* elementsAt(
  chunks: AsyncIterable<string>,
  paths: readonly string[],
): AsyncGenerator<Element & { readonly path: string }, void> {
  const depths = new Map(paths.map((path) => [path, path.split('.').length]));
  const state: State = { line: 1, inText: false, escaped: false, text: '', open: [], keys: [], element: undefined };
  let found: string | undefined;
  let depth = 0;

  const arrayPath = (): string | undefined =>
    state.open.at(-1) === '[' && state.open.slice(0, -1).every((each) => each === '{')
      ? paths.find((path) => depths.get(path) === state.open.length - 1 && state.keys.slice(0, -1).join('.') === path)
      : undefined;

  for await (const chunk of chunks) {
    let from = 0;
    const take = (to: number) => {
      if (state.element) state.element.text += chunk.slice(from, to);
      from = to;
    };
    for (let at = 0; at < chunk.length; at += 1) {
      const character = chunk[at] ?? '';
      if (character === '\n') state.line += 1;
      if (state.inText) {
        readText(state, character);
        continue;
      }
      const atElement = found !== undefined && state.open.length === depth;
      if (atElement && state.element === undefined && !/[\s,\]]/.test(character)) {
        state.element = { text: '', line: state.line };
        from = at;
      } else if (atElement && state.element && (character === ',' || character === ']')) {
        take(at);
        yield { ...state.element, path: found ?? '' };
        state.element = undefined;
      }
      readStructure(state, character);
      if (found === undefined && character === '[') {
        found = arrayPath();
        depth = state.open.length;
      } else if (found !== undefined && state.open.length < depth) found = undefined;
    }
    take(chunk.length);
  }
  if (state.open.length > 0) throw new BrokenJson(state.line, 'the end of the file');
}

function readText(state: State, character: string): void {
  if (state.escaped) state.escaped = false;
  else if (character === '\\') state.escaped = true;
  else if (character === '"') state.inText = false;
  // Longer texts are no keys that anyone looks for.
  else if (state.text.length < 100) state.text += character;
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
