import data from './clauses.json' with { type: 'json' };
import type { Rule } from './rule.ts';

/** The specification's own word for how binding a clause is. */
export type ClauseStrength =
  'MUST' | 'MUST NOT' | 'REQUIRED' | 'SHOULD' | 'SHOULD NOT' | 'RECOMMENDED' | 'NOT RECOMMENDED';

/** A sentence of the specification that demands something. */
export interface Clause {
  /** The section's anchor, and the running number of the sentence among those of the section that demand something. */
  readonly id: `${string}/${number}`;
  readonly strength: ClauseStrength;
  /**
   * Whom it binds. What a request must be like binds the booking system too where it has to refuse what is not like
   * that. `not observable`: nothing that comes over HTTP in a test can show whether it is kept.
   */
  readonly binds: 'booking system' | 'broker' | 'not observable';
}

/** Every clause of the specification, in its order. */
export const CLAUSES = data as readonly Clause[];

/** What the rules make of a clause. `open`: a booking system's, which no rule checks yet. */
export interface CoveredClause {
  readonly id: Clause['id'];
  readonly strength: ClauseStrength;
  readonly status: 'checked' | 'binds the broker' | 'not observable' | 'open';
  /** The ids of the rules that check it. */
  readonly rules: readonly string[];
}

const UNCHECKED = {
  'booking system': 'open',
  broker: 'binds the broker',
  'not observable': 'not observable',
} as const;

/** Every clause of the specification, with the rules that check it. */
export function clauseCoverage(rules: readonly Pick<Rule, 'id' | 'clauses'>[]): readonly CoveredClause[] {
  const checks = new Map<string, string[]>();
  for (const { id, clauses } of rules) {
    for (const clause of clauses) checks.set(clause, [...(checks.get(clause) ?? []), id]);
  }
  return CLAUSES.map(({ id, strength, binds }) => {
    const found = checks.get(id) ?? [];
    return { id, strength, status: found.length > 0 ? 'checked' : UNCHECKED[binds], rules: found };
  });
}
