import type { CheckpointName } from '../protocol/calls.ts';
import { problem, type Problem } from './problems.ts';
import type { Opportunity, OrderedItem } from './records.ts';
import type { System } from './system.ts';

/** Why the spaces of an opportunity changed. */
export type SpaceChange = 'lease' | 'lease-ended' | 'proposal' | 'booking' | ReturnCause;
/** Why spaces come back from a proposal or an order. */
export type ReturnCause = 'customer-cancellation' | 'seller-cancellation' | 'deletion' | 'rejection';

/** How spaces are counted and given. */
export interface SpaceSeam {
  /** Spaces that leases and proposals other than `holder`'s keep from it. */
  heldByOthers(opportunity: Opportunity, holder: string | undefined): number;
  /** What is wrong with each of so many items of one opportunity, in their order. */
  capacityProblems(
    wanted: number,
    spaces: { readonly free: number; readonly held: number },
    call: CheckpointName,
  ): readonly (Problem | undefined)[];
  /** Takes a space for each item of a new order. */
  book(system: System, items: readonly OrderedItem[]): void;
  /** Gives the spaces of items of an order back. */
  giveBack(system: System, items: readonly OrderedItem[], cause: ReturnCause): void;
  /** Ends what an open proposal held. */
  releaseProposal(system: System, holder: string, items: readonly OrderedItem[], cause: 'rejection' | 'booking'): void;
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);

/** Spaces left for one holder; for the world at large without a holder. */
export function remaining(system: System, opportunity: Opportunity, holder?: string): number {
  const held = system.seams.spaces.heldByOthers(opportunity, holder);
  return Math.max(0, opportunity.capacity - opportunity.booked - held);
}

/** How many spaces of each opportunity are meant. */
export function countByOpportunity(
  items: Iterable<{ readonly opportunity: Opportunity }>,
): ReadonlyMap<Opportunity, number> {
  const counts = new Map<Opportunity, number>();
  for (const { opportunity } of items) counts.set(opportunity, (counts.get(opportunity) ?? 0) + 1);
  return counts;
}

/** Lets a holder hold exactly `wanted`, whatever it held in `before`. */
export function setHolds(
  system: System,
  holder: string,
  wanted: ReadonlyMap<Opportunity, number>,
  before: ReadonlyMap<Opportunity, number>,
  cause: SpaceChange,
): void {
  for (const opportunity of new Set([...wanted.keys(), ...before.keys()])) {
    const count = wanted.get(opportunity) ?? 0;
    if (count === (opportunity.holds.get(holder) ?? 0)) continue;
    if (count === 0) opportunity.holds.delete(holder);
    else opportunity.holds.set(holder, count);
    system.openFeeds.spacesChanged(system, opportunity, cause);
  }
}

function changeBooked(system: System, items: readonly OrderedItem[], sign: 1 | -1, cause: SpaceChange): void {
  for (const [opportunity, count] of countByOpportunity(items)) {
    opportunity.booked += sign * count;
    system.openFeeds.spacesChanged(system, opportunity, cause);
  }
}

function capacityProblems(wanted: number, spaces: { readonly free: number; readonly held: number }) {
  return Array.from({ length: wanted }, (_, index): Problem | undefined => {
    if (index < spaces.free) return undefined;
    if (index < spaces.free + spaces.held) {
      return problem('OpportunityCapacityIsReservedByLeaseError', 'The space is reserved for another customer.');
    }
    return spaces.free + spaces.held === 0
      ? problem('OpportunityIsFullError', 'There are no spaces left.')
      : problem('OpportunityHasInsufficientCapacityError', 'There are not enough spaces left.');
  });
}

export const soundSpaces: SpaceSeam = {
  heldByOthers: ({ holds }, holder) => sum(holds.values()) - (holder === undefined ? 0 : (holds.get(holder) ?? 0)),
  capacityProblems,
  book: (system, items) => {
    changeBooked(system, items, 1, 'booking');
  },
  giveBack: (system, items, cause) => {
    changeBooked(system, items, -1, cause);
  },
  releaseProposal: (system, holder, items, cause) => {
    setHolds(system, holder, new Map(), countByOpportunity(items), cause);
  },
};
