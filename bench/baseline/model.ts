import { randomUUID } from 'node:crypto';
import type { Criteria } from '../../src/protocol/test-interface.ts';
import type { BookingFlow, BrokerRole } from '../../src/protocol/vocabulary.ts';
import type { Session } from './broker.ts';

/** What one run of the baseline is about. */
export interface Setting {
  readonly role: BrokerRole;
  readonly criteria: Criteria;
  readonly flow: BookingFlow;
}

/** An order as the plain model has it. */
export interface PlainOrder {
  state: 'quoted' | 'proposed' | 'accepted' | 'ordered' | 'deleted';
  /** Which session each item is for. */
  items: readonly number[];
  /** The `@id` of each item, once there is an order. */
  itemIds: readonly string[];
  /** How many of the items, from the first, are cancelled. */
  cancelled: number;
  /** The proposal's `@id` and version, once there is one. */
  proposal?: { readonly id: string; readonly version: string };
}

/** All that the plain model knows. */
export interface PlainModel {
  readonly setting: Setting;
  readonly sessions: readonly Session[];
  /** The UUID of each order that a run may make. */
  readonly uuids: readonly string[];
  readonly orders: Map<number, PlainOrder>;
}

/** Orders and sessions in one run. */
export const ORDERS = 2;
export const SESSIONS = 2;

export function plainModel(setting: Setting, sessions: readonly Session[]): PlainModel {
  return { setting, sessions, uuids: Array.from({ length: ORDERS }, () => randomUUID()), orders: new Map() };
}

const heldBy = ({ state, items, cancelled }: PlainOrder): readonly number[] =>
  state === 'deleted' ? [] : items.slice(cancelled);

/** Spaces left of a session: for all, or for one order, whose own are not counted against it. */
export function spacesLeft({ sessions, orders }: PlainModel, session: number, own?: number): number {
  const others = [...orders].filter(([order]) => order !== own).flatMap(([, order]) => heldBy(order));
  return (sessions[session]?.spaces ?? 0) - others.filter((each) => each === session).length;
}

/** Whether there are spaces for all of an order's items. */
export function fits(model: PlainModel, order: number, items: readonly number[]): boolean {
  return model.sessions.every(
    (_, session) => items.filter((each) => each === session).length <= spacesLeft(model, session, order),
  );
}

/** The price of the items, in pence. */
export const priceOf = ({ sessions }: PlainModel, items: readonly number[]): number =>
  items.reduce((total, item) => total + (sessions[item]?.price ?? 0), 0);

/** Whether an order of these items must be, may be or must not be paid for beforehand. */
export function prepaymentOf({ criteria }: Setting): 'Required' | 'Optional' | 'Unavailable' {
  if (criteria === 'BookableFree' || criteria === 'BookableNonFreePrepaymentUnavailable') return 'Unavailable';
  return criteria === 'BookableNonFreePrepaymentOptional' ? 'Optional' : 'Required';
}
