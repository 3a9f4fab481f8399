import type { GuardId } from '../../../model/index.ts';
import { rulesOf, type RuleWords } from '../table.ts';
import { BROKER_ROLE_GUARDS } from './broker-role.ts';
import { CALLS_GUARDS } from './calls.ts';
import { ITEMS_GUARDS } from './items.ts';
import { LIFECYCLE_GUARDS } from './lifecycle.ts';
import { ORDER_LEVEL_GUARDS } from './order-level.ts';
import { PATCH_GUARDS } from './patch.ts';
import { PREPAYMENT_GUARDS } from './prepayment.ts';

const WORDS = {
  ...CALLS_GUARDS,
  ...ORDER_LEVEL_GUARDS,
  ...BROKER_ROLE_GUARDS,
  ...PREPAYMENT_GUARDS,
  ...ITEMS_GUARDS,
  ...LIFECYCLE_GUARDS,
  ...PATCH_GUARDS,
} satisfies Record<GuardId, RuleWords>;

/** The rules that the model's guards keep: one for each, under the same id. */
export const GUARD_RULES = rulesOf<GuardId>(WORDS, { by: 'model' });
