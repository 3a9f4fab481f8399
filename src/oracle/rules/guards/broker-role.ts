import type { WordsTable } from '../table.ts';

export const BROKER_ROLE_GUARDS = {
  'broker-role/role-given': {
    strength: 'must',
    clauses: ['schemaorder/8'],
    sentence: 'An order without a brokerRole is refused with 400 IncompleteBrokerDetailsError.',
    features: ['common-error-conditions'],
    readings: {
      strict: '400 IncompleteBrokerDetailsError.',
      lenient: 'Any OpenBookingError with a status of 4xx.',
      note: 'brokerRole is required, but no error is named for its absence.',
    },
  },
  'broker-role/agent-broker-required': {
    strength: 'must',
    clauses: ['conformance-criteria/2', 'schemaorder/6'],
    sentence: 'An AgentBroker’s order without a broker is refused with 400 IncompleteBrokerDetailsError.',
    features: ['agent-broker', 'common-error-conditions'],
  },
  'broker-role/reseller-broker-required': {
    strength: 'must',
    clauses: ['conformance-criteria/1', 'schemaorder/6'],
    sentence: 'A ResellerBroker’s order without a broker is refused with 400 IncompleteBrokerDetailsError.',
    features: ['reseller-broker'],
  },
  'broker-role/no-broker-without-broker': {
    strength: 'must',
    clauses: ['conformance-criteria/3', 'schemaorder/7'],
    sentence: 'An order of brokerRole NoBroker that names a broker is refused with 400 IncompleteBrokerDetailsError.',
    features: ['no-broker'],
    readings: {
      strict: '400 IncompleteBrokerDetailsError.',
      lenient: 'Any OpenBookingError with a status of 4xx.',
      note: 'That a broker must not be there is said; which error says so is open in the specification’s tracker (issue 167).',
    },
  },
  'broker-role/broker-name-required': {
    strength: 'must',
    clauses: ['schemaorganization-for-broker/3', 'schemaorganization-for-broker/1'],
    sentence: 'An order whose broker has no name is refused with 400 IncompleteBrokerDetailsError.',
    features: ['common-error-conditions'],
    readings: {
      strict: 'An empty name is no name.',
      lenient: 'An empty name may pass.',
      note: 'Empty strings must not be sent, but what becomes of one is not said.',
    },
  },
  'broker-role/broker-is-organization': {
    strength: 'must',
    clauses: ['schemaorganization-for-broker/1', 'schemaorganization-for-broker/2'],
    sentence: 'An order whose broker is no Organization is refused with 400 IncompleteBrokerDetailsError.',
    features: ['common-error-conditions'],
  },
  'broker-role/agent-customer-required': {
    strength: 'must',
    clauses: ['conformance-criteria/2', 'schemaorder/9'],
    sentence: 'An AgentBroker’s order without a customer is refused with 400 IncompleteCustomerDetailsError.',
    features: ['agent-broker', 'common-error-conditions'],
  },
  'broker-role/no-broker-customer-required': {
    strength: 'must',
    clauses: ['conformance-criteria/3', 'schemaorder/9'],
    sentence: 'An order of brokerRole NoBroker without a customer is refused with 400 IncompleteCustomerDetailsError.',
    features: ['no-broker'],
  },
  'broker-role/customer-email-required': {
    strength: 'must',
    clauses: ['schemaperson-for-customer-or-attendee/3'],
    sentence:
      'An order whose customer is a Person without an e-mail address is refused with 400 IncompleteCustomerDetailsError.',
    features: ['common-error-conditions', 'agent-broker', 'no-broker'],
    readings: {
      strict: 'An empty e-mail address is none.',
      lenient: 'An empty e-mail address may pass.',
      note: 'Empty strings must not be sent, but what becomes of one is not said.',
    },
  },
  'broker-role/customer-complete': {
    strength: 'must',
    clauses: ['schemaorganization-for-customer/3', 'conformance-criteria/1'],
    sentence:
      'An order whose customer is an Organization without an e-mail address or a name, or is a ResellerBroker’s without an e-mail address, is refused with 400 IncompleteCustomerDetailsError.',
    features: ['agent-broker', 'reseller-broker'],
    readings: {
      strict: 'Refused.',
      lenient: 'Refused or accepted.',
      note: 'An Organization’s e-mail address and name are required, but no error is named for want of them; a ResellerBroker’s customer is optional, and so perhaps is what it holds.',
    },
  },
  'broker-role/customer-is-person-or-organization': {
    strength: 'must',
    clauses: ['schemaorder/9', 'schemaperson-for-customer-or-attendee/1', 'schemaorganization-for-customer/1'],
    sentence:
      'An order whose customer is neither a Person nor an Organization is refused with 400 IncompleteCustomerDetailsError.',
    features: ['common-error-conditions', 'agent-broker', 'no-broker'],
    readings: {
      strict: 'Refused for every broker role.',
      lenient: 'A ResellerBroker’s may also be dropped, since it needs none.',
      note: 'A ResellerBroker’s customer is optional, so an unreadable one can be taken for none.',
    },
  },
} as const satisfies WordsTable;
