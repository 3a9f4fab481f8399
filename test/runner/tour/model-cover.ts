import { exploreModel } from '../../../src/explorer/index.ts';
import { diagramOf, type Scenario, type Settings, type World } from '../../../src/model/index.ts';
import { rehearsalOf, rehearse, type Rehearsed } from '../../../src/runner/index.ts';

/** What scenarios cover of the order machines, by the judge itself: every outcome that it admits of each step. */

/** Systems that give leases, and systems that do not. */
const KINDS = ['leases', 'no leases'] as const;

/** The outcome of a step that a sound system of a kind shows: it accepts what it may. */
function shown(outcomes: readonly Rehearsed[], kind: (typeof KINDS)[number]): Rehearsed | undefined {
  const accepted = outcomes.filter(({ because }) => because === undefined);
  const isQuote = ({ event }: Rehearsed) => /^C[12] /.test(event);
  return (
    accepted.find((each) => !isQuote(each) || (each.to === 'leased') === (kind === 'leases')) ??
    accepted[0] ??
    outcomes[0]
  );
}

type Transition = Omit<ReturnType<typeof diagramOf>['transitions'][number], 'guards'>;

/** A transition without the reason of a refusal: `quoted —C2 refused`. */
const nameOf = ({ from, event, to, because }: Transition): string =>
  because === undefined ? `${from} —${event}→ ${to}` : `${from} —${event}`;

const keyOf = ({ brokerRole: role, prepayment, flow }: Settings) => ({ role, prepayment, flow });

/** The transitions of its machine that a scenario puts to the test, and those that one kind of system takes in it. */
export interface Covered {
  readonly tested: ReadonlySet<string>;
  readonly taken: ReadonlyMap<(typeof KINDS)[number], ReadonlySet<string>>;
}

export function coveredIn(scenarios: readonly Scenario[]): Covered {
  const tested = new Set<string>();
  const taken = new Map(KINDS.map((kind) => [kind, new Set<string>()]));
  for (const scenario of scenarios) {
    const rehearsal = rehearsalOf(scenario);
    for (const kind of KINDS) {
      let world: World = rehearsal.start;
      for (const step of scenario.steps) {
        const outcomes = rehearse(rehearsal, world, step);
        for (const outcome of outcomes) tested.add(nameOf(outcome));
        const outcome = shown(outcomes, kind);
        if (outcome) taken.get(kind)?.add(nameOf(outcome));
        world = outcome?.world ?? world;
      }
    }
  }
  return { tested, taken };
}

/** The transitions of a machine that an order alone can take, by the exploration of the model. */
export function reachable(settings: Settings): readonly string[] {
  const { machines, beyond } = exploreModel({
    bounds: { depth: 1, orders: 1, partners: 1 },
    machines: [settings],
    settings: [],
    spaces: [],
    version: 'test',
    now: () => 0,
    listen: () => undefined,
    signal: new AbortController().signal,
  });
  const unreached = new Set(machines.flatMap((machine) => machine.unreached));
  const never = new Set(beyond.map(({ rule }) => rule as string));
  const named = diagramOf(keyOf(settings)).transitions.filter(
    (each) => !never.has(each.because ?? '') && !unreached.has(fullName(each)),
  );
  return [...new Set(named.map(nameOf))];
}

const fullName = ({ from, event, to, because }: Transition): string =>
  `${from} —${event}→ ${because === undefined ? to : `${from}: ${because}`}`;
