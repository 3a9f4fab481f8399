/** What one look at a target came to. */
export interface Checked {
  /** What was looked at, in a few words. */
  readonly what: string;
  readonly state: 'well' | 'not well' | 'left out';
  /** What was seen. */
  readonly seen: string;
  /** What to do, where it is not well. */
  readonly advice?: string;
}

export const well = (what: string, seen: string): Checked => ({ what, state: 'well', seen });
export const notWell = (what: string, seen: string, advice: string): Checked => ({
  what,
  state: 'not well',
  seen,
  advice,
});
export const leftOut = (what: string, why: string): Checked => ({ what, state: 'left out', seen: why });

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
