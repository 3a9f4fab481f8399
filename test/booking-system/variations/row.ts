import { getArray, type JsonObject } from '../../../src/protocol/json.ts';
import { CONTEXT } from '../../../src/protocol/vocabulary.ts';
import type { Kit, Wish } from '../kit.ts';

/** A short conversation that tells a system with a variation from one without. */
export interface Row {
  /** The variation. */
  readonly id: string;
  /** Holds the conversation, and gives what it showed. */
  readonly talk: (kit: Kit) => Promise<unknown>;
  readonly usual: unknown;
  readonly varied: unknown;
}

export const APPROVAL: Wish = { flow: 'OpenBookingApprovalFlow' };
export const ONE_SPACE: Wish = { criteria: 'BookableOneSpace' };
export const MINUTE = 60_000;

/** An order that was made at B, with its items. */
export async function booked(kit: Kit, wish: Wish = {}) {
  const uuid = kit.uuid();
  const order = await kit.order('B', uuid, [await kit.make(wish)]);
  return { uuid, order, items: getArray(order.body, 'orderedItem') as readonly JsonObject[] };
}

/** A proposal that was made at P. */
export async function proposed(kit: Kit, wish: Wish = APPROVAL) {
  const uuid = kit.uuid();
  const proposal = await kit.order('P', uuid, [await kit.make(wish)]);
  return { uuid, proposal };
}

/** A proposal's update. */
export const patch = (kit: Kit, uuid: string, properties: JsonObject) =>
  kit.send('update-proposal', uuid, { '@context': CONTEXT, '@type': 'OrderProposal', ...properties });

/** The properties of an object that are there. */
export const names = (object: unknown): readonly string[] => Object.keys(Object(object) as object);
