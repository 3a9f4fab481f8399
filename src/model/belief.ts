import type { SellerAction } from '../protocol/test-interface.ts';
import { holdsAfterRejection, isBooked, isCancelled } from './ledger.ts';
import type { SellerEvent } from './lifecycle.ts';
import { step, type MachineKey } from './order-machine.ts';
import { hashWorld, orderIn, withOrder, type OrderKey, type OrderLine, type OrderRecord, type World } from './world.ts';

/** The set of all worlds that fit everything seen so far. */
export interface Belief {
  readonly worlds: readonly World[];
  /** Why nothing more can be judged: too many worlds fit. Undefined while all is well. */
  readonly blind: string | undefined;
}

/** More worlds than this are not followed: the belief says so instead of guessing among them. */
const MOST_WORLDS = 128;

/** A belief of some worlds, equal ones taken once. */
export function beliefOf(worlds: readonly World[]): Belief {
  if (worlds.length === 1) return { worlds, blind: undefined };
  const distinct = [...new Map(worlds.map((world) => [hashWorld(world), world])).values()];
  return distinct.length > MOST_WORLDS
    ? { worlds: distinct.slice(0, 1), blind: `more than ${MOST_WORLDS} states of the booking system fit what was seen` }
    : { worlds: distinct, blind: undefined };
}

/** A belief after something that makes several worlds of each. */
export const branch = (belief: Belief, worlds: (world: World) => readonly World[]): Belief =>
  belief.blind === undefined ? beliefOf(belief.worlds.flatMap(worlds)) : belief;

const machineOf = (record: OrderRecord): MachineKey => ({
  role: record.role ?? 'AgentBroker',
  prepayment: record.prepayment,
  flow:
    record.versions.length > 0 || /^(awaiting|accepted|rejected)/.test(record.state)
      ? 'OpenBookingApprovalFlow'
      : record.flow,
});

const NO_FACTS = { faults: {}, conditions: new Set<never>() };

/** Clocks differ: so much before its end a lease may be seen as over. */
const CLOCK_SLACK_MS = 5_000;

/** A lease may be dropped this late, by a system that clears up now and then. */
const GRACE_MS = 5 * 60_000;

/** Without a stated end, what a proposal or a lost quote holds may be let go from this long after it was taken. */
const UNSTATED_HOLD_MS = 30_000;

function released(record: OrderRecord): OrderRecord {
  const lapsed = step(machineOf(record), record.state, { type: 'lease lapses', facts: NO_FACTS });
  return { ...record, state: lapsed ?? record.state, hold: undefined };
}

/** What time does to one order's hold: it lapses for sure, perhaps, or not yet. */
function recordsAt(record: OrderRecord, from: number, to: number): readonly OrderRecord[] {
  const { hold } = record;
  if (hold === undefined) return [record];
  if (hold.until === undefined) {
    const since = hold.since ?? from;
    const standing = hold.since === undefined ? { ...record, hold: { ...hold, since } } : record;
    return to - since > UNSTATED_HOLD_MS ? [standing, released(record)] : [standing];
  }
  if (to < hold.until - CLOCK_SLACK_MS) return [record];
  return to > hold.until + GRACE_MS ? [released(record)] : [record, released(record)];
}

/** What one world may be after time has passed; itself alone where time does nothing to it. */
function worldsAt(world: World, from: number, to: number): readonly World[] {
  let worlds: readonly World[] = [world];
  for (const record of Object.values(world.orders)) {
    const options = recordsAt(record, from, to);
    if (options.length === 1 && options[0] === record) continue;
    worlds = worlds.flatMap((each) => options.map((option) => withOrder(each, option)));
  }
  return worlds;
}

/** The belief after time has passed, from one moment to another (milliseconds since the epoch). */
export function elapse(belief: Belief, from: number, to: number): Belief {
  if (belief.blind !== undefined) return belief;
  const later = belief.worlds.map((world) => worldsAt(world, from, to));
  // Time passes with each exchange, and mostly does nothing: then there is nothing to compare.
  const isSame = later.every((worlds, at) => worlds.length === 1 && worlds[0] === belief.worlds[at]);
  return isSame ? belief : beliefOf(later.flat());
}

/**
 * What a world may have become between two moments, itself included: a lease near its end may have lapsed at any time
 * between them, before one call and after another.
 */
export function lapsesBetween(world: World, from: number, to: number): readonly World[] {
  const mayLapse = Object.values(world.orders).some(({ hold }) => (hold?.until ?? Infinity) - CLOCK_SLACK_MS <= to);
  if (!mayLapse) return [world];
  return beliefOf([world, ...elapse({ worlds: [world], blind: undefined }, from, to).worlds]).worlds;
}

const EVENTS: Readonly<Record<Exclude<SellerAction, 'amend-proposal'>, SellerEvent>> = {
  'accept-proposal': 'seller accepts',
  'reject-proposal': 'seller rejects',
  'cancel-order': 'seller cancels',
};

/** The items that the seller may have cancelled: all, or any one of them. */
function sellerCancelled(record: OrderRecord): readonly OrderRecord[] {
  const open = record.lines.filter((line) => !isCancelled(line));
  const choices = open.length > 1 ? [open, ...open.map((line) => [line])] : [open];
  return choices.map((going) => {
    const lines = record.lines.map((line): OrderLine =>
      going.includes(line) ? { ...line, status: 'SellerCancelled' } : line,
    );
    const conditions = new Set(lines.some((line) => !isCancelled(line)) ? (['items-remain'] as const) : []);
    const facts = { faults: {}, conditions };
    const state = step(machineOf(record), record.state, { type: 'seller cancels', facts }) ?? record.state;
    return { ...record, state, lines, changes: record.changes + 1, total: undefined };
  });
}

/**
 * The worlds after the seller was asked to do something and the test interface said that it is done. Where the order's
 * state has no such transition, nothing changes.
 */
export function sellerActs(world: World, key: OrderKey, action: SellerAction): readonly World[] {
  const record = orderIn(world, key);
  if (action === 'amend-proposal') {
    // What the seller puts in the items' place is his choice, and so are the spaces that it takes.
    const unknown = Object.fromEntries(record.lines.map(({ opportunity }) => [opportunity, undefined]));
    return [{ ...withOrder(world, { ...record, unsettled: true }), spaces: { ...world.spaces, ...unknown } }];
  }
  if (action === 'cancel-order') {
    return isBooked(record) && record.lines.some((line) => !isCancelled(line))
      ? sellerCancelled(record).map((next) => withOrder(world, next))
      : [world];
  }
  const state = step(machineOf(record), record.state, { type: EVENTS[action], facts: NO_FACTS });
  if (state === undefined || state === record.state) return [world];
  const holds = state === 'accepted' ? [record.hold] : holdsAfterRejection(record);
  const proposalChanges = record.proposalChanges + 1;
  return holds.map((hold) => withOrder(world, { ...record, state, hold, proposalChanges }));
}
