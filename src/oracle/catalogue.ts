import type { CallName } from '../protocol/calls.ts';
import { ANSWER_RULES, EXPLANATION_RULES, GUARD_RULES } from './rules/index.ts';
import { FEED_RULES } from './rules/feeds/index.ts';
import type { AnswerSighting, Check, FeedSighting, Rule, StraySighting, Verdict } from './rule.ts';

/** Every rule there is, by topic. */
export const RULES: readonly Rule[] = [...GUARD_RULES, ...EXPLANATION_RULES, ...ANSWER_RULES, ...FEED_RULES];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

/** A rule by its id. Throws where there is none: ids come from the code, never from users. */
export function ruleById(id: string): Rule {
  const rule = byId.get(id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return rule;
}

interface Checker<Sighting> {
  readonly rule: Rule;
  readonly check: (sighting: Sighting) => Verdict;
}

function checkers<By extends Check['by']>(by: By): readonly (readonly [Rule, Extract<Check, { by: By }>])[] {
  return RULES.flatMap((rule) =>
    rule.check.by === by ? [[rule, rule.check as Extract<Check, { by: By }>] as const] : [],
  );
}

const byAnswer = new Map<string, readonly Checker<AnswerSighting>[]>();

/** The rules on the answers of a call with an outcome. */
export function answerRules(call: CallName, outcome: 'accepted' | 'refused'): readonly Checker<AnswerSighting>[] {
  const key = `${call} ${outcome}`;
  const known = byAnswer.get(key);
  if (known) return known;
  const found = checkers('answer')
    .filter(([, check]) => check.calls.includes(call) && (check.outcome === 'any' || check.outcome === outcome))
    .map(([rule, { check }]) => ({ rule, check }));
  byAnswer.set(key, found);
  return found;
}

export const feedRules: readonly Checker<FeedSighting>[] = checkers('feed').map(([rule, { check }]) => ({
  rule,
  check,
}));

export const strayRules: readonly Checker<StraySighting>[] = checkers('stray').map(([rule, { check }]) => ({
  rule,
  check,
}));
