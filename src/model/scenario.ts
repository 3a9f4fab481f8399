import type { CheckpointName } from '../protocol/calls.ts';
import type { PartnerName, SellerName } from '../protocol/ids.ts';
import type { JsonObject } from '../protocol/json.ts';
import type { Criteria, SellerAction } from '../protocol/test-interface.ts';
import type { BookingFlow, BrokerRole, OpportunityType, Prepayment } from '../protocol/vocabulary.ts';

/** The format's name and version, as written in every scenario and repro. */
export const SCENARIO_FORMAT = 'open-booking-fuzz/scenario@1';

/** A mutation as the scenario carries it: its kind, and what else it needs. The generators know the kinds. */
export interface MutationData {
  readonly kind: string;
  readonly [detail: string]: string | number | boolean | undefined;
}

/** What a scenario needs: an opportunity of some criteria, asked of the test interface. */
export interface OpportunityNeed {
  readonly type: OpportunityType;
  readonly criteria: Criteria;
  readonly seller: SellerName;
  readonly flow: BookingFlow;
}

/** An item of an order: an opportunity by its symbolic name, and which of its offers (0 is the first). */
export interface ItemChoice {
  readonly opportunity: string;
  readonly offer?: number;
}

/** How much `payment` a call carries. */
export type PaymentChoice =
  /** As a careful broker would: where the total demands it. */
  | 'as-needed'
  /** Also where it is optional. */
  | 'offered';

interface OrderStep {
  /** The order's symbolic name: one UUID for the length of the scenario, also where two partners use it. */
  readonly order: string;
  readonly partner: PartnerName;
  readonly mutations?: readonly MutationData[];
  /** The answer gets lost on its way: the broker never learns what became of the call. */
  readonly lost?: true;
}

/** C1, C2, P or B with a whole order. */
export interface CheckpointStep extends OrderStep {
  readonly do: CheckpointName;
  readonly items: readonly ItemChoice[];
  /** Defaults to the settings'. */
  readonly brokerRole?: BrokerRole;
  readonly broker?: JsonObject;
  /** Null: none, which only a ResellerBroker may. */
  readonly customer?: JsonObject | null;
  readonly payment?: PaymentChoice;
}

/** B after P: only the proposal's version, and `payment` where it is authorised anew. */
export interface ConfirmStep extends OrderStep {
  readonly do: 'B after P';
  readonly payment?: PaymentChoice;
}

/** A cancellation of the items at these places of the order, as B or P answered them. */
export interface CancelStep extends OrderStep {
  readonly do: 'cancel';
  readonly items: readonly number[];
}

/** The customer rejects the proposal. */
export interface RejectStep extends OrderStep {
  readonly do: 'update-proposal';
}

/** A deletion or a look at an order. */
export interface BareStep extends OrderStep {
  readonly do: 'delete-quote' | 'delete-order' | 'status';
}

/** Something that the seller does, through the test interface. */
export interface SellerStep {
  readonly do: 'seller';
  readonly action: SellerAction;
  readonly order: string;
  readonly partner: PartnerName;
}

/** A look at the open feeds, for the spaces of an opportunity. */
export interface SpacesStep {
  readonly do: 'read-spaces';
  readonly opportunity: string;
}

/** A look at the orders feed or the proposals feed of a partner, since the last look. */
export interface OrdersFeedStep {
  readonly do: 'read-feed';
  readonly feed: 'orders' | 'order-proposals';
  readonly partner: PartnerName;
}

/**
 * The test interface deletes the opportunities that it made, those of other scenarios too, and the open feeds are looked
 * at until they show it. Nothing that follows in the scenario is judged.
 */
export interface DeleteOpportunitiesStep {
  readonly do: 'delete-opportunities';
}

/** Time passes. Only a target whose clock can be moved, or a user who allows it, really waits. */
export interface WaitStep {
  readonly do: 'wait';
  readonly seconds: number;
  /** The order from whose lease's end the seconds count, as the booking system said it; negative: before its end. */
  readonly leaseOf?: { readonly order: string; readonly partner: PartnerName };
}

/** A request that is none of the API's: an unknown path, or a wrong verb. */
export interface StrayStep {
  readonly do: 'stray';
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly partner: PartnerName;
}

export type BrokerStep = CheckpointStep | ConfirmStep | CancelStep | RejectStep | BareStep;

/** What can be done at the same time as something else. */
export type LaneStep = BrokerStep | SellerStep;

/**
 * Lanes that run at once, each over a connection of its own; within a lane one step follows the other. What stands
 * before it in the scenario is over when the lanes start, and all of them are over before what stands after it.
 */
export interface LanesStep {
  readonly do: 'lanes';
  readonly lanes: readonly (readonly LaneStep[])[];
}

/** A step by itself. */
export type SingleStep = LaneStep | SpacesStep | OrdersFeedStep | DeleteOpportunitiesStep | WaitStep | StrayStep;
export type Step = SingleStep | LanesStep;

/** How many lanes can run at once. */
export const FEWEST_LANES = 2;
export const MOST_LANES = 4;

/** What holds for a whole scenario unless a step says otherwise. */
export interface Settings {
  readonly brokerRole: BrokerRole;
  /** The prepayment that the scenario's opportunities are asked for; `Free`: price 0. */
  readonly prepayment: Prepayment | 'Free';
  readonly flow: BookingFlow;
}

/** A conversation as plain JSON: the same file replays against any booking system. */
export interface Scenario {
  readonly format: typeof SCENARIO_FORMAT;
  readonly settings: Settings;
  readonly opportunities: Readonly<Record<string, OpportunityNeed>>;
  readonly steps: readonly Step[];
}

/** Whether a step is a broker's call that names an order. */
export const isBrokerStep = (step: Step): step is BrokerStep => 'order' in step && step.do !== 'seller';

/** The steps of a scenario with those of its lanes one after another, a lane at a time. */
export const singleSteps = (steps: readonly Step[]): readonly SingleStep[] =>
  steps.flatMap((step) => (step.do === 'lanes' ? step.lanes.flat() : [step]));

/** Every single step changed, also within lanes: into one that does the same. */
export const mapSteps = (steps: readonly Step[], change: (step: SingleStep) => SingleStep): readonly Step[] =>
  steps.map((step) =>
    step.do === 'lanes'
      ? { ...step, lanes: step.lanes.map((lane) => lane.map((each) => change(each) as LaneStep)) }
      : change(step),
  );
