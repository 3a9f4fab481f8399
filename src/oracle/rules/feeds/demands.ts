import { get, getArray, getString } from '../../../protocol/json.ts';
import {
  ORDER_ITEM_STATUSES,
  PROPOSAL_STATUSES,
  termOf,
  type OrderItemStatus,
  type ProposalStatus,
} from '../../../protocol/vocabulary.ts';
import { isBooked, isProposal, type OrderRecord, type OrderState, type World } from '../../../model/index.ts';
import type { FeedSighting } from '../../rule.ts';
import { covers, find, viewOf, type Shown, type View } from './shown.ts';
import { breachUnless, type Finding } from './verdicts.ts';

/** What a world demands that the feeds show of an order: the changes since P or B (#new-orders-and-orderproposals). */

type Demand = (record: OrderRecord, view: View) => Finding;

/** `OrderItemConfirmed`, where an item shows it. */
export const itemStatus = (item: unknown): OrderItemStatus | undefined =>
  termOf(get(item, 'orderItemStatus'), ORDER_ITEM_STATUSES);

/** The status of each item, as a world has it beside as the feed shows it. */
export function statusPairs(record: OrderRecord, shown: Shown) {
  const items = getArray(shown.data, 'orderedItem');
  const byId = record.lines.map((line) => ({
    wanted: line.status,
    item: items.find((item) => line.itemId !== undefined && getString(item, '@id') === line.itemId),
  }));
  if (byId.every(({ item }) => item !== undefined)) {
    return byId.map(({ wanted, item }) => ({ wanted, seen: itemStatus(item) }));
  }
  // Without ids to go by, only how many items have each status can be compared.
  const seen = items.length === record.lines.length ? items.map(itemStatus).sort() : [];
  return record.lines
    .map(({ status }) => status)
    .sort()
    .map((wanted, index) => ({ wanted, seen: seen[index] }));
}

const ATTENDANCE: readonly (string | undefined)[] = ['CustomerAttended', 'CustomerAbsent'];

/** Whether an item shows the status that it has. One that shows none is the matter of another rule. */
export const isStatus = (wanted: OrderItemStatus | undefined, seen: OrderItemStatus | undefined): boolean =>
  seen === undefined || seen === wanted || (wanted === 'OrderItemConfirmed' && ATTENDANCE.includes(seen));

/** The status of a proposal in each of its states. */
export const STATUS_OF: Readonly<Partial<Record<OrderState, ProposalStatus>>> = {
  awaiting: 'AwaitingSellerConfirmation',
  accepted: 'SellerAccepted',
  'rejected by seller': 'SellerRejected',
  'rejected by customer': 'CustomerRejected',
};

/** The status that a proposal shows. The model's tables have it as an array, its examples as a single value. */
export function proposalStatus({ data }: Shown): ProposalStatus | undefined {
  const value = get(data, 'orderProposalStatus');
  return termOf(Array.isArray(value) ? value[0] : value, PROPOSAL_STATUSES);
}

const words = (statuses: readonly (string | undefined)[]): string =>
  statuses.map((status) => status ?? 'none').join(', ');

const orderChange: Demand = (record, { now, sighting }) => {
  if (!covers(sighting, 'order') || !isBooked(record) || record.changes === 0) return undefined;
  const pairless = `the order in the feed, with items ${words(record.lines.map(({ status }) => status))}`;
  const shown = find(now, record.key, 'order');
  if (shown === undefined || (shown.deleted && shown.subject === undefined)) {
    return { expected: pairless, found: 'not in the feed' };
  }
  if (shown.deleted) return { expected: pairless, found: 'shown as deleted' };
  const pairs = statusPairs(record, shown);
  return breachUnless(
    pairs.every(({ wanted, seen }) => isStatus(wanted, seen)),
    `items ${words(pairs.map(({ wanted }) => wanted))}`,
    words(pairs.map(({ seen }) => seen)),
  );
};

const orderDeletion: Demand = (record, { now, before, sighting }) => {
  if (!covers(sighting, 'order') || record.state !== 'deleted') return undefined;
  const shown = find(now, record.key, 'order');
  if (shown === undefined && find(before, record.key, 'order') === undefined) return undefined;
  const found = shown === undefined ? 'no longer in the feed' : 'shown as it was';
  return breachUnless(shown?.deleted === true, 'the deleted order with the state "deleted"', found);
};

/** A proposal that has changed and is not booked yet. */
const isChangedProposal = (record: OrderRecord, sighting: FeedSighting): boolean =>
  covers(sighting, 'proposal') && isProposal(record) && record.proposalChanges > 0;

const proposalChange: Demand = (record, { now, sighting }) => {
  if (!isChangedProposal(record, sighting)) return undefined;
  const shown = find(now, record.key, 'proposal');
  const status = STATUS_OF[record.state] ?? '';
  const expected = `the proposal in the feed as ${status}`;
  if (shown === undefined) return { expected, found: 'not in the feed' };
  if (shown.deleted) return { expected, found: 'shown as deleted' };
  const seen = proposalStatus(shown);
  return breachUnless(seen === status, expected, seen ?? 'no orderProposalStatus');
};

const proposalVersion: Demand = (record, { now, sighting }) => {
  const version = record.versions.at(-1);
  const shown = find(now, record.key, 'proposal');
  if (!isChangedProposal(record, sighting) || shown === undefined || shown.deleted || version === undefined) {
    return undefined;
  }
  const seen = getString(shown.data, 'orderProposalVersion');
  return breachUnless(seen === version, `orderProposalVersion ${version}`, seen ?? 'no orderProposalVersion');
};

const proposalDeletion: Demand = (record, { now, before, sighting }) => {
  if (!covers(sighting, 'proposal') || !isBooked(record)) return undefined;
  const shown = find(now, record.key, 'proposal');
  if (shown === undefined && find(before, record.key, 'proposal') === undefined) return undefined;
  const found = shown === undefined ? 'no longer in the feed' : `shown as ${proposalStatus(shown) ?? 'it was'}`;
  return breachUnless(shown?.deleted === true, 'the booked proposal with the state "deleted"', found);
};

/** Each demand by the rule that it is the check of. */
export const DEMANDS = {
  'feeds/change-shown': orderChange,
  'feeds/order-deletion-shown': orderDeletion,
  'feeds/proposal-status-shown': proposalChange,
  'feeds/proposal-version-shown': proposalVersion,
  'feeds/proposal-deleted-after-booking': proposalDeletion,
} as const satisfies Readonly<Record<string, Demand>>;

/** The orders of the partner whose feed it is, of which a world has not lost track. */
export const ownRecords = ({ orders }: World, { partner }: FeedSighting): readonly OrderRecord[] =>
  Object.values(orders).filter(({ key, unsettled }) => key.startsWith(`${partner} `) && !unsettled);

/**
 * Whether every world demands something that the feed does not show. Feeds lag: it may be there at a later reading.
 */
export function notYetShown(sighting: FeedSighting): boolean {
  const view = viewOf(sighting);
  const unmet = (world: World): boolean =>
    ownRecords(world, sighting).some((record) =>
      Object.values(DEMANDS).some((demand) => typeof demand(record, view) === 'object'),
    );
  return sighting.worlds.length > 0 && sighting.worlds.every(unmet);
}
