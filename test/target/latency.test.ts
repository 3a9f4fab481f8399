import { expect } from 'chai';
import { watchLatency, type Latency } from '../../src/target/latency.ts';

describe('how long answers take', () => {
  const answers = ({ note }: Latency, count: number, ms: number, kind = 'PUT orders') => {
    for (let done = 0; done < count; done += 1) note(kind, ms + (done % 3));
  };

  it('is known of the first and of the slowest, once there are enough of both', () => {
    const latency = watchLatency();
    answers(latency, 10, 10);
    answers(latency, 59, 80);
    expect(latency.medians()).to.equal(undefined);
    answers(latency, 1, 80);
    expect(latency.medians()).to.deep.equal({ early: 11, late: 81 });
  });

  it('is not forgotten when the target has been cleared', () => {
    const latency = watchLatency();
    answers(latency, 10, 10);
    answers(latency, 60, 80);
    answers(latency, 100, 5);
    expect(latency.medians()).to.deep.equal({ early: 11, late: 81 });
  });

  it('is not told by a pause, nor by calls that take longer from the first', () => {
    const latency = watchLatency();
    answers(latency, 10, 10);
    answers(latency, 10, 200, 'DELETE orders');
    for (let round = 0; round < 10; round += 1) {
      answers(latency, 20, round === 4 ? 900 : 10);
      answers(latency, 20, 200, 'DELETE orders');
    }
    const { early, late } = latency.medians() ?? { early: 0, late: 0 };
    expect(late).to.be.within(early - 2, early + 2);
  });
});
