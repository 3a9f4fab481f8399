import type { Clock } from './clock.ts';
import type { Leases } from './leases.ts';
import type { OpenFeeds } from './open-feeds.ts';
import type { OrderFeeds } from './order-feeds.ts';
import type { Seller } from './records.ts';
import type { Seams } from './seams.ts';
import type { OpportunityStore, OrderStore } from './store.ts';
import type { Pause } from './turns.ts';
import type { Urls } from './urls.ts';

/** All that one booking system is made of; passed to whatever needs more of it than its arguments. */
export interface System {
  readonly clock: Clock;
  readonly urls: Urls;
  readonly sellers: ReadonlyMap<string, Seller>;
  readonly seams: Seams;
  readonly opportunities: OpportunityStore;
  readonly orders: OrderStore;
  readonly leases: Leases;
  readonly openFeeds: OpenFeeds;
  readonly orderFeeds: OrderFeeds;
  /** What a request waits for where others may come between. */
  readonly pause: Pause;
  /** A number never given out before. */
  nextNumber(): number;
}
