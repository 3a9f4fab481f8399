import { distance } from 'fastest-levenshtein';

/** Where more of a word than this would have to change, another word was meant. */
const MOST_CHANGED = 1 / 3;

/** A part of a name that is as long says which name was meant. */
const SHORTEST_PART = 3;

/** Whether a word may be a slip for another one, whatever its case. */
export function isNear(word: string, other: string): boolean {
  const most = Math.max(word.length, other.length) * MOST_CHANGED;
  return distance(word.toLowerCase(), other.toLowerCase()) <= most;
}

/** The name that was probably meant: one that holds the word, or the nearest; undefined where none is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const part = word.toLowerCase();
  const exact = names.find((name) => name.toLowerCase() === part);
  const holding = part.length < SHORTEST_PART ? undefined : names.find((name) => name.toLowerCase().includes(part));
  const [first] = names
    .filter((name) => isNear(word, name))
    .map((name) => ({ name, far: distance(part, name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  return exact ?? holding ?? first?.name;
}

/** ` Did you mean "B"?`, to follow a sentence; empty where no name is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  const name = nearest(word, names);
  return name === undefined ? '' : ` Did you mean "${name}"?`;
}
