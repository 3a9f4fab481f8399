import { InvalidArgumentError } from 'commander';
import { didYouMean, isNear } from '../protocol/nearest.ts';

/** Wrong usage or a file that cannot be used. The message is one line: what is wrong, what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** More than these are not listed in a message. */
const LISTED = 12;

/** `Expected A, B or C. Did you mean "B"?`, where one is near. For long lists `where` says where they are. */
export function expectedOf(value: string, known: readonly string[], where?: string): string {
  const names = known.length > LISTED && where !== undefined ? `one that ${where} lists` : alternatives(known);
  return `Expected ${names}.${didYouMean(value, known)}`;
}

/** Commander's words about an unknown option or command, which suggest what is far away, too, without such a suggestion. */
export function withNearSuggestion(text: string): string {
  const [, told, word, names] = /^(.*'(\S+)') \(Did you mean (?:one of )?(.*)\?\)$/.exec(text) ?? [];
  if (told === undefined || word === undefined || names === undefined) return text;
  const bare = (name: string) => name.replace(/^-+/, '');
  const near = names.split(', ').filter((name) => isNear(bare(word), bare(name)));
  return near.length === 0 ? told : `${told} (Did you mean ${alternatives(near)}?)`;
}

/** `A, B or C`. */
export const alternatives = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

/** The parser of an option that takes one of `known`. */
export function oneOf<Value extends string>(known: readonly Value[], where?: string): (value: string) => Value {
  return (value) => {
    const found = known.find((name) => name === value);
    if (found === undefined) throw new InvalidArgumentError(expectedOf(value, known, where));
    return found;
  };
}

/** The parser of an option that may be given several times. */
export function several<Value>(parse: (value: string) => Value): (value: string, before?: readonly Value[]) => Value[] {
  return (value, before = []) => [...before, parse(value)];
}

/** The parser of an option that takes a whole number of at least `least`. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (number >= least && number <= most) return number;
    const range =
      most === Number.MAX_SAFE_INTEGER ? `of at least ${String(least)}` : `from ${String(least)} to ${String(most)}`;
    throw new InvalidArgumentError(`Expected a whole number ${range}.`);
  };
}

/** The parser of an option that takes a number of seconds. */
export function seconds(value: string): number {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
  if (number > 0) return number;
  throw new InvalidArgumentError('Expected a number of seconds, such as 20.');
}

/** The parser of an option that takes a whole number, or a range of them: `1..2`. */
export function numberRange(least: number, most: number): (value: string) => readonly number[] {
  return (value) => {
    const [from, to = from] = (/^(\d+)(?:\.\.(\d+))?$/.exec(value) ?? []).slice(1).filter(Boolean).map(Number);
    if (from !== undefined && to !== undefined && from >= least && to >= from && to <= most) {
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    }
    throw new InvalidArgumentError(
      `Expected a whole number from ${String(least)} to ${String(most)}, or a range such as ${String(least)}..2.`,
    );
  };
}
