import { orderItemId } from '../../../../src/protocol/ids.ts';
import type { JsonObject } from '../../../../src/protocol/json.ts';
import type { FeedSighting } from '../../../../src/oracle/rule.ts';
import {
  accepted,
  BOTH_CANCELLED,
  CONFIRMED,
  deleted,
  emptyPages,
  item,
  itemId,
  LAST,
  lastPage,
  look,
  lookAt,
  order,
  ordered,
  pages,
  partlyCancelled,
  proposal,
  PROPOSALS,
  record,
  whollyCancelled,
  withItem,
  world,
} from './build.ts';

/** A feed that breaks a rule, and the others that it breaks with it. */
interface Breach {
  readonly sighting: FeedSighting;
  readonly also?: readonly string[];
}

const foreign = record({ state: 'ordered', changes: 1 }, CONFIRMED, 'secondary');
const otherItems = {
  ...partlyCancelled,
  lines: partlyCancelled.lines.map((line) => ({ ...line, itemId: orderItemId('x') })),
};
const booked = record({ state: 'ordered', proposalChanges: 2 });

const items = order(CONFIRMED)['orderedItem'] as readonly JsonObject[];
const untaxed = items.map((each) =>
  Object.fromEntries(Object.entries(each).filter(([key]) => key !== 'unitTaxSpecification')),
);
/** An order of which something other than its items' statuses has changed. */
const attended = record({ state: 'ordered', changes: 1 });
/** The answer to a P that tells more of the offers than the feed does. */
const prepaid = proposal('AwaitingSellerConfirmation', {
  orderedItem: (proposal()['orderedItem'] as readonly JsonObject[]).map((each) => ({
    ...each,
    acceptedOffer: {
      ...(each['acceptedOffer'] as JsonObject),
      openBookingPrepayment: 'https://openactive.io/Required',
    },
  })),
});
const secondTime = (now: FeedSighting['pages'], before: FeedSighting['pages'], changes = 2) =>
  look(now, [world({ ...whollyCancelled, changes })], { earlier: before });

