import { distance } from 'fastest-levenshtein';
import { BROKER_ROLE_DEFECTS } from './defects/broker-roles.ts';
import { CANCELLATION_DEFECTS } from './defects/cancellation.ts';
import { DETAILS_DEFECTS } from './defects/details.ts';
import { FEED_DEFECTS } from './defects/feeds.ts';
import { ISOLATION_DEFECTS } from './defects/isolation.ts';
import { LEASE_DEFECTS } from './defects/leases.ts';
import { LIFECYCLE_DEFECTS } from './defects/lifecycle.ts';
import { PAYMENT_DEFECTS } from './defects/payment.ts';
import { RACE_DEFECTS } from './defects/races.ts';
import { REQUEST_DEFECTS } from './defects/requests.ts';
import { SHAPE_DEFECTS } from './defects/shape.ts';
import { SPACES_DEFECTS } from './defects/spaces.ts';
import { TOTALS_DEFECTS } from './defects/totals-and-tax.ts';
import type { Change } from './seams.ts';

/** A line of a catalogue. */
export interface CatalogueEntry {
  /** Fixed words, never renamed. */
  readonly id: string;
  /** What a system that has it does. */
  readonly sentence: string;
  readonly topic: string;
  /** A defect: ids of the oracle's rules that should fire. A variation: the clauses that allow it. */
  readonly rules: readonly string[];
}

/** A fault that can be planted, to see whether a checker finds it. */
export interface Defect extends CatalogueEntry {
  readonly apply: Change;
}

/** A lawful way in which honest booking systems differ, to see whether a checker leaves it alone. */
export interface Variation extends CatalogueEntry {
  readonly apply: Change;
  /** Variations that a system with this one cannot have too. */
  readonly excludes?: readonly string[];
  /** Features of the Test Suite that such a system says it does not implement. */
  readonly lacks?: readonly string[];
}

export const DEFECTS: readonly Defect[] = [
  ...BROKER_ROLE_DEFECTS,
  ...PAYMENT_DEFECTS,
  ...TOTALS_DEFECTS,
  ...LEASE_DEFECTS,
  ...SPACES_DEFECTS,
  ...LIFECYCLE_DEFECTS,
  ...CANCELLATION_DEFECTS,
  ...REQUEST_DEFECTS,
  ...DETAILS_DEFECTS,
  ...ISOLATION_DEFECTS,
  ...FEED_DEFECTS,
  ...SHAPE_DEFECTS,
  ...RACE_DEFECTS,
];

/** The entries with these ids, in the order of the ids; an unknown id is an Error that offers the nearest one. */
export function select<Entry extends CatalogueEntry>(
  what: string,
  entries: readonly Entry[],
  ids: readonly string[],
): readonly Entry[] {
  return ids.map((id) => {
    const found = entries.find((entry) => entry.id === id);
    if (found) return found;
    const [nearest] = [...entries].sort((a, b) => distance(a.id, id) - distance(b.id, id));
    throw new Error(`There is no ${what} "${id}".${nearest ? ` Did you mean "${nearest.id}"?` : ''}`);
  });
}
