import { getArray, typeOf, type JsonObject } from '../../protocol/json.ts';
import type { CallName } from '../../protocol/calls.ts';

/** What a body is: the answer to a call, or the `data` of one item of a feed. */
export type BodyKind = CallName | 'orders feed' | 'order-proposals feed' | 'open feed';

/** Whether an item of an answer carries an error: little else need be known of it. */
export const isInError = (item: unknown): boolean => getArray(item, 'error').length > 0;

const ofItems = (mode: string, body: JsonObject): string =>
  getArray(body, 'orderedItem').some(isInError) ? `${mode}OrderItemError` : mode;

/** A feed of orders and one of proposals may be one and the same, so the item says which it is. */
const ofOrders = (body: JsonObject): string => (typeOf(body) === 'OrderProposal' ? 'OrderProposalsFeed' : 'OrdersFeed');

/**
 * The validator's name for what a body is to conform to; undefined where it has none. An error is an error whatever
 * was called.
 */
export function modeOf(kind: BodyKind, body: JsonObject): string | undefined {
  if (isErrorBody(body)) return 'OpenBookingError';
  switch (kind) {
    case 'C1':
    case 'C2':
    case 'P':
    case 'B':
      return ofItems(`${kind}Response`, body);
    case 'status':
      // Answering for quotes and proposals too is lawful, and nothing says in which form.
      return typeOf(body) === 'Order' ? 'OrderStatus' : undefined;
    case 'orders feed':
    case 'order-proposals feed':
      return ofOrders(body);
    case 'open feed':
      return 'BookableRPDEFeed';
    case 'update-proposal':
    case 'cancel':
    case 'delete-quote':
    case 'delete-order':
      // They succeed without a body.
      return undefined;
  }
}

const isErrorBody = (body: JsonObject): boolean => typeOf(body)?.endsWith('Error') === true;
