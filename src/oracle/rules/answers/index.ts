import { checkedRulesOf } from '../table.ts';
import { DETAILS_RULES } from './details.ts';
import { ITEM_RULES } from './items.ts';
import { ORDER_RULES } from './order.ts';
import { OUTER_FORM_RULES } from './outer-form.ts';
import { REFLECTION_RULES } from './reflection.ts';
import { STRAY_RULES } from './stray.ts';
import { CONSISTENCY_RULES } from './consistency.ts';
import { TOTALS_RULES } from './totals.ts';

const TABLE = {
  ...OUTER_FORM_RULES,
  ...ORDER_RULES,
  ...ITEM_RULES,
  ...DETAILS_RULES,
  ...REFLECTION_RULES,
  ...TOTALS_RULES,
  ...CONSISTENCY_RULES,
  ...STRAY_RULES,
};

/** The id of a rule that is judged on an answer. */
export type AnswerRuleId = keyof typeof TABLE;

/** The rules that are judged on answers, each with its check. */
export const ANSWER_RULES = checkedRulesOf<AnswerRuleId>(TABLE);
