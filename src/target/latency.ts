/** How long answers took at first, and how long they take where the target is slowest. */
export interface Latency {
  /** Medians in milliseconds, of answers to calls of the same kinds; undefined until enough answers have come. */
  medians(): Medians | undefined;
  /** Notes how long an answer to a call of some kind took. */
  note(kind: string, ms: number): void;
}

export interface Medians {
  readonly early: number;
  readonly late: number;
}

/** So many answers tell how long calls of a kind take at first. */
const FIRST = 10;
/** So many answers make a median. */
const SAMPLE = 20;
/** So many medians in a row have to be slow: a pause of the machine is none of the target's. */
const IN_A_ROW = 3;

const ratio = ({ early, late }: Medians): number => late / Math.max(early, 1);

/**
 * Calls are compared with the first ones of their own kind, as a campaign makes other calls later than at first. It is
 * the slowest stretch that counts and not the last one: what a campaign clears away, it makes again.
 */
export function watchLatency(): Latency {
  const first = new Map<string, { readonly taken: number[]; median?: number }>();
  let sample: Medians[] = [];
  let row: readonly Medians[] = [];
  let slowest: Medians | undefined;

  function compare(early: number, late: number): void {
    sample.push({ early, late });
    if (sample.length < SAMPLE) return;
    const medians = {
      early: medianOf(sample.map((each) => each.early)),
      late: medianOf(sample.map((each) => each.late)),
    };
    sample = [];
    row = [...row, medians].slice(-IN_A_ROW);
    const least = row.toSorted((one, other) => ratio(one) - ratio(other))[0];
    if (row.length < IN_A_ROW || least === undefined) return;
    if (slowest === undefined || ratio(least) > ratio(slowest)) slowest = least;
  }

  return {
    note: (kind, ms) => {
      const known = first.get(kind) ?? { taken: [] };
      first.set(kind, known);
      if (known.taken.length === FIRST) compare((known.median ??= medianOf(known.taken)), ms);
      else known.taken.push(ms);
    },
    medians: () => slowest,
  };
}

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
