import { expect } from 'chai';
import { courtesy, type Pace } from '../../src/target/politeness.ts';
import type { HttpAnswer } from '../../src/target/index.ts';
import { steppingClock } from './fixture.ts';

const response = (status = 200, retryAfter?: string): HttpAnswer => ({
  kind: 'response',
  status,
  mediaType: undefined,
  retryAfter,
  text: '',
});
const lost: HttpAnswer = { kind: 'no-answer', reason: 'connection-lost', detail: '' };

/** When each of some requests is sent, one after another, in milliseconds from the first. */
async function sentAt(pace: Pace, answers: readonly HttpAnswer[]): Promise<readonly number[]> {
  const clock = steppingClock();
  const start = clock.now();
  const { inTurn } = courtesy(pace, clock);
  const times: number[] = [];
  for (const answer of answers) {
    await inTurn(() => {
      times.push(clock.now() - start);
      return Promise.resolve(answer);
    });
  }
  return times;
}

const times = (count: number, answer: HttpAnswer) => Array.from({ length: count }, () => answer);

describe('politeness', () => {
  it('holds nothing back without a pace', async () => {
    expect(await sentAt({}, times(4, response()))).to.deep.equal([0, 0, 0, 0]);
  });

  it('keeps to so many requests a second', async () => {
    expect(await sentAt({ requestsPerSecond: 4 }, times(4, response()))).to.deep.equal([0, 250, 500, 750]);
  });

  it('keeps to so many requests at once', async () => {
    const { inTurn } = courtesy({ concurrency: 2 }, steppingClock());
    let under = 0;
    let most = 0;
    const send = async () => {
      under += 1;
      most = Math.max(most, under);
      await Promise.resolve();
      under -= 1;
      return response();
    };
    await Promise.all(Array.from({ length: 7 }, () => inTurn(send)));
    expect(most).to.equal(2);
  });

  it('waits with everything where one request is asked to wait, within reason', async () => {
    expect(await sentAt({}, [response(429, '7'), response(503, '1'), response()])).to.deep.equal([0, 7_000, 8_000]);
    expect(await sentAt({}, [response(429, '86400'), response()])).to.deep.equal([0, 30_000]);
    expect(await sentAt({}, [response(200, '7'), response()])).to.deep.equal([0, 0]);
  });

  it('stays away for longer and longer from a target that answers nothing, until it answers', async () => {
    const silent = await sentAt({}, [...times(12, lost)]);
    expect(silent).to.deep.equal([0, 0, 0, 0, 0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000]);
    const better = await sentAt({}, [...times(5, lost), response(), ...times(4, lost), response()]);
    expect(better.at(-1)).to.equal(1_000);
  });

  it('can be interrupted; what waits is not sent, and what follows is', async () => {
    const clock = {
      ...steppingClock(),
      sleep: (_: number, signal?: AbortSignal) =>
        new Promise<void>((_done, fail) => {
          signal?.addEventListener('abort', () => {
            fail(new Error('ended'));
          });
        }),
    };
    const gate = courtesy({ requestsPerSecond: 1 }, clock);
    const sent: number[] = [];
    const send = (number: number) => () => {
      sent.push(number);
      return Promise.resolve(response());
    };
    await gate.inTurn(send(1));
    const waiting = gate.inTurn(send(2));
    gate.interrupt();
    expect(await waiting).to.include({ kind: 'no-answer', reason: 'connection-lost' });
    expect(sent).to.deep.equal([1]);
  });
});
