import { isBooked, isProposal, orderIn, type OrderRecord, type World } from '../../../model/index.ts';
import type { ProposalStatus } from '../../../protocol/vocabulary.ts';
import type { FeedSighting } from '../../rule.ts';
import { isStatus, proposalStatus, statusPairs, STATUS_OF } from './demands.ts';
import { isKnown, viewOf, type Shown } from './shown.ts';

/** Which worlds a feed rules out: those in which what it shows was never so. A feed that lags rules nothing out. */

/** Whether an order has, or had before its last change, the statuses that the feed shows. */
function hadStatuses(record: OrderRecord, shown: Shown): boolean {
  const pairs = statusPairs(record, shown);
  if (pairs.every(({ wanted, seen }) => isStatus(wanted, seen))) return true;
  const older = pairs.map(({ wanted, seen }) => ({
    changed: wanted !== 'OrderItemConfirmed' && seen !== 'OrderItemConfirmed',
    possible: isStatus(wanted, seen) || seen === 'OrderItemConfirmed',
  }));
  // One change leaves no halfway: all of it is shown, or none.
  const halfway = older.some(({ changed }) => changed);
  return older.every(({ possible }) => possible) && (!halfway || record.changes > 1);
}

/** The statuses that a proposal may have had before. */
const EARLIER: Readonly<Partial<Record<ProposalStatus, readonly ProposalStatus[]>>> = {
  SellerAccepted: ['AwaitingSellerConfirmation'],
  SellerRejected: ['AwaitingSellerConfirmation', 'SellerAccepted'],
  CustomerRejected: ['AwaitingSellerConfirmation', 'SellerAccepted'],
};

function hadProposalStatus(record: OrderRecord, shown: Shown): boolean {
  const status = STATUS_OF[record.state] ?? 'SellerAccepted';
  const seen = proposalStatus(shown);
  return seen === undefined || seen === status || EARLIER[status]?.includes(seen) === true;
}

function orderWasSo(record: OrderRecord, shown: Shown): boolean {
  if (shown.deleted) return !isBooked(record);
  return record.state === 'deleted' || (isBooked(record) && hadStatuses(record, shown));
}

function proposalWasSo(record: OrderRecord, shown: Shown): boolean {
  if (shown.deleted) return !isProposal(record);
  return record.state === 'deleted' || ((isProposal(record) || isBooked(record)) && hadProposalStatus(record, shown));
}

function wasSo(record: OrderRecord, shown: Shown): boolean {
  if (record.unsettled || shown.subject === undefined) return true;
  return shown.subject === 'order' ? orderWasSo(record, shown) : proposalWasSo(record, shown);
}

/** The worlds in which all that a feed shows of their orders is so, or was so before the last change. */
export function worldsThatFit(sighting: FeedSighting): readonly World[] {
  const shown = viewOf(sighting).now.filter(({ key }) => isKnown(key, sighting.worlds));
  return sighting.worlds.filter((world) => shown.every((each) => wasSo(orderIn(world, each.key), each)));
}
