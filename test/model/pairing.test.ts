import { expect } from 'chai';
import { pairItems, placeItems, type Sought } from '../../src/model/index.ts';
import { offerId, opportunityId, orderItemId } from '../../src/protocol/ids.ts';
import type { JsonObject } from '../../src/protocol/json.ts';

const line = (pair: string, position?: number, itemId?: string): Sought => ({
  opportunity: opportunityId(`https://example.com/${pair}`),
  offer: offerId(`https://example.com/${pair}#offer`),
  position,
  itemId: itemId === undefined ? undefined : orderItemId(itemId),
});

const item = (pair: string, more: JsonObject = {}): JsonObject => ({
  orderedItem: { '@id': `https://example.com/${pair}` },
  acceptedOffer: { '@id': `https://example.com/${pair}#offer` },
  ...more,
});

describe('the items of an answer and those of the order', () => {
  const xy = [line('x', 0), line('y', 1)];

  it('are paired by position, whatever their order', () => {
    const xx = [line('x', 0), line('x', 1)];
    expect(pairItems(xx, [item('x', { position: 1 }), item('x', { position: 0 })])).to.deep.equal([1, 0]);
  });

  it('are paired by what they show where they have no position', () => {
    expect(pairItems(xy, [item('y'), item('x')])).to.deep.equal([1, 0]);
  });

  it('are paired by opportunity where the offers are the same, and by offer where the opportunities are', () => {
    const y = { ...line('x'), opportunity: opportunityId('https://example.com/y') };
    const cheap = { ...line('x'), offer: offerId('https://example.com/x#cheap') };
    const named = { ...item('x'), orderedItem: 'https://example.com/y' };
    expect(pairItems([line('x'), y], [named, item('x')])).to.deep.equal([1, 0]);
    const offered = { ...item('x'), acceptedOffer: 'https://example.com/x#cheap' };
    expect(pairItems([line('x'), cheap], [offered, item('x')])).to.deep.equal([1, 0]);
  });

  it('are paired by @id where it is known, and shows nothing else', () => {
    const xx = [line('x', 0, 'a:1'), line('x', 1, 'a:2')];
    expect(pairItems(xx, [item('x', { '@id': 'a:2' }), item('x', { '@id': 'a:1' })])).to.deep.equal([1, 0]);
    const swapped = [line('x', 0, 'a:1'), line('y', 1, 'a:2')];
    expect(pairItems(swapped, [item('x', { '@id': 'a:2' }), item('y', { '@id': 'a:1' })])).to.deep.equal([0, 1]);
  });

  it('are never two of them the same one while another fits', () => {
    const xx = [line('x', 0), line('x', 1), line('y', 2)];
    expect(pairItems(xx, [item('y'), item('x'), item('x')])).to.have.members([0, 1, 2]);
    expect(pairItems(xy, [item('x', { position: 0 }), item('y', { position: 0 })])).to.deep.equal([0, 1]);
  });

  it('leave to items that show little what the others leave', () => {
    expect(pairItems(xy, [{ position: 7 }, item('x')])).to.deep.equal([1, 0]);
  });

  it('are not paired where they fit nothing, or are taken for what is left', () => {
    expect(pairItems(xy, [item('y'), item('z')])).to.deep.equal([1, undefined]);
    expect(placeItems(xy, [item('y'), item('z')])).to.deep.equal([1, 0]);
    expect(placeItems([], [item('y')])).to.deep.equal([0]);
  });
});
