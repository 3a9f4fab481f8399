import { get, getArray, getNumber, getString, idOf, type JsonObject } from '../../../src/protocol/json.ts';
import { CONTEXT } from '../../../src/protocol/vocabulary.ts';
import { BROKER, CUSTOMER, itemErrors, itemsOf, said, statuses, type Answer, type Kit } from '../kit.ts';
import { booked, names, proposed, type Row } from './row.ts';

const FULL_BROKER = {
  ...BROKER,
  description: 'Books.',
  address: { '@type': 'PostalAddress', streetAddress: '1 Hidden Gem' },
  logo: { '@type': 'ImageObject', url: 'https://app.example.com/logo.png' },
};

/** What comes back at C2 of a property that was sent. */
const reflected = (property: string, sent: JsonObject) => async (kit: Kit) => {
  const answer = await kit.quote('C2', kit.uuid(), [await kit.make()], { [property]: sent });
  return get(answer.body, property);
};

const reflection: readonly Row[] = [
  {
    id: 'broker-name-only',
    talk: async (kit) => names(await reflected('broker', FULL_BROKER)(kit)),
    usual: ['@type', 'name', 'url', 'description', 'logo', 'address'],
    varied: ['@type', 'name'],
  },
  {
    id: 'broker-details-dropped',
    talk: async (kit) => names(await reflected('broker', FULL_BROKER)(kit)),
    usual: ['@type', 'name', 'url', 'description', 'logo', 'address'],
    varied: ['@type', 'name', 'url'],
  },
  {
    id: 'customer-email-only',
    talk: reflected('customer', CUSTOMER),
    usual: CUSTOMER,
    varied: { '@type': 'Person', email: 'geoff@example.com' },
  },
  {
    id: 'payment-identifier-only',
    talk: async (kit) => {
      const payment = { '@type': 'Payment', identifier: '1', accountId: 'another' };
      const order = await kit.order('B', kit.uuid(), [await kit.make()], { payment });
      return [said(order), get(order.body, 'payment')];
    },
    usual: ['400 InvalidPaymentDetailsError', undefined],
    varied: ['201 Order', { '@type': 'Payment', identifier: '1' }],
  },
  {
    id: 'identifiers-left-out',
    talk: async (kit) => {
      const { uuid, order } = await booked(kit);
      await kit.act('cancel-order', order);
      const [item] = await kit.feed('orders-rpde');
      return [get(order.body, 'identifier') === uuid, get(get(item, 'data'), 'identifier') === uuid];
    },
    usual: [true, true],
    varied: [false, true],
  },
  {
    id: 'urls-normalised',
    talk: async (kit) => {
      const urls = ['https://app.example.com', 'https://app.example.com/a', 'https://app.example.com/'];
      const back = [];
      for (const url of urls) back.push(get(await reflected('broker', { ...BROKER, url })(kit), 'url'));
      return back;
    },
    usual: ['https://app.example.com', 'https://app.example.com/a', 'https://app.example.com/'],
    varied: ['https://app.example.com/', 'https://app.example.com/a', 'https://app.example.com/'],
  },
  {
    id: 'extension-properties',
    talk: async (kit) => {
      const { body } = (await booked(kit)).order;
      return [get(body, '@context'), get(body, 'acme:loyaltyPoints')];
    },
    usual: [CONTEXT, undefined],
    varied: [[CONTEXT, { acme: 'https://acme.example.com/ns#' }], 12],
  },
  {
    id: 'customer-at-c1',
    talk: async (kit) => {
      const quote = await kit.quote('C1', kit.uuid(), [await kit.make()], { customer: CUSTOMER });
      return get(quote.body, 'customer');
    },
    usual: undefined,
    varied: CUSTOMER,
  },
];

const itemIds = async (kit: Kit) => {
  const { uuid, order } = await booked(kit);
  const id = idOf(itemsOf(order)[0]) ?? '';
  const shape = id.replace(`${kit.system.baseUrl}/orders/${uuid}`, '').replace(/\d+$/, 'N');
  return [shape, said(await kit.cancel(uuid, itemsOf(order)))];
};

