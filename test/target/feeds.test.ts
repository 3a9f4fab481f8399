import { expect } from 'chai';
import { opportunityId } from '../../src/protocol/ids.ts';
import { json, page, withTarget, type Handler } from './fixture.ts';

const session = (number: number, modified: number | string, remaining = 5) => ({
  state: 'updated',
  kind: 'ScheduledSession',
  id: number,
  modified,
  data: { '@type': 'ScheduledSession', '@id': `https://example.com/s/${String(number)}`, remaining },
});
const ID = opportunityId('https://example.com/s/1');

/** What refreshing the one open feed comes to when its pages are as `routes` say. */
async function refreshed(routes: Readonly<Record<string, Handler>>, changes = {}) {
  let result: { end: unknown; pages: number; found: unknown } | undefined;
  await withTarget(
    routes,
    async (target) => {
      const [progress] = await target.opportunities.refresh();
      result = {
        end: progress!.end,
        pages: progress!.pages.length,
        found: target.opportunities.get(ID)?.data['remaining'],
      };
    },
    changes,
  );
  return result!;
}

describe('the open feeds', () => {
  it('are read to their end, without credentials, and later from where they ended', async () => {
    const routes: Record<string, Handler> = {
      'GET /feed': page('/feed?after=1', [session(1, 1)]),
      'GET /feed?after=1': page('/feed?after=2', [session(2, 2), session(3, 2)]),
      'GET /feed?after=2': (response, n, seen) => {
        (n === 0 ? page('/feed?after=2', []) : page('/feed?after=3', [session(1, 3, 4)]))(response, n, seen);
      },
      'GET /feed?after=3': page('/feed?after=3', []),
    };
    await withTarget(routes, async (target, server, clock) => {
      const [first] = await target.opportunities.refresh();
      expect(first!.end).to.deep.equal({ kind: 'end' });
      expect(first!.pages.map(({ items }) => items.map(({ id, position }) => [id, position]))).to.deep.equal([
        [['1', 0]],
        [
          ['2', 0],
          ['3', 1],
        ],
        [],
      ]);
      expect(target.opportunities.get(ID)!.data['remaining']).to.equal(5);
      expect(target.opportunities.get(opportunityId('https://example.com/s/9'))).to.equal(undefined);

      const [second] = await target.opportunities.refresh();
      expect(second!.pages.map(({ url }) => url)).to.deep.equal(
        ['2', '3'].map((after) => `${server.origin}/feed?after=${after}`),
      );
      expect(target.opportunities.get(ID)).to.deep.include({
        state: 'updated',
        item: {
          page: `${server.origin}/feed?after=2`,
          position: 0,
          id: '1',
          kind: 'ScheduledSession',
          state: 'updated',
          modified: '3',
          data: session(1, 3, 4).data,
          readAt: clock.now(),
        },
      });
      expect(server.seen.filter(({ url, headers }) => url.startsWith('/feed') && 'x-client' in headers)).to.deep.equal(
        [],
      );
    });
  });

  it('keep every digit of a `modified` that is too large for a number', async () => {
    const text = (next: string, items: string) => `{"next":"${next}","items":[${items}]}`;
    const item = JSON.stringify(session(1, 0)).replace('"modified":0', '"modified": 638804898519691777');
    const routes: Record<string, Handler> = {
      'GET /feed': (response) => response.end(text('/feed?2', item)),
      'GET /feed?2': page('/feed?2', []),
    };
    await withTarget(routes, async (target) => {
      await target.opportunities.refresh();
      expect(target.opportunities.get(ID)!.item.modified).to.equal('638804898519691777');
    });
  });

  it('know that an opportunity is gone', async () => {
    const routes = {
      'GET /feed': page('/feed?2', [session(1, 1), { state: 'deleted', kind: 'ScheduledSession', id: 1, modified: 2 }]),
      'GET /feed?2': page('/feed?2', []),
    };
    await withTarget(routes, async (target) => {
      await target.opportunities.refresh();
      expect(target.opportunities.get(ID)).to.deep.include({ state: 'deleted' });
    });
  });

  it('show a refresh that was asked for while another ran what came after it was asked for', async () => {
    let release: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      release = resolve;
    });
    let hold: () => void = () => undefined;
    const routes: Record<string, Handler> = {
      'GET /feed': (response, n, seen) => {
        hold = () => {
          page('/feed', [])(response, n, seen);
        };
        if (n === 0) release();
        else page('/feed?2', [session(1, 2)])(response, n, seen);
      },
      'GET /feed?2': page('/feed?2', []),
    };
    await withTarget(routes, async (target) => {
      const first = target.opportunities.refresh();
      await started;
      const later = [target.opportunities.refresh(), target.opportunities.refresh()];
      hold();
      await first;
      expect(target.opportunities.get(ID)).to.equal(undefined);
      const reads = await Promise.all(later);
      expect(target.opportunities.get(ID)).not.to.equal(undefined);
      expect(reads[0]![0]).to.equal(reads[1]![0]);
    });
  });
});

