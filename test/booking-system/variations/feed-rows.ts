import { get, getArray, getNumber, getString, type JsonObject } from '../../../src/protocol/json.ts';
import { itemsOf, type Kit, type Made } from '../kit.ts';
import { booked, MINUTE, proposed, type Row } from './row.ts';

const SESSIONS = 'scheduled-sessions';

/** How many items each page of a feed has, until none follows. */
async function pages(kit: Kit, url: string): Promise<readonly number[]> {
  const { body } = await kit.request('GET', url);
  const count = getArray(body, 'items').length;
  return count === 0 ? [] : [count, ...(await pages(kit, getString(body, 'next') ?? ''))];
}

/** The states of the items in an orders feed. */
const states = async (kit: Kit, name = 'orders-rpde') => (await kit.feed(name)).map((item) => getString(item, 'state'));

/** Whether the open feed shows a new opportunity, and its spaces at once after a lease of two and so many milliseconds later. */
const shownAfter = (ms: number) => async (kit: Kit) => {
  const session = await kit.make();
  const known = await kit.shown(session);
  kit.clock.advance(2 * MINUTE);
  const [series] = await kit.feed('session-series');
  const offers = getArray(get(series, 'data'), 'offers') as readonly JsonObject[];
  const both = { ...session, offers };
  await kit.quote('C1', kit.uuid(), [both, both]);
  const atOnce = await kit.shown(session);
  kit.clock.advance(ms);
  return [known, atOnce, await kit.shown(session)];
};

/** The `modified` of the items in a feed behind a place. */
const modified = async (kit: Kit, name: string) =>
  Math.max(...(await kit.feed(name)).map((item) => getNumber(item, 'modified') ?? 0));

/** The data of the only item of the orders feed, of an order that the seller cancelled. */
const inFeed = async (kit: Kit) => {
  const { order } = await booked(kit);
  await kit.act('cancel-order', order);
  return get((await kit.feed('orders-rpde'))[0], 'data');
};

/** The ids in both feeds after B of an accepted proposal that was cancelled then, without the UUID. */
const ids = async (kit: Kit) => {
  const { uuid, proposal } = await proposed(kit);
  await kit.act('accept-proposal', proposal);
  const order = await kit.confirm(uuid, proposal);
  await kit.cancel(uuid, itemsOf(order));
  const all = [...(await kit.feed('orders-rpde')), ...(await kit.feed('order-proposals-rpde'))];
  return all.map((item) => (getString(item, 'id') ?? '').replace(kit.system.baseUrl, '').replace(uuid, '…'));
};

const times: readonly Row[] = [
  {
    id: 'order-feeds-lag',
    talk: async (kit) => {
      const { order } = await booked(kit);
      await kit.act('cancel-order', order);
      const atOnce = await states(kit);
      kit.clock.advance(5_000);
      return [atOnce, await states(kit)];
    },
    usual: [['updated'], ['updated']],
    varied: [[], ['updated']],
  },
  { id: 'open-feeds-lag', talk: shownAfter(5_000), usual: [10, 8, 8], varied: [undefined, 10, 8] },
  {
    id: 'order-feed-updates-without-change',
    talk: async (kit) => {
      const { uuid, order } = await booked(kit);
      await kit.cancel(uuid, itemsOf(order));
      const first = await modified(kit, 'orders-rpde');
      await kit.cancel(uuid, itemsOf(order));
      return (await modified(kit, 'orders-rpde')) > first;
    },
    usual: false,
    varied: true,
  },
  {
    id: 'open-feed-updates-without-change',
    talk: async (kit) => {
      const session = await kit.make();
      const first = await modified(kit, SESSIONS);
      await kit.direct('B', kit.uuid(), [session], payable(session));
      return (await modified(kit, SESSIONS)) - first;
    },
    usual: 1,
    varied: 2,
  },
];

function payable(session: Made) {
  const price = getNumber(session.offers[0], 'price') ?? 0;
  const totalPaymentDue = { '@type': 'PriceSpecification', price, priceCurrency: 'GBP' };
  return { totalPaymentDue, payment: { '@type': 'Payment', identifier: '1' } };
}

const forms: readonly Row[] = [
  {
    id: 'small-pages',
    talk: async (kit) => {
      for (let made = 0; made < 3; made += 1) await kit.make();
      return pages(kit, `${kit.system.datasetSiteUrl}feeds/${SESSIONS}`);
    },
    usual: [3],
    varied: [2, 1],
  },
  {
    id: 'large-pages',
    talk: async (kit) => {
      for (let made = 0; made < 501; made += 1) await makeUnread(kit);
      return pages(kit, `${kit.system.datasetSiteUrl}feeds/${SESSIONS}`);
    },
    usual: [500, 1],
    varied: [501],
  },
  {
    id: 'one-orders-feed',
    talk: ids,
    usual: ['…', '/order-proposals/…'],
    varied: ['/order-proposals/…', '…'],
  },
  { id: 'same-feed-ids', talk: ids, usual: ['…', '/order-proposals/…'], varied: ['…', '…'] },
  {
    id: 'urls-as-feed-ids',
    talk: ids,
    usual: ['…', '/order-proposals/…'],
    varied: ['/orders/…', '/order-proposals/…'],
  },
  {
    id: 'ordered-item-as-object-in-feed',
    talk: async (kit) => typeof get(getArray(await inFeed(kit), 'orderedItem')[0], 'orderedItem'),
    usual: 'string',
    varied: 'object',
  },
  {
    id: 'no-replacement-in-feed',
    talk: async (kit) => {
      const [item] = getArray(await inFeed(kit), 'orderedItem');
      return ['orderItemStatus', 'acceptedOffer', 'orderedItem'].map((key) => get(item, key) !== undefined);
    },
    usual: [true, true, true],
    varied: [true, false, false],
  },
];

const makeUnread = (kit: Kit) =>
  kit.request('POST', 'test-interface/datasets/tests/opportunities', {
    '@type': 'ScheduledSession',
    superEvent: {
      '@type': 'SessionSeries',
      organizer: { '@type': 'Organization', '@id': `${kit.system.datasetSiteUrl}api/identifiers/sellers/1` },
    },
    'test:testOpportunityCriteria': 'https://openactive.io/test-interface#TestOpportunityBookable',
  });

const opportunities: readonly Row[] = [
  {
    id: 'bookable-may-be-free',
    talk: async (kit) => {
      const made = [await kit.make(), await kit.make(), await kit.make({ criteria: 'BookableNonFree' })];
      return made.map(({ offers }) => getNumber(offers[0], 'price') === 0);
    },
    usual: [false, false, false],
    varied: [false, true, false],
  },
  {
    id: 'criteria-refused',
    talk: async (kit) => [(await kit.make({ criteria: 'BookableInPast' })).id !== '', (await kit.make()).id !== ''],
    usual: [true, true],
    varied: [false, true],
  },
];

export const FEED_ROWS: readonly Row[] = [...times, ...forms, ...opportunities];
