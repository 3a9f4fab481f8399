import { get, getString } from '../../../src/protocol/json.ts';
import { CONTEXT, iri } from '../../../src/protocol/vocabulary.ts';
import { itemErrors, itemsOf, said, statuses, type Kit, type Wish } from '../kit.ts';
import { testDefects, type Row } from './table.ts';

const APPROVAL: Wish = { flow: 'OpenBookingApprovalFlow' };

/** What a B is answered after a P and what the seller or the customer did then. */
const bookingAfter = (then: (kit: Kit, uuid: string) => Promise<unknown>) => async (kit: Kit) => {
  const uuid = kit.uuid();
  const proposal = await kit.order('P', uuid, [await kit.make(APPROVAL)]);
  await then(kit, uuid);
  return said(await kit.confirm(uuid, proposal));
};

const patchProposal = (kit: Kit, uuid: string, status: string) =>
  kit.send('update-proposal', uuid, {
    '@context': CONTEXT,
    '@type': 'OrderProposal',
    orderProposalStatus: `https://openactive.io/${status}`,
  });

/** Lets the seller act on a proposal that is known by its UUID only. */
const act = (kit: Kit, uuid: string, action: Parameters<Kit['act']>[0]) =>
  kit.act(action, {
    status: 200,
    mediaType: undefined,
    body: { '@type': 'OrderProposal', '@id': `${kit.system.baseUrl}/order-proposals/${uuid}` },
  });

const rejectAsCustomer = (kit: Kit, uuid: string) => patchProposal(kit, uuid, 'CustomerRejected');

const failed = '500 OrderCreationFailedError';

const proposals: readonly Row[] = [
  { id: 'b-before-seller-accepts', talk: bookingAfter(async () => undefined), sound: failed, defective: '201 Order' },
  {
    id: 'b-after-seller-rejects',
    talk: bookingAfter((kit, uuid) => act(kit, uuid, 'reject-proposal')),
    sound: failed,
    defective: '201 Order',
  },
  {
    id: 'seller-accepts-after-rejecting',
    talk: bookingAfter(async (kit, uuid) => {
      await act(kit, uuid, 'reject-proposal');
      await act(kit, uuid, 'accept-proposal');
    }),
    sound: failed,
    defective: '201 Order',
  },
  { id: 'b-after-customer-rejects', talk: bookingAfter(rejectAsCustomer), sound: failed, defective: '201 Order' },
  {
    id: 'b-with-outdated-version',
    talk: bookingAfter(async (kit, uuid) => {
      await act(kit, uuid, 'amend-proposal');
      await act(kit, uuid, 'accept-proposal');
    }),
    sound: '500 OrderProposalVersionOutdatedError',
    defective: '201 Order',
  },
  {
    id: 'b-without-approval',
    talk: async (kit) => said(await kit.order('B', kit.uuid(), [await kit.make(APPROVAL)])),
    sound: failed,
    defective: '201 Order',
  },
  {
    id: 'proposal-stays-in-feed-after-b',
    talk: async (kit) => {
      const uuid = kit.uuid();
      const proposal = await kit.order('P', uuid, [await kit.make(APPROVAL)]);
      await kit.act('accept-proposal', proposal);
      await kit.confirm(uuid, proposal);
      return (await kit.feed('order-proposals-rpde')).map((item) => getString(item, 'state'));
    },
    sound: ['deleted'],
    defective: ['updated'],
  },
  {
    id: 'customer-rejection-ignored',
    talk: bookingAfter(async (kit, uuid) => {
      await act(kit, uuid, 'accept-proposal');
      await rejectAsCustomer(kit, uuid);
    }),
    sound: failed,
    defective: '201 Order',
  },
  {
    id: 'proposal-patch-sets-any-status',
    talk: async (kit) => {
      const uuid = kit.uuid();
      await kit.order('P', uuid, [await kit.make(APPROVAL)]);
      const patched = await patchProposal(kit, uuid, 'SellerAccepted');
      return [said(patched), getString((await kit.send('status', uuid)).body, 'orderProposalStatus')];
    },
    sound: ['400 PatchNotAllowedOnPropertyError', iri('AwaitingSellerConfirmation')],
    defective: ['204', iri('SellerAccepted')],
  },
];

