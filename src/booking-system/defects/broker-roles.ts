import { get, getString, isObject, typeOf, type JsonObject } from '../../protocol/json.ts';
import { omit } from '../bodies/omit.ts';
import type { Defect } from '../catalogue.ts';
import { customerFault } from '../people.ts';
import type { Submission } from '../submission.ts';

const topic = 'broker-roles';

const has = (submission: Submission, property: string) => get(submission.body, property) !== undefined;

/** The body with its customer or broker made otherwise, where it has one. */
function alter(body: JsonObject, property: string, change: (value: JsonObject) => JsonObject): JsonObject {
  const value = get(body, property);
  return isObject(value) ? { ...body, [property]: change(value) } : body;
}

const brokers: readonly Defect[] = [
  {
    id: 'reseller-without-broker-accepted',
    sentence: 'A ResellerBroker may leave the broker out.',
    topic,
    rules: ['broker-role/reseller-broker-required'],
    apply: ({ people }) => ({
      people: {
        broker: (s) => (s.role === 'ResellerBroker' && !has(s, 'broker') ? undefined : people.broker(s)),
      },
    }),
  },
  {
    id: 'agent-without-broker-accepted',
    sentence: 'An AgentBroker may leave the broker out.',
    topic,
    rules: ['broker-role/agent-broker-required'],
    apply: ({ people }) => ({
      people: { broker: (s) => (s.role === 'AgentBroker' && !has(s, 'broker') ? undefined : people.broker(s)) },
    }),
  },
  {
    id: 'no-broker-with-broker-accepted',
    sentence: 'An order without a broker may name one all the same.',
    topic,
    rules: ['broker-role/no-broker-without-broker'],
    apply: ({ people }) => ({
      people: { broker: (s) => (s.role === 'NoBroker' ? undefined : people.broker(s)) },
    }),
  },
  {
    id: 'broker-without-name-accepted',
    sentence: 'A broker needs no name.',
    topic,
    rules: ['broker-role/broker-name-required'],
    apply: ({ people }) => ({
      people: {
        broker: (s) => {
          const broker = get(s.body, 'broker');
          const nameless = s.role !== 'NoBroker' && typeOf(broker) === 'Organization' && !getString(broker, 'name');
          return nameless ? undefined : people.broker(s);
        },
      },
    }),
  },
  {
    id: 'broker-of-any-type-accepted',
    sentence: 'A broker may be anything that has a name, a Person too.',
    topic,
    rules: ['broker-role/broker-is-organization'],
    apply: ({ people }) => ({
      people: {
        broker: (s) => {
          const broker = get(s.body, 'broker');
          return s.role !== 'NoBroker' && getString(broker, 'name') !== undefined ? undefined : people.broker(s);
        },
      },
    }),
  },
  {
    id: 'broker-not-checked-at-b',
    sentence: 'The broker is checked at C1 and C2, and then trusted.',
    topic,
    rules: [
      'broker-role/agent-broker-required',
      'broker-role/reseller-broker-required',
      'broker-role/broker-name-required',
      'broker-role/broker-is-organization',
      'broker-role/no-broker-without-broker',
    ],
    apply: ({ people }) => ({ people: { broker: (s) => (s.call === 'B' ? undefined : people.broker(s)) } }),
  },
  {
    id: 'broker-role-missing-accepted',
    sentence: 'An order without a brokerRole is taken for that of an AgentBroker.',
    topic,
    rules: ['broker-role/role-given'],
    apply: () => ({ people: { brokerRole: () => undefined } }),
  },
  {
    id: 'broker-role-not-reflected',
    sentence: 'The brokerRole is left out of the answers to C1 and C2.',
    topic,
    rules: ['shape/broker-role-reflected'],
    apply: ({ shape }) => ({
      shape: {
        answer: (body, kind) => {
          const answer = shape.answer(body, kind);
          return kind === 'C1' || kind === 'C2' ? omit(answer, 'brokerRole') : answer;
        },
      },
    }),
  },
  {
    id: 'broker-name-altered',
    sentence: "The broker's name comes back with words added.",
    topic,
    rules: ['shape/broker-name-reflected'],
    apply: ({ shape }) => ({
      shape: {
        answer: (body, kind) =>
          alter(shape.answer(body, kind), 'broker', (broker) => ({
            ...broker,
            name: `${getString(broker, 'name') ?? ''} (online)`,
          })),
      },
    }),
  },
];

