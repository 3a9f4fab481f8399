import type { GuardId } from '../../model/index.ts';

/** Rules by which the machine refuses calls, and that no letter of the exploration can break, each with the reason. */
export const GUARDS_BEYOND: readonly { readonly rule: GuardId; readonly reason: string }[] = [
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
];
