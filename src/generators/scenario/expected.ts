import {
  LIFECYCLE,
  SELLER_LIFECYCLE,
  type Behaviour,
  type Condition,
  type ItemChoice,
  type OrderState,
  type Scenario,
  type Settings,
  type SellerEvent,
  type Step,
  type BrokerStep,
} from '../../model/index.ts';
import type { CallName } from '../../protocol/calls.ts';
import type { PartnerName } from '../../protocol/ids.ts';
import { canonical } from '../../protocol/json.ts';
import type { SellerAction } from '../../protocol/test-interface.ts';
import { isBookable, isCancellable, prepaymentOf, spacesFor } from './criteria.ts';
import { isLawful } from './lawful.ts';

/**
 * What a sound booking system would make of a scenario, by its symbolic names alone: enough to know where an order
 * stands. A guess (whoever meets a refusal has lost nothing by it); the judge reads what is really sent.
 */

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
const ABSENT: ExpectedOrder = { state: 'absent', items: [], cancelled: [], content: '' };

export const nameOf = (step: { readonly partner: PartnerName; readonly order: string }): OrderName =>
  `${step.partner} ${step.order}`;
export const orderAt = (expected: Expected, name: OrderName): ExpectedOrder => expected.get(name) ?? ABSENT;
export const callOfStep = (step: BrokerStep): CallName => (step.do === 'B after P' ? 'B' : step.do);

const BOOKED: readonly OrderState[] = ['ordered', 'partly cancelled', 'wholly cancelled'];
const HOLDING: readonly OrderState[] = ['leased', 'awaiting', 'accepted'];
const PROPOSED: readonly OrderState[] = ['awaiting', 'accepted', 'rejected by seller', 'rejected by customer'];
export const isBookedState = (state: OrderState): boolean => BOOKED.includes(state);
export const isProposedState = (state: OrderState): boolean => PROPOSED.includes(state);

/** Leases that lapse do so after this many seconds at the latest. */
export const LAPSE_SECONDS = 900;

/** Where a call leads that nothing but the state stands against; undefined where the state does. */
export function targetOf(behaviour: Behaviour, conditions: ReadonlySet<Condition>): OrderState | undefined {
  const holds = ({ when }: { readonly when?: Condition }) => when === undefined || conditions.has(when);
  return behaviour.refused.some((reason) => reason.certainty !== 'may' && holds(reason))
    ? undefined
    : behaviour.accepted.find(holds)?.target;
}

export const SELLER_EVENTS: Readonly<Record<Exclude<SellerAction, 'amend-proposal'>, SellerEvent>> = {
  'accept-proposal': 'seller accepts',
  'reject-proposal': 'seller rejects',
  'cancel-order': 'seller cancels',
};

/** Spaces of an opportunity that orders other than `except` have left. */
function freeFor({ opportunities }: Setting, expected: Expected, opportunity: string, except: OrderName): number {
  const need = opportunities[opportunity];
  let free = need === undefined ? 0 : spacesFor(need);
  for (const [name, { state, items, cancelled }] of expected) {
    if (name === except || !(HOLDING.includes(state) || isBookedState(state))) continue;
    free -= items.filter((item, place) => item.opportunity === opportunity && !cancelled.includes(place)).length;
  }
  return free;
}

/** Whether what must be paid in advance stands beside what cannot, which systems may refuse as a conflict. */
function mixesPrepayments({ opportunities }: Setting, items: readonly ItemChoice[]): boolean {
  const each = items.map((item) => prepaymentOf(opportunities, [item]));
  return each.includes('Required') && each.includes('Unavailable');
}

/** Whether every item can be had: bookable, of one seller, with spaces left. */
export function canHave(setting: Setting, expected: Expected, items: readonly ItemChoice[], name: OrderName): boolean {
  const needs = items.map(({ opportunity }) => setting.opportunities[opportunity]);
  return (
    items.length > 0 &&
    needs.every((need) => need !== undefined && isBookable(need) && need.seller === needs[0]?.seller) &&
    !mixesPrepayments(setting, items) &&
    items.every(({ opportunity }) => {
      const wanted = items.filter((item) => item.opportunity === opportunity).length;
      return wanted <= freeFor(setting, expected, opportunity, name);
    })
  );
}

const needsApproval = ({ opportunities }: Setting, items: readonly ItemChoice[]): boolean =>
  items.some(({ opportunity }) => opportunities[opportunity]?.flow === 'OpenBookingApprovalFlow');

const contentOf = (items: readonly ItemChoice[], customer: unknown): string => {
  const names = items.map(({ opportunity, offer }) => `${opportunity} ${offer ?? 0}`).sort();
  return `${names.join()} ${customer === undefined ? '' : canonical(customer as never)}`;
};

/** The places of an order that a cancellation would cancel. */
const newlyCancelled = (order: ExpectedOrder, places: readonly number[]): readonly number[] =>
  places.filter((place) => place < order.items.length && !order.cancelled.includes(place));

