import type { OpportunityId } from '../protocol/ids.ts';
import type { SellerAction } from '../protocol/test-interface.ts';
import {
  absentOrder,
  beliefOf,
  branch,
  free,
  held,
  isBooked,
  isCancelled,
  isProposal,
  orderIn,
  sellerActs,
  withOrder,
  type Belief,
  type OrderKey,
  type World,
} from '../model/index.ts';

/** What a recording makes of worlds beyond what a campaign does: it does not know how everything began. */

/** The belief in two things that had nothing to do with each other until now. */
export function joined(one: Belief, other: Belief): Belief {
  if (one.blind !== undefined) return one;
  if (other.blind !== undefined) return other;
  return beliefOf(
    one.worlds.flatMap((world) =>
      other.worlds.map((second): World => ({
        orders: { ...world.orders, ...second.orders },
        spaces: { ...world.spaces, ...second.spaces },
      })),
    ),
  );
}

/** The belief in which nothing is known of an order, nor of the spaces that it may have taken. */
export const unsettled = (belief: Belief, key: OrderKey, spaces: readonly OpportunityId[]): Belief =>
  branch(belief, (world) => {
    const record = world.orders[key] ?? absentOrder(key);
    const touched = [...spaces, ...record.lines.map(({ opportunity }) => opportunity)];
    const unknown = Object.fromEntries(touched.map((id) => [id, undefined]));
    const next = withOrder(world, { ...record, unsettled: true });
    return [{ ...next, spaces: { ...world.spaces, ...unknown } }];
  });

export const withSpacesUnknown = (belief: Belief, ids: readonly OpportunityId[]): Belief =>
  branch(belief, (world) => [
    { ...world, spaces: { ...world.spaces, ...Object.fromEntries(ids.map((id) => [id, undefined])) } },
  ]);

/** Whether every world knows how many spaces of an opportunity there are. */
export const knowsSpaces = ({ worlds }: Belief, id: OpportunityId): boolean =>
  worlds.every(({ spaces }) => spaces[id] !== undefined);

/** Every number of free spaces that a world has. */
export const freeSpaces = ({ worlds }: Belief, id: OpportunityId): readonly number[] => [
  ...new Set(worlds.map((world) => free(world, id)).filter((count) => count !== undefined)),
];

/** The belief in which so many spaces are free for an order, now that its quote has shown it. */
export const withSpacesSeen = (belief: Belief, id: OpportunityId, seen: number, key?: OrderKey): Belief =>
  branch(belief, (world) => {
    let all = seen;
    for (const record of Object.values(world.orders)) {
      if (isBooked(record)) {
        all += record.lines.filter((line) => line.opportunity === id && !isCancelled(line)).length;
      }
      if (record.key !== key) all += held(record, id);
    }
    return [{ ...world, spaces: { ...world.spaces, [id]: all } }];
  });

/** What the seller of an order may do, unseen, in each of its states. */
function possibleActs(world: World, key: OrderKey): readonly SellerAction[] {
  const record = orderIn(world, key);
  if (record.unsettled) return [];
  if (isBooked(record)) return ['cancel-order'];
  return isProposal(record) ? ['accept-proposal', 'reject-proposal'] : [];
}

/** What a world may be once the seller may have acted on an order in a way that the recording does not show. */
export const unseenActs = (world: World, key: OrderKey): readonly World[] => [
  world,
  ...possibleActs(world, key).flatMap((action) => {
    const next = sellerActs(world, key, action);
    // He may have accepted first, and rejected or cancelled then.
    return action === 'accept-proposal'
      ? next.flatMap((each) => [each, ...sellerActs(each, key, 'reject-proposal')])
      : next;
  }),
];

/** The belief once he may have. */
export const sellerMayAct = (belief: Belief, key: OrderKey): Belief =>
  branch(belief, (world) => unseenActs(world, key));
