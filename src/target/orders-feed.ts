import type { FeedRead } from './feed-reader.ts';

/** The two feeds of what a booking partner has ordered (#orders-rpde-feed). */
export const ORDERS_FEEDS = { orders: 'orders-rpde', 'order-proposals': 'order-proposals-rpde' } as const;
export type OrdersFeedName = keyof typeof ORDERS_FEEDS;

/** One of a booking partner's feeds of orders. */
export interface OrdersFeed {
  /** How far the feed has been read to its end by anyone: a place to read on from; at first, its first page. */
  position(): string;
  /** Reads everything from a position on. */
  readFrom(position: string): Promise<FeedRead>;
}

export function followOrdersFeed(firstPage: string, read: (from: string) => Promise<FeedRead>): OrdersFeed {
  let latest = firstPage;
  return {
    position: () => latest,
    readFrom: async (position) => {
      const found = await read(position);
      if (found.end.kind === 'end') latest = found.position;
      return found;
    },
  };
}
