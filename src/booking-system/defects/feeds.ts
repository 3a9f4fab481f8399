import type { Defect } from '../catalogue.ts';
import { PUBLICATIONS } from '../opportunity-types.ts';
import { publish } from '../order-feeds.ts';

const topic = 'feeds';

const orderFeeds: readonly Defect[] = [
  {
    id: 'new-order-in-feed',
    sentence: 'An order is in the orders feed before it was ever updated.',
    topic,
    rules: ['feeds/absent-until-updated'],
    apply: ({ orderFeeds: before }) => ({
      orderFeeds: {
        created: (system, record) => {
          before.created(system, record);
          if (record.kind === 'order') publish(system, record);
        },
      },
    }),
  },
  {
    id: 'new-proposal-in-feed',
    sentence: 'A proposal is in its feed before it was ever updated.',
    topic,
    rules: ['feeds/absent-until-updated'],
    apply: ({ orderFeeds: before }) => ({
      orderFeeds: {
        created: (system, record) => {
          before.created(system, record);
          if (record.kind === 'proposal') publish(system, record);
        },
      },
    }),
  },
  {
    id: 'order-deletion-not-in-feed',
    sentence: 'An order that was deleted stays in the orders feed.',
    topic,
    rules: ['feeds/order-deletion-shown'],
    apply: ({ orderFeeds: before }) => ({
      orderFeeds: {
        removed: (system, record) => {
          if (record.kind === 'proposal') before.removed(system, record);
        },
      },
    }),
  },
  {
    id: 'cancellation-not-in-feed',
    sentence: 'The orders feed does not hear of cancellations.',
    topic,
    rules: ['feeds/change-shown'],
    apply: ({ orderFeeds: before }) => ({
      orderFeeds: {
        updated: (system, record) => {
          if (record.kind === 'proposal') before.updated(system, record);
        },
      },
    }),
  },
  {
    id: 'seller-decision-not-in-feed',
    sentence: "The proposals feed does not hear of the seller's decision.",
    topic,
    rules: ['feeds/proposal-status-shown'],
    apply: ({ orderFeeds: before }) => ({
      orderFeeds: {
        updated: (system, record) => {
          if (record.kind === 'order' || !record.status.startsWith('Seller')) before.updated(system, record);
        },
      },
    }),
  },
];

const paging: readonly Defect[] = [
  {
    id: 'modified-not-raised',
    sentence: 'An item of a feed changes without a higher modified.',
    topic,
    rules: ['feeds/modified-raised'],
    apply: ({ rpde }) => ({ rpde: { stamp: (at) => at.previous ?? rpde.stamp(at) } }),
  },
  {
    id: 'modified-not-raised-by-seller',
    sentence: "An order in the orders feed changes by its seller's cancellation without a higher modified.",
    topic,
    rules: ['feeds/modified-raised', 'feeds/change-shown'],
    apply: ({ orderFeeds: before, rpde }) => {
      let bySeller = false;
      return {
        orderFeeds: {
          updated: (system, record) => {
            bySeller = record.kind === 'order' && record.items.some(({ status }) => status === 'SellerCancelled');
            before.updated(system, record);
            bySeller = false;
          },
        },
        rpde: {
          stamp: (at) => (bySeller && at.feeds === 'orders' ? at.previous : undefined) ?? rpde.stamp(at),
        },
      };
    },
  },
  {
    id: 'page-boundary-loses-items',
    sentence: 'Items that change within the same second are lost behind the end of a page.',
    topic,
    rules: ['feeds/change-shown', 'feeds/modified-raised', 'feeds/proposal-status-shown'],
    apply: () => ({
      rpde: {
        stamp: ({ now }) => Math.floor(now / 1000) * 1000,
        follows: (item, after) => item.modified > after.modified,
      },
    }),
  },
  {
    id: 'feed-written-late',
    sentence: 'Every second order that comes into the orders feed has a modified ten seconds below those shown before.',
    topic,
    rules: ['feeds/nothing-lost', 'feeds/change-shown', 'feeds/proposal-status-shown', 'feeds/modified-raised'],
    apply: ({ rpde }) => {
      let count = 0;
      return {
        rpde: {
          stamp: (at) => {
            if (at.feeds === 'open' || at.previous !== undefined) return rpde.stamp(at);
            count += 1;
            return count % 2 === 0 ? at.last - 10_000 : rpde.stamp(at);
          },
        },
      };
    },
  },
  {
    id: 'open-feed-written-late',
    sentence: 'A changed opportunity comes into its open feed with a modified of up to ten seconds ago.',
    topic,
    rules: ['feeds/nothing-lost'],
    apply: ({ rpde }) => ({
      rpde: {
        stamp: (at) =>
          at.feeds === 'open' && at.previous !== undefined
            ? Math.max(at.previous + 1, rpde.stamp(at) - 10_000)
            : rpde.stamp(at),
      },
    }),
  },
  {
    id: 'last-page-moves',
    sentence: 'The next page of a last page is another URL each time.',
    topic,
    rules: ['feeds/last-page-stable'],
    apply: () => {
      let reads = 0;
      return {
        rpde: {
          lastPageExtras: () => {
            reads += 1;
            return { read: String(reads) };
          },
        },
      };
    },
  },
];

