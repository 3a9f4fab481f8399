import { HARMLESS, HARMLESS_TEXT } from './harmless.ts';
import { CANCELLED_ITEMS, ITEMS } from './items.ts';
import { MALFORMED } from './malformed.ts';
import { ENVELOPE, PATCH, PROPOSAL } from './order.ts';
import { PAYMENT } from './payment.ts';
import { PEOPLE } from './people.ts';

/** All edits of the order as a whole. */
export const ORDER_EDITS = { ...PEOPLE, ...PAYMENT, ...ENVELOPE, ...PROPOSAL, ...PATCH, ...HARMLESS };
export type OrderKind = keyof typeof ORDER_EDITS;

/** All edits of one item. */
export const ITEM_EDITS = { ...ITEMS, ...CANCELLED_ITEMS };
export type ItemKind = keyof typeof ITEM_EDITS;

/** All edits of the text. */
export const TEXT_EDITS = { ...MALFORMED, ...HARMLESS_TEXT };
export type TextKind = keyof typeof TEXT_EDITS;
