import type { CallName } from '../protocol/calls.ts';
import type { Certainty, GuardId } from './guards.ts';

export const ORDER_STATES = [
  'absent',
  'quoted',
  'leased',
  'awaiting',
  'accepted',
  'rejected by seller',
  'rejected by customer',
  'ordered',
  'partly cancelled',
  'wholly cancelled',
  'deleted',
] as const;
/** Where an order's UUID stands within one booking partner's credentials. */
export type OrderState = (typeof ORDER_STATES)[number];

/** What the model must know of a call beside its faults, to say where it leads. */
export const CONDITIONS = {
  'lease-given': 'the answer gives a lease',
  'items-remain': 'items of the order are left that are not cancelled',
  'nothing-cancelled': 'no item of the order is cancelled',
  'customer-rejects': 'the request sets orderProposalStatus to CustomerRejected',
  'same-content': 'the request has the items and the customer of the one that made the order',
  'different-content': 'the request has other items or another customer',
  'approval-needed': 'an offer of the order needs the seller’s approval',
  'approval-not-needed': 'no offer of the order needs the seller’s approval',
} as const;
export type Condition = keyof typeof CONDITIONS;

/** What can happen to an order that is not a broker's call. */
export type SellerEvent = 'seller accepts' | 'seller rejects' | 'seller cancels' | 'lease lapses';

/** Where an accepted call leads; the first of several whose condition holds. */
interface Arrow {
  readonly target: OrderState;
  readonly when?: Condition;
}

/** Why a state alone lets a call be refused. */
interface Reason {
  readonly rule: GuardId;
  readonly certainty: Certainty;
  readonly when?: Condition;
}

export interface Behaviour {
  /** Empty: the call cannot be accepted. */
  readonly accepted: readonly Arrow[];
  readonly refused: readonly Reason[];
}

const accepted = (...arrows: readonly (OrderState | Arrow)[]): Behaviour => ({
  accepted: arrows.map((arrow) => (typeof arrow === 'string' ? { target: arrow } : arrow)),
  refused: [],
});
const refused = (rule: GuardId): Behaviour => ({ accepted: [], refused: [{ rule, certainty: 'must' }] });
const unless = (behaviour: Behaviour, ...reasons: readonly Reason[]): Behaviour => ({
  accepted: behaviour.accepted,
  refused: reasons,
});

const quote = accepted({ target: 'leased', when: 'lease-given' }, 'quoted');
const unknown = refused('order-level/order-known');
const deleted = refused('order-level/deleted-uuid');
const alreadyExists: Reason = { rule: 'order-level/already-exists', certainty: 'must', when: 'different-content' };
const maybeUnknown: Reason = { rule: 'order-level/order-known', certainty: 'may' };
const statusUnsupported: Reason = { rule: 'calls/status-supported', certainty: 'may' };

/** Before P or B. */
const beforeBooking = (state: OrderState): Record<CallName, Behaviour> => ({
  C1: quote,
  C2: quote,
  P: unless(accepted('awaiting'), {
    rule: 'lifecycle/approval-not-needed',
    certainty: 'unclear',
    when: 'approval-not-needed',
  }),
  B: unless(accepted('ordered'), { rule: 'lifecycle/approval-needed', certainty: 'must', when: 'approval-needed' }),
  'update-proposal': unknown,
  cancel: unknown,
  'delete-quote': accepted('absent'),
  'delete-order': unless(accepted('absent'), maybeUnknown),
  status: unless(accepted(state), maybeUnknown, statusUnsupported),
});

/** Whatever a proposal's status: quotes of its UUID, and what only an order can do. */
function proposal(state: OrderState): Omit<Record<CallName, Behaviour>, 'B' | 'update-proposal'> {
  const stands: Reason = { rule: 'lifecycle/proposal-stands', certainty: 'may' };
  return {
    C1: unless(accepted(state), stands),
    C2: unless(accepted(state), stands),
    P: unless(accepted(state), alreadyExists),
    cancel: unknown,
    'delete-quote': accepted(state),
    'delete-order': unless(accepted('deleted'), maybeUnknown),
    status: unless(accepted(state), maybeUnknown, statusUnsupported),
  };
}

/** A proposal that is neither booked nor rejected yet. */
const openProposal = accepted({ target: 'rejected by customer', when: 'customer-rejects' });

