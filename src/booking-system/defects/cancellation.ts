import { omit } from '../bodies/omit.ts';
import type { Defect } from '../catalogue.ts';
import { cancelItems } from '../cancellation.ts';
import { problem } from '../problems.ts';
import { refuse } from '../replies.ts';

const topic = 'lifecycle';

export const CANCELLATION_DEFECTS: readonly Defect[] = [
  {
    id: 'not-cancellable-offer-cancelled',
    sentence: 'A booking can be cancelled although its offer does not allow it.',
    topic,
    rules: ['cancellation/permitted'],
    apply: ({ cancellation }) => ({
      cancellation: {
        permission: (item, now) => (item.offer.cancellable ? cancellation.permission(item, now) : undefined),
      },
    }),
  },
  {
    id: 'cancellation-window-ignored',
    sentence: 'A booking can be cancelled after the time that its offer sets.',
    topic,
    rules: ['cancellation/permitted'],
    apply: ({ cancellation }) => ({
      cancellation: {
        permission: (item, now) =>
          cancellation.permission({ ...item, offer: { ...item.offer, latestCancellation: undefined } }, now),
      },
    }),
  },
  {
    id: 'refusal-without-description',
    sentence: 'A cancellation is refused without a reason for the customer.',
    topic,
    rules: ['shape/cancellation-description'],
    apply: ({ shape }) => ({
      shape: {
        wire: (reply) => {
          const sent = shape.wire(reply);
          if (sent.body?.['@type'] !== 'CancellationNotPermittedError') return sent;
          return { ...sent, body: omit(sent.body, 'description') };
        },
      },
    }),
  },
  {
    id: 'patch-sets-any-status',
    sentence: 'A PATCH can set an item of an order to any status.',
    topic,
    rules: ['patch/status-permitted'],
    apply: () => ({ cancellation: { statusPatch: () => undefined } }),
  },
  {
    id: 'cancellation-not-atomic',
    sentence: 'A cancellation of two items of which one may not be cancelled cancels the other and fails.',
    topic,
    rules: [
      'state/refusal-leaves-no-trace',
      'feeds/change-shown',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ cancellation }) => ({
      cancellation: {
        cancel: (system, order, items, status) => {
          const fault = cancellation.cancel(system, order, items, status);
          if (!fault) return undefined;
          const now = system.clock.now();
          const allowed = items.filter((item) => !cancellation.permission(item, now));
          cancelItems(system, order, allowed, status, 'customer-cancellation');
          return fault;
        },
      },
    }),
  },
  {
    id: 'second-cancellation-refused',
    sentence: 'A cancellation that is sent again is refused.',
    topic,
    rules: ['cancellation/repeat-is-idempotent'],
    apply: () => ({
      cancellation: {
        repeated: () => problem('CancellationNotPermittedError', 'The item has been cancelled already.'),
      },
    }),
  },
  {
    id: 'cancellation-forgets-item',
    sentence: 'Of several items that are cancelled at once, only the first one is.',
    topic,
    rules: [
      'state/cancellation-returns-spaces',
      'feeds/change-shown',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: ({ cancellation }) => ({
      cancellation: {
        cancel: (system, order, items, status) => cancellation.cancel(system, order, items.slice(0, 1), status),
      },
    }),
  },
  {
    id: 'unknown-quote-deletion-refused',
    sentence: 'The deletion of a quote that is not known is an error.',
    topic,
    rules: ['calls/quote-deletion-always-succeeds'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        quoteDeleted: (known) =>
          known ? lifecycle.quoteDeleted(known) : refuse(problem('UnknownOrderError', 'There is no such quote.')),
      },
    }),
  },
  {
    id: 'unknown-order-deletion-accepted',
    sentence: 'The deletion of an order that never was succeeds.',
    topic,
    rules: ['order-level/order-known'],
    apply: ({ shape }) => ({
      shape: {
        wire: (reply) =>
          reply.body?.['@type'] === 'NotFoundError'
            ? { ...shape.wire(reply), status: 204, body: undefined }
            : shape.wire(reply),
      },
    }),
  },
];
