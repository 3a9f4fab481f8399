import { CALLS, type CheckpointName } from '../../src/protocol/calls.ts';
import type { ErrorType } from '../../src/protocol/errors.ts';
import type { Json, JsonObject } from '../../src/protocol/json.ts';
import { CONTEXT, iri } from '../../src/protocol/vocabulary.ts';
import { prepaymentOf, priceOf, type PlainModel, type Setting } from './model.ts';

const BROKER = { '@type': 'Organization', name: 'MyFitnessApp', url: 'https://app.example.com/' };
const CUSTOMER = { '@type': 'Person', email: 'geoff@example.com', telephone: '01865 111111' };
const PAYMENT = {
  '@type': 'Payment',
  identifier: '12345678ABCD',
  name: 'AcmeBroker Points',
  accountId: 'SN1593',
  paymentProviderId: 'STRIPE',
};

/** What a checkpoint sends; `pays` matters only where payment is optional. */
export function bodyOf(
  model: PlainModel,
  seller: string,
  call: CheckpointName,
  items: readonly number[],
  pays = false,
): JsonObject {
  const { setting, sessions } = model;
  const orderedItem = items.flatMap((item, position): JsonObject[] => {
    const session = sessions[item];
    return session ? [{ '@type': 'OrderItem', position, acceptedOffer: session.offer, orderedItem: session.id }] : [];
  });
  const prepayment = prepaymentOf(setting);
  const sendsPayment = prepayment === 'Required' || (prepayment === 'Optional' && pays);
  const price = priceOf(model, items) / 100;
  return {
    '@context': CONTEXT,
    '@type': CALLS[call].bodyType,
    brokerRole: iri(setting.role),
    ...(setting.role !== 'NoBroker' && { broker: BROKER }),
    seller,
    ...(call !== 'C1' && { customer: CUSTOMER }),
    orderedItem,
    ...((call === 'P' || call === 'B') && {
      totalPaymentDue: { '@type': 'PriceSpecification', price, priceCurrency: 'GBP' },
      ...(sendsPayment && { payment: PAYMENT }),
    }),
  };
}

/** Something wrong with a payload: at which calls and settings it is, how it is made, and what it is refused with. */
export interface Fault {
  readonly error: ErrorType;
  readonly applies: (setting: Setting, call: CheckpointName) => boolean;
  readonly spoil: (body: JsonObject) => JsonObject;
}

const without = (property: string) => (body: JsonObject) =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== property));
const withValue = (property: string, value: Json) => (body: JsonObject) => ({ ...body, [property]: value });
const books = (call: CheckpointName) => call === 'P' || call === 'B';

/** The wrong payloads that come to mind first. */
export const FAULTS = {
  'without customer': {
    error: 'IncompleteCustomerDetailsError',
    applies: ({ role }) => role !== 'ResellerBroker',
    spoil: without('customer'),
  },
  'without broker': {
    error: 'IncompleteBrokerDetailsError',
    applies: ({ role }) => role !== 'NoBroker',
    spoil: without('broker'),
  },
  'without payment': {
    error: 'MissingPaymentDetailsError',
    applies: (setting, call) => books(call) && prepaymentOf(setting) === 'Required',
    spoil: without('payment'),
  },
  'with needless payment': {
    error: 'UnnecessaryPaymentDetailsError',
    applies: (setting, call) => books(call) && prepaymentOf(setting) === 'Unavailable',
    spoil: withValue('payment', PAYMENT),
  },
  'with a wrong total': {
    error: 'TotalPaymentDueMismatchError',
    applies: (_, call) => books(call),
    spoil: withValue('totalPaymentDue', { '@type': 'PriceSpecification', price: 999.99, priceCurrency: 'GBP' }),
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;