/** A B of one space, and the same again of so many. */
async function repeatB(kit: Kit, spaces: number) {
  const [uuid, session] = [kit.uuid(), await kit.make({ criteria: 'BookableFree' })];
  const first = await kit.order('B', uuid, [session]);
  const sent = { totalPaymentDue: get(first.body, 'totalPaymentDue') };
  const again = Array.from({ length: spaces }, () => session);
  return { session, answer: said(await kit.direct('B', uuid, again, sent)) };
}

const repeats: readonly Row[] = [
  {
    id: 'repeated-b-books-again',
    talk: async (kit) => kit.shown((await repeatB(kit, 1)).session),
    sound: 9,
    defective: 8,
  },
  {
    id: 'repeated-b-after-p-books-again',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make(APPROVAL)];
      const proposal = await kit.order('P', uuid, [session]);
      await kit.act('accept-proposal', proposal);
      const answers = [await kit.confirm(uuid, proposal), await kit.confirm(uuid, proposal)];
      return [...answers.map(said), await kit.shown(session)];
    },
    sound: ['201 Order', '201 Order', 9],
    defective: ['201 Order', '201 Order', 8],
  },
  {
    id: 'repeated-b-overwrites',
    talk: async (kit) => (await repeatB(kit, 2)).answer,
    sound: '500 OrderAlreadyExistsError',
    defective: '201 Order',
  },
  {
    id: 'repeated-b-refused',
    talk: async (kit) => (await repeatB(kit, 1)).answer,
    sound: '201 Order',
    defective: '500 OrderAlreadyExistsError',
  },
  {
    id: 'repeated-b-revives-cancelled-items',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make({ criteria: 'BookableFree' })];
      const first = await kit.order('B', uuid, [session]);
      await kit.cancel(uuid, itemsOf(first));
      await kit.direct('B', uuid, [session], { totalPaymentDue: get(first.body, 'totalPaymentDue') });
      return statuses(await kit.send('status', uuid));
    },
    sound: ['CustomerCancelled'],
    defective: ['OrderItemConfirmed'],
  },
  {
    id: 'deleted-uuid-used-again',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      await kit.order('B', uuid, [session]);
      await kit.send('delete-order', uuid);
      return said(await kit.order('B', uuid, [session]));
    },
    sound: '500 OrderAlreadyExistsError',
    defective: '201 Order',
  },
  {
    id: 'c2-wipes-order',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      await kit.order('B', uuid, [session]);
      const quoted = await kit.quote('C2', uuid, [session, session]);
      return [said(quoted), said(await kit.send('status', uuid))];
    },
    sound: ['500 OrderAlreadyExistsError', '200 Order'],
    defective: ['200 OrderQuote', '404 UnknownOrderError'],
  },
];

/** What the cancellation of an order of one item is answered, and what becomes of the item. */
const cancellation =
  (wish: Wish, changes = {}) =>
  async (kit: Kit) => {
    const uuid = kit.uuid();
    const order = await kit.order('B', uuid, [await kit.make(wish)]);
    const cancelled = await kit.cancel(uuid, itemsOf(order), changes);
    return [said(cancelled), ...statuses(await kit.send('status', uuid))];
  };

const notPermitted = '400 CancellationNotPermittedError';

