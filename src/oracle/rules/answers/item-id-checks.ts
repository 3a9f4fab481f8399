import { getString } from '../../../protocol/json.ts';
import { ORDER_ITEM_STATUSES, termOf } from '../../../protocol/vocabulary.ts';
import { isBooked, isCancelled, type OrderKey } from '../../../model/index.ts';
import { expect, notApplicable, PASSED, violated } from '../../rule.ts';
import { given, ofOrder, show } from './sight.ts';

export const itemIdPresent = ofOrder((_order, { items }) => {
  const without = items.findIndex(({ raw }) => !/^[a-z][a-z0-9+.-]*:/i.test(getString(raw, '@id') ?? ''));
  return expect(without < 0, 'an @id on every item, an absolute URI', `none on item ${without + 1}`);
});

/** Orders of two partners may have one UUID, and ids made from it. */
const sameUuid = (key: string, other: string): boolean => key.split(' ')[1] === other.split(' ')[1];

export const itemIdUnique = ofOrder((_order, { items }, { request, worlds }) => {
  const own = new Set<string>();
  for (const { raw } of items) {
    const id = getString(raw, '@id');
    if (id === undefined) continue;
    if (own.has(id)) return violated('another @id for every item', `${id} twice`);
    own.add(id);
  }
  const orders = worlds[0]?.orders ?? {};
  for (const key of Object.keys(orders)) {
    if (sameUuid(key, request.key)) continue;
    const twice = orders[key as OrderKey]?.lines.find(({ itemId }) => itemId !== undefined && own.has(itemId));
    if (twice)
      return violated('another @id than the items of other orders', `${twice.itemId}, which another order has`);
  }
  return PASSED;
});

export const itemIdStable = ofOrder((_order, { items }, { before, ground }) => {
  if (!isBooked(before) && !ground.strict) return notApplicable('B has given no @ids yet');
  const known = before.lines.map(({ itemId }) => itemId);
  if (known.length === 0 || known.includes(undefined)) return notApplicable('the @ids given before are not known');
  const shown = items.map(({ raw }) => getString(raw, '@id'));
  const gone = known.find((id) => !shown.includes(id));
  return expect(gone === undefined, `an item ${gone}, as before`, shown.join(', ') || 'no item');
});

export const noItemStatusInQuote = ofOrder((_order, { items }) => {
  const status = items.map(({ raw }) => given(raw, 'orderItemStatus')).find((each) => each !== undefined);
  return expect(status === undefined, 'no orderItemStatus', show(status));
});

export const itemStatusProposed = ofOrder((_order, { items }, { before, ground }) => {
  if (isBooked(before)) return notApplicable('the proposal has become an order');
  for (const { raw } of items) {
    const status = given(raw, 'orderItemStatus');
    if (status === undefined && !ground.strict) continue;
    if (status !== 'https://openactive.io/OrderItemProposed') return violated('OrderItemProposed', show(status));
  }
  return PASSED;
});

export const itemStatusConfirmed = ofOrder((_order, { items, repeat }, { before, ground }) => {
  const changed = repeat && before.changes > 0;
  for (const { raw } of items) {
    const shown = given(raw, 'orderItemStatus');
    const status = termOf(shown, ORDER_ITEM_STATUSES);
    const line = before.lines.find(({ itemId }) => itemId !== undefined && itemId === getString(raw, '@id'));
    const present = line?.status;
    if (changed && ground.strict && line && isCancelled(line) && status !== present)
      return violated(`${present}, the present state`, show(shown));
    const lawful =
      status === 'OrderItemConfirmed' || (changed && status !== undefined && status !== 'OrderItemProposed');
    if (!lawful) return violated('OrderItemConfirmed', show(shown));
  }
  return PASSED;
});
