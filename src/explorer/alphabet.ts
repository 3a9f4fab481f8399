import type { BrokerStep, ItemChoice, MutationData, Settings, Step } from '../model/index.ts';
import type { CheckpointName } from '../protocol/calls.ts';
import type { Slot } from './slots.ts';

/** One thing that an exploration tries in every state: a call, an act of the seller, or time that passes. */
export interface Letter {
  readonly step: Step;
  /** The slot that it is about; undefined for time. */
  readonly slot: number | undefined;
  /** The same for the same letter of every slot. */
  readonly kind: string;
}

/** The opportunity that all orders of an exploration are about. */
export const OPPORTUNITY = 'o1';

/** Long enough for any lease that was given for ten or fifteen minutes. */
const LONG_WAIT_SECONDS = 1260;

const items = (count: number): readonly ItemChoice[] =>
  Array.from({ length: count }, () => ({ opportunity: OPPORTUNITY }));

/** The fault of the people that a role knows (#broker-roles). */
const peopleFault = ({ brokerRole }: Settings): MutationData => ({
  kind: brokerRole === 'ResellerBroker' ? 'omit-broker' : 'omit-customer',
});

/** The fault of the payment that a prepayment knows (#payment-error-conditions). */
const paymentFault = ({ prepayment }: Settings): MutationData => ({
  kind: prepayment === 'Required' ? 'omit-payment' : prepayment === 'Optional' ? 'total-penny-more' : 'add-payment',
});

/** One mutation of each family that has a meaning for a whole order; those of proposals and PATCHes have calls of their own. */
const orderFaults = (settings: Settings): readonly MutationData[] => [
  peopleFault(settings),
  paymentFault(settings),
  { kind: 'unknown-seller' },
  { kind: 'omit-offer', item: 0 },
  { kind: 'schema', path: '/seller', edit: 'null' },
  { kind: 'not-json' },
  { kind: 'white-space' },
];

/** What can be tried with one order. `spaces`: how many the opportunity has. */
function stepsOf(settings: Settings, spaces: number, name: Slot): readonly Step[] {
  const approval = settings.flow === 'OpenBookingApprovalFlow';
  const whole = (call: CheckpointName, count: number, mutation?: MutationData): BrokerStep => ({
    do: call,
    ...name,
    items: items(count),
    ...(mutation && { mutations: [mutation] }),
  });
  const booking = approval ? 'P' : 'B';
  const counts = Array.from({ length: spaces }, (_, index) => index + 1);
  return [
    ...orderFaults(settings).map((mutation) => whole(booking, 1, mutation)),
    whole('C2', 1, peopleFault(settings)),
    whole('C2', 1, { kind: 'omit-offer', item: 0 }),
    { do: 'cancel', ...name, items: [0], mutations: [{ kind: 'item-status-attended', item: 0 }] },
    ...(approval
      ? ([
          { do: 'B after P', ...name, mutations: [{ kind: 'outdated-version' }] },
          { do: 'update-proposal', ...name, mutations: [{ kind: 'proposal-status-accepted' }] },
        ] as const)
      : []),
    whole(booking, spaces + 1),
    { do: 'status', ...name },
    { do: 'delete-quote', ...name },
    ...(approval ? [whole('B', 1)] : []),
    ...(['C1', 'C2', booking] as const).flatMap((call) => counts.map((count) => whole(call, count))),
    ...counts.map((count): Step => ({ do: 'cancel', ...name, items: [count - 1] })),
    ...(approval ? approvalSteps(name) : []),
    { do: 'delete-order', ...name },
    { do: 'seller', action: 'cancel-order', ...name },
  ];
}

const approvalSteps = (name: Slot): readonly Step[] => [
  { do: 'seller', action: 'accept-proposal', ...name },
  { do: 'seller', action: 'reject-proposal', ...name },
  { do: 'B after P', ...name },
  { do: 'update-proposal', ...name },
];

/** What a step does, whatever order it is about. */
function kindOf(step: Step): string {
  return JSON.stringify({ ...step, order: undefined, partner: undefined });
}

/** Everything that is tried in each state: of each slot the same, and time. What is likely to be refused comes first. */
export function alphabetOf(
  settings: Settings,
  spaces: number,
  slots: readonly Slot[],
  canWait: boolean,
): readonly Letter[] {
  const ofSlots = slots.flatMap((name, slot) =>
    stepsOf(settings, spaces, name).map((step): Letter => ({ step, slot, kind: kindOf(step) })),
  );
  const wait: Step = { do: 'wait', seconds: LONG_WAIT_SECONDS };
  return [...ofSlots, ...(canWait ? [{ step: wait, slot: undefined, kind: kindOf(wait) }] : [])];
}
