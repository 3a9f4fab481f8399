import { isBrokerStep, orderKey, type Step } from '../model/index.ts';
import type { BreachSeen } from '../oracle/index.ts';
import { opportunityId, orderUuid, PARTNERS, type OrderUuid } from '../protocol/ids.ts';
import { get, getArray, getString, idOf, isObject, type JsonObject } from '../protocol/json.ts';
import { readAmount } from '../protocol/money.ts';
import { canonicalOf, idsOf, type Naming } from './canonical.ts';
import type { StepRun } from './running.ts';

/**
 * What a target says of a state must not depend on the way by which it came to it. Only that is compared which the state
 * settles: statuses of items, totals beside the price, whether approval is needed. Ids, times and whatever honest systems
 * choose for themselves are left out.
 */

export const WAYS_RULE = 'state/same-answer-by-any-way';

/** What stands at the end of the names of the second way's orders and opportunities, where a scenario has two. */
export const AGAIN = ' again';

/** What one answer tells; undefined where it tells nothing. `money`: as a multiple of the offer's price. */
export interface Told {
  readonly words: string;
  readonly money: number | undefined;
}

function bodyOf({ exchange }: StepRun): JsonObject | undefined {
  const answer = exchange?.answer;
  if (answer?.kind !== 'response' || answer.status !== 200) return undefined;
  return answer.body.kind === 'json' && isObject(answer.body.value) ? answer.body.value : undefined;
}

/** What the answer to a question tells, where an offer costs `price` pennies: to GET of an order, or to a quote. */
export function toldBy(run: StepRun, price: number): Told | undefined {
  const body = bodyOf(run);
  if (body === undefined) return undefined;
  const due = get(body, 'totalPaymentDue');
  const total = readAmount(get(due, 'price'));
  const statuses = getArray(body, 'orderedItem').map((item) => getString(item, 'orderItemStatus') ?? 'none');
  const words = [
    ...statuses.sort(),
    get(due, 'openBookingPrepayment') ?? 'none',
    get(body, 'orderRequiresApproval') ?? '',
  ];
  return { words: words.join(', '), money: total === undefined || price === 0 ? undefined : total / price };
}

/** Taxes are rounded to pennies, each time anew. */
const ROUNDING = 0.01;

/** Whether two answers tell the same, as far as both tell anything. */
export function agree(one: Told | undefined, other: Told | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  const sameMoney =
    one.money === undefined || other.money === undefined || Math.abs(one.money - other.money) <= ROUNDING;
  return one.words === other.words && sameMoney;
}

export const showTold = ({ words, money }: Told): string =>
  money === undefined ? words : `${words}, a total of ${money.toFixed(2)} times the price`;

/** The breach of an answer that is another by another way. */
export const waysBreach = (question: Step, first: Told, second: Told): BreachSeen => ({
  rule: WAYS_RULE,
  call: question.do,
  expected: `the same answer as by the other way: ${showTold(first)}`,
  found: showTold(second),
  unclear: false,
});

/** A step of the first way as the second way has it. */
export function again(step: Step): Step {
  const renamed = (name: string) => `${name}${AGAIN}`;
  if (step.do === 'read-spaces') return { ...step, opportunity: renamed(step.opportunity) };
  if (!('order' in step)) return step;
  const order = renamed(step.order);
  return 'items' in step && step.do !== 'cancel'
    ? { ...step, order, items: step.items.map((item) => ({ ...item, opportunity: renamed(item.opportunity) })) }
    : { ...step, order };
}

/** What the symbolic names of a conversation stood for, as its requests tell. */
function namesIn(runs: readonly StepRun[]) {
  const uuids = new Map<string, OrderUuid>();
  const opportunities = new Map<string, string>();
  for (const { step, exchange } of runs) {
    const { path, body } = exchange?.request ?? { path: '' };
    if ('order' in step && isBrokerStep(step)) uuids.set(step.order, orderUuid(path.split('/')[1] ?? ''));
    if (!('items' in step) || step.do === 'cancel' || body?.kind !== 'json') continue;
    getArray(body.value, 'orderedItem').forEach((item, index) => {
      const [name, id] = [step.items[index]?.opportunity, idOf(get(item, 'orderedItem'))];
      if (name !== undefined && id !== undefined && !opportunities.has(name)) opportunities.set(name, id);
    });
  }
  return { uuids, opportunities };
}

/** One of the two ways of a conversation: what its orders and opportunities are called in the state, and the price. */
function wayOf(runs: readonly StepRun[], suffix: string) {
  const { uuids, opportunities } = namesIn(runs);
  const facts = runs[0]?.seen.watch.ground.openData.opportunities;
  const first = [...uuids.keys()].filter((name) => uuids.has(`${name}${AGAIN}`)).sort();
  const own = [...opportunities].flatMap(([name, id]) => {
    const found = facts?.get(opportunityId(id));
    if (found === undefined || name.endsWith(AGAIN) !== (suffix === AGAIN)) return [];
    return [{ name: name.endsWith(AGAIN) ? name.slice(0, -AGAIN.length) : name, facts: found }];
  });
  const naming: Naming = {
    keys: PARTNERS.flatMap((partner) =>
      first.map((name) => orderKey(partner, uuids.get(`${name}${suffix}`) ?? orderUuid(''))),
    ),
    orders: PARTNERS.flatMap(() => first.map((name) => `${name}${suffix}`)),
    ids: new Map(own.flatMap((each) => [...idsOf(each.facts, each.name)])),
  };
  return { naming, price: own[0]?.facts.offers[0]?.price ?? 0 };
}

/**
 * Breaches of {@link WAYS_RULE} in a conversation that comes to one state by two ways, the second with names that end in
 * " again", and asks the same of both.
 */
export function breachesOfWays(runs: readonly StepRun[]): readonly BreachSeen[] {
  const steps = runs.map(({ step }) => step);
  if (!steps.some((step) => 'order' in step && step.order.endsWith(AGAIN))) return [];
  const [way, other] = [wayOf(runs, ''), wayOf(runs, AGAIN)];
  const stateBefore = (index: number, { naming }: typeof way) => {
    const belief = runs[index - 1]?.seen.watch.belief;
    return belief && canonicalOf(belief, naming, [naming.keys.map((_, slot) => slot)]).text;
  };
  return steps.flatMap((question, first): readonly BreachSeen[] => {
    if (question.do !== 'status' && question.do !== 'C1') return [];
    const wanted = JSON.stringify(again(question));
    const second = steps.findIndex((step, index) => index > first && JSON.stringify(step) === wanted);
    const [before, after] = [runs[first], runs[second]];
    const told = [before && toldBy(before, way.price), after && toldBy(after, other.price)] as const;
    if (told[0] === undefined || told[1] === undefined || agree(told[0], told[1])) return [];
    return stateBefore(first, way) === stateBefore(second, other) ? [waysBreach(question, told[0], told[1])] : [];
  });
}
