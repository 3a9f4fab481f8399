import { get } from '../../../src/protocol/json.ts';
import { CONTEXT, iri } from '../../../src/protocol/vocabulary.ts';
import { itemErrors, PAYMENT, said, statuses, type Kit } from '../kit.ts';
import { APPROVAL, booked, MINUTE, ONE_SPACE, patch, proposed, type Row } from './row.ts';

const deletedTwice = async (kit: Kit) => {
  const { uuid } = await booked(kit);
  await kit.send('delete-order', uuid);
  return said(await kit.send('delete-order', uuid));
};

const statusOfOrder = async (kit: Kit) => said(await kit.send('status', (await booked(kit)).uuid));

const repeats: readonly Row[] = [
  {
    id: 'repeated-b-answers-as-at-first',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      const order = await kit.order('B', uuid, [session]);
      await kit.cancel(uuid, get(order.body, 'orderedItem') as []);
      return statuses(await kit.order('B', uuid, [session]));
    },
    usual: ['CustomerCancelled'],
    varied: ['OrderItemConfirmed'],
  },
  {
    id: 'repeat-with-other-payment-refused',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      await kit.order('B', uuid, [session]);
      return said(await kit.direct('B', uuid, [session], { payment: { ...PAYMENT, identifier: 'another' } }));
    },
    usual: '201 Order',
    varied: '500 OrderAlreadyExistsError',
  },
  {
    id: 'ok-instead-of-created',
    talk: async (kit) => [said((await booked(kit)).order), said((await proposed(kit)).proposal)],
    usual: ['201 Order', '201 OrderProposal'],
    varied: ['200 Order', '200 OrderProposal'],
  },
  { id: 'second-deletion-not-found', talk: deletedTwice, usual: '204', varied: '404 NotFoundError' },
  { id: 'second-deletion-gone', talk: deletedTwice, usual: '204', varied: '410 GoneError' },
  {
    id: 'unknown-order-at-deletion',
    talk: async (kit) => said(await kit.send('delete-order', kit.uuid())),
    usual: '404 NotFoundError',
    varied: '404 UnknownOrderError',
  },
];

const looks: readonly Row[] = [
  {
    id: 'status-method-not-allowed',
    talk: statusOfOrder,
    usual: '200 Order',
    varied: '405 MethodNotAllowedError',
  },
  { id: 'status-not-found', talk: statusOfOrder, usual: '200 Order', varied: '404 UnknownOrIncorrectEndpointError' },
  {
    id: 'status-of-orders-only',
    talk: async (kit) => said(await kit.send('status', (await proposed(kit)).uuid)),
    usual: '200 OrderProposal',
    varied: '404 UnknownOrderError',
  },
  {
    id: 'status-of-quotes-too',
    talk: async (kit) => {
      const uuid = kit.uuid();
      await kit.quote('C2', uuid, [await kit.make()]);
      const quoted = said(await kit.send('status', uuid));
      await kit.send('delete-quote', uuid);
      return [quoted, said(await kit.send('status', uuid))];
    },
    usual: ['404 UnknownOrderError', '404 UnknownOrderError'],
    varied: ['200 OrderQuote', '404 UnknownOrderError'],
  },
];

const patches: readonly Row[] = [
  {
    id: 'notes-refused',
    talk: async (kit) => said(await patch(kit, (await proposed(kit)).uuid, { orderCustomerNote: 'We are three.' })),
    usual: '204',
    varied: '400 PatchNotAllowedOnPropertyError',
  },
  {
    id: 'proposal-patch-with-id',
    talk: async (kit) => {
      const { uuid, proposal } = await proposed(kit);
      const orderProposalStatus = iri('CustomerRejected');
      return said(await patch(kit, uuid, { '@id': get(proposal.body, '@id') ?? '', orderProposalStatus }));
    },
    usual: '400 PatchContainsExcessivePropertiesError',
    varied: '204',
  },
  {
    id: 'order-patch-without-id',
    talk: async (kit) => {
      const { uuid, order, items } = await booked(kit);
      const orderedItem = items.map((item) => ({
        '@type': 'OrderItem',
        '@id': get(item, '@id') ?? '',
        orderItemStatus: iri('CustomerCancelled'),
      }));
      const body = { '@context': CONTEXT, '@type': 'Order', '@id': get(order.body, '@id') ?? '', orderedItem };
      return said(await kit.send('cancel', uuid, body));
    },
    usual: '204',
    varied: '400 PatchContainsExcessivePropertiesError',
  },
  {
    id: 'items-sought-before-their-order',
    talk: async (kit) => said(await kit.cancel(kit.uuid(), (await booked(kit)).items)),
    usual: '404 UnknownOrderError',
    varied: '500 OrderItemNotWithinOrderError',
  },
];

