import { randomUUID } from 'node:crypto';
import { SELLER_ACTIONS } from '../protocol/test-interface.ts';
import type { OrderItemStatus } from '../protocol/vocabulary.ts';
import { cancelItems, isCancelled } from './cancellation.ts';
import { otherProblem, type Problem } from './problems.ts';
import { rejectProposal } from './proposals.ts';
import type { Order, OrderedItem, Proposal } from './records.ts';
import type { System } from './system.ts';
import type { Soon } from './turns.ts';

/** Does what the seller would do; a problem where it makes no sense now. */
export type Act = (system: System, record: Order | Proposal) => Soon<Problem | undefined>;

const impossible = (why: string) => otherProblem(400, why);

/** An action on a proposal; by default on one that waits for the seller. */
function onProposal(
  act: (system: System, proposal: Proposal) => void,
  possible: (system: System, status: Proposal['status']) => boolean = (_system, status) =>
    status === 'AwaitingSellerConfirmation',
): Act {
  return (system, record) => {
    if (record.kind !== 'proposal') return impossible('This is no proposal.');
    if (!possible(system, record.status)) return impossible(`The proposal is ${record.status}.`);
    return system.seams.turns.between(system, 'deciding', () => {
      act(system, record);
      return undefined;
    });
  };
}

/** An action on the items of an order that are not cancelled. */
function onItems(act: (item: OrderedItem) => void): Act {
  return (system, record) => {
    if (record.kind !== 'order') return impossible('This is no order.');
    record.items.filter((item) => !isCancelled(item)).forEach(act);
    system.seams.orderFeeds.updated(system, record);
    return undefined;
  };
}

function cancelWith(message: string | undefined): Act {
  return (system, record) => {
    if (record.kind !== 'order') return impossible('This is no order.');
    if (message !== undefined) {
      for (const item of record.items.filter((open) => !isCancelled(open))) item.cancellationMessage = message;
    }
    cancelItems(system, record, record.items, 'SellerCancelled', 'seller-cancellation');
    return undefined;
  };
}

const attendance = (status: OrderItemStatus) =>
  onItems((item) => {
    item.status = status;
  });

const accept = onProposal(
  (system, proposal) => {
    proposal.status = 'SellerAccepted';
    system.seams.orderFeeds.updated(system, proposal);
  },
  ({ seams }, status) => seams.proposals.sellerMayAccept(status),
);

const reject = onProposal(
  (system, proposal) => {
    rejectProposal(system, proposal, 'SellerRejected');
  },
  ({ seams }, status) => seams.proposals.sellerMayReject(status),
);

/** The seller's amendment: the same items and prices, in a new version that the customer has to agree to. */
const amend = onProposal((system, proposal) => {
  proposal.version = randomUUID();
  system.seams.orderFeeds.updated(system, proposal);
});

const notice = onItems((item) => {
  item.customerNotice = 'Please bring your own towel.';
});

/** What the test interface can let the seller do, by the action's type without its prefix. */
export const SELLER_ACTIONS_BY_TYPE: ReadonlyMap<string, Act> = new Map([
  [SELLER_ACTIONS['accept-proposal'], accept],
  [SELLER_ACTIONS['reject-proposal'], reject],
  [SELLER_ACTIONS['amend-proposal'], amend],
  [SELLER_ACTIONS['cancel-order'], cancelWith(undefined)],
  ['SellerRequestedCancellationWithMessageSimulateAction', cancelWith('The teacher is ill.')],
  ['CustomerNoticeSimulateAction', notice],
  ['AttendeeAttendedSimulateAction', attendance('CustomerAttended')],
  ['AttendeeAbsentSimulateAction', attendance('CustomerAbsent')],
]);