const customers: readonly Defect[] = [
  {
    id: 'agent-without-customer-accepted',
    sentence: 'An AgentBroker may leave the customer out.',
    topic,
    rules: ['broker-role/agent-customer-required'],
    apply: ({ people }) => ({
      people: { customer: (s) => (s.role === 'AgentBroker' && !has(s, 'customer') ? undefined : people.customer(s)) },
    }),
  },
  {
    id: 'no-broker-without-customer-accepted',
    sentence: 'An order without a broker may leave the customer out too.',
    topic,
    rules: ['broker-role/no-broker-customer-required'],
    apply: ({ people }) => ({
      people: { customer: (s) => (s.role === 'NoBroker' && !has(s, 'customer') ? undefined : people.customer(s)) },
    }),
  },
  {
    id: 'customer-without-email-accepted',
    sentence: 'A customer who is a Person needs no e-mail address.',
    topic,
    rules: ['broker-role/customer-email-required'],
    apply: ({ people }) => ({
      people: { customer: (s) => (typeOf(get(s.body, 'customer')) === 'Person' ? undefined : people.customer(s)) },
    }),
  },
  {
    id: 'reseller-without-customer-refused',
    sentence: 'A ResellerBroker must name the customer.',
    topic,
    rules: ['broker-role/reseller-customer-optional'],
    apply: ({ people }) => ({
      people: {
        customer: (s) =>
          s.call !== 'C1' && s.role === 'ResellerBroker' ? customerFault(get(s.body, 'customer')) : people.customer(s),
      },
    }),
  },
  {
    id: 'customer-checked-at-b-only',
    sentence: 'The customer is looked at when the order is made, not at C2.',
    topic,
    rules: [
      'broker-role/agent-customer-required',
      'broker-role/no-broker-customer-required',
      'broker-role/customer-email-required',
      'broker-role/customer-is-person-or-organization',
    ],
    apply: ({ people }) => ({ people: { customer: (s) => (s.call === 'C2' ? undefined : people.customer(s)) } }),
  },
  {
    id: 'customer-not-checked-at-p',
    sentence: 'A proposal needs no complete customer.',
    topic,
    rules: [
      'broker-role/agent-customer-required',
      'broker-role/no-broker-customer-required',
      'broker-role/customer-email-required',
      'broker-role/customer-is-person-or-organization',
    ],
    apply: ({ people }) => ({ people: { customer: (s) => (s.call === 'P' ? undefined : people.customer(s)) } }),
  },
  {
    id: 'customer-of-any-type-accepted',
    sentence: 'A customer may be anything that has an e-mail address.',
    topic,
    rules: ['broker-role/customer-is-person-or-organization'],
    apply: ({ people }) => ({
      people: { customer: (s) => (getString(get(s.body, 'customer'), 'email') ? undefined : people.customer(s)) },
    }),
  },
  {
    id: 'customer-dropped-at-b',
    sentence: 'The answer to B leaves the customer out.',
    topic,
    rules: ['shape/customer-email-reflected'],
    apply: ({ shape }) => ({
      shape: {
        answer: (body, kind) => {
          const answer = shape.answer(body, kind);
          return kind === 'B' ? omit(answer, 'customer') : answer;
        },
      },
    }),
  },
  {
    id: 'customer-email-altered',
    sentence: "The customer's e-mail address comes back cut off behind its @.",
    topic,
    rules: ['shape/customer-email-reflected', 'shape/customer-nothing-added'],
    apply: ({ shape }) => ({
      shape: {
        answer: (body, kind) =>
          alter(shape.answer(body, kind), 'customer', (customer) => ({
            ...customer,
            email: `${getString(customer, 'email')?.split('@')[0] ?? ''}@…`,
          })),
      },
    }),
  },
  {
    id: 'customer-completed-from-records',
    sentence: 'The customer comes back with a name that the system knew from elsewhere.',
    topic,
    rules: ['shape/customer-nothing-added'],
    apply: ({ shape }) => ({
      shape: {
        answer: (body, kind) =>
          alter(shape.answer(body, kind), 'customer', (customer) => ({ familyName: 'Bookwell', ...customer })),
      },
    }),
  },
];

export const BROKER_ROLE_DEFECTS: readonly Defect[] = [...brokers, ...customers];
