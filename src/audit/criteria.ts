import type { Criteria } from '../protocol/test-interface.ts';
import { WIRE_TYPES } from '../protocol/test-interface.ts';
import { get, typeOf } from '../protocol/json.ts';
import { OPPORTUNITY_TYPES, type OpportunityType } from '../protocol/vocabulary.ts';
import type { OfferFacts, OpportunityFacts } from '../model/index.ts';

/** What to ask a test interface for, to get an opportunity like one of a recording. */

/** The type of an opportunity, by its own and its parent's `@type`; undefined where there is none such. */
export function opportunityTypeOf({ wireType, raw }: OpportunityFacts): OpportunityType | undefined {
  return OPPORTUNITY_TYPES.find((name) => {
    const { type, parent } = WIRE_TYPES[name];
    if (type !== wireType) return false;
    const above = parent && typeOf(get(raw, parent.property));
    return parent === undefined ? get(raw, 'superEvent') === undefined : above === parent.type;
  });
}

/** What a scenario's outcome may hang on. */
type Hint = 'spaces' | 'cancellation' | 'tax' | 'payment';

const HINTS: readonly (readonly [RegExp, Hint])[] = [
  [/^(state|items)\/|lease/, 'spaces'],
  [/^cancellation\//, 'cancellation'],
  [/^totals\/tax/, 'tax'],
];

const hintOf = (rule: string): Hint => HINTS.find(([pattern]) => pattern.test(rule))?.[1] ?? 'payment';

/** The criteria by which an opportunity and its offer would be asked for, given the rule that a scenario is to show broken. */
export function criteriaFor(opportunity: OpportunityFacts, offer: OfferFacts | undefined, rule: string): Criteria {
  const hint = hintOf(rule);
  const bySpaces: Partial<Record<number, Criteria>> = {
    0: 'BookableNoSpaces',
    1: 'BookableOneSpace',
    5: 'BookableFiveSpaces',
  };
  const spaces = opportunity.remaining === undefined ? undefined : bySpaces[opportunity.remaining];
  if (spaces !== undefined && (hint === 'spaces' || opportunity.remaining === 0)) return spaces;
  if (offer === undefined) return 'Bookable';
  if (hint === 'cancellation') return offer.cancellable === true ? 'BookableCancellable' : 'BookableNotCancellable';
  if (offer.price === 0) return 'BookableFree';
  if (hint === 'tax' && opportunity.taxMode !== undefined) return `BookableNonFree${opportunity.taxMode}`;
  return offer.prepayment === undefined ? 'BookableNonFree' : `BookableNonFreePrepayment${offer.prepayment}`;
}
