import {
  LIFECYCLE,
  SELLER_LIFECYCLE,
  type Behaviour,
  type BrokerStep,
  type Condition,
  type ItemChoice,
  type OrderState,
  type Scenario,
  type SellerEvent,
  type Step,
} from '../../model/index.ts';
import { canonical, type Json } from '../../protocol/json.ts';
import type { SellerAction } from '../../protocol/test-interface.ts';
import { canHave, needsApproval, prepaymentOfStep } from './availability.ts';
import { isCancellable, needsDetails } from './criteria.ts';
import { isLawful } from './lawful.ts';
import {
  ABSENT,
  callOfStep,
  isBookedState,
  isProposedState,
  nameOf,
  NOTHING_YET,
  orderAt,
  type Expected,
  type ExpectedOrder,
  type Setting,
} from './orders.ts';

/**
 * What a sound booking system would make of a scenario, by its symbolic names alone: enough to know where an order
 * stands. A guess (whoever meets a refusal has lost nothing by it); the judge reads what is really sent.
 */

/** Leases that lapse do so after this many seconds at the latest. */
export const LAPSE_SECONDS = 900;

/** Where a call leads that nothing but the state stands against; undefined where the state does. */
export function targetOf(behaviour: Behaviour, conditions: ReadonlySet<Condition>): OrderState | undefined {
  const holds = ({ when }: { readonly when?: Condition }) => when === undefined || conditions.has(when);
  return behaviour.refused.some((reason) => reason.certainty !== 'may' && holds(reason))
    ? undefined
    : behaviour.accepted.find(holds)?.target;
}

const SELLER_EVENTS: Readonly<Record<Exclude<SellerAction, 'amend-proposal'>, SellerEvent>> = {
  'accept-proposal': 'seller accepts',
  'reject-proposal': 'seller rejects',
  'cancel-order': 'seller cancels',
};

const contentOf = (items: readonly ItemChoice[], customer: Json | undefined): string => {
  const names = items.map(({ opportunity, offer }) => `${opportunity} ${offer ?? 0}`).sort();
  return `${names.join()} ${customer === undefined ? '' : canonical(customer)}`;
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
      if (step.mutations?.some(({ kind }) => kind === 'note-only') !== true) conditions.push('customer-rejects');
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
      // Nobody has told yet what they need.
      if (step.do !== 'C1' && order.state === 'absent' && needsDetails(setting.opportunities, step.items)) return false;
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

const withLapsed = (expected: Expected, name: ReturnType<typeof nameOf>): Expected =>
  new Map(expected).set(name, lapsed(orderAt(expected, name)));

/** What a step makes of what is expected; the very same where it changes nothing or is refused. */
export function expectAfter(setting: Setting, expected: Expected, step: Step): Expected {
  switch (step.do) {
    case 'read-spaces':
    case 'read-feed':
    case 'delete-opportunities':
    case 'stray':
      return expected;
    // Whichever comes first: here, a lane at a time.
    case 'lanes':
      return step.lanes.flat().reduce<Expected>((after, each) => expectAfter(setting, after, each), expected);
    case 'wait':
      if (step.leaseOf !== undefined) return step.seconds < 0 ? expected : withLapsed(expected, nameOf(step.leaseOf));
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
