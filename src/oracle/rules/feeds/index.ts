import type { Rule } from '../../rule.ts';
import { checkedRulesOf } from '../table.ts';
import { AMOUNTS } from './amounts.ts';
import { CHANGES } from './changes.ts';
import { CONTENT } from './content.ts';
import { FOLLOWING } from './following.ts';
import { FEED_ISOLATION } from './isolation.ts';
import { PAGING } from './paging.ts';

export { notYetShown } from './demands.ts';
export { worldsThatFit } from './fit.ts';
export { mayBeBehind } from './following.ts';
export { modifiedOf } from './modified.ts';
export { inOrder } from './paging.ts';

/** The rules on the orders feed and the proposals feed. */
export const FEED_RULES: readonly Rule[] = checkedRulesOf({
  ...FEED_ISOLATION,
  ...PAGING,
  ...FOLLOWING,
  ...CHANGES,
  ...CONTENT,
  ...AMOUNTS,
});
