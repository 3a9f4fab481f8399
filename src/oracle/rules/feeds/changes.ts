import { canonical, get, getArray, type Json, type JsonObject } from '../../../protocol/json.ts';
import { isBooked, isProposal, orderIn, type World } from '../../../model/index.ts';
import type { Check, FeedSighting } from '../../rule.ts';
import type { CheckedTable } from '../table.ts';
import { DEMANDS, itemStatus, ownRecords } from './demands.ts';
import { modifiedOf } from './modified.ts';
import { covers, find, histories, isKnown, type Shown, type View } from './shown.ts';
import { answerOf, breachUnless, judged, judgedInWorlds, sameItem, type Finding } from './verdicts.ts';

/** When orders and proposals appear in the feeds, change in them and are deleted. */

const demanded = (id: keyof typeof DEMANDS): Check => ({
  by: 'feed',
  check: (sighting) =>
    judgedInWorlds(sighting, (world, view) => ownRecords(world, sighting).map((record) => DEMANDS[id](record, view))),
});

const SELLERS_ITEM_PROPERTIES = [
  'orderItemStatus',
  'accessCode',
  'accessPass',
  'accessChannel',
  'additionalProperty',
  'cancellationMessage',
  'customerNotice',
] as const;
const SELLERS_PROPERTIES = ['orderProposalStatus', 'orderProposalVersion', 'orderSellerNote'] as const;

/** Whether the booking system has itself changed something since P or B: then it may show it. */
function differs(data: JsonObject, answer: JsonObject): boolean {
  const other = (one: Json | undefined, two: Json | undefined, keys: readonly string[]) =>
    keys.some((key) => get(one, key) !== undefined && canonical(get(one, key)) !== canonical(get(two, key)));
  const answered = getArray(answer, 'orderedItem');
  return (
    other(data, answer, SELLERS_PROPERTIES) ||
    getArray(data, 'orderedItem').some((item) => other(item, sameItem(answered, item), SELLERS_ITEM_PROPERTIES))
  );
}

const NOT_YET = 'not in the feed before it changes';

function unchangedShown(shown: Shown, world: World, sighting: FeedSighting): Finding {
  const record = orderIn(world, shown.key);
  if (record.unsettled || record.state === 'deleted') return undefined;
  const isOrder = shown.subject === 'order';
  if (!isOrder && isBooked(record)) return undefined;
  if (isOrder ? !isBooked(record) : !isProposal(record)) {
    return { expected: `no ${isOrder ? 'order' : 'proposal'} in the feed that was never made`, found: 'it is shown' };
  }
  if ((isOrder ? record.changes : record.proposalChanges) > 0) return 'sound';
  const answer = answerOf(sighting, shown);
  if (answer === undefined) return undefined;
  return breachUnless(differs(shown.data, answer), NOT_YET, 'shown as P or B answered it');
}

/** What is known of the orders that do not show: those that have not changed are rightly missing. */
function rightlyMissing(world: World, { now, sighting }: View): readonly Finding[] {
  return ownRecords(world, sighting).map((record) => {
    const order = isBooked(record) && covers(sighting, 'order') && record.changes === 0;
    const proposal = isProposal(record) && covers(sighting, 'proposal') && record.proposalChanges === 0;
    const missing = find(now, record.key, order ? 'order' : 'proposal') === undefined;
    return (order || proposal) && missing ? 'sound' : undefined;
  });
}

const absentUntilUpdated = (world: World, view: View): readonly Finding[] => [
  ...view.now
    .filter(({ key, deleted, subject }) => !deleted && subject && isKnown(key, view.sighting.worlds))
    .map((shown) => unchangedShown(shown, world, view.sighting)),
  ...rightlyMissing(world, view),
];

function wrongDeletion(world: World, { now, sighting }: View): readonly Finding[] {
  return ownRecords(world, sighting)
    .filter(isBooked)
    .map((record) => {
      const shown = find(now, record.key, 'order');
      if (shown?.subject !== 'order') return undefined;
      return breachUnless(!shown.deleted, 'deleted only once the order is deleted', 'shown as deleted');
    });
}

/** An item's data as a text; in which order it lists the items does not matter. */
function contentOf({ item, data }: Shown): string {
  const items = getArray(data, 'orderedItem').map((each) => canonical(each));
  return `${item.state ?? ''} ${canonical({ ...data, orderedItem: items.sort() })}`;
}

/** Compares every two sightings of the same order or proposal that follow each other. */
const inHistories = (sighting: FeedSighting, compare: (earlier: Shown, later: Shown) => Finding) =>
  judged(
    histories(sighting).flatMap((history) =>
      history.slice(1).map((later, index) => {
        const earlier = history[index];
        return earlier && compare(earlier, later);
      }),
    ),
  );

