import type fc from 'fast-check';
import type { OrderState } from '../../model/lifecycle.ts';
import { MOST_LANES, type LaneStep, type Step } from '../../model/scenario.ts';
import { CALL_NAMES } from '../../protocol/calls.ts';
import { anyCall } from './act.ts';
import { happens, pick } from './chance.ts';
import { RACED, SCENARIOS, type Counts } from './coverage.ts';
import { add, groundOf, stands, type Draft } from './draft.ts';
import { feedLook, spacesLook } from './looks.ts';
import type { Wants } from './needs.ts';
import { partnersOf, type GeneratorOptions } from './options.ts';
import { shortestPath } from './paths.ts';
import { checkpoint, type Plan } from './plan.ts';
import { stepFor } from './transitions.ts';

/** Calls made at once: an order is brought somewhere, then lanes run, then there are quiet looks at what came of it. */
export interface Race {
  /** Where the first order is brought before the lanes run. */
  readonly state: OrderState;
  readonly wants?: Wants;
  /** How many items of one opportunity the orders are for; one, unless given. */
  readonly items?: number;
  /** Whether the two orders never have the same UUID, even if they are of two partners. */
  readonly otherUuid?: true;
  readonly lanes: (draft: Draft, cast: Cast) => readonly (readonly LaneStep[])[];
  /** What is tried afterwards, before the looks. */
  readonly then?: (cast: Cast) => readonly Step[];
}

/** The orders of a race: one, and another that wants the same. */
export interface Cast {
  readonly one: Plan;
  readonly other: Plan;
}

const SCARCE: Wants['criteria'] = ['BookableOneSpace'];
const CANCELLABLE: Wants['criteria'] = ['BookableCancellable', 'BookableCancellableNoWindow'];
const SIMPLE = { flow: 'OpenBookingSimpleFlow' } as const;
const APPROVAL = { flow: 'OpenBookingApprovalFlow' } as const;

const nameOf = ({ order, partner }: Plan) => ({ order, partner });
const book = (draft: Draft, plan: Plan) => checkpoint(draft.settings, plan, 'B');
const propose = (draft: Draft, plan: Plan) => checkpoint(draft.settings, plan, 'P');
const quote = (draft: Draft, plan: Plan) => checkpoint(draft.settings, plan, 'C2');
const cancel = (plan: Plan, place = 0): LaneStep => ({ do: 'cancel', ...nameOf(plan), items: [place] });
const bare = (plan: Plan, call: 'delete-order' | 'delete-quote' | 'update-proposal'): LaneStep => ({
  do: call,
  ...nameOf(plan),
});
const seller = (plan: Plan, action: 'accept-proposal' | 'reject-proposal' | 'cancel-order'): LaneStep => ({
  do: 'seller',
  action,
  ...nameOf(plan),
});
const confirm = (plan: Plan): LaneStep => ({ do: 'B after P', ...nameOf(plan) });
const confirmThen = ({ one }: Cast): readonly Step[] => [confirm(one)];

/** The same call in several lanes. */
const repeated = (draft: Draft, step: LaneStep) => Array.from({ length: draft.random.nextInt(2, 3) }, () => [step]);

/** Two lanes to four of a call or two each, of any kind, on either order. */
function anything(draft: Draft, { one, other }: Cast): readonly (readonly LaneStep[])[] {
  const { random } = draft;
  const some = () => anyCall(draft, pick(random, [one, one, other]) ?? one, [...CALL_NAMES, 'B after P']);
  const lane = () => Array.from({ length: random.nextInt(1, 2) }, some).filter((step) => step !== undefined);
  const lanes = Array.from({ length: random.nextInt(2, MOST_LANES) }, lane);
  return lanes.every(({ length }) => length > 0) ? lanes : [[book(draft, one)], [book(draft, other)]];
}

const STATES: readonly OrderState[] = ['absent', 'leased', 'ordered', 'ordered', 'awaiting', 'accepted'];

/** Everybody at once, wherever the first order stands. */
const melee = (state: OrderState): Race => ({ state, items: 2, lanes: anything });

