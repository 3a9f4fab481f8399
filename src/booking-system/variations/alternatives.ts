import type { Variation } from '../catalogue.ts';

/** Variations of which a system can have one at most. */
export const alternatives = (entries: readonly Variation[]): readonly Variation[] =>
  entries.map((entry) => {
    const others = entries.flatMap(({ id }) => (id === entry.id ? [] : [id]));
    return { ...entry, excludes: [...others, ...(entry.excludes ?? [])] };
  });
