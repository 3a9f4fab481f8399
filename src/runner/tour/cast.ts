import { PLAIN_CRITERIA } from '../../generators/index.ts';
import {
  SCENARIO_FORMAT,
  type BrokerStep,
  type CheckpointStep,
  type ItemChoice,
  type MutationData,
  type OpportunityNeed,
  type Scenario,
  type SellerStep,
  type Settings,
  type Step,
} from '../../model/index.ts';
import type { CheckpointName } from '../../protocol/calls.ts';
import type { PartnerName, SellerName } from '../../protocol/ids.ts';
import type { Criteria, SellerAction } from '../../protocol/test-interface.ts';
import type { OpportunityType } from '../../protocol/vocabulary.ts';

/** Who plays a story, and with what: the machine that it is told of, and what the target has. */
export interface Cast {
  readonly settings: Settings;
  readonly type: OpportunityType;
  readonly partners: 1 | 2;
  readonly sellers: readonly SellerName[];
  readonly canWait: boolean;
}

/** A story with a point: the scenario that tells it, for a cast; undefined where the cast cannot play it. */
export type Story = (cast: Cast) => Scenario | undefined;

type Extra = Partial<Pick<CheckpointStep, 'customer' | 'payment' | 'partner' | 'order'>>;

/** What an order of a story is, unless a step says otherwise. */
const NAME = { order: 'a', partner: 'primary' } as const;

/** So many items of one opportunity, or one of each that is named. */
export const items = (...names: readonly string[]): readonly ItemChoice[] =>
  names.map((opportunity) => ({ opportunity }));

/** Of three items the seller can cancel one when another is cancelled, and one is left. */
export const THREE = items('o1', 'o1', 'o1');

export const whole = (do_: CheckpointName, choice: readonly ItemChoice[], extra: Extra = {}): CheckpointStep => ({
  do: do_,
  ...NAME,
  items: choice,
  ...extra,
});

/** The same step with something wrong in it. */
export const wrong = <S extends BrokerStep>(step: S, ...mutations: readonly MutationData[]): S => ({
  ...step,
  mutations,
});

export const cancel = (places: readonly number[], partner: PartnerName = 'primary'): BrokerStep => ({
  do: 'cancel',
  order: 'a',
  partner,
  items: places,
});

type Bare = 'B after P' | 'update-proposal' | 'delete-quote' | 'delete-order' | 'status';

export const bare = (do_: Bare, partner: PartnerName = 'primary', order = 'a'): BrokerStep => ({
  do: do_,
  order,
  partner,
});

export const seller = (action: SellerAction): SellerStep => ({ do: 'seller', action, ...NAME });

export const look = (opportunity = 'o1'): Step => ({ do: 'read-spaces', opportunity });
export const feed = (name: 'orders' | 'order-proposals' = 'orders', partner: PartnerName = 'primary'): Step => ({
  do: 'read-feed',
  feed: name,
  partner,
});

/** After which every lease has lapsed. */
export const LONG_WAIT = { do: 'wait', seconds: 1260 } as const;

/** How many spaces are seen by asking for a quote: what a feed that lags would hide. */
export const ask = (...names: readonly string[]): Step => whole('C1', items(...names), { order: 'onlooker' });

/** An opportunity of the story's own kind, or by a criterion. */
export const need = (
  { settings, type }: Cast,
  criteria?: Criteria,
  seller_: SellerName = 'primary',
): OpportunityNeed => ({
  type,
  criteria: criteria ?? PLAIN_CRITERIA[settings.prepayment],
  seller: seller_,
  flow: settings.flow,
});

export const scenario = (
  { settings }: Cast,
  opportunities: Scenario['opportunities'],
  steps: readonly (Step | undefined)[],
): Scenario => ({
  format: SCENARIO_FORMAT,
  settings,
  opportunities,
  steps: steps.filter((step) => step !== undefined),
});

export const needsApproval = ({ settings }: Cast): boolean => settings.flow === 'OpenBookingApprovalFlow';

/** The steps that book: B; or P, the seller's acceptance, and B. */
export const book = (cast: Cast, choice: readonly ItemChoice[]): readonly Step[] =>
  needsApproval(cast) ? [whole('P', choice), seller('accept-proposal'), bare('B after P')] : [whole('B', choice)];
