import { MUTATIONS, PLAIN_CRITERIA, simplestCustomer } from '../../generators/index.ts';
import {
  SCENARIO_FORMAT,
  type BrokerStep,
  type ItemChoice,
  type MutationData,
  type Settings,
  type Step,
  type World,
} from '../../model/index.ts';
import { rehearsalOf, rehearse, type Rehearsal } from '../../runner/index.ts';
import type { CallName } from '../../protocol/calls.ts';
import { OPPORTUNITY, type Letter } from '../alphabet.ts';

/** Everything that the model is asked of one order: every call, with each fault that there is a name for. */

const NAME = { order: 'a', partner: 'primary' } as const;

const items = (count: number): readonly ItemChoice[] =>
  Array.from({ length: count }, () => ({ opportunity: OPPORTUNITY }));

/** The steps that make each call as a careful broker does. `spaces`: how many the opportunity has. */
function carefulSteps(spaces: number): readonly BrokerStep[] {
  const counts = [...new Set([1, spaces, spaces + 1])];
  const places = Array.from({ length: spaces }, (_, index) => index);
  return [
    ...(['C1', 'C2', 'P', 'B'] as const).flatMap((call) =>
      counts.map((count): BrokerStep => ({ do: call, ...NAME, items: items(count) })),
    ),
    { do: 'B', ...NAME, items: items(1), customer: { '@type': 'Person', email: 'other@example.com' } },
    { do: 'P', ...NAME, items: items(1), customer: { '@type': 'Person', email: 'other@example.com' } },
    { do: 'B after P', ...NAME },
    ...places.map((place): BrokerStep => ({ do: 'cancel', ...NAME, items: [place] })),
    ...(spaces > 1 ? [{ do: 'cancel', ...NAME, items: places } as const] : []),
    { do: 'update-proposal', ...NAME },
    { do: 'delete-quote', ...NAME },
    { do: 'delete-order', ...NAME },
    { do: 'status', ...NAME },
  ];
}

/** Mutations of one item need to say of which; the rest is one field of a wrong form. */
function mutationsAt(call: CallName): readonly MutationData[] {
  return MUTATIONS.filter(({ calls, kind }) => calls.includes(call) && kind !== 'schema').map(({ kind, family }) =>
    family === 'items' ? { kind, item: 0 } : { kind },
  );
}

const FIELDS: readonly MutationData[] = [
  { kind: 'schema', path: '/seller', edit: 'wrong-type' },
  { kind: 'schema', path: '/orderedItem', edit: 'wrong-type' },
  { kind: 'schema', path: '/customer/email', edit: 'wrong-type' },
  { kind: 'schema', path: '/broker/name', edit: 'over-long' },
  { kind: 'schema', path: '/@context', edit: 'wrong-type' },
];

/** The steps that make each call with something wrong. */
function carelessSteps(): readonly BrokerStep[] {
  const whole = (['C1', 'C2', 'P', 'B'] as const).flatMap((call) =>
    [...mutationsAt(call), ...FIELDS].map((mutation): BrokerStep => ({
      do: call,
      ...NAME,
      items: items(1),
      mutations: [mutation],
    })),
  );
  const organisations = (['C2', 'P', 'B'] as const).map((call): BrokerStep => ({
    do: call,
    ...NAME,
    items: items(1),
    customer: simplestCustomer('Organization'),
    mutations: [{ kind: 'omit-customer-name' }],
  }));
  const unnamed = (['P', 'B'] as const).flatMap((call): readonly BrokerStep[] => {
    const step = { do: call, ...NAME, items: items(1) };
    const anonymous = { kind: 'omit-payment-identifier' };
    return [
      { ...step, payment: 'offered', mutations: [anonymous] },
      { ...step, mutations: [{ kind: 'add-payment' }, anonymous] },
    ];
  });
  const minimal = mutationsAt('B').map((mutation): BrokerStep => ({ do: 'B after P', ...NAME, mutations: [mutation] }));
  const patches = mutationsAt('cancel').map((mutation): BrokerStep => ({
    do: 'cancel',
    ...NAME,
    items: [0],
    mutations: [mutation],
  }));
  const updates = mutationsAt('update-proposal').map((mutation): BrokerStep => ({
    do: 'update-proposal',
    ...NAME,
    mutations: [mutation],
  }));
  return [...whole, ...organisations, ...unnamed, ...minimal, ...patches, ...updates];
}

const SELLER: readonly Step[] = (['accept-proposal', 'reject-proposal', 'cancel-order'] as const).map((action) => ({
  do: 'seller',
  action,
  ...NAME,
}));

/** P and the answer to it have no meaning where nothing needs approval: left out there, as the order machine does. */
const NEEDS_APPROVAL: readonly Step['do'][] = ['P', 'B after P', 'update-proposal'];

/** What is tried of one order, wherever it stands. */
export function modelLetters(settings: Settings, spaces: number): readonly Letter[] {
  const known = (step: Step) => settings.flow === 'OpenBookingApprovalFlow' || !NEEDS_APPROVAL.includes(step.do);
  const steps = [...carefulSteps(spaces), ...oneOfEachFault(settings, carelessSteps().filter(known)), ...SELLER];
  return steps.filter(known).map((step) => ({ step, slot: 0, kind: step.do }));
}

/** Where each call's faults are compared: where a careful broker's call of the kind is accepted. */
const BEFORE: Readonly<Partial<Record<Step['do'], readonly Step[]>>> = {
  cancel: [{ do: 'B', ...NAME, items: items(1) }],
  'update-proposal': [{ do: 'P', ...NAME, items: items(1) }],
  'B after P': [
    { do: 'P', ...NAME, items: items(1) },
    { do: 'seller', action: 'accept-proposal', ...NAME },
  ],
};

/** Of steps that are wrong in the same ways, as the model sees them, the first. */
function oneOfEachFault(settings: Settings, steps: readonly BrokerStep[]): readonly BrokerStep[] {
  const seen = new Set<string>();
  const rehearsal = imaginedRehearsal(settings, 2);
  return steps.filter((step) => {
    const before = BEFORE[step.do] ?? [];
    const approved = settings.flow === 'OpenBookingApprovalFlow' && step.do === 'cancel';
    const world = play(rehearsal, approved ? [...(BEFORE['B after P'] ?? []), { do: 'B after P', ...NAME }] : before);
    const [outcome] = rehearse(rehearsal, world, step);
    const faults = outcome?.call?.examination.facts.faults ?? {};
    const wrong = `${step.do} ${JSON.stringify(Object.entries(faults).sort())}`;
    return !seen.has(wrong) && seen.add(wrong);
  });
}

/** The world after steps, each accepted. */
const play = (rehearsal: Rehearsal, steps: readonly Step[]): World =>
  steps.reduce(
    (world, step) => rehearse(rehearsal, world, step).find(({ because }) => because === undefined)?.world ?? world,
    rehearsal.start,
  );

/** A rehearsal of one order, of an opportunity with so many spaces. */
export const imaginedRehearsal = (settings: Settings, spaces: number): Rehearsal =>
  rehearsalOf(
    {
      format: SCENARIO_FORMAT,
      settings,
      opportunities: {
        [OPPORTUNITY]: {
          type: 'ScheduledSession',
          criteria: PLAIN_CRITERIA[settings.prepayment],
          seller: 'primary',
          flow: settings.flow,
        },
      },
      steps: [{ do: 'C1', ...NAME, items: items(1) }],
    },
    { [OPPORTUNITY]: spaces },
  );
