import type { GuardId } from '../../model/index.ts';
import type { AnswerRuleId } from './answers/index.ts';
import type { ExplanationRuleId } from './explained/index.ts';

export { ANSWER_RULES, type AnswerRuleId } from './answers/index.ts';
export { EXPLANATION_RULES, type ExplanationRuleId } from './explained/index.ts';
export { GUARD_RULES } from './guards/index.ts';

/** The id of a rule that is judged on answers, by the model or by the oracle. */
export type RuleId = GuardId | ExplanationRuleId | AnswerRuleId;
