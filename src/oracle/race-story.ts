import { free, judge, type DeadEnd, type Examination, type Ground, type OrderKey, type World } from '../model/index.ts';
import type { Causes } from './causes.ts';
import { explain, showAnswer, type RuleBroken } from './explain.ts';
import type { Raced, RaceMove } from './race.ts';

/** Why no order explains a race, as a person would tell it. */
export interface RaceStory {
  /** The calls that overlapped, in the words of their steps. */
  readonly overlapping: readonly string[];
  /** A sentence for each order that was tried to its dead end, and what they come to. */
  readonly why: readonly string[];
}

/** A call that nothing admits where an order leads, and the rules that it would have broken there. */
export interface Stuck {
  readonly raced: Raced;
  readonly examination: Examination;
  readonly rules: readonly RuleBroken[];
  readonly end: DeadEnd<World, RaceMove>;
}

/** Every dead end with each call that could not come next. */
export function stuckIn(
  farthest: readonly DeadEnd<World, RaceMove>[],
  raced: readonly Raced[],
  ground: Ground,
  causes: Causes,
): readonly Stuck[] {
  return farthest.flatMap((end) =>
    end.impossible.flatMap((index) => {
      const one = raced[index];
      if (one?.call.act.kind !== 'call' || one.observed === undefined) return [];
      const { examination } = judge(end.state, one.call.act.request, ground, one.call.exchange.receivedAt);
      return [{ raced: one, examination, rules: explain(examination, one.observed, causes), end }];
    }),
  );
}

/** What costs most when it goes wrong, first. */
const TOPICS: readonly string[] = ['isolation', 'state', 'items', 'lifecycle', 'cancellation', 'order-level'];

const gravity = ({ rules: [root] }: Stuck): number => {
  const topic = TOPICS.indexOf(root?.rule.split('/')[0] ?? '');
  return topic < 0 ? TOPICS.length : topic;
};

/** The explanation that is told: with the fewest rules broken, of those the gravest, of those the call that came last. */
export const worst = (stuck: readonly Stuck[]): Stuck | undefined =>
  [...stuck].sort(
    (one, other) =>
      one.rules.length - other.rules.length ||
      gravity(one) - gravity(other) ||
      other.raced.call.called - one.raced.call.called,
  )[0];

const MOST_ORDERS = 4;

/** `B of order a by primary (201, accepted)`. */
const answered = ({ call, observed }: Raced): string =>
  observed === undefined ? call.name : `${call.name} (${showAnswer(observed)})`;

function sentence({ raced: one, rules, end }: Stuck, raced: readonly Raced[]): string {
  const before = end.order.flatMap(({ operation }) => raced[operation] ?? []).map(answered);
  const first = before.length === 0 ? 'First of all' : `After ${before.join(', then ')}`;
  const expected = rules[0]?.expected ?? 'another answer';
  const found = one.observed === undefined ? 'nothing' : showAnswer(one.observed);
  return `${first}, ${one.call.name}: expected ${expected}; found ${found}.`;
}

/** Spaces that accepted calls of a race took, beside those that were free before it: `2 spaces were given, 1 was free`. */
function tally({ raced: one }: Stuck, raced: readonly Raced[], before: World): readonly string[] {
  const wanted = one.call.act.kind === 'call' ? one.call.act.request.lines : [];
  const opportunities = new Set(wanted.flatMap(({ opportunity }) => opportunity ?? []));
  return [...opportunities].flatMap((opportunity) => {
    const there = free(before, opportunity);
    const perOrder = new Map<OrderKey, number>();
    for (const { call, observed } of raced) {
      if (call.act.kind !== 'call' || observed?.kind !== 'accepted') continue;
      const { key, lines } = call.act.request;
      const count = lines.filter((line) => line.opportunity === opportunity).length;
      perOrder.set(key, Math.max(perOrder.get(key) ?? 0, count));
    }
    const given = [...perOrder.values()].reduce((sum, count) => sum + count, 0);
    if (there === undefined || given <= there) return [];
    const orders = [...perOrder.values()].filter((count) => count > 0).length;
    return [
      `${given} spaces were given, for ${orders} orders, where ${Math.max(0, there)} ${there === 1 ? 'was' : 'were'} free.`,
    ];
  });
}

/** The story of a race that no order explains. */
export function storyOf(
  told: Stuck | undefined,
  stuck: readonly Stuck[],
  raced: readonly Raced[],
  before: World | undefined,
): RaceStory {
  const capacity = told?.rules[0]?.rule === 'items/within-capacity' && before !== undefined;
  const sentences = [...new Set(stuck.map((each) => sentence(each, raced)))];
  const left = sentences.length - MOST_ORDERS;
  return {
    overlapping: raced.filter(({ overlapped }) => overlapped).map(({ call }) => call.name),
    why: [
      ...(told && capacity ? tally(told, raced, before) : []),
      ...sentences.slice(0, MOST_ORDERS),
      ...(left > 0 ? [`${left} more orders end likewise.`] : []),
    ],
  };
}