function modifiedRaised(earlier: Shown, later: Shown): Finding {
  if (contentOf(earlier) === contentOf(later)) return undefined;
  const [before, after] = [modifiedOf(earlier.item), modifiedOf(later.item)];
  if (before === undefined || after === undefined) return undefined;
  return breachUnless(after > before, `a change with a modified above ${before}`, String(after));
}

function staysCancelled(earlier: Shown, later: Shown): Finding {
  const items = getArray(later.data, 'orderedItem');
  const cancelled = getArray(earlier.data, 'orderedItem').filter((item) => /Cancelled$/.test(itemStatus(item) ?? ''));
  const revived = cancelled
    .map((item) => sameItem(items, item))
    .find((item) => item !== undefined && !/Cancelled$/.test(itemStatus(item) ?? 'Cancelled'));
  if (cancelled.length === 0 || later.deleted) return undefined;
  return breachUnless(revived === undefined, 'a cancelled item stays cancelled', itemStatus(revived) ?? '');
}

const CANCELLATION = ['customer-requested-cancellation', 'seller-requested-cancellation'] as const;
const STATE_SHOWN = 'booking-system-contract-with-the-broker/5';

export const CHANGES = {
  'feeds/absent-until-updated': {
    strength: 'must',
    clauses: ['new-orders-and-orderproposals/3', 'step-by-step-process-description/52'],
    sentence: 'An order or proposal is not in its feed before it was updated for the first time.',
    features: ['minimal-proposal', ...CANCELLATION],
    check: { by: 'feed', check: (sighting) => judgedInWorlds(sighting, absentUntilUpdated) },
  },
  'feeds/change-shown': {
    strength: 'must',
    clauses: [STATE_SHOWN, 'order-endpoint-restful-semantics/2'],
    sentence: 'A changed order is in the orders feed, with the present status of each item.',
    features: [...CANCELLATION],
    check: demanded('feeds/change-shown'),
  },
  'feeds/modified-raised': {
    strength: 'must',
    clauses: ['booking-system-updating-the-orders-feed/1'],
    sentence: 'Every change of an item in a feed raises its modified.',
    features: ['minimal-proposal', ...CANCELLATION],
    check: { by: 'feed', check: (sighting) => inHistories(sighting, modifiedRaised) },
  },
  'feeds/cancellation-final': {
    strength: 'must',
    clauses: [
      'cancellation-after-abbba/1',
      'cancellation-replacement-refund-calculation-and-notification/2',
      'totalpaymentdue-invariant/3',
    ],
    sentence: 'An item that the orders feed has shown as cancelled stays cancelled.',
    features: [...CANCELLATION],
    implies: ['feeds/change-shown', 'feeds/total-never-rises'],
    check: { by: 'feed', check: (sighting) => inHistories(sighting, staysCancelled) },
  },
  'feeds/order-deletion-shown': {
    strength: 'must',
    clauses: ['order-deletion/2'],
    sentence: 'A deleted order that was in the orders feed has the state "deleted" there.',
    features: ['order-deletion'],
    check: demanded('feeds/order-deletion-shown'),
  },
  'feeds/deleted-only-by-deletion': {
    strength: 'must',
    clauses: ['orders-feed-inconsistencies/2'],
    sentence: 'An order has the state "deleted" in the orders feed only once it is deleted.',
    features: ['order-deletion'],
    implies: ['feeds/change-shown'],
    check: { by: 'feed', check: (sighting) => judgedInWorlds(sighting, wrongDeletion) },
  },
  'feeds/proposal-status-shown': {
    strength: 'must',
    clauses: [
      'orderproposal-statuses/4',
      'proposal-approval/1',
      'proposal-rejection/1',
      'booking-system-contract-with-the-broker/16',
    ],
    sentence: 'A proposal that the seller or the customer has decided on is in its feed with that status.',
    features: ['minimal-proposal'],
    check: demanded('feeds/proposal-status-shown'),
  },
  'feeds/proposal-version-shown': {
    strength: 'must',
    clauses: ['broker-processing-the-orders-feed/3'],
    sentence: 'A proposal is in its feed with its present version.',
    features: ['minimal-proposal', 'proposal-amendment'],
    check: demanded('feeds/proposal-version-shown'),
  },
  'feeds/proposal-deleted-after-booking': {
    strength: 'must',
    clauses: ['order-endpoint-restful-semantics/1'],
    sentence: 'A proposal that B has made an order has the state "deleted" in its feed.',
    features: ['minimal-proposal'],
    check: demanded('feeds/proposal-deleted-after-booking'),
  },
} as const satisfies CheckedTable;
