import { expect } from 'chai';
import { inOrder } from '../../src/audit/in-order.ts';
import type { Logged } from '../../src/audit/logged.ts';

/** When each exchange was sent and answered. */
type Times = readonly (readonly [sentAt: number | undefined, receivedAt: number | undefined])[];

async function* recorded(times: Times): AsyncGenerator<Logged, void> {
  for (const [index, [sentAt, receivedAt]] of times.entries()) {
    await Promise.resolve();
    yield {
      place: { file: 'a', line: index + 1 },
      method: 'GET',
      url: 'https://example.com/',
      headers: {},
      sent: undefined,
      answer: { kind: 'response', status: 200, mediaType: undefined, body: { kind: 'none' } },
      sentAt,
      receivedAt,
    };
  }
}

/** The lines in their order, each with those that were under way at the same time. */
async function ordered(times: Times) {
  const turns: (readonly [number, readonly number[]])[] = [];
  for await (const { logged, alongside } of inOrder(recorded(times))) {
    turns.push([logged.place.line, alongside.map(({ place }) => place.line)]);
  }
  return turns;
}

describe('What was under way at the same time', () => {
  it('is what was sent before an answer came', async () => {
    expect(
      await ordered([
        [0, 10],
        [30, 60],
        [5, 20],
        [40, 45],
        [50, 55],
        [60, 70],
      ]),
    ).to.deep.equal([
      [1, [3]],
      [3, []],
      [2, [4, 5]],
      [4, []],
      [5, []],
      [6, []],
    ]);
  });

  it('is found behind what has no times, too', async () => {
    expect(
      await ordered([
        [0, 10],
        [20, 30],
        [undefined, undefined],
        [5, 8],
      ]),
    ).to.deep.equal([
      [1, [4]],
      [2, [4]],
      [3, []],
      [4, []],
    ]);
  });
});
