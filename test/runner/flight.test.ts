import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { inOrder } from '../../src/runner/flight.ts';

const never = () => new Promise<void>(() => undefined);

/** Lets whatever can happen do so. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

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
    await turns(20);
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
      await turns(3);
      running -= 1;
      return job;
    };
    const given: number[] = [];
    for await (const job of inOrder([1, 2, 3, 4, 5, 6], { size: () => 2, grown: never, ahead: 10 }, start))
      given.push(job);
    expect(given).to.deep.equal([1, 2, 3, 4, 5, 6]);
    expect(most).to.equal(2);
  });

  it('are overtaken once they are late, and only then', async () => {
    const ends = new Map<number, { readonly finish: () => void; readonly late: () => void }>();
    const start = (job: number, late: () => void) =>
      new Promise<number>((resolve) => {
        ends.set(job, {
          late,
          finish: () => {
            resolve(job);
          },
        });
      });
    const given: number[] = [];
    const all = (async () => {
      const room = { size: () => 4, grown: never, ahead: 4 };
      for await (const job of inOrder([0, 1, 2, 3], room, start)) given.push(job);
    })();
    await turns(3);
    ends.get(2)?.finish();
    await turns(3);
    expect(given).to.deep.equal([]);
    ends.get(0)?.late();
    await turns(3);
    expect(given).to.deep.equal([]);
    ends.get(1)?.finish();
    await turns(3);
    expect(given).to.deep.equal([1, 2]);
    ends.get(3)?.finish();
    ends.get(0)?.finish();
    await all;
    expect(given.toSorted()).to.deep.equal([0, 1, 2, 3]);
  });
});
