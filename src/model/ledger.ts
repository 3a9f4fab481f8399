import type { OpportunityId } from '../protocol/ids.ts';
import type { Hold, OrderKey, OrderLine, OrderRecord, World } from './world.ts';

/** The ledger: spaces, across orders. */

const CANCELLED: readonly (string | undefined)[] = ['CustomerCancelled', 'SellerCancelled'];

export const isCancelled = (line: OrderLine): boolean => CANCELLED.includes(line.status);

const BOOKED_STATES: readonly string[] = ['ordered', 'partly cancelled', 'wholly cancelled'];

/** Whether B has been accepted for an order, and it is not deleted. */
export const isBooked = (record: OrderRecord): boolean => BOOKED_STATES.includes(record.state);

/** Whether an order is a proposal. */
export const isProposal = (record: OrderRecord): boolean => /^(awaiting|accepted|rejected)/.test(record.state);

/** Whether an order is at most a quote: P and B may still make something of it. */
export const isBeforeBooking = ({ state }: OrderRecord): boolean =>
  state === 'absent' || state === 'quoted' || state === 'leased';

/** How many spaces of each opportunity some items take. */
export function spacesOf(lines: readonly OrderLine[]): Record<OpportunityId, number> {
  const spaces: Record<OpportunityId, number> = {};
  for (const { opportunity } of lines) spaces[opportunity] = (spaces[opportunity] ?? 0) + 1;
  return spaces;
}

/** The spaces of an opportunity that an order has taken for good. */
const booked = (record: OrderRecord, opportunity: OpportunityId): number =>
  isBooked(record) ? record.lines.filter((line) => line.opportunity === opportunity && !isCancelled(line)).length : 0;

/** The spaces of an opportunity that an order only holds. */
export const held = (record: OrderRecord, opportunity: OpportunityId): number => record.hold?.spaces[opportunity] ?? 0;

/**
 * What a proposal may hold once it is rejected: nothing, or the lease of its quote until that ends, for the
 * specification does not say that a rejection ends the lease (#proposal-leasing).
 */
export const holdsAfterRejection = ({ hold }: OrderRecord): readonly (Hold | undefined)[] =>
  hold?.leasedUntil === undefined ? [undefined] : [undefined, { spaces: hold.spaces, until: hold.leasedUntil }];

/**
 * The spaces of an opportunity that are free, or would be but for what the order `except` holds; undefined where that
 * is not known.
 */
export function free(world: World, opportunity: OpportunityId, except?: OrderKey): number | undefined {
  const all = world.spaces[opportunity];
  if (all === undefined) return undefined;
  let left = all;
  for (const record of Object.values(world.orders)) {
    left -= booked(record, opportunity) + (record.key === except ? 0 : held(record, opportunity));
  }
  return left;
}

/** Whether another order than `except` holds spaces of an opportunity. */
export const othersHold = (world: World, opportunity: OpportunityId, except: OrderKey): boolean =>
  Object.values(world.orders).some((record) => record.key !== except && held(record, opportunity) > 0);

/** The world in which the spaces of an opportunity that are free are as many as were seen. */
export function withFree(world: World, opportunity: OpportunityId, seen: number): World {
  const now = free(world, opportunity) ?? 0;
  const all = world.spaces[opportunity];
  return { ...world, spaces: { ...world.spaces, [opportunity]: all === undefined ? seen : all + seen - now } };
}
