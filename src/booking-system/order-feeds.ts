import type { PartnerName } from '../protocol/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import { recordFeedBody } from './bodies/order-bodies.ts';
import type { Order, Proposal } from './records.ts';
import { createFeed, type Feed } from './rpde.ts';
import type { System } from './system.ts';

/** The feeds of orders and of proposals. */
export type OrderFeedName = 'orders-rpde' | 'order-proposals-rpde';
export const ORDER_FEED_NAMES: readonly OrderFeedName[] = ['orders-rpde', 'order-proposals-rpde'];

/** What the orders feeds tell, and when (#orders-feed-notifications-updates-and-refunds). */
export interface OrderFeedSeam {
  /** After a P or B that made something. */
  created(system: System, record: Order | Proposal): void;
  /** After every later change. */
  updated(system: System, record: Order | Proposal): void;
  /** After the deletion of an order, and of a proposal that became an order. */
  removed(system: System, record: Order | Proposal): void;
  /** An item's data. */
  item(data: JsonObject, record: Order | Proposal): JsonObject;
  /** The RPDE `id`. */
  id(system: System, record: Order | Proposal): string;
  /** In which feed a record is. */
  feed(record: Order | Proposal): OrderFeedName;
}

/** The orders feeds of all partners. */
export interface OrderFeeds {
  of(partner: PartnerName, name: OrderFeedName): Feed;
}

/** Settles what a record, as it now is, is in its partner's feed; the function that it gives writes it. */
export function prepareToPublish(system: System, record: Order | Proposal): () => void {
  const seam = system.seams.orderFeeds;
  const data = seam.item(recordFeedBody(system, record), record);
  return system.orderFeeds.of(record.partner, seam.feed(record)).prepare(seam.id(system, record), data);
}

/** Writes a record as it now is into its partner's feed. */
export function publish(system: System, record: Order | Proposal): void {
  prepareToPublish(system, record)();
}

export const soundOrderFeeds: OrderFeedSeam = {
  created: () => undefined,
  updated: publish,
  removed: (system, record) => {
    const seam = system.seams.orderFeeds;
    system.orderFeeds.of(record.partner, seam.feed(record)).remove(seam.id(system, record));
  },
  item: (data) => data,
  id: (system, { kind, uuid }) => (kind === 'order' ? uuid : system.urls.proposal(uuid)),
  feed: ({ kind }) => (kind === 'order' ? 'orders-rpde' : 'order-proposals-rpde'),
};

export function createOrderFeeds(
  { clock, urls, seams }: Pick<System, 'clock' | 'urls' | 'seams'>,
  counter: { last: number },
): OrderFeeds {
  const feeds = new Map<string, Feed>();
  const create = (name: OrderFeedName) =>
    createFeed({
      url: `${urls.base}/${name}`,
      kind: 'Order',
      license: undefined,
      now: () => clock.now(),
      counter,
      seam: seams.rpde,
    });
  return {
    of: (partner, name) => {
      const key = `${seams.isolation.feedOwner(partner)}/${name}`;
      const feed = feeds.get(key) ?? create(name);
      feeds.set(key, feed);
      return feed;
    },
  };
}
