/** How long answers took at first, and how long they take now. */
export interface Latency {
  /** Medians in milliseconds; undefined until enough answers have come. */
  medians(): { readonly early: number; readonly late: number } | undefined;
  note(ms: number): void;
}

/** So many answers make each median, and none makes both. */
const SAMPLE = 200;

export function watchLatency(): Latency {
  const early: number[] = [];
  const late: number[] = [];
  let count = 0;
  return {
    note: (ms) => {
      if (early.length < SAMPLE) early.push(ms);
      else late[count++ % SAMPLE] = ms;
    },
    medians: () => (late.length < SAMPLE ? undefined : { early: medianOf(early), late: medianOf(late) }),
  };
}

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