describe('a broken feed', () => {
  it('whose page leads back to itself or to an earlier one is read once round', async () => {
    const itself = await refreshed({ 'GET /feed': page('/feed', [session(1, 1)]) });
    expect(itself).to.deep.include({ pages: 1, found: 5 });
    expect(JSON.stringify(itself.end)).to.match(/"broken".*\/feed leads back to itself, though it has items"/);
    const circle = await refreshed({
      'GET /feed': page('/feed?2', [session(1, 1)]),
      'GET /feed?2': page('/feed', [session(2, 2)]),
    });
    expect(circle.pages).to.equal(2);
    expect(JSON.stringify(circle.end)).to.match(/\/feed\?2 leads back to .*\/feed"/);
  });

  it('without an end is read as far as the limit goes', async () => {
    const endless: Record<string, Handler> = {};
    for (let n = 0; n < 20; n += 1) {
      endless[`GET /feed${n === 0 ? '' : `?${String(n)}`}`] = page(`/feed?${String(n + 1)}`, [session(n, n)]);
    }
    expect(await refreshed(endless, { maximumFeedPages: 7 })).to.deep.include({ pages: 7, end: { kind: 'bounded' } });
  });

  it('that goes on without items is left after a few pages', async () => {
    const empty: Record<string, Handler> = { 'GET /feed': page('/feed?1', [session(1, 1)]) };
    for (let n = 1; n < 20; n += 1) empty[`GET /feed?${String(n)}`] = page(`/feed?${String(n + 1)}`, []);
    expect(await refreshed(empty)).to.deep.include({ pages: 5, end: { kind: 'end', endless: true } });
  });

  const WRONG: Readonly<Record<string, [Handler, RegExp]>> = {
    HTML: [(response) => response.end('<h1>'), /\/feed is not JSON/],
    'an error': [json({}, 500), /\/feed answered with status 500/],
    'an array': [json([]), /\/feed has no `next` that is a URL/],
    'no next': [json({ items: [] }), /has no `next`/],
    'a next elsewhere than on the web': [page('file:///etc/passwd', []), /has no `next`/],
    'items that are an object': [json({ next: '/feed', items: {} }), /has no `items` that are an array/],
  };
  for (const [name, [handler, words]] of Object.entries(WRONG)) {
    it(`that is ${name} says so`, async () => {
      expect(JSON.stringify((await refreshed({ 'GET /feed': handler })).end)).to.match(words);
    });
  }

  it('that gives no answer says so', async () => {
    const { end } = await refreshed({ 'GET /feed': (response) => response.socket!.destroy() });
    expect(end).to.include({ kind: 'no-answer', reason: 'connection-lost' });
  });

  it('whose items are anything is read as far as it can be', async () => {
    const junk = [null, 5, 'x', [], {}, { id: {}, data: 1 }, { id: 'a', state: 7, data: [] }, session(1, 'one')];
    const { found, end } = await refreshed({ 'GET /feed': page('/feed?2', junk), 'GET /feed?2': page('/feed?2', []) });
    expect({ found, end }).to.deep.equal({ found: 5, end: { kind: 'end' } });
  });

  it('is read again from where it broke', async () => {
    const routes: Record<string, Handler> = {
      'GET /feed': page('/feed?2', [session(1, 1)]),
      'GET /feed?2': (response, n, seen) => {
        (n === 0 ? json({}, 500) : page('/feed?2', []))(response, n, seen);
      },
    };
    await withTarget(routes, async (target, server) => {
      await target.opportunities.refresh();
      const [second] = await target.opportunities.refresh();
      expect(second!.pages.map(({ url }) => url)).to.deep.equal([`${server.origin}/feed?2`]);
      expect(second!.end).to.deep.equal({ kind: 'end' });
    });
  });
});

describe('the orders feeds', () => {
  const order = (id: string, modified: number) => ({ state: 'updated', kind: 'Order', id, modified, data: {} });
  const routes: Record<string, Handler> = {
    'GET /api/orders-rpde': page('/api/orders-rpde?after=1', [order('a', 1)]),
    'GET /api/orders-rpde?after=1': (response, n, seen) => {
      const next = '/api/orders-rpde?after=1';
      (n === 0 ? page(next, []) : page('/api/orders-rpde?after=2', [order('b', 2)]))(response, n, seen);
    },
    'GET /api/orders-rpde?after=2': page('/api/orders-rpde?after=2', []),
    'GET /api/order-proposals-rpde': page('/api/order-proposals-rpde', []),
  };

  it('go with the credentials of the booking partner alone', async () => {
    await withTarget(routes, async (target, server) => {
      const feed = target.ordersFeed('order-proposals', 'secondary');
      const { end } = await feed.readFrom(feed.position());
      expect(end).to.deep.equal({ kind: 'end' });
      expect(server.seen.at(-1)!.headers).to.include({ 'x-client': 'second-client' });
      expect(server.seen.at(-1)!.headers).not.to.have.property('x-seller');
    });
  });

  it('can be read from any position again, and remember how far they were read to their end', async () => {
    await withTarget(routes, async (target, server) => {
      const feed = target.ordersFeed('orders', 'primary');
      expect(feed.position()).to.equal(`${server.origin}/api/orders-rpde`);
      await feed.readFrom(feed.position());
      const before = feed.position();
      expect(before).to.equal(`${server.origin}/api/orders-rpde?after=1`);

      const read = await target.ordersFeed('orders', 'primary').readFrom(before);
      expect(read.pages.flatMap(({ items }) => items.map(({ id }) => id))).to.deep.equal(['b']);
      expect(feed.position()).to.equal(`${server.origin}/api/orders-rpde?after=2`);
      const again = await feed.readFrom(before);
      expect(again.pages.flatMap(({ items }) => items.map(({ id }) => id))).to.deep.equal(['b']);
    });
  });

  it('do not move on when they break', async () => {
    const broken = { 'GET /api/orders-rpde': page('/api/orders-rpde?after=1', [order('a', 1)]) };
    await withTarget(broken, async (target, server) => {
      const feed = target.ordersFeed('orders', 'primary');
      const { end, pages } = await feed.readFrom(feed.position());
      expect(pages.length).to.equal(1);
      expect(end).to.include({ kind: 'broken' });
      expect(feed.position()).to.equal(`${server.origin}/api/orders-rpde`);
    });
  });
});
