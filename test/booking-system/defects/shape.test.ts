import { get, getArray, getNumber, getString, idOf, typeOf, type Json } from '../../../src/protocol/json.ts';
import { MEDIA_TYPE } from '../../../src/protocol/media-type.ts';
import { iri } from '../../../src/protocol/vocabulary.ts';
import { itemErrors, itemsOf, said, START, type Answer, type Kit } from '../kit.ts';
import { testDefects, type Row } from './table.ts';

/** Something that a C1 or C2 for one or more sessions shows. */
const quoted =
  (call: 'C1' | 'C2', read: (answer: Answer) => unknown, sessions = 1) =>
  async (kit: Kit) => {
    const session = await kit.make();
    const items = Array.from({ length: sessions }, (_, index) => [session, index % 2] as const);
    return read(await kit.quote(call, kit.uuid(), items));
  };

/** Something that a B for some sessions shows. */
const booked =
  (read: (answer: Answer) => unknown, sessions = 1) =>
  async (kit: Kit) => {
    const session = await kit.make();
    return read(
      await kit.order(
        'B',
        kit.uuid(),
        Array.from({ length: sessions }, () => session),
      ),
    );
  };

const eachItem = (read: (item: Json) => unknown) => (answer: Answer) => itemsOf(answer).map(read);

const offerNames = (answer: Answer) =>
  itemsOf(answer).map((item) => [getNumber(item, 'position'), getString(get(item, 'acceptedOffer'), 'name')]);

/** What is answered where an order is asked for that does not exist. */
const unknownOrder = (read: (answer: Answer) => unknown) => async (kit: Kit) =>
  read(await kit.send('status', kit.uuid()));

const items: readonly Row[] = [
  {
    id: 'position-lost',
    talk: quoted(
      'C1',
      eachItem((item) => get(item, 'position')),
    ),
    sound: [0],
    defective: [undefined],
  },
  {
    id: 'items-renumbered',
    talk: quoted('C1', offerNames, 2),
    sound: [
      [0, 'Adult'],
      [1, 'Junior'],
    ],
    defective: [
      [0, 'Junior'],
      [1, 'Adult'],
    ],
  },
  {
    id: 'items-reordered-without-positions',
    talk: quoted('C1', offerNames, 2),
    sound: [
      [0, 'Adult'],
      [1, 'Junior'],
    ],
    defective: [
      [undefined, 'Junior'],
      [undefined, 'Adult'],
    ],
  },
  {
    id: 'item-ids-repeated',
    talk: booked((answer) => new Set(itemsOf(answer).map(idOf)).size, 2),
    sound: 2,
    defective: 1,
  },
  {
    id: 'item-id-differs-in-feed',
    talk: async (kit) => {
      const order = await kit.order('B', kit.uuid(), [await kit.make()]);
      await kit.act('cancel-order', order);
      const [fed] = await kit.feed('orders-rpde');
      return idOf(getArray(get(fed, 'data'), 'orderedItem')[0]) === idOf(itemsOf(order)[0]);
    },
    sound: true,
    defective: false,
  },
  {
    id: 'accepted-price-differs',
    talk: quoted(
      'C1',
      eachItem((item) => getNumber(get(item, 'acceptedOffer'), 'price')),
    ),
    sound: [9.05],
    defective: [9],
  },
  {
    id: 'flow-requirement-in-answer',
    talk: quoted(
      'C1',
      eachItem((item) => getArray(get(item, 'acceptedOffer'), 'openBookingFlowRequirement')),
    ),
    sound: [[]],
    defective: [[iri('OpenBookingApproval')]],
  },
  {
    id: 'offers-in-ordered-item',
    talk: quoted(
      'C1',
      eachItem((item) => getArray(get(item, 'orderedItem'), 'offers').length),
    ),
    sound: [0],
    defective: [1],
  },
  {
    id: 'item-status-at-c2',
    talk: quoted(
      'C2',
      eachItem((item) => get(item, 'orderItemStatus')),
    ),
    sound: [undefined],
    defective: [iri('OrderItemConfirmed')],
  },
  {
    id: 'item-status-missing-at-b',
    talk: booked(eachItem((item) => get(item, 'orderItemStatus'))),
    sound: [iri('OrderItemConfirmed')],
    defective: [undefined],
  },
  {
    id: 'error-on-wrong-item',
    talk: async (kit) => {
      const [open, over] = [await kit.make(), await kit.make({ criteria: 'BookableInPast' })];
      return itemErrors(await kit.quote('C1', kit.uuid(), [open, over]));
    },
    sound: ['', 'OpportunityOfferPairNotBookableError'],
    defective: ['OpportunityOfferPairNotBookableError', ''],
  },
];

const orders: readonly Row[] = [
  {
    id: 'wrong-id-at-c2',
    talk: quoted('C2', ({ body }) => idOf(body)?.split('/').at(-2)),
    sound: 'order-quotes',
    defective: 'orders',
  },
  {
    id: 'approval-flag-wrong',
    talk: async (kit) => {
      const session = await kit.make({ flow: 'OpenBookingApprovalFlow' });
      return get((await kit.quote('C1', kit.uuid(), [session])).body, 'orderRequiresApproval');
    },
    sound: true,
    defective: false,
  },
  {
    id: 'lease-expires-in-past',
    talk: quoted('C1', ({ body }) => Date.parse(getString(get(body, 'lease'), 'leaseExpires') ?? '') > START),
    sound: true,
    defective: false,
  },
  {
    id: 'seller-as-reference',
    talk: booked(({ body }) => typeOf(get(body, 'seller'))),
    sound: 'Organization',
    defective: undefined,
  },
  {
    id: 'booking-service-missing',
    talk: quoted('C1', ({ body }) => typeOf(get(body, 'bookingService'))),
    sound: 'BookingService',
    defective: undefined,
  },
  {
    id: 'proposal-version-at-b',
    talk: booked(({ body }) => getString(body, 'orderProposalVersion')?.split('/').at(-2)),
    sound: undefined,
    defective: 'versions',
  },
];

const replies: readonly Row[] = [
  {
    id: 'status-code-differs',
    talk: unknownOrder(({ status, body }) => [status, getNumber(body, 'statusCode')]),
    sound: [404, 404],
    defective: [404, 500],
  },
  {
    id: 'every-error-is-400',
    talk: unknownOrder(said),
    sound: '404 UnknownOrderError',
    defective: '400 UnknownOrderError',
  },
  {
    id: 'items-in-error-are-200',
    talk: async (kit) => said(await kit.quote('C1', kit.uuid(), [await kit.make({ criteria: 'BookableNoSpaces' })])),
    sound: '409 OrderQuote',
    defective: '200 OrderQuote',
  },
  {
    id: 'wrong-media-type',
    talk: quoted('C1', ({ mediaType }) => mediaType),
    sound: MEDIA_TYPE,
    defective: 'application/json',
  },
  {
    id: 'error-without-context',
    talk: unknownOrder(({ body }) => get(body, '@context')),
    sound: 'https://openactive.io/',
    defective: undefined,
  },
  {
    id: 'malformed-json-breaks-down',
    talk: async (kit) => said(await kit.send('C1', kit.uuid(), { text: '{"@type": "OrderQuote"' })),
    sound: '400 OpenBookingError',
    defective: '500',
  },
];

testDefects('shape', [...items, ...orders, ...replies]);
