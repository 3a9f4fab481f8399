import { expect } from 'chai';
import type { Answer } from '../../src/protocol/exchange.ts';
import { watchSilence } from '../../src/target/silence.ts';

const ANSWERED: Answer = { kind: 'response', status: 500, mediaType: undefined, body: { kind: 'none' } };
const LOST: Answer = { kind: 'no-answer', reason: 'unreachable', detail: '' };

/** For how long a target is silent after some answers, one a second. */
function silentAfter(answers: readonly Answer[]): number {
  let now = 0;
  const { note, ms } = watchSilence({ now: () => now });
  for (const answer of answers) {
    note({ answer, sentAt: now });
    now += 1_000;
  }
  return ms();
}

describe('the silence of a target', () => {
  it('begins with the first of many requests in a row that were not answered', () => {
    expect(silentAfter([ANSWERED, LOST, LOST, LOST, LOST])).to.equal(0);
    expect(silentAfter([ANSWERED, LOST, LOST, LOST, LOST, LOST])).to.equal(5_000);
    expect(silentAfter([LOST, LOST, LOST, LOST, LOST, LOST, LOST])).to.equal(7_000);
  });

  it('ends with any answer, one that leads elsewhere too', () => {
    const elsewhere: Answer = { kind: 'no-answer', reason: 'redirected', detail: '' };
    for (const answer of [ANSWERED, elsewhere]) {
      expect(silentAfter([LOST, LOST, LOST, LOST, LOST, LOST, answer])).to.equal(0);
      expect(silentAfter([LOST, LOST, LOST, LOST, answer, LOST])).to.equal(0);
    }
  });
});
