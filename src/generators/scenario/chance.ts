import type fc from 'fast-check';

/** Drawing from lists with nothing but the randomness given. */

/** An entry of a list with how often it is drawn against the others. */
export type Weighted<T> = readonly [value: T, weight: number];

/** Whether something happens that has a probability, from 0 to 1. */
export const happens = (random: fc.Random, probability: number): boolean => random.nextDouble() < probability;

/** Any entry of a list; undefined of an empty one. */
export const pick = <T>(random: fc.Random, list: readonly T[]): T | undefined =>
  list.length === 0 ? undefined : list[random.nextInt(0, list.length - 1)];

/** An entry of a list by weight; undefined where no weight is above 0. */
export function pickWeighted<T>(random: fc.Random, list: readonly Weighted<T>[]): T | undefined {
  const total = list.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.nextDouble() * total;
  return list.find(([, weight]) => weight > 0 && (left -= weight) < 0)?.[0];
}

/** A few draws, and of what they gave, what was tried least; the first of equals. */
export function pickFreshest<T>(draws: number, draw: () => T | undefined, tried: (value: T) => number): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  for (let count = 0; count < draws && least > 0; count++) {
    const value = draw();
    const score = value === undefined ? Infinity : tried(value);
    if (score < least) [best, least] = [value, score];
  }
  return best;
}
