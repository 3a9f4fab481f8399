import type { OrderState } from '../../model/index.ts';
import { isBrokerStep, type Step } from '../../model/scenario.ts';
import { drawAct } from './acts.ts';
import { happens, pickFreshest, pickWeighted, type Weighted } from './chance.ts';
import { add, groundOf, stands, type Draft } from './draft.ts';
import { feedLook, spacesLook } from './looks.ts';
import { drawMutated } from './mutated.ts';
import { shortestPath, type Edge } from './paths.ts';
import { checkpoint, type Plan } from './plan.ts';
import { stepFor } from './transitions.ts';

/** How often each state is where an order is meant to get, where it can. */
const GOALS: readonly Weighted<OrderState>[] = [
  ['absent', 6],
  ['leased', 8],
  ['quoted', 2],
  ['awaiting', 5],
  ['accepted', 8],
  ['rejected by seller', 7],
  ['rejected by customer', 7],
  ['ordered', 34],
  ['partly cancelled', 12],
  ['wholly cancelled', 22],
  ['deleted', 10],
];

const GOAL_DRAWS = 2;
const MUTATION_RATE = 0.6;
/** At most so many calls with something wrong before the right one. */
const MOST_PROBES = 3;
const QUOTE_FIRST = 0.5;
const LOOK_AFTER = 0.25;
const FEED_AFTER = 0.08;
const ACT_AFTER = 0.55;

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
  if (stands(draft, plan).state !== 'absent' || (via !== 'P' && via !== 'B')) return;
  for (const call of ['C1', 'C2'] as const) {
    if (happens(draft.random, call === 'C1' ? QUOTE_FIRST / 2 : QUOTE_FIRST)) {
      play(draft, checkpoint(draft.settings, plan, call));
    }
  }
}

/** A step, with a few goes before it at the same with something wrong. */
function play(draft: Draft, step: Step): void {
  const rate = draft.options.mutationRate ?? MUTATION_RATE;
  for (let probes = 0; isBrokerStep(step) && probes < MOST_PROBES && happens(draft.random, rate); probes++) {
    const wrong = drawMutated(draft.random, { ...draft, setting: draft }, step);
    if (wrong) add(draft, wrong);
  }
  add(draft, step);
}

function afterwards(draft: Draft, plan: Plan): void {
  const { random } = draft;
  if (happens(random, LOOK_AFTER)) add(draft, ...[spacesLook(draft, plan)].filter((step) => step !== undefined));
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
  draft.counts.set(`goal ${goal.via} ${goal.target}`, (draft.counts.get(`goal ${goal.via} ${goal.target}`) ?? 0) + 1);
  for (const edge of way) {
    if (draft.steps.length >= length) return;
    quoteFirst(draft, plan, edge);
    // Noise may have moved the order: then the way is no longer the way.
    const before = stands(draft, plan).state;
    play(draft, stepFor(draft.settings, plan, stands(draft, plan), edge));
    if (stands(draft, plan).state === before) return;
    afterwards(draft, plan);
    if (stands(draft, plan).state !== edge.target) return;
  }
}
