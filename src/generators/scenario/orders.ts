import type { BrokerStep, ItemChoice, OrderState, Scenario } from '../../model/index.ts';
import type { CallName } from '../../protocol/calls.ts';
import type { PartnerName } from '../../protocol/ids.ts';

/** Orders by their symbolic names, as a sound booking system would have them. */

/** An order of one partner, as a sound booking system would have it. */
export interface ExpectedOrder {
  readonly state: OrderState;
  /** The items that it holds, or that were proposed or booked. */
  readonly items: readonly ItemChoice[];
  /** The places of those that are cancelled. */
  readonly cancelled: readonly number[];
  /** What P or B asked for, to know a repeat by. */
  readonly content: string;
}

/** An order's symbolic name within one partner's credentials. */
export type OrderName = `${PartnerName} ${string}`;
export type Expected = ReadonlyMap<OrderName, ExpectedOrder>;

/** What holds for all steps of a scenario. */
export type Setting = Pick<Scenario, 'settings' | 'opportunities'>;

export const NOTHING_YET: Expected = new Map();
export const ABSENT: ExpectedOrder = { state: 'absent', items: [], cancelled: [], content: '' };

export const nameOf = (step: { readonly partner: PartnerName; readonly order: string }): OrderName =>
  `${step.partner} ${step.order}`;
export const orderAt = (expected: Expected, name: OrderName): ExpectedOrder => expected.get(name) ?? ABSENT;
export const callOfStep = (step: BrokerStep): CallName => (step.do === 'B after P' ? 'B' : step.do);

const BOOKED: readonly OrderState[] = ['ordered', 'partly cancelled', 'wholly cancelled'];
const HOLDING: readonly OrderState[] = ['leased', 'awaiting', 'accepted'];
const PROPOSED: readonly OrderState[] = ['awaiting', 'accepted', 'rejected by seller', 'rejected by customer'];
export const isBookedState = (state: OrderState): boolean => BOOKED.includes(state);
export const isProposedState = (state: OrderState): boolean => PROPOSED.includes(state);

/** Whether an order takes spaces, for good or for now. */
export const takesSpaces = (state: OrderState): boolean => HOLDING.includes(state) || isBookedState(state);
