import { expect } from 'chai';
import { drawLanes } from '../../src/runner/draw-lanes.ts';
import { countTries, patienceFor } from '../../src/runner/tries.ts';

describe('the drawing of lanes', () => {
  it('shows which calls overlapped', () => {
    const drawing = drawLanes([
      { lane: 0, from: 1, to: 4 },
      { lane: 1, from: 2, to: 3 },
      { lane: 1, from: 5, to: 6 },
    ]);
    expect(drawing).to.deep.equal([
      'lane 1  ├1──────────┤', //
      'lane 2      ├2──┤       ├3──┤',
    ]);
  });

  it('shows nothing of nothing', () => {
    expect(drawLanes([])).to.deep.equal([]);
  });
});

describe('tries', () => {
  it('count how often something shows, as long as they may go on', async () => {
    let turn = 0;
    const everyThird = () => Promise.resolve((turn += 1) % 3 === 0);
    expect(await countTries(everyThird, 20, () => true)).to.deep.equal({ shown: 6, of: 20 });
    turn = 0;
    expect(await countTries(everyThird, 20, () => turn < 4)).to.deep.equal({ shown: 1, of: 4 });
    expect(await countTries(everyThird, 20, () => false)).to.deep.equal({ shown: 0, of: 0 });
  });

  it('ask for more patience the seldomer something shows, within bounds', () => {
    const patience = [3, 2, 1, 0].map((shown) => patienceFor({ shown, of: 3 }));
    expect(patience).to.deep.equal([...patience].sort((one, other) => one - other));
    expect(patience[0]).to.equal(2);
    expect(patience[3]).to.equal(10);
    expect(patienceFor({ shown: 0, of: 0 })).to.equal(2);
  });
});
