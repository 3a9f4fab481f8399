import { get } from '../../../src/protocol/json.ts';
import { CONTEXT, iri } from '../../../src/protocol/vocabulary.ts';
import { CUSTOMER, itemsOf, PAYMENT, said, type Kit, type Who } from '../kit.ts';
import { testDefects, type Row } from './table.ts';

const OTHER: Who = { partner: 'secondary' };

/** What the orders feed holds of one order after one of its items was cancelled. */
const inOrdersFeed = (property: string) => async (kit: Kit) => {
  const [uuid, session] = [kit.uuid(), await kit.make()];
  const order = await kit.order('B', uuid, [session, session]);
  await kit.cancel(uuid, itemsOf(order).slice(0, 1));
  return (await kit.feed('orders-rpde')).map((item) => get(get(item, 'data'), property));
};

const rows: readonly Row[] = [
  {
    id: 'uuid-shared-by-partners',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      await kit.order('B', uuid, [session]);
      return said(await kit.order('B', uuid, [session, session], {}, OTHER));
    },
    sound: '201 Order',
    defective: '500 OrderAlreadyExistsError',
  },
  {
    id: 'partner-cancels-anothers-order',
    talk: async (kit) => {
      const uuid = kit.uuid();
      const order = await kit.order('B', uuid, [await kit.make()]);
      return said(await kit.cancel(uuid, itemsOf(order), {}, OTHER));
    },
    sound: '404 UnknownOrderError',
    defective: '204',
  },
  {
    id: 'partner-reads-anothers-order',
    talk: async (kit) => {
      const uuid = kit.uuid();
      await kit.order('B', uuid, [await kit.make()]);
      return said(await kit.send('status', uuid, undefined, OTHER));
    },
    sound: '404 UnknownOrderError',
    defective: '200 Order',
  },
  {
    id: 'partner-deletes-anothers-order',
    talk: async (kit) => {
      const uuid = kit.uuid();
      await kit.order('B', uuid, [await kit.make()]);
      return said(await kit.send('delete-order', uuid, undefined, OTHER));
    },
    sound: '404 NotFoundError',
    defective: '204',
  },
  {
    id: 'partner-rejects-anothers-proposal',
    talk: async (kit) => {
      const uuid = kit.uuid();
      await kit.order('P', uuid, [await kit.make({ flow: 'OpenBookingApprovalFlow' })]);
      const patch = {
        '@context': CONTEXT,
        '@type': 'OrderProposal',
        orderProposalStatus: iri('CustomerRejected'),
      };
      return said(await kit.send('update-proposal', uuid, patch, OTHER));
    },
    sound: '404 UnknownOrderError',
    defective: '204',
  },
  {
    id: 'partner-drops-anothers-lease',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      await kit.quote('C2', uuid, [session]);
      await kit.send('delete-quote', uuid, undefined, OTHER);
      return kit.shown(session);
    },
    sound: 9,
    defective: 10,
  },
  {
    id: 'orders-feed-of-all-partners',
    talk: async (kit) => {
      await kit.act('cancel-order', await kit.order('B', kit.uuid(), [await kit.make()]));
      return (await kit.feed('orders-rpde', OTHER)).length;
    },
    sound: 0,
    defective: 1,
  },
  { id: 'orders-feed-holds-customer', talk: inOrdersFeed('customer'), sound: [undefined], defective: [CUSTOMER] },
  { id: 'orders-feed-holds-payment', talk: inOrdersFeed('payment'), sound: [undefined], defective: [PAYMENT] },
];

testDefects('isolation', rows);
