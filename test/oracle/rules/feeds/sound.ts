import type { FeedSighting } from '../../../../src/oracle/rule.ts';
import { iri } from '../../../../src/protocol/vocabulary.ts';
import {
  accepted,
  BOTH_CANCELLED,
  CONFIRMED,
  deleted,
  emptyPages,
  FIRST_CANCELLED,
  item,
  LAST,
  lastPage,
  look,
  lookAt,
  order,
  ordered,
  OTHER_UUID,
  pages,
  partlyCancelled,
  proposal,
  PROPOSALS,
  record,
  whollyCancelled,
  withItem,
  world,
} from './build.ts';

/** A feed that an honest system may show, and the rules that judge it and pass. */
interface Sound {
  readonly sighting: FeedSighting;
  readonly passes: readonly string[];
}

const booked = record({ state: 'ordered', proposalChanges: 2 });
const stranger = order(CONFIRMED, { '@id': `https://system.example/api/orders/${OTHER_UUID}`, identifier: OTHER_UUID });
const foreign = record({ state: 'ordered', changes: 1 }, CONFIRMED, 'secondary');

export const SOUND: Readonly<Record<string, Sound>> = {
  'a partly cancelled order': {
    sighting: lookAt(order(), partlyCancelled, { lastPageAgain: lastPage() }),
    passes: [
      'feeds/rpde-shape',
      'feeds/rpde-order',
      'feeds/last-page-stable',
      'feeds/nothing-repeated-unchanged',
      'feeds/change-shown',
      'feeds/deleted-only-by-deletion',
      'feeds/item-properties',
      'feeds/no-personal-data',
      'feeds/item-ids-as-answered',
      'feeds/opportunity-reference-only',
      'feeds/opportunity-as-answered',
      'feeds/items-whole',
      'feeds/offer-as-answered',
      'feeds/total-as-answered',
      'feeds/tax-as-answered',
      'feeds/prepayment-as-answered',
    ],
  },
  'a feed followed a while longer': {
    sighting: look(pages(item(2, order())), [world(partlyCancelled)], {
      followed: [...pages(item(1, order(CONFIRMED))), ...pages(item(3, order()))],
    }),
    passes: ['feeds/nothing-lost'],
  },
  'an order cancelled twice, seen both times': {
    sighting: look(
      pages(item('3', order(BOTH_CANCELLED))),
      [world(record({ state: 'wholly cancelled', changes: 2 }, BOTH_CANCELLED))],
      { earlier: pages(item('2', order())) },
    ),
    passes: ['feeds/modified-raised', 'feeds/cancellation-final', 'feeds/total-never-rises'],
  },
  'a new order is not there yet': {
    sighting: look(pages(), [world(ordered)]),
    passes: ['feeds/absent-until-updated'],
  },
  'a new order that got an access code': {
    sighting: lookAt(withItem({ accessCode: [{ description: '000001' }] }, CONFIRMED), ordered),
    passes: ['feeds/absent-until-updated'],
  },
  'a deleted order': {
    sighting: look(pages(item(3)), [world(deleted)], { earlier: pages(item(2, order())) }),
    passes: ['feeds/order-deletion-shown'],
  },
  'a deleted order that never was in the feed': { sighting: look(pages(), [world(deleted)]), passes: [] },
  'an accepted proposal': {
    sighting: lookAt(proposal(), accepted, PROPOSALS),
    passes: ['feeds/proposal-status-shown', 'feeds/proposal-version-shown', 'feeds/item-properties'],
  },
  'a proposal’s status in an array': {
    sighting: lookAt(proposal('SellerAccepted', { orderProposalStatus: [iri('SellerAccepted')] }), accepted, PROPOSALS),
    passes: ['feeds/proposal-status-shown'],
  },
  'a booked proposal': {
    sighting: look(pages(item(3)), [world(booked)], { ...PROPOSALS, earlier: pages(item(2, proposal())) }),
    passes: ['feeds/proposal-deleted-after-booking'],
  },
  'one feed for both, with URLs as ids': {
    sighting: look(
      pages(item(3, undefined, { id: `https://system.example/order-proposals/${OTHER_UUID}` }), item(4, order())),
      [world(partlyCancelled)],
      { shared: true },
    ),
    passes: ['feeds/change-shown'],
  },
  'one feed for both, in which the proposal’s id is deleted after B': {
    sighting: look(pages(item(3, undefined, { id: `${OTHER_UUID}/7` })), [world(booked)], { shared: true }),
    passes: [],
  },
  'other people’s orders': {
    sighting: look(pages(item(2, stranger, { id: OTHER_UUID })), [world(foreign)]),
    passes: ['feeds/own-orders-only'],
  },
  'two partners with the same UUID': {
    sighting: look(pages(item(2, order())), [world(partlyCancelled, foreign)]),
    passes: ['feeds/change-shown'],
  },
  'no offers, no opportunities and no taxes of the items': {
    sighting: lookAt(
      order(FIRST_CANCELLED, {
        orderedItem: FIRST_CANCELLED.map((status, index) => ({
          '@type': 'OrderItem',
          '@id': `https://system.example/api/orders/6b1f0c3e-4f0a-4a7e-9d5c-3a1f7d2b9e10#/orderedItems/${String(index)}`,
          orderItemStatus: iri(status),
        })),
      }),
      partlyCancelled,
    ),
    passes: ['feeds/item-properties', 'feeds/total-as-answered'],
  },
  'a URL for the opportunity': {
    sighting: lookAt(withItem({ orderedItem: 'https://system.example/api/events/0' }), partlyCancelled),
    passes: ['feeds/opportunity-as-answered'],
  },
  'everything cancelled, and no prepayment of nothing': {
    sighting: lookAt(order(BOTH_CANCELLED, { totalPaymentDue: { price: 0 }, totalPaymentTax: [] }), whollyCancelled),
    passes: ['feeds/total-as-answered', 'feeds/tax-as-answered'],
  },
  'a change in one world only': { sighting: look(pages(), [world(ordered), world(partlyCancelled)]), passes: [] },
  'of several worlds the second fits': {
    sighting: look(pages(item(2, order())), [world(whollyCancelled), world(partlyCancelled)]),
    passes: ['feeds/change-shown'],
  },
  'an order that was lost track of': {
    sighting: lookAt(order(CONFIRMED, { customer: {} }), { ...partlyCancelled, unsettled: true }),
    passes: [],
  },
  'equal modified, and ids in an order of their own': {
    sighting: look(pages(item(2, stranger, { id: 'b' }), item(2, undefined, { id: 'a' })), [world(ordered)]),
    passes: ['feeds/rpde-order'],
  },
  'an item that changes while the feed is read': {
    sighting: look(pages(item(2, order()), item(5, order(BOTH_CANCELLED))), [
      world(record({ state: 'wholly cancelled', changes: 2 }, BOTH_CANCELLED)),
    ]),
    passes: ['feeds/nothing-repeated-unchanged', 'feeds/change-shown'],
  },
  'modified longer than a number': {
    sighting: look(pages(item('638804898489172713', order()), item('638804898489172714')), [world(deleted)]),
    passes: ['feeds/rpde-order', 'feeds/modified-raised', 'feeds/order-deletion-shown'],
  },
  'a few pages without items on the way to the last': {
    sighting: look([...emptyPages(3), lastPage()], [world(ordered)]),
    passes: ['feeds/last-page-stable'],
  },
  'pages without items at which the reader did not go on': {
    sighting: look(emptyPages(3), [world(ordered)]),
    passes: [],
  },
  'parameters in another order': {
    sighting: look([lastPage()], [world(ordered)], {
      lastPageAgain: lastPage({ next: LAST.replace('afterTimestamp=9&afterId=9', 'afterId=9&afterTimestamp=9') }),
    }),
    passes: ['feeds/last-page-stable'],
  },
};
