import { get, getString } from '../../../src/protocol/json.ts';
import { BROKER, CUSTOMER, NO_BROKER, RESELLER, said, type Changes, type Kit } from '../kit.ts';
import { testDefects, type Row } from './table.ts';

const incompleteBroker = '400 IncompleteBrokerDetailsError';
const incompleteCustomer = '400 IncompleteCustomerDetailsError';

/** What a C2 with a body made otherwise is answered. */
const c2 = (changes: Changes) => async (kit: Kit) =>
  said(await kit.quote('C2', kit.uuid(), [await kit.make()], changes));

const reflected = (call: 'C1' | 'C2', read: (body: unknown) => unknown) => async (kit: Kit) =>
  read((await kit.quote(call, kit.uuid(), [await kit.make()])).body);

const rows: readonly Row[] = [
  {
    id: 'reseller-without-broker-accepted',
    talk: c2({ ...RESELLER, broker: undefined }),
    sound: incompleteBroker,
    defective: '200 OrderQuote',
  },
  {
    id: 'agent-without-broker-accepted',
    talk: c2({ broker: undefined }),
    sound: incompleteBroker,
    defective: '200 OrderQuote',
  },
  {
    id: 'no-broker-with-broker-accepted',
    talk: c2({ ...NO_BROKER, broker: BROKER }),
    sound: incompleteBroker,
    defective: '200 OrderQuote',
  },
  {
    id: 'broker-without-name-accepted',
    talk: c2({ broker: { '@type': 'Organization' } }),
    sound: incompleteBroker,
    defective: '200 OrderQuote',
  },
  {
    id: 'broker-of-any-type-accepted',
    talk: c2({ broker: { '@type': 'Person', name: 'Ann' } }),
    sound: incompleteBroker,
    defective: '200 OrderQuote',
  },
  {
    id: 'broker-not-checked-at-b',
    talk: async (kit) => said(await kit.order('B', kit.uuid(), [await kit.make()], { broker: undefined })),
    sound: incompleteBroker,
    defective: '201 Order',
  },
  {
    id: 'broker-role-missing-accepted',
    talk: c2({ brokerRole: undefined }),
    sound: incompleteBroker,
    defective: '200 OrderQuote',
  },
  {
    id: 'broker-role-not-reflected',
    talk: reflected('C1', (body) => getString(body, 'brokerRole')),
    sound: 'https://openactive.io/AgentBroker',
    defective: undefined,
  },
  {
    id: 'broker-name-altered',
    talk: reflected('C1', (body) => getString(get(body, 'broker'), 'name')),
    sound: 'MyFitnessApp',
    defective: 'MyFitnessApp (online)',
  },
  {
    id: 'agent-without-customer-accepted',
    talk: c2({ customer: undefined }),
    sound: incompleteCustomer,
    defective: '200 OrderQuote',
  },
  {
    id: 'no-broker-without-customer-accepted',
    talk: c2({ ...NO_BROKER, customer: undefined }),
    sound: incompleteCustomer,
    defective: '200 OrderQuote',
  },
  {
    id: 'customer-without-email-accepted',
    talk: c2({ customer: { '@type': 'Person', givenName: 'Geoff' } }),
    sound: incompleteCustomer,
    defective: '200 OrderQuote',
  },
  {
    id: 'reseller-without-customer-refused',
    talk: c2({ ...RESELLER, customer: undefined }),
    sound: '200 OrderQuote',
    defective: incompleteCustomer,
  },
  {
    id: 'customer-checked-at-b-only',
    talk: c2({ customer: undefined }),
    sound: incompleteCustomer,
    defective: '200 OrderQuote',
  },
  {
    id: 'customer-not-checked-at-p',
    talk: async (kit) => {
      const session = await kit.make({ flow: 'OpenBookingApprovalFlow' });
      return said(await kit.order('P', kit.uuid(), [session], { customer: undefined }));
    },
    sound: incompleteCustomer,
    defective: '201 OrderProposal',
  },
  {
    id: 'customer-of-any-type-accepted',
    talk: c2({ customer: { ...CUSTOMER, '@type': 'Dog' } }),
    sound: incompleteCustomer,
    defective: '200 OrderQuote',
  },
  {
    id: 'customer-dropped-at-b',
    talk: async (kit) => get((await kit.order('B', kit.uuid(), [await kit.make()])).body, 'customer'),
    sound: CUSTOMER,
    defective: undefined,
  },
  {
    id: 'customer-email-altered',
    talk: reflected('C2', (body) => getString(get(body, 'customer'), 'email')),
    sound: 'geoff@example.com',
    defective: 'geoff@…',
  },
  {
    id: 'customer-completed-from-records',
    talk: reflected('C2', (body) => getString(get(body, 'customer'), 'familyName')),
    sound: undefined,
    defective: 'Bookwell',
  },
];

testDefects('broker-roles', rows);
