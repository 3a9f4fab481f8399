import type { Variation } from '../catalogue.ts';
import { problem } from '../problems.ts';
import { rejectProposal } from '../proposals.ts';
import { alternatives } from './alternatives.ts';

const topic = 'leasing';
const MINUTE = 60_000;

const kinds = alternatives([
  {
    id: 'no-leasing',
    sentence: 'No lease is ever given.',
    topic,
    rules: ['leasing/1'],
    apply: () => ({ leases: { givenAt: () => false } }),
    excludes: ['leases-dropped-late', 'short-leases', 'no-lease-for-part-of-a-quote'],
  },
  {
    id: 'anonymous-leasing-only',
    sentence: 'C1 gives a lease, C2 renews it, and a C2 without a C1 gives none.',
    topic,
    rules: ['leasing/1'],
    apply: () => ({ leases: { givenAt: (call) => call === 'C1' } }),
  },
  {
    id: 'named-leasing-only',
    sentence: 'C2 gives a lease, and C1 gives none.',
    topic,
    rules: ['leasing/1'],
    apply: () => ({ leases: { givenAt: (call) => call === 'C2' } }),
  },
]);

const ends: readonly Variation[] = [
  {
    id: 'leases-dropped-late',
    sentence: 'The spaces of a lease become free two minutes after it has expired.',
    topic,
    rules: ['leasing/1'],
    apply: ({ leases }) => ({ leases: { lapsesAt: (lease) => leases.lapsesAt(lease) + 2 * MINUTE } }),
  },
  {
    id: 'short-leases',
    sentence: 'A lease lasts two minutes, and is dropped as soon as it has expired.',
    topic,
    rules: ['leasing/1'],
    apply: () => ({ leases: { duration: 2 * MINUTE } }),
  },
];

const contents: readonly Variation[] = [
  {
    id: 'no-lease-for-part-of-a-quote',
    sentence: 'A quote with an item in error is given no lease, not even for the others.',
    topic,
    rules: ['leasing/1'],
    apply: ({ leases }) => ({
      leases: {
        leased: (lines) => (lines.some(({ problems }) => problems.length > 0) ? [] : leases.leased(lines)),
      },
    }),
  },
  {
    id: 'proposals-hold-no-spaces',
    sentence: 'A proposal holds no spaces: it is rejected when B finds them gone.',
    topic,
    rules: ['proposal-leasing/2', 'proposal-leasing/3'],
    apply: ({ proposals }) => ({
      proposals: {
        hold: () => undefined,
        shortage: (system, proposal, confirmation) => {
          if (confirmation.lines.every(({ problems }) => problems.length === 0)) {
            return proposals.shortage(system, proposal, confirmation);
          }
          rejectProposal(system, proposal, 'SellerRejected');
          return problem('OpportunityHasInsufficientCapacityError', 'The spaces of the proposal are gone.');
        },
      },
    }),
  },
];

/** Lawful differences in what holds spaces, and for how long (#leasing, #proposal-leasing). */
export const LEASING_VARIATIONS: readonly Variation[] = [...kinds, ...ends, ...contents];