const proposals: readonly Row[] = [
  {
    id: 'seller-rejects-after-accepting',
    talk: async (kit) => {
      const { uuid, proposal } = await proposed(kit);
      await kit.act('accept-proposal', proposal);
      await kit.act('reject-proposal', proposal);
      return said(await kit.confirm(uuid, proposal));
    },
    usual: '201 Order',
    varied: '500 OrderCreationFailedError',
  },
  {
    id: 'p-needs-approval',
    talk: async (kit) => said((await proposed(kit, {})).proposal),
    usual: '201 OrderProposal',
    varied: '500 OrderCreationFailedError',
  },
  {
    id: 'proposals-hold-no-spaces',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make({ ...APPROVAL, ...ONE_SPACE })];
      const first = await kit.order('P', uuid, [session]);
      const free = await kit.shown(session);
      const other = kit.uuid();
      const second = await kit.order('P', other, [session]);
      await kit.act('accept-proposal', first);
      await kit.act('accept-proposal', second);
      const confirmed = [said(await kit.confirm(uuid, first)), said(await kit.confirm(other, second))];
      return [free, said(second), ...confirmed, await kit.shown(session)];
    },
    usual: [0, '409 OpportunityHasInsufficientCapacityError', '201 Order', '400 OpenBookingError', 0],
    varied: [1, '201 OrderProposal', '201 Order', '409 OpportunityHasInsufficientCapacityError', 0],
  },
];

/** Whether each of C1 and C2 gave a lease. */
const leases = async (kit: Kit, calls: readonly ('C1' | 'C2')[]) => {
  const [uuid, session] = [kit.uuid(), await kit.make()];
  const given: boolean[] = [];
  for (const call of calls) {
    given.push(get((await kit.quote(call, uuid, [session])).body, 'lease') !== undefined);
  }
  return [...given, await kit.shown(session)];
};

/** Whether somebody else can have a leased space so many minutes later. */
const freeAfter = (minutes: number) => async (kit: Kit) => {
  const session = await kit.make(ONE_SPACE);
  await kit.quote('C2', kit.uuid(), [session]);
  kit.clock.advance(minutes * MINUTE);
  return itemErrors(await kit.quote('C2', kit.uuid(), [session]));
};

const leasing: readonly Row[] = [
  { id: 'no-leasing', talk: (kit) => leases(kit, ['C1', 'C2']), usual: [true, true, 9], varied: [false, false, 10] },
  {
    id: 'anonymous-leasing-only',
    talk: async (kit) => [await leases(kit, ['C1', 'C2']), await leases(kit, ['C2'])],
    usual: [
      [true, true, 9],
      [true, 9],
    ],
    varied: [
      [true, true, 9],
      [false, 10],
    ],
  },
  {
    id: 'named-leasing-only',
    talk: (kit) => leases(kit, ['C1', 'C2']),
    usual: [true, true, 9],
    varied: [false, true, 9],
  },
  {
    id: 'leases-dropped-late',
    talk: freeAfter(11),
    usual: [''],
    varied: ['OpportunityCapacityIsReservedByLeaseError'],
  },
  { id: 'short-leases', talk: freeAfter(2), usual: ['OpportunityCapacityIsReservedByLeaseError'], varied: [''] },
  {
    id: 'no-lease-for-part-of-a-quote',
    talk: async (kit) => {
      const session = await kit.make(ONE_SPACE);
      const quote = await kit.quote('C2', kit.uuid(), [session, session]);
      return [said(quote), get(quote.body, 'lease') !== undefined, await kit.shown(session)];
    },
    usual: ['409 OrderQuote', true, 0],
    varied: ['409 OrderQuote', false, 1],
  },
];

export const LIFECYCLE_ROWS: readonly Row[] = [...repeats, ...looks, ...patches, ...proposals, ...leasing];
