import { expect } from 'chai';
import type { HttpClient, HttpRequest } from '../../src/target/index.ts';
import { campaignOn, withSession } from './kit.ts';

/** A client that keeps which orders stand, and refuses their deletion where it is told to. */
function watching(refuse: (request: HttpRequest) => boolean) {
  const standing = new Set<string>();
  const deleted = new Set<string>();
  const through = (client: HttpClient): HttpClient => ({
    ...client,
    send: async (request) => {
      const isDeletion = request.method === 'DELETE' && request.url.includes('/orders/');
      const refusal = { kind: 'response', status: 500, mediaType: undefined, retryAfter: undefined, text: '' } as const;
      if (isDeletion && refuse(request)) return refusal;
      const answer = await client.send(request);
      const done = answer.kind === 'response' && answer.status < 300;
      const key = `${request.url} ${JSON.stringify(request.headers)}`;
      if (done && request.method === 'PUT' && request.url.includes('/orders/')) standing.add(key);
      if (isDeletion) {
        deleted.add(request.url);
        for (const each of standing) if (each.startsWith(`${request.url} `)) standing.delete(each);
      }
      return answer;
    },
  });
  return { standing, deleted, through };
}

describe('what a campaign books', () => {
  it('is deleted at its end, and nothing else is', async () => {
    const { standing, deleted, through } = watching(() => false);
    const { result } = await withSession({ through }, (session) => campaignOn(session, { budgets: { scenarios: 8 } }));
    expect(result.bookings.made).to.be.above(3);
    expect(result.bookings.left).to.deep.equal([]);
    expect([...standing]).to.deep.equal([]);
    expect(deleted.size).to.be.above(0);
  });

  it('is deleted where the campaign is interrupted, too', async () => {
    const { standing, through } = watching(() => false);
    let time = 0;
    const { result } = await withSession({ through }, (session) =>
      campaignOn(session, { budgets: { scenarios: 50 }, now: () => (time += 50) }, (event, interrupt) => {
        if (event.kind === 'progress' && event.scenarios >= 6) interrupt();
      }),
    );
    expect(result.endedBy).to.equal('interrupted');
    expect([...standing]).to.deep.equal([]);
  });

  it('is named where its deletion fails', async () => {
    const { standing, through } = watching(() => true);
    const { result } = await withSession({ through }, (session) => campaignOn(session, { budgets: { scenarios: 8 } }));
    expect(result.bookings.left).to.have.length(standing.size);
    expect(standing.size).to.be.above(0);
    for (const { url, why } of result.bookings.left) {
      expect(url).to.match(/\/orders\/[0-9a-f-]{36}$/);
      expect(why).to.equal('status 500');
    }
  });
});
