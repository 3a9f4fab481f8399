import type { CallName } from '../../../src/protocol/calls.ts';
import type { JsonObject } from '../../../src/protocol/json.ts';
import type { MutationContext } from '../../../src/generators/mutations/types.ts';

/** Whole bodies as a broker sends them, in the form of a recorded conversation with a real booking system. */
const ORDER = {
  '@context': 'https://openactive.io/',
  brokerRole: 'https://openactive.io/AgentBroker',
  broker: { '@type': 'Organization', name: 'MyFitnessApp', url: 'https://myfitnessapp.example.com' },
  seller: 'https://booking.example.com/api/identifiers/sellers/1',
  customer: { '@type': 'Person', email: 'jane@example.com', telephone: '596.797.9173' },
  orderedItem: [
    {
      '@type': 'OrderItem',
      position: 0,
      acceptedOffer: 'https://booking.example.com/api/identifiers/session-series/1669#/offers/0',
      orderedItem: 'https://booking.example.com/api/identifiers/scheduled-sessions/1669/events/16688',
    },
    {
      '@type': 'OrderItem',
      position: 1,
      acceptedOffer: 'https://booking.example.com/api/identifiers/session-series/1670#/offers/0',
      orderedItem: 'https://booking.example.com/api/identifiers/scheduled-sessions/1670/events/16700',
    },
  ],
  payment: { '@type': 'Payment', identifier: 'p1', name: 'Points', accountId: 'SN1593', paymentProviderId: 'STRIPE' },
  totalPaymentDue: { '@type': 'PriceSpecification', price: 0.64, priceCurrency: 'GBP' },
} satisfies JsonObject;

const PROPOSAL = 'https://booking.example.com/api/order-proposals/af660204-3607-481e-a940-7c56c599e84f';
const ITEM_PATH = 'https://booking.example.com/api/orders/af660204-3607-481e-a940-7c56c599e84f#/orderedItem';

const { brokerRole, broker, seller, customer, orderedItem, payment } = ORDER;
const quote = { '@context': ORDER['@context'], '@type': 'OrderQuote', brokerRole, broker, seller, orderedItem };
const reconciliation = { payment: { '@type': 'Payment', accountId: payment.accountId } };

export const BODIES = {
  C1: { ...quote, ...reconciliation },
  C2: { ...quote, ...reconciliation, customer },
  P: { ...ORDER, '@type': 'OrderProposal' },
  B: { ...ORDER, '@type': 'Order' },
  cancel: {
    '@context': 'https://openactive.io/',
    '@type': 'Order',
    orderedItem: [
      { '@type': 'OrderItem', '@id': `${ITEM_PATH}/1`, orderItemStatus: 'https://openactive.io/CustomerCancelled' },
      { '@type': 'OrderItem', '@id': `${ITEM_PATH}/2`, orderItemStatus: 'https://openactive.io/CustomerCancelled' },
    ],
  },
  'update-proposal': {
    '@context': 'https://openactive.io/',
    '@type': 'OrderProposal',
    orderProposalStatus: 'https://openactive.io/CustomerRejected',
  },
} as const satisfies Partial<Record<CallName, JsonObject>>;

/** B after an accepted proposal. */
export const MINIMAL_B = {
  '@context': 'https://openactive.io/',
  '@type': 'Order',
  orderProposalVersion: `${PROPOSAL}/versions/0e55cc92-669d-4fa2-affe-488a194088a8`,
} as const;

export const B_OF_AN_ORGANIZATION = {
  ...BODIES.B,
  customer: { '@type': 'Organization', email: 'club@example.com', name: 'Club' },
} as const;

/** With the details that quotes may ask for. */
export const B_WITH_DETAILS = {
  ...BODIES.B,
  orderedItem: ORDER.orderedItem.map((item) => ({
    ...item,
    attendee: { '@type': 'Person', givenName: 'Jane', familyName: 'Smith' },
    orderItemIntakeFormResponse: [
      { '@type': 'PropertyValue', propertyID: 'https://booking.example.com/age', value: '18-30' },
      { '@type': 'PropertyValue', propertyID: 'https://booking.example.com/agreed', value: true },
    ],
  })),
} as const;

export const B_OF_NO_BROKER = {
  '@context': ORDER['@context'],
  '@type': 'Order',
  brokerRole: 'https://openactive.io/NoBroker',
  seller,
  customer,
  orderedItem,
  totalPaymentDue: ORDER.totalPaymentDue,
} as const;

export const CONTEXT: MutationContext = {
  offersElsewhere: [
    'https://booking.example.com/api/identifiers/session-series/1669#/offers/0',
    'https://booking.example.com/api/identifiers/session-series/99#/offers/3',
  ],
  otherSellers: ['https://booking.example.com/api/identifiers/sellers/2'],
  otherItemIds: ['https://booking.example.com/api/orders/00000000-0000-4000-8000-000000000000#/orderedItem/9'],
  earlierVersions: [`${PROPOSAL}/versions/11111111-1111-4111-8111-111111111111`],
};

export { PROPOSAL, ITEM_PATH };
