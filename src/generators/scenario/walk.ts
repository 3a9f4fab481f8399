import type { OrderState } from '../../model/index.ts';
import { drawAct } from './acts.ts';
import { happens, pickFreshest, pickWeighted, type Weighted } from './chance.ts';
import { count } from './coverage.ts';
import { add, groundOf, stands, type Draft } from './draft.ts';
import { feedLook } from './looks.ts';
import { askDetails, look, play } from './play.ts';
import { shortestPath, type Edge } from './paths.ts';
import { checkpoint, type Plan } from './plan.ts';
import { stepFor } from './transitions.ts';

/** How often each state is where an order is meant to get, where it can. */
const GOALS: readonly Weighted<OrderState>[] = [
  ['absent', 6],
  ['leased', 8],
  ['quoted', 2],
  ['awaiting', 5],
  ['accepted', 4],
  ['rejected by seller', 13],
  ['rejected by customer', 13],
  ['ordered', 34],
  ['partly cancelled', 12],
  ['wholly cancelled', 28],
  ['deleted', 10],
];

const GOAL_DRAWS = 2;
const QUOTE_FIRST = 0.5;
const LOOK_AFTER = 0.2;
/** After what gives spaces back. */
const LOOK_AFTER_RELEASE = 0.6;
const CONFIRM_REJECTED = 0.6;
const FEED_AFTER = 0.08;
const ACT_AFTER = 0.55;
const ACT_ON_QUOTE = 0.3;

/** The way to the next goal of an order; undefined where it can get nowhere any more. */
function drawWay(draft: Draft, plan: Plan): readonly Edge[] | undefined {
  const order = stands(draft, plan);
  const ground = groundOf(draft, order.items.length > 0 ? order : plan);
  const ways = GOALS.flatMap(([goal, weight]): Weighted<readonly Edge[]>[] => {
    const way = goal === order.state ? undefined : shortestPath(order.state, goal, ground);
    return way === undefined ? [] : [[way, weight]];
  });
  const last = (way: readonly Edge[]) => {
    const edge = way.at(-1);
    return edge === undefined ? Infinity : (draft.counts.get(`goal ${edge.via} ${edge.target}`) ?? 0);
  };
  return pickFreshest(GOAL_DRAWS, () => pickWeighted(draft.random, ways), last);
}

/** A quote before the first P or B, as careful brokers do. */
function quoteFirst(draft: Draft, plan: Plan, { via }: Edge): void {
  askDetails(draft, plan, via);
  if (stands(draft, plan).state !== 'absent' || (via !== 'P' && via !== 'B')) return;
  for (const call of ['C1', 'C2'] as const) {
    if (happens(draft.random, call === 'C1' ? QUOTE_FIRST / 2 : QUOTE_FIRST)) {
      play(draft, plan, checkpoint(draft.settings, plan, call));
    }
  }
  if (happens(draft.random, ACT_ON_QUOTE)) add(draft, ...drawAct(draft, plan));
}

/** Whether a transition gives back spaces that were held or booked. */
const releases = ({ target }: Edge): boolean => /absent|rejected|cancelled|deleted/.test(target);

function afterwards(draft: Draft, plan: Plan, edge: Edge): void {
  const { random } = draft;
  if (happens(random, releases(edge) ? LOOK_AFTER_RELEASE : LOOK_AFTER)) look(draft, plan);
  if (edge.target.startsWith('rejected') && happens(random, CONFIRM_REJECTED)) {
    add(draft, { do: 'B after P', order: plan.order, partner: plan.partner });
  }
  if (happens(random, FEED_AFTER)) add(draft, feedLook(draft, plan));
  if (happens(random, ACT_AFTER)) add(draft, ...drawAct(draft, plan));
}

/** Takes an order to a next goal, with noise on the way; what can get nowhere any more gets noise alone. */
export function walk(draft: Draft, plan: Plan, length: number): void {
  const way = drawWay(draft, plan);
  const goal = way?.at(-1);
  if (way === undefined || goal === undefined) {
    add(draft, ...drawAct(draft, plan));
    return;
  }
  count(draft.counts, [`goal ${goal.via} ${goal.target}`]);
  for (const edge of way) {
    if (draft.steps.length >= length) return;
    quoteFirst(draft, plan, edge);
    // Noise may have moved the order: then the way is no longer the way.
    const before = stands(draft, plan).state;
    play(draft, plan, stepFor(draft.settings, plan, stands(draft, plan), edge));
    if (stands(draft, plan).state === before) return;
    afterwards(draft, plan, edge);
    if (stands(draft, plan).state !== edge.target) return;
  }
}
