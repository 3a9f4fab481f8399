import { expect } from 'chai';
import type { HttpAnswer, HttpClient } from '../../src/target/index.ts';
import { campaignOn, nameOf, NO_DATA_MODELS } from './kit.ts';
import { withRealTimeSession } from './virtual-time.ts';

const UNREACHABLE: HttpAnswer = { kind: 'no-answer', reason: 'unreachable', detail: 'connection refused' };

/** A campaign against a system that answers so many requests and then no more; and how long it took. */
function campaignOnDying(answered: number, seconds: number) {
  let sent = 0;
  const through = (client: HttpClient): HttpClient => ({
    ...client,
    send: (request) => {
      sent += 1;
      return sent > answered ? Promise.resolve(UNREACHABLE) : client.send(request);
    },
  });
  return withRealTimeSession({ through, answerMs: 2_000 }, async (session, time) => {
    const began = time.now();
    const { result } = await time.until(
      campaignOn(session, { now: time.now, budgets: { seconds }, dataModels: NO_DATA_MODELS }),
    );
    return { result, took: (time.now() - began) / 1_000 };
  });
}

describe('a target that dies during a campaign', () => {
  it('is soon taken for lost, asked no more, and blamed for nothing', async () => {
    const { result, took } = await campaignOnDying(150, 3_600);
    expect(result.endedBy).to.equal('target lost');
    expect(result.findings.map(nameOf)).to.deep.equal([]);
    expect(result.health.join('\n')).to.include('The target stopped answering');
    expect(took).to.be.below(600);
    expect(result.bookings.left).to.not.deep.equal([]);
  });

  it('shortly before the end of the time is lost, too: that nothing was found says less', async () => {
    // The last few of those requests that there is time for.
    const { result } = await campaignOnDying(150, 320);
    expect(result.endedBy).to.equal('target lost');
  });
});
