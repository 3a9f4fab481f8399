import fc from 'fast-check';
import { scenarioArbitrary, type GeneratorOptions } from '../../../src/generators/index.ts';
import { SCENARIO_FORMAT, type Scenario, type Step } from '../../../src/model/scenario.ts';
import { BOOKING_FLOWS, BROKER_ROLES, OPPORTUNITY_TYPES, PREPAYMENTS } from '../../../src/protocol/vocabulary.ts';

/** A target that has everything. */
export const ALL: GeneratorOptions = {
  roles: BROKER_ROLES,
  prepayments: [...PREPAYMENTS, 'Free'],
  flows: BOOKING_FLOWS,
  opportunityTypes: OPPORTUNITY_TYPES,
  partners: 2,
  sellers: ['primary', 'secondary'],
  canWait: true,
};

/** The scenario of a seed. */
export function scenarioOf(seed: number, options: GeneratorOptions = ALL): Scenario {
  const [scenario] = fc.sample(scenarioArbitrary(options), { seed, numRuns: 1 });
  return scenario!;
}

/** A scenario as a file gives it back. */
export const copyOf = (value: Scenario): unknown => JSON.parse(JSON.stringify(value));

/** So many scenarios of consecutive seeds. */
export const scenarios = (count: number, options: GeneratorOptions = ALL): readonly Scenario[] =>
  Array.from({ length: count }, (_, seed) => scenarioOf(seed, options));

/** A scenario of the steps given, over one plain session in the simple flow. */
export const scenarioWith = (steps: readonly Step[], parts: Partial<Scenario> = {}): Scenario => ({
  format: SCENARIO_FORMAT,
  settings: { brokerRole: 'AgentBroker', prepayment: 'Required', flow: 'OpenBookingSimpleFlow' },
  opportunities: { o1: plainSession('OpenBookingSimpleFlow') },
  ...parts,
  steps,
});

export const plainSession = (flow: (typeof BOOKING_FLOWS)[number]) =>
  ({
    type: 'ScheduledSession',
    criteria: 'BookableNonFreePrepaymentRequired',
    seller: 'primary',
    flow,
  }) as const;

const one = [{ opportunity: 'o1' }];
const a = { order: 'a', partner: 'primary' } as const;
export const c2 = { do: 'C2', ...a, items: one } as const;
export const b = { do: 'B', ...a, items: one } as const;
export const p = { do: 'P', ...a, items: one } as const;
export const accept = { do: 'seller', action: 'accept-proposal', ...a } as const;
export const confirm = { do: 'B after P', ...a } as const;
export const cancel = { do: 'cancel', ...a, items: [0] } as const;
export const spaces = { do: 'read-spaces', opportunity: 'o1' } as const;
