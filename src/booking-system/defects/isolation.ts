import type { Defect } from '../catalogue.ts';
import { leaseHolder } from '../leases.ts';
import { PARTNERS } from '../../protocol/ids.ts';
import type { IsolationSeam, Purpose } from '../isolation.ts';

const topic = 'isolation';

/** Looks among the orders of all partners, when it is for one of some purposes. */
function anybodys(before: IsolationSeam, purposes: readonly Purpose[]): Partial<IsolationSeam> {
  return {
    find: (system, partner, uuid, purpose) => {
      const own = before.find(system, partner, uuid, purpose);
      return own ?? (purposes.includes(purpose) ? system.orders.all(uuid)[0] : undefined);
    },
  };
}

export const ISOLATION_DEFECTS: readonly Defect[] = [
  {
    id: 'uuid-shared-by-partners',
    sentence: 'A UUID that one booking partner has used is taken for another.',
    topic,
    rules: ['isolation/uuid-per-partner'],
    apply: ({ isolation }) => ({ isolation: anybodys(isolation, ['C1', 'C2', 'P', 'B']) }),
  },
  {
    id: 'partner-cancels-anothers-order',
    sentence: "A booking partner can cancel another's order.",
    topic,
    rules: ['isolation/no-foreign-access', 'order-level/order-known'],
    apply: ({ isolation }) => ({ isolation: anybodys(isolation, ['cancel']) }),
  },
  {
    id: 'partner-reads-anothers-order',
    sentence: "A booking partner can read another's order.",
    topic,
    rules: ['isolation/no-foreign-access', 'order-level/order-known'],
    apply: ({ isolation }) => ({ isolation: anybodys(isolation, ['status']) }),
  },
  {
    id: 'partner-deletes-anothers-order',
    sentence: "A booking partner can delete another's order.",
    topic,
    rules: ['isolation/no-foreign-access', 'order-level/order-known'],
    apply: ({ isolation }) => ({ isolation: anybodys(isolation, ['delete-order']) }),
  },
  {
    id: 'partner-rejects-anothers-proposal',
    sentence: "A booking partner can reject another's proposal.",
    topic,
    rules: ['isolation/no-foreign-access', 'order-level/order-known'],
    apply: ({ isolation }) => ({ isolation: anybodys(isolation, ['update-proposal']) }),
  },
  {
    id: 'partner-drops-anothers-lease',
    sentence: "The deletion of a quote ends the leases of other booking partners' quotes with its UUID.",
    topic,
    rules: [
      'isolation/no-foreign-access',
      'state/quote-deletion-frees-spaces',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ leases }) => ({
      leases: {
        drop: (system, holder) => {
          const uuid = holder.split('/')[1] ?? '';
          for (const partner of PARTNERS) leases.drop(system, leaseHolder(partner, uuid));
        },
      },
    }),
  },
  {
    id: 'orders-feed-of-all-partners',
    sentence: "The orders feed shows every booking partner's orders.",
    topic,
    rules: ['feeds/own-orders-only'],
    apply: () => ({ isolation: { feedOwner: () => 'everybody' } }),
  },
  {
    id: 'orders-feed-holds-customer',
    sentence: 'The orders feed holds the customer.',
    topic,
    rules: ['feeds/no-personal-data'],
    apply: ({ orderFeeds }) => ({
      orderFeeds: {
        item: (data, record) => ({
          ...orderFeeds.item(data, record),
          ...(record.given.customer && { customer: record.given.customer }),
        }),
      },
    }),
  },
  {
    id: 'orders-feed-holds-payment',
    sentence: 'The orders feed holds the payment.',
    topic,
    rules: ['feeds/no-personal-data'],
    apply: ({ orderFeeds }) => ({
      orderFeeds: {
        item: (data, record) => ({
          ...orderFeeds.item(data, record),
          ...(record.given.payment && { payment: record.given.payment }),
        }),
      },
    }),
  },
];
