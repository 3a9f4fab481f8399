import { expect } from 'chai';
import fc from 'fast-check';
import { createFeed, readCursor, soundRpde, type Feed } from '../../src/booking-system/rpde.ts';
import { get, getArray, getNumber, getString, type JsonObject } from '../../src/protocol/json.ts';

const URL_OF_FEED = 'http://127.0.0.1:1/feed';

function smallFeed(pageSize: number): Feed {
  return createFeed({
    url: URL_OF_FEED,
    kind: 'Order',
    now: () => 1000,
    counter: { last: 0 },
    seam: { ...soundRpde, pageSize },
    license: undefined,
  });
}

/** The page at a URL. */
function read(feed: Feed, url: string): JsonObject {
  const cursor = readCursor(Object.fromEntries(new URL(url).searchParams));
  if (cursor === 'invalid') throw new Error(`${url} is no page`);
  return JSON.parse(feed.page(cursor)) as JsonObject;
}

/** What a reader holds who follows a feed, page by page, from where it was. */
function follow(feed: Feed, from: string, held: Map<string, unknown>, between?: () => void): string {
  let url = from;
  for (;;) {
    const page = read(feed, url);
    const items = getArray(page, 'items');
    if (items.length === 0) return url;
    for (const item of items) held.set(getString(item, 'id') ?? '', get(item, 'data'));
    url = getString(page, 'next') ?? '';
    between?.();
  }
}

describe('an RPDE feed', () => {
  it('whose items change while it is read loses none of the changes, and repeats none', () => {
    const change = fc.record({ id: fc.nat(9), remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change), fc.array(change), fc.integer({ min: 1, max: 4 }), (before, meanwhile, pageSize) => {
        const feed = smallFeed(pageSize);
        const truth = new Map<string, unknown>();
        let version = 0;
        const make = ({ id, remove }: { readonly id: number; readonly remove: boolean }) => {
          const key = `item-${String(id)}`;
          version += 1;
          if (!remove) truth.set(key, { version });
          else if (truth.has(key)) truth.set(key, undefined);
          if (remove) feed.remove(key);
          else feed.put(key, { version });
        };
        before.forEach(make);
        const left = [...meanwhile];
        const held = new Map<string, unknown>();
        const end = follow(feed, URL_OF_FEED, held, () => left.splice(0, 1).forEach(make));
        left.forEach(make);
        follow(feed, end, held);
        expect(new Map([...held].sort())).to.deep.equal(new Map([...truth].sort()));
      }),
    );
  });

  it('is in the order of modified, each higher than the one before', () => {
    const feed = smallFeed(500);
    for (const id of ['b', 'a', 'c', 'a']) feed.put(id, {});
    const items = getArray(read(feed, URL_OF_FEED), 'items');
    expect(items.map((item) => getString(item, 'id'))).to.deep.equal(['b', 'c', 'a']);
    expect(items.map((item) => getNumber(item, 'modified'))).to.deep.equal([1000, 1002, 1003]);
  });

  it('names itself as the next page behind its end, and while it is empty', () => {
    const feed = smallFeed(2);
    expect(getString(read(feed, URL_OF_FEED), 'next')).to.equal(URL_OF_FEED);
    for (const id of ['a', 'b']) feed.put(id, {});
    const end = getString(read(feed, URL_OF_FEED), 'next') ?? '';
    expect(getString(read(feed, end), 'next')).to.equal(end);
  });

  it('stays readable after very many changes', () => {
    const feed = smallFeed(500);
    for (let i = 0; i < 5000; i += 1) feed.put(`item-${String(i % 3)}`, { i });
    expect(getArray(read(feed, URL_OF_FEED), 'items').map((item) => getNumber(get(item, 'data'), 'i'))).to.deep.equal([
      4997, 4998, 4999,
    ]);
  });

  it('has no place that is half given, or no number', () => {
    expect(readCursor({ afterTimestamp: '1' })).to.equal('invalid');
    expect(readCursor({ afterTimestamp: 'x', afterId: 'a' })).to.equal('invalid');
  });
});