const spaces: readonly Defect[] = [
  {
    id: 'open-feed-stale-after-booking',
    sentence: 'The open feed goes on showing the spaces that an order has taken.',
    topic,
    rules: [
      'state/spaces-shown',
      'state/lease-matches-items',
      'state/booking-takes-spaces-once',
      'state/cancellation-returns-spaces',
      'state/seller-cancellation-returns-spaces',
    ],
    apply: ({ openFeeds }) => ({
      openFeeds: {
        tells: (cause) => cause !== 'booking' && cause !== 'lease' && cause !== 'lease-ended' && openFeeds.tells(cause),
      },
    }),
  },
  {
    id: 'open-feed-stale-after-cancellation',
    sentence: 'The open feed does not show the spaces that a cancellation freed.',
    topic,
    rules: [
      'state/cancellation-returns-spaces',
      'state/spaces-shown',
      'state/lease-matches-items',
      'state/booking-takes-spaces-once',
      'state/seller-cancellation-returns-spaces',
    ],
    apply: ({ openFeeds }) => ({
      openFeeds: {
        tells: (cause) =>
          cause !== 'customer-cancellation' && cause !== 'seller-cancellation' && openFeeds.tells(cause),
      },
    }),
  },
  {
    id: 'leases-not-in-open-feed',
    sentence: 'The open feed counts spaces as free that are leased.',
    topic,
    rules: [
      'state/lease-matches-items',
      'state/spaces-shown',
      'state/booking-takes-spaces-once',
      'state/cancellation-returns-spaces',
      'state/seller-cancellation-returns-spaces',
    ],
    apply: ({ spaces: before }) => ({
      spaces: {
        heldByOthers: (opportunity, holder) => (holder === undefined ? 0 : before.heldByOthers(opportunity, holder)),
      },
    }),
  },
  {
    id: 'open-feed-one-space-short',
    sentence: 'The open feed shows one space fewer than there is once spaces have changed.',
    topic,
    rules: [
      'state/spaces-shown',
      'state/lease-matches-items',
      'state/booking-takes-spaces-once',
      'state/cancellation-returns-spaces',
      'state/seller-cancellation-returns-spaces',
    ],
    apply: ({ openFeeds }) => ({
      openFeeds: {
        item: (data, opportunity) => {
          const item = openFeeds.item(data, opportunity);
          const taken = opportunity.booked + opportunity.holds.size > 0;
          const property = PUBLICATIONS[opportunity.type].spaces?.[1] ?? '';
          const shown = item[property];
          return taken && typeof shown === 'number' ? { ...item, [property]: shown - 1 } : item;
        },
      },
    }),
  },
];

const deletions: readonly Defect[] = [
  {
    id: 'deletion-not-in-open-feed',
    sentence: 'An opportunity that was deleted stays in its open feed.',
    topic,
    rules: ['feeds/deleted-opportunity-shown'],
    apply: () => ({ openFeeds: { tellsRemoval: () => false } }),
  },
];

export const FEED_DEFECTS: readonly Defect[] = [...orderFeeds, ...paging, ...spaces, ...deletions];
