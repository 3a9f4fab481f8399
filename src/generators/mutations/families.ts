import { DETAILS } from './details.ts';
import { HARMLESS, HARMLESS_TEXT } from './harmless.ts';
import { CANCELLED_ITEMS, ITEMS } from './items.ts';
import { MALFORMED } from './malformed.ts';
import { ENVELOPE, PATCH, PROPOSAL } from './order.ts';
import { PAYMENT } from './payment.ts';
import { PEOPLE } from './people.ts';

/** The kinds of mutation by what they are about. Those of one field (`kind: 'schema'`) come from the schemas instead. */
export const FAMILIES = {
  people: PEOPLE,
  payment: PAYMENT,
  envelope: ENVELOPE,
  proposal: PROPOSAL,
  patch: PATCH,
  items: { ...ITEMS, ...CANCELLED_ITEMS },
  details: DETAILS,
  malformed: MALFORMED,
  harmless: { ...HARMLESS, ...HARMLESS_TEXT },
} as const;
export type Family = keyof typeof FAMILIES | 'fields';

/** All edits of the order as a whole. */
export const ORDER_EDITS = { ...PEOPLE, ...PAYMENT, ...ENVELOPE, ...PROPOSAL, ...PATCH, ...HARMLESS };
export type OrderKind = keyof typeof ORDER_EDITS;

/** All edits of one item. */
export const ITEM_EDITS = { ...FAMILIES.items, ...DETAILS };
export type ItemKind = keyof typeof ITEM_EDITS;

/** All edits after which the body may be no JSON object any more. */
export const TEXT_EDITS = { ...MALFORMED, ...HARMLESS_TEXT };
export type TextKind = keyof typeof TEXT_EDITS;

/** The topics of the rules that each family puts to the test. */
const TOPICS: Readonly<Record<Family, readonly string[]>> = {
  people: ['broker-role'],
  payment: ['prepayment', 'totals'],
  envelope: ['order-level'],
  proposal: ['order-level'],
  patch: ['patch', 'cancellation'],
  items: ['items', 'patch'],
  details: ['items'],
  malformed: ['calls'],
  harmless: ['shape'],
  fields: ['calls', 'shape', 'broker-role'],
};

export const topicsOf = (family: Family): readonly string[] => TOPICS[family];
