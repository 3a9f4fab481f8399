import type { CheckpointName } from '../protocol/calls.ts';
import type { PartnerName } from '../protocol/ids.ts';
import type { Line } from './lines.ts';
import type { Opportunity } from './records.ts';
import { setHolds } from './spaces.ts';
import type { System } from './system.ts';

/** Spaces held for a quote until a time (#leasing). */
export interface Lease {
  /** What the broker is told, in milliseconds since the epoch. */
  readonly expires: number;
  readonly spaces: ReadonlyMap<Opportunity, number>;
}

/** When leases are given, what they hold and when they end. */
export interface LeaseSeam {
  /** Whether a call gives a lease: C1 an anonymous one, C2 a named one. */
  givenAt(call: CheckpointName): boolean;
  /** The items of a quote that are leased. */
  leased(lines: readonly Line[]): readonly Line[];
  /** How long a lease lasts, in milliseconds. */
  readonly duration: number;
  /** What a lease holds after a quote that asks for `wanted`. */
  contents(
    wanted: ReadonlyMap<Opportunity, number>,
    before: ReadonlyMap<Opportunity, number> | undefined,
  ): ReadonlyMap<Opportunity, number>;
  /** From when on the spaces of a lease are free again. */
  lapsesAt(lease: Lease): number;
  /** When the spaces of a lease are free again. */
  lapsed(system: System, holder: string): void;
  /** After a P or B that succeeded. */
  use(system: System, holder: string): void;
  /** After the deletion of a quote. */
  drop(system: System, holder: string): void;
}

/** The leases of one booking system, the one that expires first in front. */
export type Leases = Map<string, Lease>;

/** Under what name a quote's lease holds spaces. */
export const leaseHolder = (partner: PartnerName, uuid: string) => `${partner}/${uuid}`;
/** Under what name an open proposal holds spaces. */
export const proposalHolder = (partner: PartnerName, uuid: string) => `${partner}/${uuid}/proposal`;

/** Ends a lease, if there is one. */
export function endLease(system: System, holder: string): void {
  const lease = system.leases.get(holder);
  if (!lease) return;
  system.leases.delete(holder);
  setHolds(system, holder, new Map(), lease.spaces, 'lease-ended');
}

/** Makes or replaces the lease of a quote, so that it holds what the latest quote asks for and lasts anew. */
export function grantLease(
  system: System,
  holder: string,
  wanted: ReadonlyMap<Opportunity, number>,
): Lease | undefined {
  const before = system.leases.get(holder)?.spaces;
  const spaces = system.seams.leases.contents(wanted, before);
  if (spaces.size === 0) {
    endLease(system, holder);
    return undefined;
  }
  const lease = { expires: system.clock.now() + system.seams.leases.duration, spaces };
  system.leases.delete(holder);
  system.leases.set(holder, lease);
  setHolds(system, holder, spaces, before ?? new Map(), 'lease');
  return lease;
}

/** Frees the spaces of leases that have run out. Called before each request, so that none is seen too long. */
export function sweepLeases(system: System): void {
  const now = system.clock.now();
  for (const [holder, lease] of system.leases) {
    if (system.seams.leases.lapsesAt(lease) > now) return;
    system.seams.leases.lapsed(system, holder);
  }
}

const TEN_MINUTES = 600_000;

export const soundLeases: LeaseSeam = {
  givenAt: (call) => call === 'C1' || call === 'C2',
  leased: (lines) => lines.filter(({ problems }) => problems.length === 0),
  duration: TEN_MINUTES,
  contents: (wanted) => wanted,
  lapsesAt: (lease) => lease.expires,
  lapsed: endLease,
  use: endLease,
  drop: endLease,
};
