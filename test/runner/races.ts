import { SCENARIO_FORMAT, type LaneStep, type Scenario, type Step } from '../../src/model/scenario.ts';
import type { Criteria, SellerAction } from '../../src/protocol/test-interface.ts';
import type { PartnerName } from '../../src/protocol/ids.ts';

/** For each race defect a scenario in which it shows, if only the calls meet. */

const one = [{ opportunity: 'o1' }];
const two = [...one, ...one];
const order = (name = 'a', partner: PartnerName = 'primary') => ({ order: name, partner });
const book = (name?: string, partner?: PartnerName, items = one): LaneStep => ({
  do: 'B',
  ...order(name, partner),
  items,
});
const quote = (name?: string, partner?: PartnerName): LaneStep => ({ do: 'C2', ...order(name, partner), items: one });
const propose: LaneStep = { do: 'P', ...order(), items: one };
const confirm: LaneStep = { do: 'B after P', ...order() };
const reject: LaneStep = { do: 'update-proposal', ...order() };
const remove: LaneStep = { do: 'delete-order', ...order() };
const cancel = (place = 0): LaneStep => ({ do: 'cancel', ...order(), items: [place] });
const seller = (action: SellerAction): LaneStep => ({ do: 'seller', action, ...order() });
const lanes = (...each: readonly LaneStep[]): Step => ({ do: 'lanes', lanes: each.map((step) => [step]) });
const spaces: Step = { do: 'read-spaces', opportunity: 'o1' };
const ordersFeed: Step = { do: 'read-feed', feed: 'orders', partner: 'primary' };

const scenario = (criteria: Criteria, flow: Scenario['settings']['flow'], steps: readonly Step[]): Scenario => ({
  format: SCENARIO_FORMAT,
  settings: { brokerRole: 'AgentBroker', prepayment: 'Required', flow },
  opportunities: { o1: { type: 'ScheduledSession', criteria, seller: 'primary', flow } },
  steps,
});

const simply = (...steps: readonly Step[]) => scenario('BookableCancellable', 'OpenBookingSimpleFlow', steps);
const scarce = (...steps: readonly Step[]) => scenario('BookableOneSpace', 'OpenBookingSimpleFlow', steps);
const approved = (...steps: readonly Step[]) => scenario('BookableCancellable', 'OpenBookingApprovalFlow', steps);

export const RACES: Readonly<Record<string, Scenario>> = {
  'race-at-booking': scarce(lanes(book(), book('b', 'secondary'))),
  'race-at-leasing': scarce(lanes(quote(), quote('b', 'secondary'))),
  'race-at-repeat': simply(lanes(book(), book()), spaces),
  'race-at-cancellation': simply(book(), lanes(cancel(), cancel()), spaces),
  'race-at-sellers-decision': approved(propose, lanes(seller('accept-proposal'), reject), confirm),
  'race-at-confirmation': approved(propose, seller('accept-proposal'), lanes(confirm, reject)),
  'race-at-deletion': simply(book(), lanes(remove, cancel()), spaces),
  'race-at-feed-stamp': simply(book('a', 'primary', two), lanes(cancel(0), cancel(1)), ordersFeed),
  'race-at-item-ids': simply(lanes(book(), book('b'))),
};

/** The same calls, one after another. */
export const inTurn = (race: Scenario): Scenario => ({
  ...race,
  steps: race.steps.flatMap((step): readonly Step[] => (step.do === 'lanes' ? step.lanes.flat() : [step])),
});