/** Each has its turn; what costs most when it goes wrong comes first. */
const RACES: readonly Race[] = [
  // The last space.
  {
    state: 'absent',
    wants: { criteria: SCARCE, ...SIMPLE },
    lanes: (draft, { one, other }) => [[book(draft, one)], [book(draft, other)]],
  },
  // The same call twice: once is enough.
  { state: 'absent', wants: SIMPLE, lanes: (draft, { one }) => repeated(draft, book(draft, one)) },
  {
    state: 'ordered',
    wants: { criteria: CANCELLABLE, ...SIMPLE },
    lanes: (draft, { one }) => repeated(draft, cancel(one)),
  },
  // Approve against reject, by either side.
  {
    state: 'awaiting',
    wants: APPROVAL,
    lanes: (_, { one }) => [[seller(one, 'accept-proposal')], [bare(one, 'update-proposal')]],
    then: confirmThen,
  },
  { state: 'accepted', wants: APPROVAL, lanes: (_, { one }) => [[confirm(one)], [bare(one, 'update-proposal')]] },
  {
    state: 'absent',
    wants: { criteria: SCARCE },
    lanes: (draft, { one, other }) => [[quote(draft, one)], [quote(draft, other)]],
  },
  // Two orders that take nothing from each other.
  {
    state: 'absent',
    wants: { criteria: CANCELLABLE, ...SIMPLE },
    otherUuid: true,
    lanes: (draft, { one, other }) => [[book(draft, one)], [book(draft, other)]],
  },
  // Different items of one order.
  {
    state: 'ordered',
    wants: { criteria: CANCELLABLE, ...SIMPLE },
    items: 2,
    lanes: (_, { one }) => [[cancel(one, 0)], [cancel(one, 1)]],
  },
  {
    state: 'ordered',
    wants: { criteria: CANCELLABLE, ...SIMPLE },
    lanes: (_, { one }) => [[bare(one, 'delete-order')], [cancel(one)]],
  },
  // What one gives back, another wants.
  {
    state: 'ordered',
    wants: { criteria: SCARCE, ...SIMPLE },
    lanes: (draft, { one, other }) => [[cancel(one)], [book(draft, other)]],
  },
  {
    state: 'ordered',
    wants: { criteria: SCARCE, ...SIMPLE },
    lanes: (draft, { one, other }) => [[bare(one, 'delete-order')], [book(draft, other)]],
  },
  melee('absent'),
  {
    state: 'awaiting',
    wants: APPROVAL,
    lanes: (_, { one }) => [[seller(one, 'accept-proposal')], [seller(one, 'reject-proposal')]],
    then: confirmThen,
  },
  {
    state: 'absent',
    wants: { criteria: SCARCE, ...APPROVAL },
    lanes: (draft, { one, other }) => [[propose(draft, one)], [propose(draft, other)]],
  },
  { state: 'ordered', wants: SIMPLE, lanes: (draft, { one }) => repeated(draft, bare(one, 'delete-order')) },
  { state: 'absent', wants: APPROVAL, lanes: (draft, { one }) => repeated(draft, propose(draft, one)) },
  { state: 'accepted', wants: APPROVAL, lanes: (draft, { one }) => repeated(draft, confirm(one)) },
  // The same UUID for other items.
  {
    state: 'absent',
    wants: SIMPLE,
    items: 2,
    lanes: (draft, { one }) => [[book(draft, one)], [{ ...book(draft, one), items: one.items.slice(1) }]],
  },
  {
    state: 'leased',
    items: 2,
    lanes: (draft, { one }) => [[quote(draft, one)], [{ ...quote(draft, one), items: one.items.slice(1) }]],
  },
  { state: 'leased', wants: SIMPLE, lanes: (draft, { one }) => [[bare(one, 'delete-quote')], [book(draft, one)]] },
  {
    state: 'absent',
    wants: { criteria: SCARCE, ...SIMPLE },
    lanes: (draft, { one, other }) => [[quote(draft, one)], [book(draft, other)]],
  },
  {
    state: 'ordered',
    wants: { criteria: CANCELLABLE, ...SIMPLE },
    items: 2,
    lanes: (_, { one }) => [[seller(one, 'cancel-order')], [cancel(one)]],
  },
  // A whole conversation each.
  {
    state: 'absent',
    wants: { criteria: SCARCE, ...SIMPLE },
    lanes: (draft, { one, other }) => [one, other].map((plan) => [quote(draft, plan), book(draft, plan), cancel(plan)]),
  },
  ...STATES.map(melee),
];

/** The race whose turn it is in a campaign; any, outside one. Undefined: it is no race's turn. */
export function drawRace(random: fc.Random, { raceRate = 0 }: GeneratorOptions, counts: Counts): Race | undefined {
  if (raceRate === 0) return undefined;
  const turn = counts.get(SCENARIOS);
  if (turn === undefined) return happens(random, raceRate) ? pick(random, RACES) : undefined;
  // Scenarios that are not drawn count as well: then the next that are make up for them.
  const before = counts.get(RACED) ?? 0;
  return before < Math.floor((turn + 1) * raceRate) ? RACES[before % RACES.length] : undefined;
}

const preferring = <Value>(all: readonly Value[], wanted: (value: Value) => boolean): readonly Value[] => {
  const some = all.filter(wanted);
  return some.length > 0 ? some : all;
};

/**
 * What a race asks for: where it can, of a seller whose prices contain tax, and for consumers, so that the total of a B
 * is known without a quote, which would lease the very spaces that are raced for.
 */
export const forRaces = (options: GeneratorOptions): GeneratorOptions => ({
  ...options,
  sellers: preferring(options.sellers, (seller) => seller === 'primary'),
  roles: preferring(options.roles, (role) => role !== 'ResellerBroker'),
  // Of what has no end of spaces nobody can take too much.
  opportunityTypes: preferring(options.opportunityTypes, (type) => type !== 'OnDemandEvent'),
});

/** The orders of a race: of one partner or two, who may even use the same UUID. */
export function drawCast(draft: Pick<Draft, 'random' | 'options' | 'settings'>, race: Race): Cast {
  const { random, options, settings } = draft;
  const partners = partnersOf(options);
  const items = Array.from({ length: race.items ?? 1 }, () => ({ opportunity: 'o1' }));
  const plan = (order: string): Plan => ({
    order,
    partner: pick(random, partners) ?? 'primary',
    role: settings.brokerRole,
    items,
  });
  const one = plan('a');
  const other = plan('b');
  const sameUuid = race.otherUuid !== true && other.partner !== one.partner && random.nextInt(0, 1) === 0;
  return { one, other: sameUuid ? { ...other, order: one.order } : other };
}

/** Brings the first order where the race begins, runs the lanes, and looks at what came of it. */
export function playRace(draft: Draft, cast: Cast, race: Race): void {
  const { one } = cast;
  for (const edge of shortestPath('absent', race.state, groundOf(draft, one)) ?? []) {
    add(draft, stepFor(draft.settings, one, stands(draft, one), edge));
  }
  add(draft, { do: 'lanes', lanes: race.lanes(draft, cast) });
  add(draft, ...(race.then?.(cast) ?? []));
  const looks = [spacesLook(draft, one), feedLook(draft, one)];
  add(draft, ...looks.filter((look) => look !== undefined));
}
