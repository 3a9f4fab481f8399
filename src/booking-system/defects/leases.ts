import type { Defect } from '../catalogue.ts';
import { problem } from '../problems.ts';
import type { Opportunity } from '../records.ts';

const topic = 'spaces-and-leases';

const insufficient = problem('OpportunityHasInsufficientCapacityError', 'There are not enough spaces left.');

export const LEASE_DEFECTS: readonly Defect[] = [
  {
    id: 'lease-left-after-quote-deletion',
    sentence: 'The deletion of a quote leaves its lease in place.',
    topic,
    rules: [
      'state/quote-deletion-frees-spaces',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: () => ({ leases: { drop: () => undefined } }),
  },
  {
    id: 'lease-not-shrunk',
    sentence: 'A quote for fewer items keeps the spaces of the one before it.',
    topic,
    rules: ['state/lease-matches-items', 'state/spaces-in-quote', 'state/spaces-shown'],
    apply: ({ leases: before }) => ({
      leases: {
        contents: (wanted, held) => {
          const kept = new Map(before.contents(wanted, held));
          for (const [opportunity, count] of held ?? []) {
            kept.set(opportunity, Math.max(count, kept.get(opportunity) ?? 0));
          }
          return kept;
        },
      },
    }),
  },
  {
    id: 'lease-of-one-space-only',
    sentence: 'A lease holds one space of an opportunity, however many were asked for.',
    topic,
    rules: ['state/lease-matches-items', 'state/spaces-in-quote', 'state/spaces-shown'],
    apply: ({ leases: before }) => ({
      leases: {
        contents: (wanted, held) =>
          new Map(
            [...before.contents(wanted, held).keys()].map((opportunity): [Opportunity, number] => [opportunity, 1]),
          ),
      },
    }),
  },
  {
    id: 'others-leases-ignored',
    sentence: 'Spaces that somebody else has leased are sold.',
    topic,
    rules: ['items/within-capacity', 'state/spaces-in-quote', 'state/spaces-shown', 'state/lease-matches-items'],
    apply: ({ spaces }) => ({
      spaces: {
        heldByOthers: (opportunity, holder) => (holder === undefined ? spaces.heldByOthers(opportunity, holder) : 0),
      },
    }),
  },
  {
    id: 'own-lease-counted-against-one',
    sentence: "A broker's own lease takes the space that it wants to book.",
    topic,
    rules: ['state/spaces-in-quote', 'state/free-spaces-bookable', 'state/spaces-shown', 'state/lease-matches-items'],
    apply: ({ spaces }) => ({
      spaces: { heldByOthers: (opportunity) => spaces.heldByOthers(opportunity, undefined) },
    }),
  },
  {
    id: 'lease-kept-after-booking',
    sentence: 'A booking takes a space and leaves the lease that held it: two are gone.',
    topic,
    rules: [
      'state/booking-takes-spaces-once',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: () => ({ leases: { use: () => undefined } }),
  },
  {
    id: 'expired-lease-still-holds',
    sentence: 'A lease goes on holding its spaces after it has expired.',
    topic,
    rules: [
      'state/lapsed-lease-frees-spaces',
      'state/spaces-in-quote',
      'state/spaces-shown',
      'state/lease-matches-items',
    ],
    apply: () => ({ leases: { lapsesAt: () => Infinity } }),
  },
  {
    id: 'b-refused-after-lease-expiry',
    sentence: 'A booking is refused once its lease has expired, although there is space.',
    topic,
    rules: ['state/free-spaces-bookable', 'state/lapsed-lease-frees-spaces'],
    apply: ({ checks, leases: before }) => {
      const lapsed = new Set<string>();
      return {
        leases: {
          lapsed: (system, holder) => {
            lapsed.add(holder);
            before.lapsed(system, holder);
          },
        },
        checks: {
          items: (system, submission) => {
            const late = lapsed.has(submission.holder) && !system.leases.has(submission.holder);
            return checks.items(system, submission) ?? (late ? insufficient : undefined);
          },
        },
      };
    },
  },
];
