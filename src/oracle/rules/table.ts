import type { CallName } from '../../protocol/calls.ts';
import type { AnswerSighting, Check, Rule, Verdict } from '../rule.ts';

/** What a rule says, beside its id and its check. */
export type RuleWords = Omit<Rule, 'id' | 'check'>;

/** The rules that the model or the oracle itself checks, by id. */
export type WordsTable = Readonly<Record<string, RuleWords>>;

/** A rule with a check of its own. */
export type CheckedRule = Omit<Rule, 'id'>;

/** The rules with checks of their own, by id. */
export type CheckedTable = Readonly<Record<string, CheckedRule>>;

const idsOf = <Id extends string>(table: Readonly<Record<Id, unknown>>): readonly Id[] =>
  Object.keys(table).map((id) => id as Id);

/** The rules of a table of words, all checked in one way. */
export const rulesOf = <Id extends string>(table: Readonly<Record<Id, RuleWords>>, check: Check): readonly Rule<Id>[] =>
  idsOf(table).map((id) => ({ ...table[id], id, check }));

/** The rules of a table in which each has its own check. */
export const checkedRulesOf = <Id extends string>(table: Readonly<Record<Id, CheckedRule>>): readonly Rule<Id>[] =>
  idsOf(table).map((id) => ({ ...table[id], id }));

/** A check of the answers of some calls with some outcome. */
export const onAnswers = (
  calls: readonly CallName[],
  outcome: 'accepted' | 'refused' | 'any',
  check: (sighting: AnswerSighting) => Verdict,
): Check => ({ by: 'answer', calls, outcome, check });

export const QUOTES: readonly CallName[] = ['C1', 'C2'];
/** The calls that are answered with a whole order. */
export const WHOLE_ORDERS: readonly CallName[] = ['C1', 'C2', 'P', 'B'];
export const BOOKINGS: readonly CallName[] = ['P', 'B'];
/** The calls that are answered with no body. */
export const BODILESS: readonly CallName[] = ['update-proposal', 'cancel', 'delete-quote', 'delete-order'];