function conditionsOf(setting: Setting, order: ExpectedOrder, step: BrokerStep): ReadonlySet<Condition> {
  const approval = needsApproval(setting, 'items' in step && step.do !== 'cancel' ? step.items : order.items);
  const conditions: Condition[] = [approval ? 'approval-needed' : 'approval-not-needed'];
  switch (step.do) {
    case 'C2':
      conditions.push('lease-given');
      break;
    case 'update-proposal':
      conditions.push('customer-rejects');
      break;
    case 'cancel': {
      const going = newlyCancelled(order, step.items);
      if (going.length === 0) conditions.push('nothing-cancelled');
      if (order.cancelled.length + going.length < order.items.length) conditions.push('items-remain');
      break;
    }
    default:
  }
  if (step.do === 'B after P') conditions.push('same-content');
  else if ('items' in step && step.do !== 'cancel' && order.content !== '') {
    const customer = step.do === 'C1' ? undefined : step.customer;
    const same = contentOf(step.items, customer) === order.content;
    conditions.push(same ? 'same-content' : 'different-content');
  }
  return new Set(conditions);
}

/** The prepayment that a call's total has. */
export function prepaymentOfStep(setting: Setting, expected: Expected, step: BrokerStep): Settings['prepayment'] {
  const items = 'items' in step && step.do !== 'cancel' ? step.items : orderAt(expected, nameOf(step)).items;
  return items.length === 0 ? setting.settings.prepayment : prepaymentOf(setting.opportunities, items);
}

/** Whether nothing in the step itself stands against it. */
function isSound(setting: Setting, expected: Expected, step: BrokerStep): boolean {
  const order = orderAt(expected, nameOf(step));
  const role = ('brokerRole' in step ? step.brokerRole : undefined) ?? setting.settings.brokerRole;
  const prepayment = prepaymentOfStep(setting, expected, step);
  if (step.mutations?.some((mutation) => !isLawful(mutation, callOfStep(step), { role, prepayment }))) {
    return false;
  }
  switch (step.do) {
    case 'C1':
    case 'C2':
    case 'P':
    case 'B':
      if (step.customer === null && role !== 'ResellerBroker' && step.do !== 'C1') return false;
      return isBookedState(order.state) || canHave(setting, expected, step.items, nameOf(step));
    case 'B after P':
      return order.state === 'accepted' || isBookedState(order.state);
    case 'cancel':
      return newlyCancelled(order, step.items).every((place) => {
        const need = setting.opportunities[order.items[place]?.opportunity ?? ''];
        return need !== undefined && isCancellable(need);
      });
    default:
      return true;
  }
}

function orderAfter(order: ExpectedOrder, step: BrokerStep, state: OrderState): ExpectedOrder {
  switch (step.do) {
    case 'C1':
    case 'C2':
      return isBookedState(order.state) || isProposedState(order.state)
        ? order
        : { ...ABSENT, state, items: step.items };
    case 'P':
    case 'B':
      if (isBookedState(order.state) || isProposedState(order.state)) return { ...order, state };
      return { state, items: step.items, cancelled: [], content: contentOf(step.items, step.customer) };
    case 'cancel':
      return { ...order, state, cancelled: [...order.cancelled, ...newlyCancelled(order, step.items)] };
    default:
      return state === 'absent' ? ABSENT : { ...order, state };
  }
}

/** What a broker's call meets: whether it is accepted, and what the order then is. */
function afterCall(setting: Setting, expected: Expected, step: BrokerStep): ExpectedOrder | undefined {
  const order = orderAt(expected, nameOf(step));
  if (!isSound(setting, expected, step)) return undefined;
  const target = targetOf(LIFECYCLE[order.state][callOfStep(step)], conditionsOf(setting, order, step));
  return target && orderAfter(order, step, target);
}

function afterSeller(order: ExpectedOrder, action: SellerAction): ExpectedOrder | undefined {
  const arrow = action === 'amend-proposal' ? undefined : SELLER_LIFECYCLE[SELLER_EVENTS[action]][order.state]?.at(-1);
  if (arrow === undefined) return undefined;
  const cancelled = action === 'cancel-order' ? order.items.map((_, place) => place) : order.cancelled;
  return { ...order, state: arrow.target, cancelled };
}

const lapsed = (order: ExpectedOrder): ExpectedOrder => {
  const arrow = SELLER_LIFECYCLE['lease lapses'][order.state]?.[0];
  return arrow === undefined ? order : { ...order, state: arrow.target };
};

/** What a step makes of what is expected; the very same where it changes nothing or is refused. */
export function expectAfter(setting: Setting, expected: Expected, step: Step): Expected {
  switch (step.do) {
    case 'read-spaces':
    case 'read-feed':
    case 'stray':
      return expected;
    case 'wait':
      return step.seconds < LAPSE_SECONDS
        ? expected
        : new Map([...expected].map(([name, order]) => [name, lapsed(order)]));
    default: {
      const name = nameOf(step);
      const order =
        step.do === 'seller' ? afterSeller(orderAt(expected, name), step.action) : afterCall(setting, expected, step);
      return order === undefined ? expected : new Map(expected).set(name, order);
    }
  }
}

/** Whether a sound booking system would accept a broker's call. */
export const isAccepted = (setting: Setting, expected: Expected, step: BrokerStep): boolean =>
  afterCall(setting, expected, step) !== undefined;

/** What is expected before each step of a scenario, and, at the end, after all. */
export function expectAll(scenario: Scenario): readonly Expected[] {
  const all: Expected[] = [NOTHING_YET];
  for (const step of scenario.steps) all.push(expectAfter(scenario, all.at(-1) ?? NOTHING_YET, step));
  return all;
}
