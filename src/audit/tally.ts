import type { Seen } from '../oracle/index.ts';

/** What was judged in a recording, and what could not be, and why. */
export interface Tally {
  /** Takes in what a look came to. */
  add(seen: Pick<Seen, 'verdicts' | 'transition'>): void;
  /** Something could not be judged: in words that follow "because". */
  pass(reason: string): void;
  exchanges: number;
  /** Exchanges that have to do with the Open Booking API. */
  relevant: number;
  readonly judged: ReadonlyMap<string, number>;
  readonly transitions: ReadonlyMap<string, number>;
  readonly notJudged: ReadonlyMap<string, number>;
}

const count = (counts: Map<string, number>, key: string, by = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

export function tallyOf(): Tally {
  const judged = new Map<string, number>();
  const transitions = new Map<string, number>();
  const notJudged = new Map<string, number>();
  return {
    add: ({ verdicts, transition }) => {
      if (transition !== undefined) count(transitions, transition);
      for (const { rule, verdict } of verdicts) {
        if (verdict.kind === 'inconclusive') count(notJudged, `${rule}: ${verdict.reason}`);
        if (verdict.kind === 'passed' || verdict.kind === 'violated') count(judged, rule);
      }
    },
    pass: (reason) => {
      count(notJudged, reason);
    },
    exchanges: 0,
    relevant: 0,
    judged,
    transitions,
    notJudged,
  };
}
