import { CLIENT_IDS, sellerIdAt } from '../../../src/booking-system/index.ts';
import { get, getArray, getNumber } from '../../../src/protocol/json.ts';
import { iri } from '../../../src/protocol/vocabulary.ts';
import { CUSTOMER, itemsOf, PAYMENT, RESELLER, said, total, type Answer, type Kit } from '../kit.ts';
import { booked, names, type Row } from './row.ts';

/** An order as GET gives it in text, for a customer whose name is not ASCII. */
const orderText = async (kit: Kit) => {
  const uuid = kit.uuid();
  const session = await kit.make();
  const customer = { ...CUSTOMER, givenName: 'Zoë' };
  await kit.order('B', uuid, [session, session], { customer });
  const { body } = await kit.system.inject({
    method: 'GET',
    url: `${kit.system.baseUrl}/orders/${uuid}`,
    headers: {
      'x-openactive-test-client-id': CLIENT_IDS.primary,
      'x-openactive-test-seller-id': sellerIdAt(kit.system.datasetSiteUrl, 'primary'),
    },
  });
  return body;
};

/** The total as it is written, and as it is read. */
const totalText = async (kit: Kit) => {
  const text = await orderText(kit);
  const written = /"totalPaymentDue":[^}]*"price": ?([^,]*),/.exec(text)?.[1];
  return [written, getNumber(get(JSON.parse(text), 'totalPaymentDue'), 'price')];
};

const mediaType = async (kit: Kit) => (await kit.send('status', kit.uuid())).mediaType;

const values: readonly Row[] = [
  { id: 'prices-with-two-decimals', talk: totalText, usual: ['18.1', 18.1], varied: ['18.10', 18.1] },
  { id: 'prices-with-exponents', talk: totalText, usual: ['18.1', 18.1], varied: ['1.81e+1', 18.1] },
  {
    id: 'offer-prices-as-text',
    talk: async (kit) => {
      const session = await kit.make();
      const order = await kit.order('B', kit.uuid(), [session]);
      return [get(session.offers[0], 'price'), get(get(itemsOf(order)[0], 'acceptedOffer'), 'price'), total(order)];
    },
    usual: [9.05, 9.05, 9.05],
    varied: ['9.05', '9.05', 9.05],
  },
  {
    id: 'prices-in-euros',
    talk: async (kit) => {
      const session = await kit.make();
      const order = async (priceCurrency: string) =>
        kit.order('B', kit.uuid(), [session], {
          totalPaymentDue: { '@type': 'PriceSpecification', price: 9.05, priceCurrency },
        });
      return [get(session.offers[0], 'priceCurrency'), said(await order('GBP')), said(await order('EUR'))];
    },
    usual: ['GBP', '201 Order', '400 TotalPaymentDueMismatchError'],
    varied: ['EUR', '400 TotalPaymentDueMismatchError', '201 Order'],
  },
  {
    id: 'free-offers-without-currency',
    talk: async (kit) => {
      const free = await kit.make({ criteria: 'BookableFree' });
      const { body } = await kit.quote('C1', kit.uuid(), [free]);
      const answered = get(getArray(body, 'orderedItem')[0], 'acceptedOffer');
      return [free.offers[0], answered, get(body, 'totalPaymentDue')].map((priced) => get(priced, 'priceCurrency'));
    },
    usual: ['GBP', 'GBP', 'GBP'],
    varied: [undefined, undefined, 'GBP'],
  },
  {
    id: 'zero-without-currency',
    talk: async (kit) => {
      const free = await kit.quote('C1', kit.uuid(), [await kit.make({ criteria: 'BookableFree' })]);
      const priced = await kit.quote('C1', kit.uuid(), [await kit.make()]);
      return [free, priced].map(({ body }) => get(get(body, 'totalPaymentDue'), 'priceCurrency'));
    },
    usual: ['GBP', 'GBP'],
    varied: [undefined, 'GBP'],
  },
  {
    id: 'zero-without-prepayment',
    talk: async (kit) => {
      const free = await kit.quote('C1', kit.uuid(), [await kit.make({ criteria: 'BookableFree' })]);
      return get(get(free.body, 'totalPaymentDue'), 'openBookingPrepayment');
    },
    usual: iri('Unavailable'),
    varied: undefined,
  },
  {
    id: 'times-with-offset',
    talk: async (kit) => {
      const quote = await kit.quote('C1', kit.uuid(), [await kit.make()]);
      return [get(get(itemsOf(quote)[0], 'orderedItem'), 'startDate'), get(get(quote.body, 'lease'), 'leaseExpires')];
    },
    usual: ['2026-06-04T10:00:00Z', '2026-06-01T10:10:00Z'],
    varied: ['2026-06-04T11:00:00+01:00', '2026-06-01T11:10:00+01:00'],
  },
  {
    id: 'json-indented-and-escaped',
    talk: async (kit) => {
      const text = await orderText(kit);
      const name = get(get(JSON.parse(text), 'customer'), 'givenName');
      return [text.includes('\n'), text.includes('Zoë'), name];
    },
    usual: [false, true, 'Zoë'],
    varied: [true, false, 'Zoë'],
  },
  {
    id: 'properties-in-another-order',
    talk: async (kit) => names((await kit.send('status', kit.uuid())).body),
    usual: ['@context', '@type', 'statusCode', 'description'],
    varied: ['description', 'statusCode', '@type', '@context'],
  },
  {
    id: 'media-type-spelt-otherwise',
    talk: mediaType,
    usual: 'application/vnd.openactive.booking+json; version=1',
    varied: 'application/vnd.openactive.booking+json;version="1"',
  },
  {
    id: 'tax-exclusion-always-said',
    talk: async (kit) => get((await booked(kit)).order.body, 'taxCalculationExcluded'),
    usual: undefined,
    varied: false,
  },
];

