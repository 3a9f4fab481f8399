import type { BareStep, BrokerStep, CheckpointStep, ItemChoice, Step } from '../../model/scenario.ts';
import { isBrokerStep } from '../../model/scenario.ts';
import type { OrderState } from '../../model/lifecycle.ts';
import { CALL_NAMES } from '../../protocol/calls.ts';
import { pick, pickFreshest, pickWeighted, type Weighted } from './chance.ts';
import { isCancellable, UNBOOKABLE } from './criteria.ts';
import { groundOf, stands, tried, type Draft } from './draft.ts';
import { canHave, isBookedState, isProposedState, nameOf } from './expected.ts';
import { feedLook, foreignFeedLook, others, spacesLook } from './looks.ts';
import { drawMutated } from './mutated.ts';
import { omit } from './omit.ts';
import { checkpoint, drawPeople, type Plan } from './plan.ts';
import { LONG_WAIT_SECONDS, placesLeft } from './transitions.ts';

/** What can be tried with an order beside walking on: each gives the steps, or none where it makes no sense. */
export type Act = (draft: Draft, plan: Plan) => readonly (Step | undefined)[];

/** How many acts are thought of, of which the one tried least is taken. */
const DRAWS = 4;

/** The last call with a whole order that this order has had, nothing wrong in it. */
function lastWhole(draft: Draft, plan: Plan): CheckpointStep | undefined {
  return draft.steps.findLast(
    (step): step is CheckpointStep =>
      isBrokerStep(step) &&
      isOf(step, plan) &&
      ['C1', 'C2', 'P', 'B'].includes(step.do) &&
      step.mutations === undefined,
  );
}

/** The last call of this order, or its P or B, once more. */
export const repeat: Act = (draft, plan) => {
  const own = draft.steps.filter(
    (step): step is BrokerStep => isBrokerStep(step) && isOf(step, plan) && step.mutations === undefined,
  );
  const made = own.findLast(({ do: name }) => name === 'P' || name === 'B' || name === 'B after P');
  const step = pick(
    draft.random,
    [own.at(-1), made].filter((each) => each !== undefined),
  );
  return [step, step?.do === 'B' || step?.do === 'B after P' ? afterwards(draft, plan) : undefined];
};

const isOf = (step: BrokerStep, { order, partner }: Plan) => step.order === order && step.partner === partner;

/** A look at what a call may have done to the order or its spaces. */
const afterwards = (draft: Draft, plan: Plan): Step | undefined =>
  pick(draft.random, [spacesLook(draft, plan), feedLook(draft, plan), undefined]);

function otherItems(draft: Draft, items: readonly ItemChoice[]): readonly ItemChoice[] {
  const { random } = draft;
  const some = pick(random, Object.keys(draft.opportunities));
  const fewer = items.slice(0, -1);
  return items.length > 1 && random.nextInt(0, 2) > 0
    ? fewer
    : [...items, ...(some === undefined ? [] : [{ opportunity: some }])].slice(0, 4);
}

/** The same call with other items. */
const repeatWithOtherItems: Act = (draft, plan) => {
  const last = lastWhole(draft, plan);
  return last === undefined ? [] : [{ ...last, items: otherItems(draft, last.items) }, spacesLook(draft, plan)];
};

/** The same call for another customer, or paid in another way. */
const repeatOtherwise: Act = (draft, plan) => {
  const last = lastWhole(draft, plan);
  if (last === undefined || last.do === 'C1') return [];
  const rest = omit(omit(last, 'customer'), 'payment');
  const people = drawPeople(draft.random, plan.role, 'Free');
  return [
    { ...rest, ...people, ...(last.do === 'B' && last.payment === undefined && { payment: 'offered' as const }) },
  ];
};

const BARE: readonly BareStep['do'][] = ['delete-quote', 'delete-order', 'status'];

/** Any call on an order, whether or not its state admits it. */
function anyCall(draft: Draft, plan: Plan, calls: readonly BrokerStep['do'][]): BrokerStep | undefined {
  const call = pick(draft.random, calls);
  const name = { order: plan.order, partner: plan.partner };
  switch (call) {
    case undefined:
      return undefined;
    case 'C1':
    case 'C2':
    case 'P':
    case 'B':
      return checkpoint(draft.settings, plan, call);
    case 'cancel': {
      const { items, cancelled } = stands(draft, plan);
      const places = draft.random.nextInt(0, 1) === 0 ? placesLeft(items, cancelled) : items.map((_, place) => place);
      return { do: 'cancel', ...name, items: places.length > 0 ? places : [0] };
    }
    default:
      return { do: call, ...name };
  }
}

