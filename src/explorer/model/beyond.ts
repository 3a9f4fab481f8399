import type { GuardId } from '../../model/index.ts';
import { ruleById } from '../../oracle/index.ts';

/** Rules by which the machine refuses calls, and that no letter of the exploration can break, each with the reason. */
export const GUARDS_BEYOND: readonly { readonly rule: GuardId; readonly reason: string }[] = [
  { rule: 'items/attendee-details-given', reason: 'it takes an offer that asks for details' },
  { rule: 'items/intake-form-complete', reason: 'it takes an offer that asks for details' },
  { rule: 'items/intake-form-valid', reason: 'it takes an offer that asks for details' },
  { rule: 'order-level/order-uuid', reason: 'the orders of a scenario have UUIDs that are UUIDs' },
  {
    rule: 'items/not-in-conflict',
    reason: 'it takes two opportunities that are paid in different ways, and an exploration has one',
  },
  {
    rule: 'items/bookable',
    reason: 'it takes an opportunity that nobody can book, and an exploration has one to book',
  },
  {
    rule: 'cancellation/permitted',
    reason: 'it takes an offer that does not allow cancellation, and that of an exploration does',
  },
  ...(['items/attendee-details-given', 'items/intake-form-complete', 'items/intake-form-valid'] as const).map(
    (rule) => ({
      rule,
      reason: 'it takes an offer that asks for details, and that of an exploration does not',
    }),
  ),
];

/** Why no way of an exploration of the model puts a rule to the test; undefined where one may. */
export function whyBeyond(id: string): string | undefined {
  const guard = GUARDS_BEYOND.find(({ rule }) => rule === id);
  if (guard) return guard.reason;
  return ruleById(id).check.by === 'stray' ? 'it takes a request that is no call of the API' : OTHERS[id];
}

const OTHERS: Readonly<Record<string, string>> = {
  'feeds/deleted-opportunity-shown': 'it takes the test interface to delete an opportunity',
  'shape/data-model': 'bodies are held against the data models beside the conversation',
  'state/at-once-as-in-turn': 'it takes calls that are made at once',
  'state/same-answer-by-any-way': 'it takes a target, of which two ways to one state are compared',
};
