import type { PartnerName } from '../../src/protocol/ids.ts';
import {
  beliefOf,
  elapse,
  orderIn,
  orderKey,
  sellerActs,
  type CallRequest,
  type World,
} from '../../src/model/index.ts';
import { LEASE_ENDS } from './answers.ts';
import type { Alphabet } from './explore.ts';
import {
  cancel,
  confirm,
  json,
  MINUTE,
  NOW,
  PAID,
  reject,
  requestOf,
  update,
  uuidOf,
  whole,
  type About,
  type Whole,
} from './fixture.ts';

/** A small alphabet of calls for one order: each call, for each choice of items. */

/** An order that the search may make: who makes it, and what choices of items it tries. */
export interface Orders extends About {
  readonly order: string;
  readonly partner: PartnerName;
  readonly choices: readonly (readonly string[])[];
  /** How the careful broker of this order does it. */
  readonly manner?: Partial<Whole>;
}

const bare = (about: About): readonly CallRequest[] =>
  (['delete-quote', 'delete-order', 'status'] as const).map((call) => requestOf(call, about));

/** The calls that name what the world has of the order: its items, its version. */
function following(world: World, about: Orders): readonly CallRequest[] {
  const { lines, versions } = orderIn(world, orderKey(about.partner, uuidOf(about.order)));
  const ids = lines.flatMap(({ itemId }) => itemId ?? []);
  const sets = ids.length > 1 ? [ids.slice(0, 1), ids] : [ids];
  return [
    ...[...sets, []].map((chosen) => cancel(about, chosen)),
    ...versions.map((version) => confirm(about, version)),
    reject(about),
    update(about, { orderCustomerNote: 'A note' }),
  ];
}

/** Every call that a careful broker may make of an order, in or out of turn. */
export function carefulCalls(world: World, about: Orders): readonly CallRequest[] {
  const checkpoints = about.choices.flatMap((items) =>
    (['C1', 'C2', 'P', 'B'] as const).map((call) => whole(call, { payment: PAID, ...about.manner, ...about, items })),
  );
  return [...checkpoints, ...bare(about), ...following(world, about)];
}

/** One fault of each family, for an order of one item. */
export function carelessCalls(about: Orders): readonly CallRequest[] {
  const items = about.choices[0] ?? [];
  const edits: readonly Partial<Whole>[] = [
    { edit: { customer: undefined } },
    { edit: { broker: undefined } },
    { edit: { brokerRole: undefined } },
    { edit: { payment: undefined } },
    { edit: { '@type': 'Event' } },
    { edit: { seller: 'https://booking.example.com/sellers/none' } },
    { due: 9.99 },
  ];
  const checkpoints = edits.flatMap((edit) =>
    (['C2', 'B'] as const).map((call) => whole(call, { payment: PAID, ...about, ...edit, items })),
  );
  const unknown = whole('C2', { ...about, items: [...items, 'nowhere'] });
  return [
    ...checkpoints,
    unknown,
    requestOf('C2', about, { kind: 'text', text: '{' }),
    cancel(about, ['https://booking.example.com/orders/other#/items/0']),
    update(about, { orderProposalStatus: 'https://openactive.io/SellerAccepted' }),
    requestOf('cancel', about, json({ '@type': 'Order', orderedItem: [] })),
  ];
}

/** What the seller can do with an order. */
export const sellerEvents = (world: World, { partner, order }: Orders): readonly World[] =>
  (['accept-proposal', 'reject-proposal', 'cancel-order'] as const).flatMap((action) =>
    sellerActs(world, orderKey(partner, uuidOf(order)), action),
  );

/** A lease that may just have lapsed, and one that has surely. */
export const timeEvents = (world: World): readonly World[] =>
  [LEASE_ENDS, LEASE_ENDS + 10 * MINUTE].flatMap((to) => elapse(beliefOf([world]), NOW, to).worlds);

/** The alphabet of some orders. */
export const alphabetOf = (orders: readonly Orders[], careless: boolean): Alphabet => ({
  requests: (world) =>
    orders.flatMap((about) => [...carefulCalls(world, about), ...(careless ? carelessCalls(about) : [])]),
  events: (world) => [...orders.flatMap((about) => sellerEvents(world, about)), ...timeEvents(world)],
});