/** The calls of a flow. */
const callsOf = ({ settings }: Draft): readonly BrokerStep['do'][] =>
  settings.flow === 'OpenBookingApprovalFlow' ? [...CALL_NAMES, 'B after P'] : CALL_NAMES;

/** Any call: of a few, the one tried least where the order stands. */
const outOfOrder: Act = (draft, plan) => [
  pickFreshest(
    DRAWS,
    () => anyCall(draft, plan, callsOf(draft)),
    (step) => tried(draft, step),
  ),
];

/** B where the seller has not accepted, or somebody has rejected; or where a proposal is needed, and there is none. */
export const bookAnyway: Act = (draft, plan) => {
  const { state } = stands(draft, plan);
  if (isBookedState(state) || state === 'accepted' || state === 'deleted') return [];
  if (isProposedState(state)) return [{ do: 'B after P', order: plan.order, partner: plan.partner }];
  return groundOf(draft, plan).approval ? [checkpoint(draft.settings, plan, 'B')] : [];
};

/** Any call with something wrong in it. */
const probe: Act = (draft, plan) => {
  const calls = callsOf(draft).filter(
    (call) => !BARE.includes(call as BareStep['do']) && makesSense(draft, plan, call),
  );
  const step = anyCall(draft, plan, calls);
  return [step && drawMutated(draft.random, { ...draft, setting: draft }, step)];
};

/** Whether a call could get as far as looking at its body. */
function makesSense(draft: Draft, plan: Plan, call: BrokerStep['do']): boolean {
  const { state } = stands(draft, plan);
  if (call === 'cancel') return isBookedState(state);
  if (call === 'update-proposal') return state === 'awaiting' || state === 'accepted';
  if (call === 'B after P') return state === 'accepted';
  if (call === 'B') return !isProposedState(state) && draft.settings.flow === 'OpenBookingSimpleFlow';
  return !isBookedState(state) && !isProposedState(state) && state !== 'deleted';
}

/** Another partner's hands on the order, and what came of it. */
export const foreign: Act = (draft, plan) => {
  const partner = pick(draft.random, others(draft, plan.partner));
  if (partner === undefined) return [];
  const step = pickFreshest(
    DRAWS,
    () => anyCall(draft, { ...plan, partner }, foreignCalls(stands(draft, plan).state)),
    (call) => tried(draft, call),
  );
  return [step, step?.do === 'status' ? undefined : afterwards(draft, plan)];
};

/** What another partner could do to an order if it were taken for the owner. */
function foreignCalls(state: OrderState): readonly BrokerStep['do'][] {
  if (isBookedState(state)) return ['cancel', 'delete-order', 'status', 'C2', 'B'];
  if (isProposedState(state)) return ['update-proposal', 'delete-order', 'status', 'P'];
  return state === 'leased' ? ['delete-quote', 'delete-quote', 'status', 'C2', 'B'] : ['C2', 'B', 'delete-order'];
}

/** A cancellation of what cannot be cancelled, alone or with what can, and what came of it. */
export const cancelAnyway: Act = (draft, plan) => {
  const { state, items, cancelled } = stands(draft, plan);
  const fixed = items.some(({ opportunity }) => {
    const need = draft.opportunities[opportunity];
    return need !== undefined && !isCancellable(need);
  });
  const left = placesLeft(items, cancelled);
  if (!fixed || left.length === 0 || !isBookedState(state)) return [];
  return [{ do: 'cancel', order: plan.order, partner: plan.partner, items: left }, afterwards(draft, plan)];
};

/** A call on an order that nobody has heard of. */
const unknown: Act = (draft, plan) => [
  anyCall(draft, { ...plan, order: 'unknown' }, [
    'status',
    'delete-order',
    'delete-quote',
    'cancel',
    'update-proposal',
  ]),
];

/** Something that can be booked together with something that cannot. */
export const withUnbookable: Act = (draft, plan) => {
  const bad = Object.keys(draft.opportunities).find((name) => {
    const need = draft.opportunities[name];
    return need !== undefined && (UNBOOKABLE.includes(need.criteria) || need.seller !== sellerOf(draft, plan));
  });
  const call = pick(draft.random, ['C1', 'C2', 'B'] as const);
  if (bad === undefined || call === undefined || isBookedState(stands(draft, plan).state)) return [];
  const step = checkpoint(draft.settings, plan, call);
  const items = [{ opportunity: bad }, ...(draft.random.nextInt(0, 1) === 0 ? [] : step.items)];
  return [{ ...step, items: draft.random.nextInt(0, 1) === 0 ? items : items.toReversed() }];
};

