import { get, getArray, getString } from '../../../src/protocol/json.ts';
import { itemsOf, type Kit } from '../kit.ts';
import { testDefects, type Row } from './table.ts';

/** The states of the items in an orders feed. */
const states = async (kit: Kit, name = 'orders-rpde') => (await kit.feed(name)).map((item) => getString(item, 'state'));

/** The `modified` of each item in the orders feed. */
const stamps = async (kit: Kit) => (await kit.feed('orders-rpde')).map((item) => Number(get(item, 'modified')));

const APPROVAL = { flow: 'OpenBookingApprovalFlow' } as const;

/** Where an open feed goes on behind all that is in it. */
async function lastPage(kit: Kit, url: string): Promise<string> {
  const page = (await kit.request('GET', url)).body;
  const next = getString(page, 'next') ?? '';
  return getArray(page, 'items').length === 0 ? next : lastPage(kit, next);
}

const sessionsFeed = (kit: Kit) => `${kit.system.datasetSiteUrl}feeds/scheduled-sessions`;

/** How many items come behind the end of an open feed when something happens after it was read. */
const newsAfter =
  (milliseconds: number, act: (kit: Kit, session: Awaited<ReturnType<Kit['make']>>) => Promise<unknown>) =>
  async (kit: Kit) => {
    const session = await kit.make();
    const end = await lastPage(kit, sessionsFeed(kit));
    kit.clock.advance(milliseconds);
    await act(kit, session);
    return getArray((await kit.request('GET', end)).body, 'items').length;
  };

const rows: readonly Row[] = [
  {
    id: 'new-order-in-feed',
    talk: async (kit) => {
      await kit.order('B', kit.uuid(), [await kit.make()]);
      return states(kit);
    },
    sound: [],
    defective: ['updated'],
  },
  {
    id: 'new-proposal-in-feed',
    talk: async (kit) => {
      await kit.order('P', kit.uuid(), [await kit.make(APPROVAL)]);
      return states(kit, 'order-proposals-rpde');
    },
    sound: [],
    defective: ['updated'],
  },
  {
    id: 'order-deletion-not-in-feed',
    talk: async (kit) => {
      const uuid = kit.uuid();
      await kit.act('cancel-order', await kit.order('B', uuid, [await kit.make()]));
      await kit.send('delete-order', uuid);
      return states(kit);
    },
    sound: ['deleted'],
    defective: ['updated'],
  },
  {
    id: 'cancellation-not-in-feed',
    talk: async (kit) => {
      const uuid = kit.uuid();
      const order = await kit.order('B', uuid, [await kit.make()]);
      await kit.cancel(uuid, itemsOf(order));
      return states(kit);
    },
    sound: ['updated'],
    defective: [],
  },
  {
    id: 'seller-decision-not-in-feed',
    talk: async (kit) => {
      await kit.act('accept-proposal', await kit.order('P', kit.uuid(), [await kit.make(APPROVAL)]));
      return states(kit, 'order-proposals-rpde');
    },
    sound: ['updated'],
    defective: [],
  },
  {
    id: 'modified-not-raised',
    talk: newsAfter(5000, (kit, session) => kit.quote('C1', kit.uuid(), [session])),
    sound: 1,
    defective: 0,
  },
  {
    id: 'modified-not-raised-by-seller',
    talk: async (kit) => {
      const uuid = kit.uuid();
      const session = await kit.make();
      const order = await kit.order('B', uuid, [session, session]);
      await kit.cancel(uuid, itemsOf(order).slice(0, 1));
      const before = await stamps(kit);
      await kit.act('cancel-order', order);
      const after = await stamps(kit);
      return after.map((modified, index) => modified > (before[index] ?? Infinity));
    },
    sound: [true],
    defective: [false],
  },
  { id: 'page-boundary-loses-items', talk: newsAfter(0, (kit) => kit.make()), sound: 1, defective: 0 },
  {
    id: 'feed-written-late',
    talk: async (kit) => {
      const session = await kit.make();
      const orders = [kit.uuid(), kit.uuid()];
      const items = [];
      for (const uuid of orders) items.push(itemsOf(await kit.order('B', uuid, [session])));
      await kit.cancel(orders[0] ?? '', items[0] ?? []);
      const end = await lastPage(kit, `${kit.system.baseUrl}/orders-rpde`);
      await kit.cancel(orders[1] ?? '', items[1] ?? []);
      return getArray((await kit.request('GET', end)).body, 'items').length;
    },
    sound: 1,
    defective: 0,
  },
  {
    id: 'open-feed-written-late',
    talk: async (kit) => {
      const session = await kit.make();
      for (let others = 0; others < 5; others += 1) await kit.make();
      const end = await lastPage(kit, sessionsFeed(kit));
      await kit.order('B', kit.uuid(), [session]);
      return getArray((await kit.request('GET', end)).body, 'items').length;
    },
    sound: 1,
    defective: 0,
  },
  {
    id: 'deletion-not-in-open-feed',
    talk: newsAfter(0, (kit) => kit.request('DELETE', `${kit.system.baseUrl}/test-interface/datasets/tests`)),
    sound: 1,
    defective: 0,
  },
  {
    id: 'last-page-moves',
    talk: async (kit) => {
      await kit.make();
      const end = await lastPage(kit, sessionsFeed(kit));
      return (await lastPage(kit, end)) === end;
    },
    sound: true,
    defective: false,
  },
  {
    id: 'open-feed-stale-after-booking',
    talk: async (kit) => {
      const session = await kit.make();
      await kit.order('B', kit.uuid(), [session]);
      return kit.shown(session);
    },
    sound: 9,
    defective: 10,
  },
  {
    id: 'open-feed-stale-after-cancellation',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      const order = await kit.order('B', uuid, [session]);
      await kit.cancel(uuid, itemsOf(order));
      return kit.shown(session);
    },
    sound: 10,
    defective: 9,
  },
  {
    id: 'leases-not-in-open-feed',
    talk: async (kit) => {
      const session = await kit.make();
      await kit.quote('C1', kit.uuid(), [session]);
      return kit.shown(session);
    },
    sound: 9,
    defective: 10,
  },
  {
    id: 'open-feed-one-space-short',
    talk: async (kit) => {
      const session = await kit.make();
      await kit.quote('C1', kit.uuid(), [session, session]);
      return kit.shown(session);
    },
    sound: 8,
    defective: 7,
  },
];

testDefects('feeds', rows);
