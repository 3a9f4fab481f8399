import { iri } from '../../../src/protocol/vocabulary.ts';
import { get } from '../../../src/protocol/json.ts';
import { itemErrors, NO_BROKER, BROKER, said, type Changes, type Kit } from '../kit.ts';
import { APPROVAL, ONE_SPACE, names, type Row } from './row.ts';

/** What a B with several faults is answered. */
const wrongB = (changes: Changes) => async (kit: Kit) => {
  const session = await kit.make({ criteria: 'BookableNoSpaces' });
  return said(await kit.direct('B', kit.uuid(), [session], changes));
};

/** What a B of a full opportunity is answered. */
const fullB = async (kit: Kit) =>
  said(await kit.order('B', kit.uuid(), [await kit.make({ criteria: 'BookableNoSpaces' })]));

const noCustomer = '400 IncompleteCustomerDetailsError';
const noBroker = '400 IncompleteBrokerDetailsError';

const orders: readonly Row[] = [
  {
    id: 'items-checked-first',
    talk: wrongB({ customer: undefined }),
    usual: noCustomer,
    varied: '409 OpportunityHasInsufficientCapacityError',
  },
  {
    id: 'payment-checked-first',
    talk: async (kit) => said(await kit.direct('B', kit.uuid(), [await kit.make()], { customer: undefined })),
    usual: noCustomer,
    varied: '400 MissingPaymentDetailsError',
  },
  {
    id: 'people-checked-last',
    talk: wrongB({ customer: undefined }),
    usual: noCustomer,
    varied: '409 OpportunityHasInsufficientCapacityError',
  },
  {
    id: 'customer-checked-before-broker',
    talk: wrongB({ customer: undefined, broker: undefined }),
    usual: noBroker,
    varied: noCustomer,
  },
  {
    id: 'repeats-answered-first',
    talk: async (kit) => {
      const [uuid, session] = [kit.uuid(), await kit.make()];
      await kit.order('B', uuid, [session]);
      return said(await kit.direct('B', uuid, [session], { broker: undefined }));
    },
    usual: noBroker,
    varied: '201 Order',
  },
];

const items: readonly Row[] = [
  {
    id: 'item-errors-at-p-and-b',
    talk: async (kit) => {
      const [one, two] = [await kit.make(), await kit.make({ criteria: 'BookableNoSpaces' })];
      const order = await kit.order('B', kit.uuid(), [one, two]);
      return [said(order), itemErrors(order)];
    },
    usual: ['409 OpportunityHasInsufficientCapacityError', []],
    varied: ['409 Order', ['', 'OpportunityIsFullError']],
  },
  {
    id: 'unable-to-process-for-capacity',
    talk: fullB,
    usual: '409 OpportunityHasInsufficientCapacityError',
    varied: '409 UnableToProcessOrderItemError',
  },
  {
    id: 'insufficient-instead-of-full',
    talk: async (kit) =>
      itemErrors(await kit.quote('C1', kit.uuid(), [await kit.make({ criteria: 'BookableNoSpaces' })])),
    usual: ['OpportunityIsFullError'],
    varied: ['OpportunityHasInsufficientCapacityError'],
  },
  {
    id: 'mixed-prepayment-conflicts',
    talk: async (kit) => {
      const required = await kit.make({ criteria: 'BookableNonFreePrepaymentRequired' });
      const unavailable = await kit.make({ criteria: 'BookableNonFreePrepaymentUnavailable' });
      const optional = await kit.make({ criteria: 'BookableNonFreePrepaymentOptional' });
      return itemErrors(await kit.quote('C1', kit.uuid(), [required, unavailable, optional]));
    },
    usual: ['', '', ''],
    varied: ['OpportunityIsInConflictError', 'OpportunityIsInConflictError', ''],
  },
];

const quoteWith = (changes: Changes) => async (kit: Kit) =>
  said(await kit.quote('C1', kit.uuid(), [await kit.make()], changes));

const errors: readonly Row[] = [
  {
    id: 'unknown-seller-unauthorised',
    talk: quoteWith({ seller: 'https://example.com/sellers/9' }),
    usual: '500 SellerNotFoundError',
    varied: '401 InvalidAuthorizationDetailsError',
  },
  {
    id: 'bare-errors',
    talk: async (kit) => said(await kit.order('B', kit.uuid(), [await kit.make(APPROVAL)])),
    usual: '500 OrderCreationFailedError',
    varied: '500 OpenBookingError',
  },
  {
    id: 'plain-error-for-broker-of-no-broker',
    talk: quoteWith({ ...NO_BROKER, broker: BROKER }),
    usual: noBroker,
    varied: '400 OpenBookingError',
  },
  {
    id: 'error-details',
    talk: async (kit) => names((await kit.send('status', kit.uuid())).body),
    usual: ['@context', '@type', 'statusCode', 'description'],
    varied: ['@context', '@type', 'statusCode', 'description', 'name', 'instance', 'requestId'],
  },
  {
    id: 'missing-total-is-plain-400',
    talk: async (kit) => said(await kit.direct('B', kit.uuid(), [await kit.make()])),
    usual: '400 TotalPaymentDueMismatchError',
    varied: '400 OpenBookingError',
  },
  {
    id: 'positions-demanded',
    talk: async (kit) => {
      const { id, offers } = await kit.make();
      const orderedItem = [{ '@type': 'OrderItem', orderedItem: id, acceptedOffer: get(offers[0], '@id') ?? '' }];
      return said(await kit.quote('C1', kit.uuid(), [], { orderedItem }));
    },
    usual: '200 OrderQuote',
    varied: '400 OpenBookingError',
  },
  {
    id: 'context-demanded',
    talk: quoteWith({ '@context': undefined }),
    usual: '200 OrderQuote',
    varied: '400 OpenBookingError',
  },
  {
    id: 'type-not-demanded',
    talk: quoteWith({ '@type': undefined }),
    usual: '500 UnexpectedOrderTypeError',
    varied: '200 OrderQuote',
  },
  {
    id: 'unknown-path-for-no-uuid',
    talk: async (kit) => said(await kit.quote('C1', 'no-uuid', [await kit.make(ONE_SPACE)])),
    usual: '400 OpenBookingError',
    varied: '404 UnknownOrIncorrectEndpointError',
  },
  {
    id: 'reseller-customer-unchecked',
    talk: async (kit) => {
      const changes = { brokerRole: iri('ResellerBroker'), customer: { '@type': 'Person' } };
      return said(await kit.quote('C2', kit.uuid(), [await kit.make()], changes));
    },
    usual: noCustomer,
    varied: '200 OrderQuote',
  },
  {
    id: 'organization-without-email',
    talk: async (kit) => {
      const changes = { customer: { '@type': 'Organization', name: 'Acme Ltd' } };
      return said(await kit.quote('C2', kit.uuid(), [await kit.make()], changes));
    },
    usual: noCustomer,
    varied: '200 OrderQuote',
  },
  {
    id: 'organization-needs-address',
    talk: async (kit) => {
      const customer = { '@type': 'Organization', name: 'Acme Ltd', email: 'acme@example.com' };
      return said(await kit.quote('C2', kit.uuid(), [await kit.make()], { customer }));
    },
    usual: '200 OrderQuote',
    varied: noCustomer,
  },
];

export const CHECKING_ROWS: readonly Row[] = [...orders, ...items, ...errors];
