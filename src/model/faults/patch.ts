import { orderItemId } from '../../protocol/ids.ts';
import { get, getArray, getString, idOf, isObject, type JsonObject } from '../../protocol/json.ts';
import type { Certainty, Fault, GuardId } from '../guards.ts';
import type { Ground } from '../ground.ts';
import { isCancelled } from '../ledger.ts';
import { findOffer, slackOf } from '../open-data.ts';
import type { CallRequest } from '../request.ts';
import type { OrderLine, OrderRecord, World } from '../world.ts';

/** The faults of the two PATCH calls (#order-cancellation, #orderproposal-update). */

const fault = (rule: GuardId, certainty: Certainty = 'must'): Fault => ({ rule, certainty });

const PERMITTED: Readonly<Record<'cancel' | 'update-proposal', readonly string[]>> = {
  cancel: ['@context', '@type', 'orderedItem'],
  'update-proposal': ['@context', '@type', 'orderProposalStatus', 'orderCustomerNote'],
};

/** Properties that are not permitted; those in a custom namespace aside. The order's own `@id` is unclear. */
function excess(body: JsonObject, permitted: readonly string[]): readonly Fault[] {
  const extra = Object.keys(body).filter((key) => !permitted.includes(key) && !/^[a-z]+:/i.test(key));
  if (extra.length === 0) return [];
  return [fault('patch/permitted-properties-only', extra.every((key) => key === '@id') ? 'unclear' : 'must')];
}

/** What is wrong with a proposal update. */
export function proposalUpdateFaults(body: JsonObject): readonly Fault[] {
  const status = get(body, 'orderProposalStatus');
  const found = [...excess(body, PERMITTED['update-proposal'])];
  if (status === undefined) {
    // A note alone needs message exchange, which few systems have.
    found.push(fault('patch/something-to-change', 'unclear'), fault('patch/permitted-properties-only', 'unclear'));
  } else if (status !== 'https://openactive.io/CustomerRejected') {
    found.push(fault('patch/status-permitted'));
  }
  return found;
}

/** Whether an item may be cancelled by its customer (#customer-requested-cancellation, step 1). */
function cancellation(line: OrderLine, ground: Ground, now: number): Fault | undefined {
  if (isCancelled(line)) {
    return line.status === 'CustomerCancelled' ? undefined : fault('cancellation/permitted', 'unclear');
  }
  const opportunity = ground.openData.opportunities.get(line.opportunity);
  const offer = opportunity && findOffer(opportunity, line.offer);
  if (opportunity === undefined || offer === undefined) return fault('cancellation/permitted', 'may');
  const latest = (opportunity.startsAt ?? Infinity) - (offer.latestCancellationBeforeStart ?? 0);
  if (Math.abs(latest - now) < slackOf(opportunity, 60_000 + (ground.clockSlackMs ?? 0)))
    return fault('cancellation/permitted', 'may');
  if (offer.cancellable === undefined) return fault('cancellation/permitted', 'unclear');
  if (!offer.cancellable || latest < now) return fault('cancellation/permitted');
  // It should succeed, but a booking system may have reasons of its own.
  return fault('cancellation/allowed-succeeds', 'may');
}

/** The item of an order that an entry of a PATCH names. */
const named = (record: OrderRecord, entry: unknown): OrderLine | undefined => {
  const id = idOf(get(entry, '@id'));
  return id === undefined ? undefined : record.lines.find((line) => line.itemId === orderItemId(id));
};

function itemIdFaults(entry: unknown, record: OrderRecord, world: World): readonly Fault[] {
  const id = getString(entry, '@id');
  if (id === undefined) return [fault('patch/item-id-valid'), fault('patch/something-to-change', 'may')];
  if (named(record, entry)) return [];
  const elsewhere = Object.values(world.orders).some((other) =>
    other.lines.some((line) => line.itemId === orderItemId(id)),
  );
  const unlearnt = record.lines.some((line) => line.itemId === undefined);
  if (unlearnt) return [fault('patch/item-within-order', 'may'), fault('patch/item-id-valid', 'may')];
  if (elsewhere) return [fault('patch/item-within-order')];
  return [fault('patch/item-within-order'), fault('patch/item-id-valid', 'may')];
}

function entryFaults(entry: unknown): readonly Fault[] {
  const status = get(entry, 'orderItemStatus');
  const extra = isObject(entry)
    ? Object.keys(entry).filter((key) => !['@type', '@id', 'orderItemStatus'].includes(key) && !/^[a-z]+:/i.test(key))
    : [];
  const untouched: readonly Fault[] =
    status === undefined
      ? [fault('patch/status-permitted', 'unclear'), fault('patch/something-to-change', 'unclear')]
      : [];
  return [
    ...untouched,
    ...(status !== undefined && status !== 'https://openactive.io/CustomerCancelled'
      ? [fault('patch/status-permitted')]
      : []),
    ...(extra.length > 0 ? [fault('patch/permitted-properties-only', 'unclear')] : []),
  ];
}

/** The items of an order that a cancellation names and that can be found in it. */
export const linesToCancel = (request: CallRequest, record: OrderRecord): readonly OrderLine[] => {
  const entries = getArray(request.body, 'orderedItem');
  return record.lines.filter((line) => entries.some((entry) => named(record, entry) === line));
};

/** What is wrong with a cancellation, given the order in this world. */
export function cancellationFaults(
  request: CallRequest & { readonly body: JsonObject },
  record: OrderRecord,
  world: World,
  ground: Ground,
  now: number,
): readonly Fault[] {
  const entries = getArray(request.body, 'orderedItem');
  const nothing = entries.length === 0 ? [fault('patch/something-to-change', 'may')] : [];
  const permission = linesToCancel(request, record)
    .map((line) => cancellation(line, ground, now))
    .filter((found) => found !== undefined);
  return [
    ...excess(request.body, PERMITTED.cancel),
    ...nothing,
    ...entries.flatMap((entry) => [...itemIdFaults(entry, record, world), ...entryFaults(entry)]),
    ...permission,
  ];
}
