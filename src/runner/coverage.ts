import { RULES, type Seen } from '../oracle/index.ts';
import type { Coverage } from '../results/result.ts';
import { guardCount } from './coverage/guards.ts';
import { askedCount } from './coverage/asked.ts';
import { transitionCount, type Within } from './coverage/transitions.ts';
import type { Scenario, Step } from '../model/index.ts';
import { DATA_MODEL_RULE } from './data-model.ts';
import { WAYS_RULE } from './ways.ts';

/** What a campaign has put to the test so far. */
export interface CoverageCount {
  /** One step and what was seen at it. */
  note(seen: Seen, step?: Step): void;
  noteScenario(scenario: Scenario): void;
  transitions(): { readonly covered: number; readonly total: number };
  /** Whether a transition was taken whose name holds a text. */
  reached(part: string): boolean;
  summary(): Coverage;
  /** Verdicts that could not be reached, by reason. */
  inconclusive(): Readonly<Record<string, number>>;
}

/** Rules that no step of a campaign judges: bodies are checked beside it, and ways are compared by the exploration. */
const BESIDE_STEPS: readonly string[] = [DATA_MODEL_RULE, WAYS_RULE];

/** Counts what a campaign covers, of what is within its scope. */
export function countCoverage(within: Within): CoverageCount {
  const transitions = transitionCount(within);
  const guards = guardCount(within);
  const asked = askedCount(within);
  const judged = new Map<string, number>(RULES.filter(({ id }) => !BESIDE_STEPS.includes(id)).map(({ id }) => [id, 0]));
  const unclear = new Map<string, number>();
  return {
    note: (seen, step) => {
      if (seen.transition !== undefined) transitions.note(seen.transition);
      if (seen.transition !== undefined && seen.machine) guards.note(seen.transition, seen.machine);
      for (const { transition, machine } of seen.raced ?? []) {
        transitions.note(transition);
        guards.note(transition, machine);
      }
      if (step) asked.note(step);
      for (const { rule, verdict } of seen.verdicts) {
        if (verdict.kind === 'passed' || verdict.kind === 'violated') judged.set(rule, (judged.get(rule) ?? 0) + 1);
        if (verdict.kind === 'inconclusive') unclear.set(verdict.reason, (unclear.get(verdict.reason) ?? 0) + 1);
      }
    },
    noteScenario: asked.noteScenario,
    transitions: transitions.counts,
    reached: transitions.reached,
    summary: () => {
      const never = [...judged].filter(([, count]) => count === 0).map(([id]) => id);
      return {
        transitions: transitions.summary(),
        guards: guards.summary(),
        ...asked.summary(),
        rules: { judged: judged.size - never.length, total: judged.size, never },
        judgedByRule: Object.fromEntries(judged),
      };
    },
    inconclusive: () => Object.fromEntries(unclear),
  };
}
