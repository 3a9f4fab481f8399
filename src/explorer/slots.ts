import { PARTNERS, type PartnerName } from '../protocol/ids.ts';
import type { Renaming } from '../runner/index.ts';

/** An order's symbolic name within one partner's credentials: where an exploration can make calls. */
export interface Slot {
  readonly partner: PartnerName;
  readonly order: string;
}

/** How many orders an exploration names, and how many booking partners may use each of the names. */
export interface Extent {
  readonly orders: number;
  readonly partners: number;
}

const NAMES = 'abcdefgh';

/** The most orders that can be asked for. */
export const MOST_ORDERS = NAMES.length;

/** Every order of every partner, a partner's orders together. */
export const slotsOf = ({ orders, partners }: Extent): readonly Slot[] =>
  PARTNERS.slice(0, partners).flatMap((partner) =>
    [...NAMES.slice(0, orders)].map((order): Slot => ({ partner, order })),
  );

function permutations(size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  // The last goes in last of all at first, so that the first permutation changes nothing.
  return permutations(size - 1).flatMap((rest) =>
    Array.from({ length: size }, (_, place) => rest.toSpliced(size - 1 - place, 0, size - 1)),
  );
}

/** Every way to name orders and partners anew: orders keep their partners, and partners their equal UUIDs. */
export const renamingsOf = ({ orders, partners }: Extent): readonly Renaming[] =>
  permutations(partners).flatMap((partnerNames) =>
    permutations(orders).map((orderNames) =>
      partnerNames.flatMap((partner) => orderNames.map((order) => partner * orders + order)),
    ),
  );
