import { get, getString, type JsonObject } from '../../protocol/json.ts';
import { omit } from '../bodies/omit.ts';
import type { Variation } from '../catalogue.ts';
import { problem } from '../problems.ts';
import { alternatives } from './alternatives.ts';
import { CHECKPOINTS, deeplyIn, inAnswers, inside, type Kind } from './answers.ts';

const topic = 'reflection';

const EVERYWHERE: readonly Kind[] = [...CHECKPOINTS, 'status'];

const only =
  (...kept: readonly string[]) =>
  (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).filter(([key]) => key === '@type' || kept.includes(key)));

const dropped: readonly Variation[] = [
  ...alternatives([
    {
      id: 'broker-name-only',
      sentence: 'Of the broker only the name comes back.',
      topic,
      rules: ['order-status/10'],
      apply: inAnswers(EVERYWHERE, (body) => inside(body, 'broker', only('name'))),
    },
    {
      id: 'broker-details-dropped',
      sentence: "The broker's description, address and logo do not come back.",
      topic,
      rules: ['order-status/10'],
      apply: inAnswers(EVERYWHERE, (body) =>
        inside(body, 'broker', (broker) => omit(broker, 'description', 'address', 'logo')),
      ),
    },
  ]),
  {
    id: 'customer-email-only',
    sentence: 'Of the customer only the e-mail address comes back.',
    topic,
    rules: ['order-status/10'],
    apply: inAnswers(EVERYWHERE, (body) => inside(body, 'customer', only('email'))),
  },
  {
    id: 'payment-identifier-only',
    sentence: 'Of the payment only the identifier comes back, and nothing else of it is looked at.',
    topic,
    rules: ['payment-reconciliation-detail-validation/6'],
    apply: (before) => ({
      ...inAnswers(EVERYWHERE, (body) => inside(body, 'payment', only('identifier')))(before),
      payment: { reconciliation: () => undefined },
    }),
    excludes: ['reconciliation-not-checked'],
    lacks: ['payment-reconciliation-detail-validation'],
  },
  {
    id: 'identifiers-left-out',
    sentence: 'Orders have no identifier in answers, only in the feed.',
    topic,
    rules: ['schemaorder'],
    apply: inAnswers(EVERYWHERE, (body) => omit(body, 'identifier')),
  },
];

/** The origin of a URL, without the slash that follows it. */
const BARE_ORIGIN = /^https?:\/\/[^/?#\s]+$/;

const rewritten: readonly Variation[] = [
  {
    id: 'urls-normalised',
    sentence: 'A url that was sent without a path comes back with a slash at its end.',
    topic,
    rules: ['practice: lawful'],
    apply: inAnswers(EVERYWHERE, (body) =>
      deeplyIn(body, (object) => {
        const url = getString(object, 'url');
        return url !== undefined && BARE_ORIGIN.test(url) ? { ...object, url: `${url}/` } : object;
      }),
    ),
  },
  {
    id: 'extension-properties',
    sentence: 'Answers hold an order number and properties of a namespace of its own, with its context.',
    topic,
    rules: ['general-extension-mechanism/1'],
    apply: inAnswers(EVERYWHERE, (body) => ({
      ...body,
      '@context': [get(body, '@context') ?? '', { acme: 'https://acme.example.com/ns#' }],
      orderNumber: 'ACME-1',
      'acme:loyaltyPoints': 12,
      'acme:till': { '@type': 'acme:Till', name: 'Front desk' },
    })),
  },
];

const people: readonly Variation[] = [
  {
    id: 'customer-at-c1',
    sentence: 'C1 reflects a customer.',
    topic,
    rules: ['practice: lawful'],
    apply: () => ({ people: { keepsCustomer: () => true } }),
  },
  {
    id: 'reseller-customer-unchecked',
    sentence: 'In the role ResellerBroker a customer may be incomplete.',
    topic,
    rules: ['conformance-criteria/1'],
    apply: ({ people: before }) => ({
      people: {
        customer: (submission) => {
          const fault = before.customer(submission);
          const type = getString(get(submission.body, 'customer'), '@type');
          const known = type === 'Person' || type === 'Organization';
          return submission.role === 'ResellerBroker' && known ? undefined : fault;
        },
      },
    }),
  },
  ...alternatives([
    {
      id: 'organization-without-email',
      sentence: 'A customer that is an Organization needs no e-mail address.',
      topic,
      rules: ['practice: unclear'],
      apply: ({ people: before }) => ({
        people: {
          customer: (submission) => {
            const customer = get(submission.body, 'customer');
            const fault = before.customer(submission);
            const isOrganization = getString(customer, '@type') === 'Organization';
            return fault && isOrganization && getString(customer, 'name') ? undefined : fault;
          },
        },
      }),
    },
    {
      id: 'organization-needs-address',
      sentence: 'A customer that is an Organization needs an address.',
      topic,
      rules: ['schemaorganization-for-customer'],
      apply: ({ people: before }) => ({
        people: {
          customer: (submission) => {
            const customer = get(submission.body, 'customer');
            const lacks = getString(customer, '@type') === 'Organization' && get(customer, 'address') === undefined;
            const fault = before.customer(submission);
            return fault ?? (lacks && submission.call !== 'C1' ? withoutAddress : undefined);
          },
        },
      }),
    },
  ]),
];

const withoutAddress = problem('IncompleteCustomerDetailsError', 'The customer has no address.');

/** Lawful differences in what of a request comes back, and which people it must name. */
export const REFLECTION_VARIATIONS: readonly Variation[] = [...dropped, ...rewritten, ...people];
