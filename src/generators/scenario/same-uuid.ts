import {
  SCENARIO_FORMAT,
  type BrokerStep,
  type ItemChoice,
  type MutationData,
  type OpportunityNeed,
  type Scenario,
  type Settings,
  type Step,
} from '../../model/scenario.ts';
import type { BookingFlow } from '../../protocol/vocabulary.ts';
import type { PartnerName } from '../../protocol/ids.ts';
import { simplestCustomer } from '../payload/people.ts';
import { PLAIN_CRITERIA } from './criteria.ts';
import { isCheckpoint } from './tidy.ts';

/**
 * The same UUID used twice (#idempotency): every stage that an order can be brought to × every call made on it then × how
 * that call differs × who makes it × when.
 */

/** The stages that an order's UUID is brought to, by the call that does so last. */
export const STAGES = ['C1', 'C2', 'P', 'B', 'cancel', 'delete-order'] as const;
export type Stage = (typeof STAGES)[number];

/** How the second call's body differs from what the order was made with. */
export const DIFFERENCES = [
  'nothing',
  'key order',
  'white space',
  'item order',
  'one item less',
  'one item more',
  'customer',
  'payment',
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** When the second call comes. */
export const MOMENTS = ['at once', 'later', 'after minutes'] as const;
export type Moment = (typeof MOMENTS)[number];

/** One cell of the matrix. */
export interface SameUuid {
  readonly flow: BookingFlow;
  readonly first: Stage;
  readonly second: Stage;
  readonly difference: Difference;
  readonly partner: PartnerName;
  readonly moment: Moment;
}

/** Short of the end of a lease, which is another matter. */
const MINUTES_SECONDS = 150;

const MUTATIONS: Readonly<Partial<Record<Difference, MutationData>>> = {
  'key order': { kind: 'reverse-keys' },
  'white space': { kind: 'white-space' },
  payment: { kind: 'other-payment-identifier' },
};

/** A call that differs in one thing from `step`; undefined where such a call cannot differ so. */
export function differing(
  step: BrokerStep,
  difference: Difference,
  more: readonly ItemChoice[],
): BrokerStep | undefined {
  const mutation = MUTATIONS[difference];
  if (difference === 'nothing') return step;
  if (mutation !== undefined) {
    const paid = step.do === 'P' || step.do === 'B' || step.do === 'B after P';
    const fits = difference === 'payment' ? paid : isCheckpoint(step) || step.do === 'cancel';
    return fits ? { ...step, mutations: [mutation] } : undefined;
  }
  if (!isCheckpoint(step)) return undefined;
  switch (difference) {
    case 'item order':
      return step.items.length > 1 ? { ...step, items: step.items.toReversed() } : undefined;
    case 'one item less':
      return step.items.length > 1 ? { ...step, items: step.items.slice(0, -1) } : undefined;
    case 'one item more':
      return { ...step, items: [...step.items, ...more] };
    default:
      return step.do === 'C1' ? undefined : { ...step, customer: { ...simplestCustomer(), ...OTHER_CUSTOMER } };
  }
}

const OTHER_CUSTOMER = { email: 'somebody.else@example.com' };

const ITEMS: readonly ItemChoice[] = [{ opportunity: 'one' }, { opportunity: 'two' }];

const callOf = (call: Stage, partner: PartnerName): BrokerStep => {
  const name = { order: 'a', partner };
  if (call === 'cancel') return { do: call, ...name, items: [0] };
  return call === 'delete-order' ? { do: call, ...name } : { do: call, ...name, items: ITEMS };
};

/** The shortest way to a stage. */
function wayTo(stage: Stage, flow: BookingFlow): readonly Step[] {
  const name = { order: 'a', partner: 'primary' } as const;
  const ordered: readonly Step[] =
    flow === 'OpenBookingSimpleFlow'
      ? [callOf('B', 'primary')]
      : [callOf('P', 'primary'), { do: 'seller', action: 'accept-proposal', ...name }, { do: 'B after P', ...name }];
  switch (stage) {
    case 'C1':
    case 'C2':
    case 'P':
      return [callOf(stage, 'primary')];
    case 'B':
      return ordered;
    default:
      return [...ordered, callOf(stage, 'primary')];
  }
}

const BETWEEN: Readonly<Record<Moment, readonly Step[]>> = {
  'at once': [],
  later: [{ do: 'C1', order: 'onlooker', partner: 'primary', items: [{ opportunity: 'one' }] }],
  'after minutes': [{ do: 'wait', seconds: MINUTES_SECONDS }],
};

/** The scenario of a cell, ending with looks at what the second call has left; undefined where it makes no sense. */
export function sameUuidScenario(cell: SameUuid): Scenario | undefined {
  const { flow, first, second, difference, partner, moment } = cell;
  if (first === 'P' && flow === 'OpenBookingSimpleFlow') return undefined;
  const again = differing(callOf(second, partner), difference, [{ opportunity: 'one' }]);
  if (again === undefined) return undefined;
  const settings: Settings = { brokerRole: 'AgentBroker', prepayment: 'Required', flow };
  const need: OpportunityNeed = {
    type: 'ScheduledSession',
    criteria: PLAIN_CRITERIA.Required,
    seller: 'primary',
    flow,
  };
  const feed = first === 'P' ? 'order-proposals' : 'orders';
  return {
    format: SCENARIO_FORMAT,
    settings,
    opportunities: { one: need, two: need },
    steps: [
      ...wayTo(first, flow),
      ...BETWEEN[moment],
      again,
      { do: 'read-spaces', opportunity: 'one' },
      { do: 'read-feed', feed, partner: 'primary' },
    ],
  };
}

/** Every cell that makes sense, in a fixed order. */
export function sameUuidMatrix(flows: readonly BookingFlow[]): readonly SameUuid[] {
  const partners: readonly PartnerName[] = ['primary', 'secondary'];
  return flows.flatMap((flow) =>
    STAGES.flatMap((first) =>
      STAGES.flatMap((second) =>
        DIFFERENCES.flatMap((difference) =>
          partners.flatMap((partner) =>
            MOMENTS.map((moment) => ({ flow, first, second, difference, partner, moment })),
          ),
        ),
      ),
    ).filter((cell) => sameUuidScenario(cell) !== undefined),
  );
}
