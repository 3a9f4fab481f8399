import { expect } from 'chai';
import { ticking } from '../../src/protocol/time.ts';

describe('A ticking clock', () => {
  it('has no two moments that are the same, and goes as the other does', () => {
    const times = [10, 10, 10, 11, 9, 12];
    const now = ticking(() => times.shift() ?? 0);
    const moments = [now(), now(), now(), now(), now(), now()];
    expect([...new Set(moments)].sort((one, other) => one - other)).to.deep.equal(moments);
    expect(moments.map(Math.floor)).to.deep.equal([10, 10, 10, 11, 11, 12]);
  });
});
