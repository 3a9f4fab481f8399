import { itemErrors, itemsOf, said, type Kit } from '../kit.ts';
import { testDefects, type Row } from './table.ts';

const ELEVEN_MINUTES = 660_000;
const wrongTotal = { totalPaymentDue: { '@type': 'PriceSpecification', price: 0.01, priceCurrency: 'GBP' } };

/** The spaces that the open feed shows after something happened to one session of ten. */
const spacesAfter =
  (act: (kit: Kit, session: Awaited<ReturnType<Kit['make']>>, uuid: string) => Promise<unknown>) =>
  async (kit: Kit) => {
    const session = await kit.make();
    await act(kit, session, kit.uuid());
    return kit.shown(session);
  };

const rows: readonly Row[] = [
  {
    id: 'lease-left-after-quote-deletion',
    talk: spacesAfter(async (kit, session, uuid) => {
      await kit.quote('C2', uuid, [session]);
      await kit.send('delete-quote', uuid);
    }),
    sound: 10,
    defective: 9,
  },
  {
    id: 'lease-not-shrunk',
    talk: spacesAfter(async (kit, session, uuid) => {
      await kit.quote('C2', uuid, [session, session, session]);
      await kit.quote('C2', uuid, [session]);
    }),
    sound: 9,
    defective: 7,
  },
  {
    id: 'lease-of-one-space-only',
    talk: spacesAfter((kit, session, uuid) => kit.quote('C1', uuid, [session, session, session])),
    sound: 7,
    defective: 9,
  },
  {
    id: 'others-leases-ignored',
    talk: async (kit) => {
      const session = await kit.make({ criteria: 'BookableOneSpace' });
      await kit.quote('C2', kit.uuid(), [session]);
      const other = await kit.quote('C2', kit.uuid(), [session], {}, { partner: 'secondary' });
      return [said(other), ...itemErrors(other)];
    },
    sound: ['409 OrderQuote', 'OpportunityCapacityIsReservedByLeaseError'],
    defective: ['200 OrderQuote', ''],
  },
  {
    id: 'own-lease-counted-against-one',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make({ criteria: 'BookableOneSpace' })];
      return [said(await kit.quote('C1', uuid, [session])), said(await kit.quote('C2', uuid, [session]))];
    },
    sound: ['200 OrderQuote', '200 OrderQuote'],
    defective: ['200 OrderQuote', '409 OrderQuote'],
  },
  {
    id: 'lease-kept-after-booking',
    talk: spacesAfter((kit, session, uuid) => kit.order('B', uuid, [session])),
    sound: 9,
    defective: 8,
  },
  {
    id: 'expired-lease-still-holds',
    talk: spacesAfter(async (kit, session, uuid) => {
      await kit.quote('C2', uuid, [session]);
      kit.clock.advance(ELEVEN_MINUTES);
    }),
    sound: 10,
    defective: 9,
  },
  {
    id: 'b-refused-after-lease-expiry',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make({ criteria: 'BookableFree' })];
      await kit.quote('C2', uuid, [session]);
      kit.clock.advance(ELEVEN_MINUTES);
      const totalPaymentDue = { '@type': 'PriceSpecification', price: 0, priceCurrency: 'GBP' };
      return said(await kit.direct('B', uuid, [session], { totalPaymentDue }));
    },
    sound: '201 Order',
    defective: '409 OpportunityHasInsufficientCapacityError',
  },
  {
    id: 'space-not-returned-on-cancellation',
    talk: spacesAfter(async (kit, session, uuid) => {
      const order = await kit.order('B', uuid, [session]);
      await kit.cancel(uuid, itemsOf(order));
    }),
    sound: 10,
    defective: 9,
  },
  {
    id: 'space-not-returned-on-seller-cancellation',
    talk: spacesAfter(async (kit, session, uuid) => kit.act('cancel-order', await kit.order('B', uuid, [session]))),
    sound: 10,
    defective: 9,
  },
  {
    id: 'deleted-order-keeps-spaces',
    talk: spacesAfter(async (kit, session, uuid) => {
      await kit.order('B', uuid, [session]);
      await kit.send('delete-order', uuid);
    }),
    sound: 10,
    defective: 9,
  },
  {
    id: 'rejected-proposal-keeps-spaces',
    talk: spacesAfter(async (kit, session, uuid) => kit.act('reject-proposal', await kit.order('P', uuid, [session]))),
    sound: 10,
    defective: 9,
  },
  {
    id: 'repeated-item-takes-one-space',
    talk: spacesAfter((kit, session, uuid) => kit.order('B', uuid, [session, session])),
    sound: 8,
    defective: 9,
  },
  {
    id: 'failed-b-keeps-spaces',
    talk: spacesAfter((kit, session, uuid) => kit.direct('B', uuid, [session], wrongTotal)),
    sound: 10,
    defective: 9,
  },
  {
    id: 'b-books-what-it-can',
    talk: async (kit) => {
      const [open, over] = [await kit.make(), await kit.make({ criteria: 'BookableInPast' })];
      return [said(await kit.order('B', kit.uuid(), [open, over])), await kit.shown(open)];
    },
    sound: ['409 UnableToProcessOrderItemError', 9],
    defective: ['201 Order', 9],
  },
  {
    id: 'every-item-in-error-when-last-exceeds',
    talk: async (kit) => {
      const session = await kit.make({ criteria: 'BookableOneSpace' });
      return itemErrors(await kit.quote('C1', kit.uuid(), [session, session]));
    },
    sound: ['', 'OpportunityHasInsufficientCapacityError'],
    defective: ['OpportunityHasInsufficientCapacityError', 'OpportunityHasInsufficientCapacityError'],
  },
  {
    id: 'b-oversells',
    talk: async (kit) => {
      const session = await kit.make({ criteria: 'BookableNoSpaces' });
      const totalPaymentDue = { '@type': 'PriceSpecification', price: 9.05, priceCurrency: 'GBP' };
      const payment = { '@type': 'Payment', identifier: '1' };
      return said(await kit.direct('B', kit.uuid(), [session], { totalPaymentDue, payment }));
    },
    sound: '409 OpportunityHasInsufficientCapacityError',
    defective: '201 Order',
  },
  {
    id: 'full-opportunity-quoted',
    talk: async (kit) => said(await kit.quote('C1', kit.uuid(), [await kit.make({ criteria: 'BookableNoSpaces' })])),
    sound: '409 OrderQuote',
    defective: '200 OrderQuote',
  },
];

testDefects('spaces-and-leases', rows);
