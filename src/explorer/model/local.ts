import {
  absentOrder,
  free,
  held,
  orderIn,
  withOrder,
  type OrderKey,
  type OrderLine,
  type OrderRecord,
  type OrderState,
  type Settings,
  type World,
} from '../../model/index.ts';
import type { OpportunityId } from '../../protocol/ids.ts';
import { keyIn, rehearse, type Rehearsal, type Rehearsed } from '../../runner/index.ts';
import type { Letter } from '../alphabet.ts';
import { imaginedRehearsal } from './alphabet.ts';
import { brokenBy, type Invariant } from './invariants.ts';

/**
 * What the model makes of one order, wherever it stands and whatever others take: worked out once by the real judge, and
 * remembered. Nothing in the model reads more of another order than the spaces that it takes, so that many orders are
 * explored by adding up.
 */

/** What an order stands at, by a number; equal ones have one number. */
export type Local = number;

/** What others have of the spaces: booked for good, and only held. */
export interface Others {
  readonly booked: number;
  readonly held: number;
}

/** One thing that may come of a letter. */
export interface LocalMove {
  readonly to: Local;
  readonly what: Rehearsed;
  /** What it breaks that must hold of the model. */
  readonly broken: readonly Invariant[];
}

export interface LocalModel {
  readonly letters: readonly Letter[];
  readonly start: Local;
  readonly spaces: number;
  /** What the order has of the spaces. */
  taken(local: Local): Others;
  stateOf(local: Local): OrderState;
  record(local: Local): OrderRecord;
  /** Everything that may come of a letter, of which there are `letters.length`. */
  moves(local: Local, letter: number, others: Others): readonly LocalMove[];
  /** Where an order may stand once so much time has passed that leases lapse. */
  lapsed(local: Local): readonly Local[];
  /** How many places for an order to stand there are, of those seen so far. */
  size(): number;
}

/** More changes than so many are alike for the feeds. */
const MOST_CHANGES = 2;
const LONG_WAIT = { do: 'wait', seconds: 1260 } as const;

function normalised(record: OrderRecord): OrderRecord {
  const { hold } = record;
  const timeless = hold && {
    spaces: hold.spaces,
    until: hold.until,
    ...(hold.leasedUntil === undefined ? {} : { leasedUntil: hold.leasedUntil }),
  };
  return {
    ...record,
    hold: timeless,
    changes: Math.min(record.changes, MOST_CHANGES),
    proposalChanges: Math.min(record.proposalChanges, MOST_CHANGES),
  };
}

/** Orders that have of the spaces what others are to have. */
function standIns(rehearsal: Rehearsal, opportunity: OpportunityId, { booked, held: holds }: Others): World {
  const line: OrderLine = {
    opportunity,
    offer: [...rehearsal.ground.openData.offers.keys()][0] ?? ('' as OrderLine['offer']),
    price: 1000,
    position: 0,
    itemId: undefined,
    status: 'OrderItemConfirmed',
  };
  const bookedBy = keyIn(rehearsal, 'primary', 'others');
  const heldBy = keyIn(rehearsal, 'primary', 'holders');
  const lines = Array.from({ length: booked }, () => line);
  const world = withOrder(rehearsal.start, {
    ...absentOrder(bookedBy),
    state: booked > 0 ? 'ordered' : 'absent',
    lines,
  });
  const hold = { spaces: { [opportunity]: holds }, until: undefined };
  return holds === 0 ? world : withOrder(world, { ...absentOrder(heldBy), state: 'leased', hold });
}

/** Numbers for where an order can stand. */
interface Standings {
  number(record: OrderRecord): Local;
  record(local: Local): OrderRecord;
  size(): number;
}

function standings(): Standings {
  const records: OrderRecord[] = [];
  const byText = new Map<string, Local>();
  const known = new WeakMap<OrderRecord, Local>();
  const add = (record: OrderRecord): Local => {
    const text = JSON.stringify(record);
    const found = byText.get(text) ?? records.push(record) - 1;
    byText.set(text, found);
    return found;
  };
  return {
    number: (record) => {
      const found = known.get(record) ?? add(normalised(record));
      known.set(record, found);
      return found;
    },
    record: (local) => {
      const found = records[local];
      if (found === undefined) throw new Error(`nothing stands at ${String(local)}`);
      return found;
    },
    size: () => records.length,
  };
}

/** A function of a number, worked out once for each. */
function onceFor<Value>(work: (number: number) => Value): (number: number) => Value {
  const known = new Map<number, Value>();
  return (number) => {
    const found = known.get(number);
    if (found !== undefined) return found;
    const value = work(number);
    known.set(number, value);
    return value;
  };
}

/** The model of one order with a role × prepayment × flow, of an opportunity with so many spaces. */
export function localModel(settings: Settings, spaces: number, letters: readonly Letter[]): LocalModel {
  const rehearsal = imaginedRehearsal(settings, spaces);
  const key: OrderKey = keyIn(rehearsal, 'primary', 'a');
  const opportunity = Object.keys(rehearsal.start.spaces)[0] as OpportunityId;
  const { number, record, size } = standings();
  const counts = spaces + 1;

  const worldOf = onceFor((code: number) =>
    standIns(rehearsal, opportunity, { booked: Math.floor(code / counts), held: code % counts }),
  );
  const taken = onceFor((local: Local): Others => {
    const holds = held(record(local), opportunity);
    const alone: World = withOrder(rehearsal.start, record(local));
    return { booked: spaces - (free(alone, opportunity) ?? 0) - holds, held: holds };
  });
  const movesAt = onceFor((code: number): readonly LocalMove[] => {
    const others = code % counts ** 2;
    const letter = Math.floor(code / counts ** 2) % letters.length;
    const local = Math.floor(code / counts ** 2 / letters.length);
    const step = letters[letter]?.step;
    const world = withOrder(worldOf(others), record(local));
    return (step === undefined ? [] : rehearse(rehearsal, world, step)).map((what): LocalMove => ({
      to: number(orderIn(what.world, key)),
      what,
      broken: brokenBy(world, what, key),
    }));
  });
  return {
    letters,
    start: number(absentOrder(key)),
    spaces,
    taken,
    stateOf: (local) => record(local).state,
    record,
    moves: (local, letter, { booked, held: holds }) =>
      movesAt((local * letters.length + letter) * counts ** 2 + booked * counts + holds),
    lapsed: onceFor((local: Local) => {
      const world = withOrder(rehearsal.start, record(local));
      return rehearse(rehearsal, world, LONG_WAIT).map((what) => number(orderIn(what.world, key)));
    }),
    size,
  };
}
