import { emptyCoverage, expectAfter, NOTHING_YET, noteScenario } from '../../generators/index.ts';
import { machineName, type Scenario } from '../../model/index.ts';
import { transitionsAt } from './moves.ts';

/** The transitions that a scenario takes, as a sound system would have it; what the seller has amended takes none. */
export function transitionsOf(scenario: Scenario): readonly string[] {
  const amended = new Set<string>();
  let expected = NOTHING_YET;
  return scenario.steps.flatMap((step) => {
    const before = expected;
    expected = expectAfter(scenario, before, step);
    if (step.do === 'seller' && step.action === 'amend-proposal') amended.add(step.order);
    return 'order' in step && amended.has(step.order) ? [] : transitionsAt(scenario, before, step, expected);
  });
}

/**
 * What a scenario covers of the model: the transitions of its machine, and all that campaigns count as tried (mutations
 * at calls, what other partners do, looks, kinds of opportunities).
 */
export function coverOf(scenario: Scenario): ReadonlySet<string> {
  const { brokerRole: role, prepayment, flow } = scenario.settings;
  const machine = machineName({ role, prepayment, flow });
  const tried = noteScenario(emptyCoverage(), scenario).keys();
  return new Set([...tried, ...transitionsOf(scenario).map((transition) => `${machine}: ${transition}`)]);
}

/**
 * Of some that each cover something, those that are needed to cover the same together: none of them can be left out.
 * What comes first is kept rather than what comes last; `before` is covered anyway.
 */
export function needed<Each>(
  all: readonly Each[],
  coverOfEach: (each: Each) => ReadonlySet<string>,
  before: readonly ReadonlySet<string>[],
): readonly Each[] {
  const covers = all.map(coverOfEach);
  const times = new Map<string, number>();
  for (const name of [...before, ...covers].flatMap((cover) => [...cover])) times.set(name, (times.get(name) ?? 0) + 1);
  const isNeeded = covers.map(() => true);
  for (const [index, cover] of [...covers.entries()].reverse()) {
    if ([...cover].some((name) => times.get(name) === 1)) continue;
    isNeeded[index] = false;
    for (const name of cover) times.set(name, (times.get(name) ?? 0) - 1);
  }
  return all.filter((_, index) => isNeeded[index]);
}
