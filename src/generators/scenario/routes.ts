import { singleSteps, type CheckpointStep, type Scenario, type Settings, type Step } from '../../model/scenario.ts';
import { needsDetails } from './criteria.ts';
import { namesOrder, withSteps } from './edits.ts';
import { expectAfter, expectAll } from './expected.ts';
import { nameOf, NOTHING_YET, orderAt, type Expected, type ExpectedOrder, type OrderName } from './orders.ts';
import { shortestPath } from './paths.ts';
import { checkpoint, type Plan } from './plan.ts';
import { isCheckpoint } from './tidy.ts';
import { stepFor } from './transitions.ts';

/** The shortest ways by which the model gets orders to where a scenario has them. */

/** The plan of an order, from the last call that carried the whole of it. */
function planOf(settings: Settings, steps: readonly Step[], name: OrderName, order: ExpectedOrder): Plan | undefined {
  const own = singleSteps(steps).filter((step): step is CheckpointStep => isCheckpoint(step) && nameOf(step) === name);
  const last = own.findLast(({ mutations }) => mutations === undefined) ?? own.at(-1);
  if (last === undefined) return undefined;
  const { broker, customer } = own.findLast((step) => step.customer !== undefined || step.broker !== undefined) ?? last;
  return {
    order: last.order,
    partner: last.partner,
    role: last.brokerRole ?? settings.brokerRole,
    items: order.items,
    ...(broker !== undefined && { broker }),
    ...(customer !== undefined && { customer }),
    ...(own.some(({ payment }) => payment === 'offered') && { payment: 'offered' as const }),
  };
}

/** Steps that get one order from nothing to where it is expected; undefined where there is no way that the model knows. */
function routeOf(scenario: Scenario, steps: readonly Step[], name: OrderName, order: ExpectedOrder) {
  if (order.state === 'absent') return [];
  const plan = planOf(scenario.settings, steps, name, order);
  const path = shortestPath('absent', order.state, {
    approval: order.items.some(
      ({ opportunity }) => scenario.opportunities[opportunity]?.flow === 'OpenBookingApprovalFlow',
    ),
    several: order.items.length > 1,
    canWait: true,
  });
  if (plan === undefined || path === undefined) return undefined;
  // What details are needed, a quote has to tell.
  const first = needsDetails(scenario.opportunities, order.items) ? [checkpoint(scenario.settings, plan, 'C1')] : [];
  const route: Step[] = [...first];
  let expected: Expected = first.reduce((known, step) => expectAfter(scenario, known, step), NOTHING_YET);
  for (const edge of path) {
    const cancels = () => (order.state === 'partly cancelled' ? order.cancelled : [0]);
    const step = stepFor(scenario.settings, plan, orderAt(expected, name), edge, cancels);
    expected = expectAfter(scenario, expected, step);
    route.push(step);
  }
  return route;
}

/** Whether a step is about an order, or looks at where it would show. */
function concerns(step: Step, name: OrderName, order: ExpectedOrder): boolean {
  if (step.do === 'read-spaces') return order.items.some(({ opportunity }) => opportunity === step.opportunity);
  if (step.do === 'read-feed') return true;
  if (step.do === 'lanes') return step.lanes.flat().some((each) => concerns(each, name, order));
  // By its symbolic name: another partner's order of the same UUID is concerned as well.
  return namesOrder(step) && name.endsWith(` ${step.order}`);
}

/** The names of the orders that a step is about, the one touched last first. */
export function concerned(steps: readonly Step[], expected: Expected, step: Step): readonly OrderName[] {
  const touches = (other: Step, name: OrderName) =>
    singleSteps([other]).some((each) => namesOrder(each) && nameOf(each) === name);
  const last = (name: OrderName) => steps.findLastIndex((other) => touches(other, name));
  return [...expected]
    .filter(([name, order]) => order.state !== 'absent' && concerns(step, name, order))
    .map(([name]) => name)
    .sort((a, b) => last(b) - last(a));
}

/** The shortest ways for some orders to where they are expected, one after another, and then some steps. */
function routed(
  scenario: Scenario,
  before: readonly Step[],
  expected: Expected,
  names: readonly OrderName[],
  then: readonly Step[],
): Scenario | undefined {
  const routes = names.map((name) => routeOf(scenario, before, name, orderAt(expected, name)));
  return routes.includes(undefined)
    ? undefined
    : withSteps(scenario, [...routes.flatMap((route) => route ?? []), ...then]);
}

const NEEDS_APPROVAL: readonly Step['do'][] = ['P', 'B after P', 'update-proposal'];

/** The scenario in the simple flow, where its ways are shorter and the steps that are kept allow it; and as it is. */
function flowsOf(scenario: Scenario, kept: readonly Step[]): readonly Scenario[] {
  const flow = 'OpenBookingSimpleFlow';
  const needs = Object.entries(scenario.opportunities);
  const simple = needs.every(([, need]) => need.flow === flow);
  if (simple || singleSteps(kept).some((step) => NEEDS_APPROVAL.includes(step.do) || step.do === 'seller'))
    return [scenario];
  const opportunities = Object.fromEntries(needs.map(([name, need]) => [name, { ...need, flow } as const]));
  return [{ ...scenario, settings: { ...scenario.settings, flow }, opportunities }, scenario];
}

/** The last step where the model's shortest ways have brought the orders that it is about: its own, then all of them. */
export function* shortCuts(scenario: Scenario): Generator<Scenario> {
  const before = scenario.steps.slice(0, -1);
  const last = scenario.steps.at(-1);
  const expected = expectAll(scenario)[before.length] ?? NOTHING_YET;
  if (last === undefined) return;
  const names = concerned(before, expected, last);
  const own = namesOrder(last) ? names.filter((name) => name === nameOf(last)) : names.slice(0, 1);
  for (const some of [own, names]) {
    for (const inFlow of flowsOf(scenario, [last])) {
      const short = routed(inFlow, before, expected, some, [last]);
      if (short) yield short;
    }
  }
}

/** How many steps before a look are suspected one by one. */
const MOST_SUSPECTS = 4;

/** A look that shows something wrong: each step since the last such look alone, where the model's way has brought its order. */
export function* suspects(scenario: Scenario): Generator<Scenario> {
  const last = scenario.steps.at(-1);
  if (last === undefined || (last.do !== 'read-spaces' && last.do !== 'read-feed')) return;
  const before = scenario.steps.slice(0, -1);
  const all = expectAll(scenario);
  const since = before.findLastIndex((step) => JSON.stringify(step) === JSON.stringify(last));
  const suspected = [...before.entries()]
    .slice(since + 1)
    .filter(([, step]) => step.do === 'lanes' || (namesOrder(step) && step.do !== 'status'));
  for (const [index, step] of suspected.reverse().slice(0, MOST_SUSPECTS)) {
    const earlier = before.slice(0, index);
    const expected = all[index] ?? NOTHING_YET;
    if ('mutations' in step) yield withSteps(scenario, [step, last]);
    for (const inFlow of flowsOf(scenario, [step, last])) {
      const short = routed(inFlow, earlier, expected, concerned(earlier, expected, step), [step, last]);
      if (short) yield short;
    }
  }
}
