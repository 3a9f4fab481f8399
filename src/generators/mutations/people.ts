import { BROKER_ROLES, iri, termOf } from '../../protocol/vocabulary.ts';
import { typeOf } from '../../protocol/json.ts';
import { simplestBroker } from '../payload/people.ts';
import { adding, replacing, WITH_BROKER, WITH_CUSTOMER, within, without } from './edit.ts';
import type { OrderEdit } from './types.ts';

/** Faults in who buys and who brokers (#broker-roles). */
export const PEOPLE = {
  'omit-customer': { sentence: 'customer left out', calls: WITH_CUSTOMER, apply: without('customer') },
  'omit-customer-email': {
    sentence: 'customer without an e-mail address',
    calls: WITH_CUSTOMER,
    apply: within('customer', without('email')),
  },
  'omit-customer-name': {
    sentence: 'customer, an organisation, without a name',
    calls: WITH_CUSTOMER,
    apply: within('customer', (customer) =>
      typeOf(customer) === 'Organization' ? without('name')(customer) : customer,
    ),
  },
  'customer-is-place': {
    sentence: 'customer that is a Place',
    calls: WITH_CUSTOMER,
    apply: within('customer', replacing('@type', 'Place')),
  },
  'customer-is-text': {
    sentence: 'customer that is a text',
    calls: WITH_CUSTOMER,
    apply: replacing('customer', 'Jane Smith'),
  },
  'omit-broker': { sentence: 'broker left out', calls: WITH_BROKER, apply: without('broker') },
  'omit-broker-name': {
    sentence: 'broker without a name',
    calls: WITH_BROKER,
    apply: within('broker', without('name')),
  },
  'broker-is-person': {
    sentence: 'broker that is a Person',
    calls: WITH_BROKER,
    apply: within('broker', replacing('@type', 'Person')),
  },
  'broker-is-text': { sentence: 'broker that is a text', calls: WITH_BROKER, apply: replacing('broker', 'AcmeBroker') },
  'add-broker': { sentence: 'broker added', calls: WITH_BROKER, apply: adding('broker', simplestBroker) },
  'omit-broker-role': { sentence: 'broker role left out', calls: WITH_BROKER, apply: without('brokerRole') },
  'unknown-broker-role': {
    sentence: 'broker role that does not exist',
    calls: WITH_BROKER,
    apply: (body) => (termOf(body['brokerRole'], BROKER_ROLES) ? { ...body, brokerRole: iri('UnknownBroker') } : body),
  },
} as const satisfies Record<string, OrderEdit>;
