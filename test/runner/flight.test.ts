import { expect } from 'chai';
import { inOrder } from '../../src/runner/flight.ts';

const never = () => new Promise<void>(() => undefined);

describe('jobs in their order', () => {
  it('are started while one that takes long is waited for, so many ahead of it', async () => {
    let finish: () => void = () => undefined;
    const long = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const started: number[] = [];
    const start = async (job: number) => {
      started.push(job);
      if (job === 0) await long;
      return job;
    };
    const room = { size: () => 2, grown: never, ahead: 5 };
    const results = inOrder([0, 1, 2, 3, 4, 5, 6], room, start);
    const first = results.next();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(started).to.deep.equal([0, 1, 2, 3, 4]);
    finish();
    const given = [(await first).value];
    for await (const result of results) given.push(result);
    expect(given).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
  });

  it('are no more at once than there is room for', async () => {
    let running = 0;
    let most = 0;
    const start = async (job: number) => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return job;
    };
    const given: number[] = [];
    for await (const job of inOrder([1, 2, 3, 4, 5, 6], { size: () => 2, grown: never, ahead: 10 }, start))
      given.push(job);
    expect(given).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(most).to.equal(2);
  });
});