const sellerOf = (draft: Draft, { items }: Plan) => draft.opportunities[items[0]?.opportunity ?? '']?.seller;

/** More of something than there are spaces, where there are few. */
const tooMany: Act = (draft, plan) => {
  const few = Object.keys(draft.opportunities).find(
    (name) => draft.opportunities[name]?.criteria === 'BookableOneSpace',
  );
  const call = pick(draft.random, ['C1', 'C2', 'C2', 'B'] as const);
  if (few === undefined || call === undefined || isBookedState(stands(draft, plan).state)) return [];
  return [{ ...checkpoint(draft.settings, plan, call), items: [{ opportunity: few }, { opportunity: few }] }];
};

/** Another order that wants the same. */
const rival: Act = (draft, plan) => {
  const partner = pick(draft.random, [plan.partner, ...others(draft, plan.partner)]) ?? plan.partner;
  const order = partner !== plan.partner && draft.random.nextInt(0, 1) === 0 ? plan.order : 'rival';
  const full = !canHave(draft, draft.expected, plan.items, nameOf({ order, partner }));
  const step = anyCall(draft, { ...plan, order, partner }, full ? ['C1', 'C2', 'B', 'B'] : ['C1', 'C2']);
  return full || draft.random.nextInt(0, 3) === 0 ? [step] : [];
};

/** A lease that lapses, and what is left of it. */
export const lapse: Act = (draft, plan) => {
  if (!draft.options.canWait || !/^(absent|quoted|leased|awaiting)$/.test(stands(draft, plan).state)) return [];
  const leased = stands(draft, plan).state !== 'absent';
  const book = checkpoint(draft.settings, plan, groundOf(draft, plan).approval ? 'P' : 'B');
  const then = pick(draft.random, [spacesLook(draft, plan), book]);
  return [
    leased ? undefined : checkpoint(draft.settings, plan, 'C2'),
    { do: 'wait', seconds: LONG_WAIT_SECONDS },
    then,
  ];
};

/** What the seller may do, whether or not it is his turn. */
const seller: Act = (draft, plan) => {
  const { state } = stands(draft, plan);
  const name = { order: plan.order, partner: plan.partner };
  if (isBookedState(state)) return [{ do: 'seller', action: 'cancel-order', ...name }];
  const action = pick(draft.random, ['accept-proposal', 'reject-proposal', 'amend-proposal'] as const);
  return isProposedState(state) && action !== undefined ? [{ do: 'seller', action, ...name }] : [];
};

const stray: Act = (draft, { partner }) => {
  const uuid = '7e2f3a58-1c0b-4d52-9f5e-4b8a6d0c9e11';
  const where = pick(draft.random, [
    { method: 'GET', path: 'no-such-endpoint' },
    { method: 'POST', path: `orders/${uuid}` },
    { method: 'GET', path: `order-quotes/${uuid}` },
    { method: 'PATCH', path: `order-quotes/${uuid}` },
    { method: 'DELETE', path: `order-quote-templates/${uuid}` },
    { method: 'PUT', path: 'orders' },
  ] as const);
  return [where && { do: 'stray', ...where, partner }];
};

const ACTS: readonly Weighted<Act>[] = [
  [probe, 30],
  [outOfOrder, 14],
  [bookAnyway, 14],
  [repeat, 8],
  [repeatWithOtherItems, 10],
  [repeatOtherwise, 5],
  [foreign, 18],
  [cancelAnyway, 25],
  [rival, 14],
  [tooMany, 20],
  [withUnbookable, 25],
  [(draft, plan) => [spacesLook(draft, plan)], 6],
  [(draft, plan) => [feedLook(draft, plan)], 3],
  [(draft, plan) => [foreignFeedLook(draft, plan)], 2],
  [seller, 5],
  [lapse, 22],
  [unknown, 3],
  [stray, 1],
];

/** Steps to try with an order where it stands: of a few ideas, the one tried least. */
export function drawAct(draft: Draft, plan: Plan): readonly Step[] {
  const draw = () => {
    const steps = pickWeighted(draft.random, ACTS)?.(draft, plan).filter((step) => step !== undefined);
    return steps === undefined || steps.length === 0 ? undefined : steps;
  };
  const idea = pickFreshest(DRAWS, draw, ([first]) => (first === undefined ? Infinity : tried(draft, first)));
  return idea ?? [];
}
