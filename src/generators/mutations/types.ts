import type { CallName } from '../../protocol/calls.ts';
import type { Body } from '../../protocol/exchange.ts';
import type { Json, JsonObject } from '../../protocol/json.ts';
import type { ItemKind, OrderKind, TextKind } from './families.ts';

/**
 * Something done wrong on purpose to a step's payload (or, of the family `harmless`, something unusual that is not wrong): a named edit
 * in plain JSON. Items go by their index in `orderedItem`. An edit that finds nothing to do leaves the body as it is.
 * (Type aliases, not interfaces, so that a mutation also passes for the plain record that a scenario carries.)
 */
export type Mutation = OrderMutation | ItemMutation | FieldMutation | TextMutation;

/** An edit of the order as a whole. */
export type OrderMutation = {
  readonly kind: OrderKind;
};

/** An edit of one item. */
export type ItemMutation = {
  readonly kind: ItemKind;
  readonly item: number;
};

/** An edit of any one field of the body. */
export type FieldMutation = {
  readonly kind: 'schema';
  /** A JSON Pointer (RFC 6901): `/customer/email`; empty for the body itself. */
  readonly path: string;
  readonly edit: FieldEdit;
};

/** An edit after which the body may be no JSON object any more. */
export type TextMutation = {
  readonly kind: TextKind;
};

export const FIELD_EDITS = [
  'missing',
  'null',
  'empty',
  'wrong-type',
  'over-long',
  'wrong-@type',
  'unexpected-property',
] as const;
/** What can be done wrong to a field. */
export type FieldEdit = (typeof FIELD_EDITS)[number];

/** What the other side is known to have, for edits that put one real thing in another's place. */
export interface MutationContext {
  /** Ids of offers of other opportunities. */
  readonly offersElsewhere: readonly string[];
  /** Ids of sellers other than the order's. */
  readonly otherSellers: readonly string[];
  /** Ids of items of other orders. */
  readonly otherItemIds: readonly string[];
  /** Earlier values of this proposal's `orderProposalVersion`. */
  readonly earlierVersions: readonly string[];
}

export const EMPTY_CONTEXT: MutationContext = {
  offersElsewhere: [],
  otherSellers: [],
  otherItemIds: [],
  earlierVersions: [],
};

/** What every kind of mutation says of itself. */
interface KindBase {
  /** A few plain words, all lower case: `customer left out`. Of an item's, beginning with `item`. */
  readonly sentence: string;
  /** The calls at which it makes sense. */
  readonly calls: readonly CallName[];
}

export interface OrderEdit extends KindBase {
  readonly apply: (body: JsonObject, context: MutationContext) => JsonObject;
}

export interface ItemEdit extends KindBase {
  /** `items` are all the order's items, `index` is this one's place among them. */
  readonly apply: (item: JsonObject, context: MutationContext, items: readonly Json[], index: number) => JsonObject;
}

export interface TextEdit extends KindBase {
  readonly apply: (body: JsonObject) => Body;
}