/** After B, whatever has been cancelled since. */
function ordered(state: OrderState, cancelled: Behaviour, repeat: readonly Reason[]): Record<CallName, Behaviour> {
  const again: Reason = { rule: 'order-level/already-exists', certainty: 'may', when: 'same-content' };
  return {
    C1: unless(accepted(state), alreadyExists, again),
    C2: unless(accepted(state), alreadyExists, again),
    P: unless(accepted(state), alreadyExists, again),
    B: unless(accepted(state), alreadyExists, ...repeat),
    'update-proposal': unknown,
    cancel: cancelled,
    'delete-quote': accepted(state),
    'delete-order': accepted('deleted'),
    status: unless(accepted(state), statusUnsupported),
  };
}

const repeatAfterChange: readonly Reason[] = [
  { rule: 'lifecycle/repeat-after-change', certainty: 'may', when: 'same-content' },
];

/**
 * The one place where the order's lifecycle is written down: what each state admits of each call, and where it leads
 * (#paths-and-verbs, #orderproposal-statuses, #order-deletion, #cancellation-after-b).
 */
export const LIFECYCLE: Readonly<Record<OrderState, Readonly<Record<CallName, Behaviour>>>> = {
  absent: {
    ...beforeBooking('absent'),
    'delete-order': unknown,
    status: unless(unknown, ...unknown.refused, statusUnsupported),
  },
  quoted: beforeBooking('quoted'),
  leased: beforeBooking('leased'),
  awaiting: {
    ...proposal('awaiting'),
    B: refused('lifecycle/seller-acceptance-needed'),
    'update-proposal': accepted(...openProposal.accepted, 'awaiting'),
  },
  accepted: {
    ...proposal('accepted'),
    B: accepted('ordered'),
    'update-proposal': accepted(...openProposal.accepted, 'accepted'),
  },
  'rejected by seller': {
    ...proposal('rejected by seller'),
    P: unless(accepted('rejected by seller'), alreadyExists, ...repeatAfterChange),
    B: refused('lifecycle/rejection-final'),
    'update-proposal': unless(accepted('rejected by seller'), { rule: 'lifecycle/rejection-final', certainty: 'may' }),
  },
  'rejected by customer': {
    ...proposal('rejected by customer'),
    P: unless(accepted('rejected by customer'), alreadyExists, ...repeatAfterChange),
    B: refused('lifecycle/rejection-final'),
    'update-proposal': unless(accepted('rejected by customer'), {
      rule: 'lifecycle/rejection-final',
      certainty: 'may',
    }),
  },
  ordered: ordered(
    'ordered',
    accepted(
      { target: 'ordered', when: 'nothing-cancelled' },
      { target: 'partly cancelled', when: 'items-remain' },
      'wholly cancelled',
    ),
    [],
  ),
  'partly cancelled': ordered(
    'partly cancelled',
    accepted({ target: 'partly cancelled', when: 'items-remain' }, 'wholly cancelled'),
    repeatAfterChange,
  ),
  'wholly cancelled': ordered('wholly cancelled', accepted('wholly cancelled'), repeatAfterChange),
  deleted: {
    C1: deleted,
    C2: deleted,
    P: deleted,
    B: deleted,
    'update-proposal': unknown,
    cancel: unknown,
    'delete-quote': accepted('deleted'),
    'delete-order': unless(accepted('deleted'), maybeUnknown),
    status: unless(unknown, ...unknown.refused, statusUnsupported),
  },
};

/** What the seller, and time, do to an order (#proposal-approval, #proposal-rejection, #seller-requested-cancellation). */
export const SELLER_LIFECYCLE: Readonly<Record<SellerEvent, Readonly<Partial<Record<OrderState, readonly Arrow[]>>>>> =
  {
    'seller accepts': { awaiting: [{ target: 'accepted' }], accepted: [{ target: 'accepted' }] },
    'seller rejects': {
      awaiting: [{ target: 'rejected by seller' }],
      accepted: [{ target: 'rejected by seller' }],
      'rejected by seller': [{ target: 'rejected by seller' }],
    },
    'seller cancels': {
      ordered: [{ target: 'partly cancelled', when: 'items-remain' }, { target: 'wholly cancelled' }],
      'partly cancelled': [{ target: 'partly cancelled', when: 'items-remain' }, { target: 'wholly cancelled' }],
      'wholly cancelled': [{ target: 'wholly cancelled' }],
    },
    'lease lapses': { leased: [{ target: 'quoted' }] },
  };
