import { orderUuid, type OrderUuid } from './ids.ts';

/** The calls of the Open Booking API that name an order (#paths-and-verbs). */
export const CALLS = {
  C1: { method: 'PUT', path: 'order-quote-templates', bodyType: 'OrderQuote', section: 'orderquote-creation-c1' },
  C2: { method: 'PUT', path: 'order-quotes', bodyType: 'OrderQuote', section: 'orderquote-creation-c2' },
  P: { method: 'PUT', path: 'order-proposals', bodyType: 'OrderProposal', section: 'orderproposal-creation-p' },
  B: { method: 'PUT', path: 'orders', bodyType: 'Order', section: 'order-creation-b' },
  'update-proposal': {
    method: 'PATCH',
    path: 'order-proposals',
    bodyType: 'OrderProposal',
    section: 'orderproposal-update',
  },
  cancel: { method: 'PATCH', path: 'orders', bodyType: 'Order', section: 'order-cancellation' },
  'delete-quote': { method: 'DELETE', path: 'order-quotes', bodyType: undefined, section: 'orderquote-deletion' },
  'delete-order': { method: 'DELETE', path: 'orders', bodyType: undefined, section: 'order-deletion' },
  status: { method: 'GET', path: 'orders', bodyType: undefined, section: 'order-status' },
} as const;

/** The name of a call that names an order. */
export type CallName = keyof typeof CALLS;

export const CALL_NAMES = Object.keys(CALLS) as readonly CallName[];

/** The calls that make or confirm something and carry a whole order. */
export type CheckpointName = 'C1' | 'C2' | 'P' | 'B';

export type Method = (typeof CALLS)[CallName]['method'] | 'POST';

/** The path of a call, relative to the base URI, without a leading slash: `orders/{uuid}`. */
export function pathOf(call: CallName, uuid: OrderUuid): string {
  return `${CALLS[call].path}/${uuid}`;
}

/** A part of a path as it was meant; as it stands, where it is no valid encoding. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Which call a method and a path (relative to the base URI) are; undefined where they are none. */
export function callOf(
  method: Method,
  path: string,
): { readonly call: CallName; readonly uuid: OrderUuid } | undefined {
  const [folder, uuid, ...rest] = path.split('/');
  if (uuid === undefined || rest.length > 0) return undefined;
  const call = CALL_NAMES.find((name) => CALLS[name].method === method && CALLS[name].path === folder);
  return call && { call, uuid: orderUuid(decoded(uuid)) };
}
