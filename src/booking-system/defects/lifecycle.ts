import type { Defect } from '../catalogue.ts';
import { isCancelled } from '../cancellation.ts';
import type { Submission } from '../submission.ts';

const topic = 'lifecycle';

const repeatsOrder = ({ call, existing }: Submission) => call === 'B' && existing?.kind === 'order';
const isSame = ({ existing, fingerprint }: Submission) =>
  existing !== undefined && existing.kind !== 'deleted' && existing.fingerprint === fingerprint;

const proposals: readonly Defect[] = [
  {
    id: 'b-before-seller-accepts',
    sentence: 'A proposal can be booked before the seller has accepted it.',
    topic,
    rules: ['lifecycle/seller-acceptance-needed'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        readiness: (proposal, version) =>
          proposal.status === 'AwaitingSellerConfirmation' ? undefined : lifecycle.readiness(proposal, version),
      },
    }),
  },
  {
    id: 'b-after-seller-rejects',
    sentence: 'A proposal can be booked after the seller has rejected it.',
    topic,
    rules: ['lifecycle/rejection-final'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        readiness: (proposal, version) =>
          proposal.status === 'SellerRejected' ? undefined : lifecycle.readiness(proposal, version),
      },
    }),
  },
  {
    id: 'seller-accepts-after-rejecting',
    sentence: 'A proposal that the seller has rejected can be accepted after all.',
    topic,
    rules: ['lifecycle/rejection-final', 'feeds/proposal-status-shown'],
    apply: ({ proposals: before }) => ({
      proposals: { sellerMayAccept: (status) => status === 'SellerRejected' || before.sellerMayAccept(status) },
    }),
  },
  {
    id: 'b-after-customer-rejects',
    sentence: 'A proposal can be booked after the customer has rejected it.',
    topic,
    rules: ['lifecycle/rejection-final'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        readiness: (proposal, version) =>
          proposal.status === 'CustomerRejected' ? undefined : lifecycle.readiness(proposal, version),
      },
    }),
  },
  {
    id: 'b-with-outdated-version',
    sentence: 'A proposal can be booked in a version that the seller has amended since.',
    topic,
    rules: ['order-level/version-current', 'order-level/version-known'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        readiness: (proposal, version) =>
          lifecycle.readiness(proposal, version === undefined ? undefined : proposal.version),
      },
    }),
  },
  {
    id: 'b-without-approval',
    sentence: 'An offer that needs approval can be booked without a proposal.',
    topic,
    rules: ['lifecycle/approval-needed'],
    apply: () => ({ lifecycle: { approval: () => undefined } }),
  },
  {
    id: 'proposal-stays-in-feed-after-b',
    sentence: 'A proposal that became an order is not deleted in its feed.',
    topic,
    rules: ['feeds/proposal-deleted-after-booking'],
    apply: ({ orderFeeds }) => ({
      orderFeeds: {
        removed: (system, record) => {
          if (record.kind === 'order') orderFeeds.removed(system, record);
        },
      },
    }),
  },
  {
    id: 'customer-rejection-ignored',
    sentence: "The customer's rejection of a proposal is answered and forgotten.",
    topic,
    rules: [
      'feeds/proposal-status-shown',
      'state/rejection-frees-spaces',
      'lifecycle/rejection-final',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ proposals: before }) => ({
      proposals: {
        reject: (system, proposal, status) => {
          if (status !== 'CustomerRejected') before.reject(system, proposal, status);
        },
      },
    }),
  },
  {
    id: 'proposal-patch-sets-any-status',
    sentence: 'The broker can set a proposal to any status, SellerAccepted too.',
    topic,
    rules: ['patch/status-permitted'],
    apply: () => ({ proposals: { statusPatch: () => undefined } }),
  },
];

const repeats: readonly Defect[] = [
  {
    id: 'repeated-b-books-again',
    sentence: 'A repeated B takes spaces once more.',
    topic,
    rules: [
      'state/repeat-is-idempotent',
      'state/booking-takes-spaces-once',
      'shape/item-id-stable',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        onExisting: (system, s) => (repeatsOrder(s) && isSame(s) ? 'proceed' : lifecycle.onExisting(system, s)),
      },
    }),
  },
  {
    id: 'repeated-b-after-p-books-again',
    sentence: 'A repeated B of what was a proposal takes spaces once more.',
    topic,
    rules: [
      'state/repeat-is-idempotent',
      'state/booking-takes-spaces-once',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        onRepeat: (system, record) => {
          lifecycle.onRepeat(system, record);
          if (record.kind === 'order' && record.confirmedVersion !== undefined) {
            system.seams.spaces.book(system, record.items);
          }
        },
      },
    }),
  },
  {
    id: 'repeated-b-overwrites',
    sentence: 'A B with other items under the UUID of an order replaces it.',
    topic,
    rules: ['order-level/already-exists'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        onExisting: (system, s) => (repeatsOrder(s) && !isSame(s) ? 'proceed' : lifecycle.onExisting(system, s)),
      },
    }),
  },
  {
    id: 'repeated-b-refused',
    sentence: 'A B that is sent again because its answer was lost is refused.',
    topic,
    rules: ['state/repeat-is-idempotent'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        onExisting: (system, s) => (repeatsOrder(s) ? 'refuse' : lifecycle.onExisting(system, s)),
      },
    }),
  },
  {
    id: 'repeated-b-revives-cancelled-items',
    sentence: 'A repeated B confirms items that were cancelled.',
    topic,
    rules: ['lifecycle/repeat-after-change', 'feeds/cancellation-final'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        onRepeat: (system, record) => {
          lifecycle.onRepeat(system, record);
          const cancelled = record.items.filter(isCancelled);
          for (const item of cancelled) item.status = 'OrderItemConfirmed';
          if (cancelled.length > 0) system.seams.orderFeeds.updated(system, record);
        },
      },
    }),
  },
  {
    id: 'deleted-uuid-used-again',
    sentence: 'The UUID of a deleted order can be used for another.',
    topic,
    rules: ['order-level/deleted-uuid'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        onExisting: (system, s) => (s.existing?.kind === 'deleted' ? 'proceed' : lifecycle.onExisting(system, s)),
      },
    }),
  },
  {
    id: 'c2-wipes-order',
    sentence: 'A C2 under the UUID of an order makes the order a quote again.',
    topic,
    rules: ['order-level/already-exists'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        onExisting: (system, s) => {
          if (s.call !== 'C2' || s.existing?.kind !== 'order') return lifecycle.onExisting(system, s);
          system.orders.remove(s.existing.partner, s.uuid);
          return 'proceed';
        },
      },
    }),
  },
];

export const LIFECYCLE_DEFECTS: readonly Defect[] = [...proposals, ...repeats];