/** The spaces that an answer shows of its first item. */
const spacesIn = ({ body }: Answer) =>
  getNumber(get(getArray(body, 'orderedItem')[0], 'orderedItem'), 'remainingAttendeeCapacity');

const spacesAtC2AndB = async (kit: Kit) => {
  const [uuid, session] = [kit.uuid(), await kit.make()];
  return [spacesIn(await kit.quote('C2', uuid, [session])), spacesIn(await kit.order('B', uuid, [session, session]))];
};

const positions = ({ body }: Answer) => getArray(body, 'orderedItem').map((item) => get(item, 'position'));

const items: readonly Row[] = [
  { id: 'item-ids-as-paths', talk: itemIds, usual: ['#/orderedItem/N', '204'], varied: ['/order-items/N', '204'] },
  {
    id: 'item-ids-elsewhere',
    talk: itemIds,
    usual: ['#/orderedItem/N', '204'],
    varied: ['https://id.example.com/order-items/N', '204'],
  },
  {
    id: 'no-item-ids-at-p',
    talk: async (kit) => {
      const { uuid, proposal } = await proposed(kit);
      await kit.act('accept-proposal', proposal);
      const order = await kit.confirm(uuid, proposal);
      return [proposal, order].map((answer) => itemsOf(answer).every((item) => idOf(item) !== undefined));
    },
    usual: [true, true],
    varied: [false, true],
  },
  { id: 'no-remaining-spaces-at-b', talk: spacesAtC2AndB, usual: [10, 8], varied: [10, undefined] },
  { id: 'no-remaining-spaces', talk: spacesAtC2AndB, usual: [10, 8], varied: [undefined, undefined] },
  { id: 'remaining-spaces-before-b', talk: spacesAtC2AndB, usual: [10, 8], varied: [10, 10] },
  {
    id: 'items-in-another-order',
    talk: async (kit) => {
      const [one, full] = [await kit.make(), await kit.make({ criteria: 'BookableNoSpaces' })];
      const quote = await kit.quote('C1', kit.uuid(), [one, full]);
      return [positions(quote), itemErrors(quote)];
    },
    usual: [
      [0, 1],
      ['', 'OpportunityIsFullError'],
    ],
    varied: [
      [1, 0],
      ['OpportunityIsFullError', ''],
    ],
  },
  {
    id: 'courses-with-classes',
    talk: async (kit) => {
      const course = await kit.make({ type: 'CourseInstance' });
      const { body } = await kit.quote('C1', kit.uuid(), [course]);
      const published = (await kit.feed('course-instances')).map((item) => get(item, 'data')).at(-1);
      return [published, get(getArray(body, 'orderedItem')[0], 'orderedItem')].map((shown) =>
        names(shown).filter((name) => ['subEvent', 'eventSchedule'].includes(name)),
      );
    },
    usual: [['eventSchedule'], ['eventSchedule']],
    varied: [['subEvent'], []],
  },
  {
    id: 'no-positions-after-p',
    talk: async (kit) => {
      const { uuid, proposal } = await proposed(kit);
      await kit.act('accept-proposal', proposal);
      return [proposal, await kit.confirm(uuid, proposal), (await booked(kit)).order].map(positions);
    },
    usual: [[0], [0], [0]],
    varied: [[0], [undefined], [0]],
  },
  {
    id: 'no-item-status-at-p',
    talk: async (kit) => statuses((await proposed(kit)).proposal),
    usual: ['OrderItemProposed'],
    varied: [undefined],
  },
  {
    id: 'access-codes-later',
    talk: async (kit) => {
      const { uuid, order } = await booked(kit);
      const later = await kit.send('status', uuid);
      return [order, later].map((answer) => itemsOf(answer).some((item) => get(item, 'accessCode') !== undefined));
    },
    usual: [true, true],
    varied: [false, true],
  },
  {
    id: 'lease-at-p',
    talk: async (kit) => getString(get((await proposed(kit)).proposal.body, 'lease'), 'leaseExpires'),
    usual: undefined,
    varied: '2026-06-04T10:00:00Z',
  },
];

export const CONTENT_ROWS: readonly Row[] = [...reflection, ...items];