/** By rule, and by what is wrong in each. */
export const BREACHES: Readonly<Record<string, Readonly<Record<string, Breach>>>> = {
  'feeds/own-orders-only': {
    'the other partner’s order': {
      sighting: lookAt(order(), foreign),
    },
    'the other partner’s order, of which this one has a quote': {
      sighting: look(pages(item(2, order())), [world(foreign, record({ state: 'quoted' }))]),
      also: ['feeds/absent-until-updated'],
    },
    'the other partner’s order, beside one’s own of the same UUID': {
      sighting: look(pages(item(2, order(CONFIRMED))), [world(foreign, otherItems)]),
      also: ['feeds/change-shown'],
    },
  },
  'feeds/rpde-shape': {
    'modified missing': { sighting: look(pages(item(undefined, order())), [world(partlyCancelled)]) },
    'modified no number': { sighting: look(pages(item('yesterday', order())), [world(partlyCancelled)]) },
    'no kind': { sighting: look(pages(item(2, order(), { kind: undefined })), [world(partlyCancelled)]) },
    'a state of its own': {
      sighting: look(pages(item(2, order(), { state: 'changed' })), [world(partlyCancelled)]),
    },
    'updated without data': {
      sighting: look(pages(item(2, undefined, { state: 'updated', id: 'x' })), [world(ordered)]),
    },
    'a relative next': {
      sighting: look(
        [{ ...lastPage(), items: [item(2, order())], next: '/orders-rpde?after=2' }, lastPage()],
        [world(partlyCancelled)],
      ),
    },
  },
  'feeds/rpde-order': {
    'within a page': {
      sighting: look(pages(item(10, order()), item(9, order(), { id: 'x' })), [world(partlyCancelled)]),
    },
    'from page to page': {
      sighting: look(
        [...pages(item('100', order())).slice(0, 1), ...pages(item('99', undefined, { id: 'x' }))],
        [world(partlyCancelled)],
      ),
    },
  },
  'feeds/nothing-lost': {
    'an item that never came to who follows': {
      sighting: look(pages(item(2, order())), [world(partlyCancelled)], { followed: pages() }),
    },
    'an update that never came to who follows': {
      sighting: look(pages(item(2, order())), [world(partlyCancelled)], { followed: pages(item(1, order(CONFIRMED))) }),
    },
  },
  'feeds/last-page-stable': {
    'no end to the pages without items': { sighting: look(emptyPages(4), [world(ordered)]) },
    'next changes': {
      sighting: look([lastPage()], [world(ordered)], { lastPageAgain: lastPage({ next: `${LAST}&now=2` }) }),
    },
  },
  'feeds/nothing-repeated-unchanged': {
    'at the boundary of pages': {
      sighting: look([...pages(item(2, order())).slice(0, 1), ...pages(item(2, order()))], [world(partlyCancelled)]),
    },
  },
  'feeds/absent-until-updated': {
    'an order that only B has touched': { sighting: lookAt(order(CONFIRMED), ordered) },
    'a proposal that only P has touched': {
      sighting: lookAt(proposal('AwaitingSellerConfirmation'), record({ state: 'awaiting' }), PROPOSALS),
    },
    'an order that was refused': { sighting: lookAt(order(CONFIRMED), record({ state: 'leased' })) },
  },
  'feeds/change-shown': {
    'not in the feed': { sighting: look(pages(), [world(partlyCancelled)]) },
    'shown as before': { sighting: lookAt(order(CONFIRMED), partlyCancelled) },
    'shown as deleted': {
      sighting: look(pages(item(2)), [world(partlyCancelled)]),
      also: ['feeds/deleted-only-by-deletion'],
    },
    'another item cancelled': {
      sighting: lookAt(order(['OrderItemConfirmed', 'CustomerCancelled']), partlyCancelled),
    },
    'in no world': {
      sighting: look(pages(item(2, order(CONFIRMED))), [world(partlyCancelled), world(whollyCancelled)]),
    },
  },
  'feeds/modified-raised': {
    'the same modified': { sighting: secondTime(pages(item(2, order(BOTH_CANCELLED))), pages(item(2, order()))) },
    'a lower one': {
      sighting: secondTime(pages(item('9', order(BOTH_CANCELLED))), pages(item('10', order()))),
    },
    'for a deletion': { sighting: look(pages(item(2)), [world(deleted)], { earlier: pages(item(2, order())) }) },
  },
  'feeds/cancellation-final': {
    'confirmed again': {
      sighting: look(pages(item(3, order(CONFIRMED))), [world(partlyCancelled)], { earlier: pages(item(2, order())) }),
      also: ['feeds/change-shown', 'feeds/total-never-rises'],
    },
  },
  'feeds/order-deletion-shown': {
    'still there': { sighting: lookAt(order(), deleted) },
    'gone without a trace': { sighting: look(pages(), [world(deleted)], { earlier: pages(item(2, order())) }) },
  },
  'feeds/deleted-only-by-deletion': {
    'of an order that has not changed': { sighting: look(pages(item(2)), [world(ordered)]) },
  },
  'feeds/proposal-status-shown': {
    'not in the feed': { sighting: look(pages(), [world(accepted)], PROPOSALS) },
    'still awaiting': { sighting: lookAt(proposal('AwaitingSellerConfirmation'), accepted, PROPOSALS) },
    'as deleted': { sighting: look(pages(item(2)), [world(accepted)], PROPOSALS) },
  },
  'feeds/proposal-version-shown': {
    'another version': {
      sighting: lookAt(proposal('SellerAccepted', { orderProposalVersion: 'x/2' }), accepted, PROPOSALS),
    },
  },
  'feeds/proposal-deleted-after-booking': {
    'still accepted': { sighting: lookAt(proposal(), booked, PROPOSALS) },
    'gone without a trace': {
      sighting: look(pages(), [world(booked)], { ...PROPOSALS, earlier: pages(item(2, proposal())) }),
    },
  },
  'feeds/item-properties': {
    'no identifier': { sighting: lookAt(order(undefined, { identifier: '' }), partlyCancelled) },
    'another @id': { sighting: lookAt(order(undefined, { '@id': 'https://system.example/x' }), partlyCancelled) },
    'nothing due': { sighting: lookAt(order(undefined, { totalPaymentDue: {} }), partlyCancelled) },
    'an item without status': {
      sighting: lookAt(withItem({ orderItemStatus: '' }, CONFIRMED), record({ state: 'ordered', changes: 1 })),
    },
    'a proposal without version': {
      sighting: lookAt(
        proposal('SellerAccepted', { orderProposalVersion: 0 }),
        { ...accepted, versions: [] },
        PROPOSALS,
      ),
    },
  },
  'feeds/no-personal-data': {
    customer: { sighting: lookAt(order(undefined, { customer: { email: 'a@b.example' } }), partlyCancelled) },
    'an attendee': { sighting: lookAt(withItem({ attendee: { email: 'a@b.example' } }), partlyCancelled) },
    'the customer’s note': {
      sighting: lookAt(proposal('SellerAccepted', { orderCustomerNote: 'Hello' }), accepted, PROPOSALS),
    },
  },
  'feeds/item-ids-as-answered': {
    'another id': {
      sighting: lookAt(
        withItem({ '@id': `${itemId(0)}0` }, CONFIRMED),
        record({ state: 'ordered', changes: 1 }, CONFIRMED),
      ),
    },
  },
  'feeds/opportunity-reference-only': {
    'its name too': {
      sighting: lookAt(
        withItem({ orderedItem: { '@id': 'https://system.example/api/events/0', name: 'Yoga' } }),
        partlyCancelled,
      ),
    },
  },
  'feeds/opportunity-as-answered': {
    'another one': {
      sighting: lookAt(withItem({ orderedItem: 'https://system.example/api/events/7' }), partlyCancelled),
    },
  },
  'feeds/items-whole': {
    'an item without its tax': {
      sighting: lookAt(order(CONFIRMED, { orderedItem: untaxed }), attended),
    },
    'an offer without the prepayment that was answered': {
      sighting: look(pages(item('2', proposal())), [world(accepted)], {
        ...PROPOSALS,
        answers: new Map([[`${accepted.key} P`, prepaid]]),
      }),
    },
  },
  'feeds/offer-as-answered': {
    'another price': {
      sighting: lookAt(
        withItem({ acceptedOffer: { '@type': 'Offer', '@id': 'https://system.example/api/events/0#offer', price: 0 } }),
        partlyCancelled,
      ),
    },
  },
  'feeds/total-as-answered': {
    'cancelled items counted': {
      sighting: lookAt(
        order(undefined, { totalPaymentDue: { price: 12.5, openBookingPrepayment: 'https://openactive.io/Required' } }),
        partlyCancelled,
      ),
    },
    'a penny off': {
      sighting: lookAt(
        proposal('SellerAccepted', {
          totalPaymentDue: { price: 12.51, openBookingPrepayment: 'https://openactive.io/Required' },
        }),
        accepted,
        PROPOSALS,
      ),
    },
    'something due though all is cancelled': {
      sighting: lookAt(order(BOTH_CANCELLED, { totalPaymentDue: { price: 2.5 } }), whollyCancelled),
    },
  },
  'feeds/total-never-rises': {
    'from look to look': {
      sighting: look(
        pages(item(3, order(BOTH_CANCELLED, { totalPaymentDue: { price: 5 } }))),
        [world(record({ state: 'wholly cancelled', changes: 2 }, BOTH_CANCELLED))],
        { earlier: pages(item(2, order())) },
      ),
      also: ['feeds/total-as-answered'],
    },
  },
  'feeds/tax-as-answered': {
    'tax on the cancelled item too': {
      sighting: lookAt(order(undefined, { totalPaymentTax: [{ price: 2.09 }] }), partlyCancelled),
    },
    'no tax': { sighting: lookAt(order(undefined, { totalPaymentTax: [] }), partlyCancelled) },
  },
  'feeds/prepayment-as-answered': {
    'another one': {
      sighting: lookAt(
        proposal('SellerAccepted', {
          totalPaymentDue: { price: 12.5, openBookingPrepayment: 'https://openactive.io/Optional' },
        }),
        accepted,
        PROPOSALS,
      ),
    },
    none: { sighting: lookAt(proposal('SellerAccepted', { totalPaymentDue: { price: 12.5 } }), accepted, PROPOSALS) },
  },
};
