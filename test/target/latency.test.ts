import { expect } from 'chai';
import { watchLatency } from '../../src/target/latency.ts';

describe('how long answers take', () => {
  it('is known of the first and of the last, once there are enough of both', () => {
    const { note, medians } = watchLatency();
    for (let count = 0; count < 399; count += 1) note(count < 200 ? 10 + (count % 3) : 80);
    expect(medians()).to.equal(undefined);
    note(80);
    expect(medians()).to.deep.equal({ early: 11, late: 80 });
    for (let count = 0; count < 150; count += 1) note(5);
    expect(medians()).to.deep.equal({ early: 11, late: 5 });
  });
});
