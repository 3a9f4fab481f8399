import assert from 'node:assert/strict';
import type { ErrorType } from '../../src/protocol/errors.ts';
import { ERROR_STATUS } from '../../src/protocol/errors.ts';
import { getArray, getString, idOf, typeOf } from '../../src/protocol/json.ts';
import type { OrderItemStatus } from '../../src/protocol/vocabulary.ts';
import { iri } from '../../src/protocol/vocabulary.ts';
import { totalOf, type Reply } from './broker.ts';

/** What such a test asserts of answers; all throw. */

export function expectRefusal({ status, body }: Reply, error: ErrorType): void {
  assert.deepEqual([status, typeOf(body)], [ERROR_STATUS[error], error]);
}

/** An answer that was accepted: its status, type, total (in pence) and number of items. */
export function expectOrder(
  reply: Reply,
  wanted: { readonly status: number; readonly type: string; readonly total: number; readonly items: number },
): void {
  const { status, body } = reply;
  assert.equal(status, wanted.status);
  assert.equal(typeOf(body), wanted.type);
  assert.equal(totalOf(reply), wanted.total, 'total');
  assert.equal(getArray(body, 'orderedItem').length, wanted.items, 'number of items');
}

/** The `@id` of each item, all of which have a status. */
export function expectItems({ body }: Reply, status: OrderItemStatus): readonly string[] {
  const items = getArray(body, 'orderedItem');
  for (const item of items) assert.equal(getString(item, 'orderItemStatus'), iri(status));
  return items.map((item) => idOf(item) ?? '');
}
