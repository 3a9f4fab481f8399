import { CALL_NAMES, CALLS } from '../protocol/calls.ts';
import { LIFECYCLE, ORDER_STATES, SELLER_LIFECYCLE } from '../model/index.ts';
import { RULES, type Seen } from '../oracle/index.ts';
import type { Coverage } from '../results/result.ts';

/** What a campaign has put to the test so far. */
export interface CoverageCount {
  note(seen: Seen): void;
  transitions(): { readonly covered: number; readonly total: number };
  /** Whether a transition was taken whose name holds a text. */
  reached(part: string): boolean;
  summary(): Coverage;
  /** Verdicts that could not be reached, by reason. */
  inconclusive(): Readonly<Record<string, number>>;
}

/** Every transition of the order machine: accepted calls and what the seller does, and refused calls by state. */
const TRANSITIONS: readonly string[] = [
  ...ORDER_STATES.flatMap((state) =>
    CALL_NAMES.flatMap((call) => {
      const targets = [...new Set(LIFECYCLE[state][call].accepted.map(({ target }) => target))];
      const refusable = CALLS[call].bodyType !== undefined || LIFECYCLE[state][call].refused.length > 0;
      return [
        ...targets.map((target) => `${state} —${call} accepted→ ${target}`),
        ...(refusable ? [`${state} —${call} refused`] : []),
      ];
    }),
  ),
  ...Object.entries(SELLER_LIFECYCLE).flatMap(([event, arrows]) =>
    Object.entries(arrows).flatMap(([from, list]) =>
      list.map(({ target }) => `${from} —${event === 'lease lapses' ? event : 'seller'}→ ${target}`),
    ),
  ),
];

/** A transition as it was seen, in the form in which they are counted. */
function counted(transition: string): string {
  if (transition.includes('—seller ')) return transition.replace(/—seller [^→]*→/, '—seller→');
  return transition.replace(/ refused.*$/, ' refused');
}

export function countCoverage(): CoverageCount {
  const known = new Set(TRANSITIONS);
  const covered = new Set<string>();
  const judged = new Map<string, number>(RULES.map(({ id }) => [id, 0]));
  const unclear = new Map<string, number>();
  return {
    note: ({ transition, verdicts }) => {
      if (transition !== undefined && known.has(counted(transition))) covered.add(counted(transition));
      for (const { rule, verdict } of verdicts) {
        if (verdict.kind === 'passed' || verdict.kind === 'violated') judged.set(rule, (judged.get(rule) ?? 0) + 1);
        if (verdict.kind === 'inconclusive') unclear.set(verdict.reason, (unclear.get(verdict.reason) ?? 0) + 1);
      }
    },
    transitions: () => ({ covered: covered.size, total: known.size }),
    reached: (part) => [...covered].some((each) => each.includes(part)),
    summary: () => {
      const never = [...judged].filter(([, count]) => count === 0).map(([id]) => id);
      return {
        transitions: {
          covered: covered.size,
          total: known.size,
          missed: [...known].filter((each) => !covered.has(each)),
        },
        rules: { judged: judged.size - never.length, total: judged.size, never },
        judgedByRule: Object.fromEntries(judged),
      };
    },
    inconclusive: () => Object.fromEntries(unclear),
  };
}
