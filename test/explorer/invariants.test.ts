import { expect } from 'chai';
import { brokenBy } from '../../src/explorer/model/invariants.ts';
import { absentOrder, EMPTY_WORLD, orderKey, withOrder, type OrderRecord, type World } from '../../src/model/index.ts';
import { opportunityId, offerId, orderUuid } from '../../src/protocol/ids.ts';

const key = orderKey('primary', orderUuid('1'));
const other = orderKey('secondary', orderUuid('1'));
const x = opportunityId('https://example.com/x');
const order: OrderRecord = {
  ...absentOrder(key),
  state: 'wholly cancelled',
  lines: [
    {
      opportunity: x,
      offer: offerId('https://example.com/x#1'),
      price: 1,
      position: 0,
      itemId: undefined,
      status: 'CustomerCancelled',
    },
  ],
};
const before: World = withOrder({ ...EMPTY_WORLD, spaces: { [x]: 2 } }, order);
const after = (world: World, because?: 'items/bookable') =>
  brokenBy(before, { event: 'B', from: 'ordered', to: 'ordered', world, ...(because && { because }) }, key);

describe('what must hold of the model', () => {
  it('holds where nothing happens', () => {
    expect(after(before)).to.deep.equal([]);
  });
  it('is broken by spaces that come from nowhere', () => {
    expect(after({ ...before, spaces: { [x]: 3 } })).to.deep.equal(['spaces-never-created']);
  });
  it('is broken by a refusal that changes the order', () => {
    expect(after(withOrder(before, { ...order, paid: true }), 'items/bookable')).to.deep.equal([
      'refusal-changes-nothing',
    ]);
  });
  it('is broken by a cancelled item that comes back', () => {
    const lines = order.lines.map((line) => ({ ...line, status: 'OrderItemConfirmed' as const }));
    expect(after(withOrder(before, { ...order, lines }))).to.deep.equal(['cancelled-stays-cancelled']);
  });
  it('is broken by a call that reaches another partner’s order', () => {
    expect(after(withOrder(before, absentOrder(other)))).to.deep.equal(['order-of-one-partner']);
  });
});