const cancellations: readonly Row[] = [
  {
    id: 'not-cancellable-offer-cancelled',
    talk: cancellation({ criteria: 'BookableNotCancellable' }),
    sound: [notPermitted, 'OrderItemConfirmed'],
    defective: ['204', 'CustomerCancelled'],
  },
  {
    id: 'cancellation-window-ignored',
    talk: cancellation({ criteria: 'BookableCancellableOutsideWindow' }),
    sound: [notPermitted, 'OrderItemConfirmed'],
    defective: ['204', 'CustomerCancelled'],
  },
  {
    id: 'refusal-without-description',
    talk: async (kit) => {
      const uuid = kit.uuid();
      const order = await kit.order('B', uuid, [await kit.make({ criteria: 'BookableNotCancellable' })]);
      return getString((await kit.cancel(uuid, itemsOf(order))).body, 'description');
    },
    sound: 'Bookings with this offer cannot be cancelled.',
    defective: undefined,
  },
  {
    id: 'patch-sets-any-status',
    talk: cancellation({}, { orderItemStatus: iri('CustomerAttended') }),
    sound: ['400 PatchNotAllowedOnPropertyError', 'OrderItemConfirmed'],
    defective: ['204', 'CustomerAttended'],
  },
  {
    id: 'cancellation-not-atomic',
    talk: async (kit) => {
      const uuid = kit.uuid();
      const items = [await kit.make(), await kit.make({ criteria: 'BookableNotCancellable' })];
      const order = await kit.order('B', uuid, items);
      const cancelled = await kit.cancel(uuid, itemsOf(order));
      return [said(cancelled), ...statuses(await kit.send('status', uuid))];
    },
    sound: [notPermitted, 'OrderItemConfirmed', 'OrderItemConfirmed'],
    defective: [notPermitted, 'CustomerCancelled', 'OrderItemConfirmed'],
  },
  {
    id: 'second-cancellation-refused',
    talk: async (kit) => {
      const uuid = kit.uuid();
      const order = await kit.order('B', uuid, [await kit.make()]);
      return [said(await kit.cancel(uuid, itemsOf(order))), said(await kit.cancel(uuid, itemsOf(order)))];
    },
    sound: ['204', '204'],
    defective: ['204', notPermitted],
  },
  {
    id: 'cancellation-forgets-item',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      const order = await kit.order('B', uuid, [session, session]);
      await kit.cancel(uuid, itemsOf(order));
      return statuses(await kit.send('status', uuid));
    },
    sound: ['CustomerCancelled', 'CustomerCancelled'],
    defective: ['CustomerCancelled', 'OrderItemConfirmed'],
  },
  {
    id: 'unknown-quote-deletion-refused',
    talk: async (kit) => said(await kit.send('delete-quote', kit.uuid())),
    sound: '204',
    defective: '404 UnknownOrderError',
  },
  {
    id: 'unknown-order-deletion-accepted',
    talk: async (kit) => said(await kit.send('delete-order', kit.uuid())),
    sound: '404 NotFoundError',
    defective: '204',
  },
];

const requests: readonly Row[] = [
  {
    id: 'any-type-accepted',
    talk: async (kit) => said(await kit.quote('C2', kit.uuid(), [await kit.make()], { '@type': 'Order' })),
    sound: '500 UnexpectedOrderTypeError',
    defective: '200 OrderQuote',
  },
  {
    id: 'item-of-another-seller-accepted',
    talk: async (kit) => said(await kit.quote('C2', kit.uuid(), [await kit.make({ seller: 'secondary' })])),
    sound: '500 SellerMismatchError',
    defective: '200 OrderQuote',
  },
  {
    id: 'unknown-seller-accepted',
    talk: async (kit) => {
      const seller = `${kit.system.datasetSiteUrl}api/identifiers/sellers/99`;
      return said(await kit.quote('C2', kit.uuid(), [await kit.make()], { seller }));
    },
    sound: '500 SellerNotFoundError',
    defective: '200 OrderQuote',
  },
  {
    id: 'past-opportunity-booked',
    talk: async (kit) =>
      itemErrors(await kit.quote('C1', kit.uuid(), [await kit.make({ criteria: 'BookableInPast' })])),
    sound: ['OpportunityOfferPairNotBookableError'],
    defective: [''],
  },
  {
    id: 'booking-window-ignored',
    talk: async (kit) => {
      const session = await kit.make({ criteria: 'BookableOutsideValidFromBeforeStartDate' });
      return itemErrors(await kit.quote('C1', kit.uuid(), [session]));
    },
    sound: ['OpportunityOfferPairNotBookableError'],
    defective: [''],
  },
  {
    id: 'foreign-offer-accepted',
    talk: async (kit) => {
      const [session, other] = [await kit.make(), await kit.make()];
      return itemErrors(await kit.quote('C1', kit.uuid(), [{ ...session, offers: other.offers }]));
    },
    sound: ['UnacceptableOfferError'],
    defective: [''],
  },
];

testDefects('lifecycle', [...proposals, ...repeats, ...cancellations, ...requests]);
