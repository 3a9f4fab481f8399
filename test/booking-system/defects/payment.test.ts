import { get, getString, type JsonObject } from '../../../src/protocol/json.ts';
import type { Criteria } from '../../../src/protocol/test-interface.ts';
import { itemsOf, PAYMENT, said, type Changes, type Kit } from '../kit.ts';
import { testDefects, type Row } from './table.ts';

/** What a B, or a P, for an opportunity of some kind is answered. */
const booking =
  (criteria: Criteria, changes: Changes, call: 'P' | 'B' = 'B') =>
  async (kit: Kit) =>
    said(await kit.order(call, kit.uuid(), [await kit.make({ criteria })], changes));

const prepayment = (body: JsonObject | undefined) =>
  getString(get(body, 'totalPaymentDue'), 'openBookingPrepayment')?.split('/').at(-1);

const wrongAccount = { payment: { ...PAYMENT, accountId: 'SN0000' } };
const wrongTotal = { totalPaymentDue: { '@type': 'PriceSpecification', price: 0.01, priceCurrency: 'GBP' } };

const rows: readonly Row[] = [
  {
    id: 'payment-not-demanded-at-b',
    talk: booking('BookableNonFreePrepaymentRequired', { payment: undefined }),
    sound: '400 MissingPaymentDetailsError',
    defective: '201 Order',
  },
  {
    id: 'payment-not-demanded-at-p',
    talk: booking('BookableNonFreePrepaymentRequired', { payment: undefined }, 'P'),
    sound: '400 MissingPaymentDetailsError',
    defective: '201 OrderProposal',
  },
  {
    id: 'payment-identifier-not-demanded',
    talk: booking('BookableNonFreePrepaymentRequired', { payment: { '@type': 'Payment' } }),
    sound: '400 IncompletePaymentDetailsError',
    defective: '201 Order',
  },
  {
    id: 'unnecessary-payment-accepted',
    talk: booking('BookableFree', { payment: PAYMENT }),
    sound: '400 UnnecessaryPaymentDetailsError',
    defective: '201 Order',
  },
  {
    id: 'optional-payment-demanded',
    talk: booking('BookableNonFreePrepaymentOptional', {}),
    sound: '201 Order',
    defective: '400 MissingPaymentDetailsError',
  },
  {
    id: 'unavailable-payment-demanded',
    talk: booking('BookableNonFreePrepaymentUnavailable', {}),
    sound: '201 Order',
    defective: '400 MissingPaymentDetailsError',
  },
  {
    id: 'free-order-demands-payment',
    talk: booking('BookableFree', {}),
    sound: '201 Order',
    defective: '400 MissingPaymentDetailsError',
  },
  {
    id: 'optional-payment-not-reflected',
    talk: async (kit) => {
      const session = await kit.make({ criteria: 'BookableNonFreePrepaymentOptional' });
      return get((await kit.order('B', kit.uuid(), [session], { payment: PAYMENT })).body, 'payment');
    },
    sound: PAYMENT,
    defective: undefined,
  },
  {
    id: 'prepayment-of-first-item',
    talk: async (kit) => {
      const optional = await kit.make({ criteria: 'BookableNonFreePrepaymentOptional' });
      const required = await kit.make({ criteria: 'BookableNonFreePrepaymentRequired' });
      return prepayment((await kit.quote('C1', kit.uuid(), [optional, required])).body);
    },
    sound: 'Required',
    defective: 'Optional',
  },
  {
    id: 'prepayment-differs-in-orders-feed',
    talk: async (kit) => {
      const uuid = kit.uuid();
      const session = await kit.make({ criteria: 'BookableNonFreePrepaymentRequired' });
      const order = await kit.order('B', uuid, [session, session]);
      await kit.cancel(uuid, itemsOf(order).slice(0, 1));
      const [item] = await kit.feed('orders-rpde');
      return prepayment(get(item, 'data') as JsonObject);
    },
    sound: 'Required',
    defective: 'Optional',
  },
  {
    id: 'wrong-total-accepted',
    talk: booking('Bookable', wrongTotal),
    sound: '400 TotalPaymentDueMismatchError',
    defective: '201 Order',
  },
  {
    id: 'wrong-total-accepted-at-p',
    talk: booking('Bookable', wrongTotal, 'P'),
    sound: '400 TotalPaymentDueMismatchError',
    defective: '201 OrderProposal',
  },
  {
    id: 'wrong-total-drops-lease',
    talk: async (kit) => {
      const session = await kit.make();
      await kit.order('B', kit.uuid(), [session], wrongTotal);
      return kit.shown(session);
    },
    sound: 9,
    defective: 10,
  },
  {
    id: 'wrong-account-accepted',
    talk: booking('BookableNonFreePrepaymentRequired', wrongAccount),
    sound: '400 InvalidPaymentDetailsError',
    defective: '201 Order',
  },
  {
    id: 'wrong-account-found-at-b-only',
    talk: async (kit) => said(await kit.quote('C1', kit.uuid(), [await kit.make()], wrongAccount)),
    sound: '400 InvalidPaymentDetailsError',
    defective: '200 OrderQuote',
  },
];

testDefects('payment', rows);
