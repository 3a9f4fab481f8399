import { get, getArray, getString, isObject, typeOf, type Json, type JsonObject } from '../protocol/json.ts';
import { ORDER_ITEM_STATUSES, termOf, type OrderItemStatus } from '../protocol/vocabulary.ts';
import { excessiveProperty } from './patches.ts';
import { problem, type Problem } from './problems.ts';
import type { Order, OrderedItem } from './records.ts';
import { isProblem, NO_CONTENT, refuse, type Reply } from './replies.ts';
import type { Caller } from './submission.ts';
import type { System } from './system.ts';
import type { Soon } from './turns.ts';

/** What can be cancelled, and what cancelling does (#customer-requested-cancellation). */
export interface CancellationSeam {
  /** The properties of an order that a PATCH may hold. */
  readonly patchable: readonly string[];
  /** The refusal of a PATCH of an order that there is not. */
  unknownOrder(system: System, uuid: string, body: JsonObject): Problem;
  /** Whether a PATCH may ask for a status. */
  statusPatch(status: Json | undefined): Problem | undefined;
  /** Whether the rules of the offer permit a cancellation now. */
  permission(item: OrderedItem, now: number): Problem | undefined;
  /** What it means that an item was cancelled before. */
  repeated(item: OrderedItem): Problem | undefined;
  /** Cancels all the items, or none of them. */
  cancel(system: System, order: Order, items: readonly OrderedItem[], status: OrderItemStatus): Problem | undefined;
}

export const isCancelled = ({ status }: OrderedItem) => status === 'CustomerCancelled' || status === 'SellerCancelled';

/** Sets the status of items that are not cancelled yet, and gives their spaces back. */
export function cancelItems(
  system: System,
  order: Order,
  items: readonly OrderedItem[],
  status: OrderItemStatus,
  cause: 'customer-cancellation' | 'seller-cancellation',
): void {
  const open = items.filter((item) => !isCancelled(item));
  if (open.length === 0) return;
  for (const item of open) item.status = status;
  system.seams.spaces.giveBack(system, open.filter(isCancelled), cause);
  system.seams.orderFeeds.updated(system, order);
}

function permission({ offer, opportunity, status }: OrderedItem, now: number): Problem | undefined {
  const refused = (why: string) => problem('CancellationNotPermittedError', why);
  if (!offer.cancellable) return refused('Bookings with this offer cannot be cancelled.');
  if (status === 'CustomerAttended') return refused('The customer has already attended.');
  if (opportunity.startsAt <= now) return refused('The opportunity has already begun.');
  return offer.latestCancellation && opportunity.startsAt - offer.latestCancellation.ms <= now
    ? refused('It is too late to cancel.')
    : undefined;
}

export const soundCancellation: CancellationSeam = {
  patchable: ['@type', '@context', '@id', 'orderedItem'],
  unknownOrder: (_system, uuid) => problem('UnknownOrderError', `There is no order ${uuid}.`),
  statusPatch: (status) =>
    termOf(status, ORDER_ITEM_STATUSES) === 'CustomerCancelled'
      ? undefined
      : problem('PatchNotAllowedOnPropertyError', 'The orderItemStatus may only become CustomerCancelled.'),
  permission,
  repeated: () => undefined,
  cancel: (system, order, items, status) => {
    const { cancellation } = system.seams;
    const now = system.clock.now();
    for (const item of items) {
      const fault = isCancelled(item) ? cancellation.repeated(item) : cancellation.permission(item, now);
      if (fault) return fault;
    }
    cancelItems(system, order, items, status, 'customer-cancellation');
    return undefined;
  },
};

/** The item of the order that a PATCH means. */
function findItem(system: System, order: Order, patch: Json): OrderedItem | Problem {
  const id = getString(patch, '@id') ?? '';
  const { shape } = system.seams;
  const item = order.items.find(({ number }) => shape.itemId(system.urls, order.uuid, number, 'answer') === id);
  if (item) return item;
  return shape.isItemId(system.urls, id)
    ? problem('OrderItemNotWithinOrderError', 'An item does not belong to this order.')
    : problem('OrderItemIdInvalidError', 'The @id of an item has not the form of an OrderItem.');
}

function patchFault(system: System, body: JsonObject, patches: readonly Json[]): Problem | undefined {
  if (typeOf(body) !== 'Order') return problem('UnexpectedOrderTypeError', 'The @type of the body is not Order.');
  const excessive = excessiveProperty(body, system.seams.cancellation.patchable);
  if (excessive) return excessive;
  for (const patch of patches) {
    const fault =
      (isObject(patch) ? excessiveProperty(patch, ['@type', '@id', 'orderItemStatus']) : undefined) ??
      system.seams.cancellation.statusPatch(get(patch, 'orderItemStatus'));
    if (fault) return fault;
  }
  return undefined;
}

/** The customer's cancellation of items of an order. */
export function cancelOrder(system: System, { partner }: Caller, uuid: string, body: JsonObject): Soon<Reply> {
  const order = system.seams.isolation.find(system, partner, uuid, 'cancel');
  if (order?.kind !== 'order') return refuse(system.seams.cancellation.unknownOrder(system, uuid, body));
  const patches = getArray(body, 'orderedItem');
  const fault = patchFault(system, body, patches);
  if (fault) return refuse(fault);
  const found = patches.map((patch) => findItem(system, order, patch));
  const unknown = found.find(isProblem);
  if (unknown) return refuse(unknown);
  const items = [...new Set(found.filter((item) => !isProblem(item)))];
  const status = termOf(get(patches[0], 'orderItemStatus'), ORDER_ITEM_STATUSES) ?? 'CustomerCancelled';
  const { cancellation, turns } = system.seams;
  const act = () => {
    const refused = cancellation.cancel(system, order, items, status);
    return refused ? refuse(refused) : NO_CONTENT;
  };
  return turns.between(system, 'cancelling', act, items);
}
