import { rulesOf } from '../table.ts';
import { CALLS_EXPLAINED } from './calls.ts';
import { STATE_EXPLAINED } from './state.ts';

const WORDS = { ...CALLS_EXPLAINED, ...STATE_EXPLAINED };

/** The id of a rule that the oracle reports by its own explanation of what does not fit. */
export type ExplanationRuleId = keyof typeof WORDS;

/** The rules of which explanations speak. */
export const EXPLANATION_RULES = rulesOf<ExplanationRuleId>(WORDS, { by: 'explanation' });
