import { MUTATIONS } from '../../generators/index.ts';
import { isBrokerStep, singleSteps, type Scenario, type Settings, type Step } from '../../model/index.ts';
import type { Coverage } from '../../results/result.ts';
import { callOfStep } from '../compose.ts';
import type { Within } from './transitions.ts';

/** Each pair of settings: of a role and a prepayment, a role and a flow, a prepayment and a flow. */
const pairsOf = ({ brokerRole, prepayment, flow }: Settings): readonly string[] => [
  `${brokerRole} × ${prepayment}`,
  `${brokerRole} × ${flow}`,
  `${prepayment} × ${flow}`,
];

function everyPair({ roles, prepayments, flows }: Within): ReadonlySet<string> {
  return new Set(
    roles.flatMap((brokerRole) =>
      prepayments.flatMap((prepayment) => flows.flatMap((flow) => pairsOf({ brokerRole, prepayment, flow }))),
    ),
  );
}

/** Every mutation at each call at which it makes sense. */
function everyMutation({ flows }: Within): ReadonlySet<string> {
  const approval = flows.includes('OpenBookingApprovalFlow');
  return new Set(
    MUTATIONS.flatMap(({ kind, calls }) =>
      calls
        .filter((call) => approval || (call !== 'P' && call !== 'update-proposal'))
        .map((call) => `${kind} at ${call}`),
    ),
  );
}

const summaryOf = (all: ReadonlySet<string>, done: ReadonlySet<string>) => ({
  covered: [...all].filter((name) => done.has(name)).length,
  total: all.size,
  missed: [...all].filter((name) => !done.has(name)),
});

/** Counts what was asked of the target: mutations at calls, and pairs of settings. */
export function askedCount(within: Within) {
  const mutations = everyMutation(within);
  const pairs = everyPair(within);
  const mutated = new Set<string>();
  const paired = new Set<string>();
  return {
    note: (step: Step): void => {
      for (const single of singleSteps([step])) {
        if (!isBrokerStep(single)) continue;
        for (const { kind } of single.mutations ?? []) mutated.add(`${kind} at ${callOfStep(single)}`);
      }
    },
    noteScenario: ({ settings }: Scenario): void => {
      for (const pair of pairsOf(settings)) paired.add(pair);
    },
    summary: (): Pick<Coverage, 'mutations' | 'pairs'> => ({
      mutations: summaryOf(mutations, mutated),
      pairs: summaryOf(pairs, paired),
    }),
  };
}