const net = { seller: 'secondary' } as const;

/** The total and its tax. */
const sums = ({ body }: Answer) => [
  getNumber(get(body, 'totalPaymentDue'), 'price'),
  getNumber(getArray(body, 'totalPaymentTax')[0], 'price'),
];

const payment: readonly Row[] = [
  {
    id: 'reconciliation-not-checked',
    talk: async (kit) =>
      said(await kit.quote('C1', kit.uuid(), [await kit.make()], { payment: { ...PAYMENT, accountId: 'another' } })),
    usual: '400 InvalidPaymentDetailsError',
    varied: '200 OrderQuote',
  },
  {
    id: 'empty-payment-identifier',
    talk: async (kit) =>
      said(await kit.order('B', kit.uuid(), [await kit.make()], { payment: { ...PAYMENT, identifier: '' } })),
    usual: '400 IncompletePaymentDetailsError',
    varied: '201 Order',
  },
  {
    id: 'no-prepayment-support',
    talk: async (kit) => {
      const session = await kit.make();
      const quote = await kit.quote('C1', kit.uuid(), [session]);
      const { offers } = await kit.make({ criteria: 'BookableNonFreePrepaymentOptional' });
      const unpaid = await kit.order('B', kit.uuid(), [session], { payment: undefined });
      return [get(get(quote.body, 'totalPaymentDue'), 'openBookingPrepayment'), offers.length, said(unpaid)];
    },
    usual: [iri('Required'), 2, '400 MissingPaymentDetailsError'],
    varied: [undefined, 0, '400 MissingPaymentDetailsError'],
  },
  {
    id: 'tax-excluded-for-business',
    talk: async (kit) => {
      const sessions = [await kit.make(net)];
      const [consumer, reseller] = [
        await kit.quote('C2', kit.uuid(), sessions, {}, net),
        await kit.quote('C2', kit.uuid(), sessions, RESELLER, net),
      ];
      return [sums(consumer), sums(reseller), get(reseller.body, 'taxCalculationExcluded')];
    },
    usual: [[10.86, 1.81], [10.86, 1.81], undefined],
    varied: [[10.86, 1.81], [9.05, undefined], true],
  },
  {
    id: 'tax-rounded-per-order',
    talk: async (kit) => {
      const session = await kit.make();
      return sums(await kit.quote('C2', kit.uuid(), [session, session, session]));
    },
    usual: [27.15, 4.53],
    varied: [27.15, 4.52],
  },
  {
    id: 'tax-rounded-half-even',
    talk: async (kit) => {
      const session = await kit.make();
      return sums(await kit.quote('C2', kit.uuid(), [[session, 1]]));
    },
    usual: [2.55, 0.43],
    varied: [2.55, 0.42],
  },
];

export const VALUE_ROWS: readonly Row[] = [...values, ...payment];
