import { expect } from 'chai';
import { applyMutation } from '../../../src/generators/mutations/apply.ts';
import { MUTATIONS } from '../../../src/generators/mutations/catalogue.ts';
import type { Mutation } from '../../../src/generators/mutations/types.ts';
import type { Json, JsonObject } from '../../../src/protocol/json.ts';
import {
  BODIES,
  B_OF_AN_ORGANIZATION,
  B_OF_NO_BROKER,
  B_WITH_DETAILS,
  CONTEXT,
  ITEM_PATH,
  MINIMAL_B,
  PROPOSAL,
} from './bodies.ts';

const { B, cancel } = BODIES;
const IDS = 'https://booking.example.com/api/identifiers';

/** Where a value is looked at, and what must be there afterwards; undefined: nothing. */
type Expected = readonly [path: string, value: Json | undefined];

/** What each named mutation makes of a body, written by hand. */
const EXPECTED: readonly (readonly [JsonObject, Mutation, ...Expected])[] = [
  [B, { kind: 'omit-customer' }, 'customer', undefined],
  [B, { kind: 'omit-customer-email' }, 'customer', { '@type': 'Person', telephone: '596.797.9173' }],
  [
    B_OF_AN_ORGANIZATION,
    { kind: 'omit-customer-name' },
    'customer',
    { '@type': 'Organization', email: 'club@example.com' },
  ],
  [B, { kind: 'customer-is-place' }, 'customer.@type', 'Place'],
  [B, { kind: 'customer-is-text' }, 'customer', 'Jane Smith'],
  [B, { kind: 'omit-broker' }, 'broker', undefined],
  [B, { kind: 'omit-broker-name' }, 'broker.name', undefined],
  [B, { kind: 'broker-is-person' }, 'broker.@type', 'Person'],
  [B, { kind: 'broker-is-text' }, 'broker', 'AcmeBroker'],
  [B_OF_NO_BROKER, { kind: 'add-broker' }, 'broker', { '@type': 'Organization', name: 'A' }],
  [B, { kind: 'omit-broker-role' }, 'brokerRole', undefined],
  [B, { kind: 'unknown-broker-role' }, 'brokerRole', 'https://openactive.io/UnknownBroker'],
  [B, { kind: 'omit-payment' }, 'payment', undefined],
  [B, { kind: 'omit-payment-identifier' }, 'payment.identifier', undefined],
  [B_OF_NO_BROKER, { kind: 'add-payment' }, 'payment', { '@type': 'Payment', identifier: '1' }],
  [B, { kind: 'wrong-account' }, 'payment.accountId', 'no-such-account'],
  [B, { kind: 'omit-reconciliation' }, 'payment', { '@type': 'Payment', identifier: 'p1' }],
  [B, { kind: 'total-penny-more' }, 'totalPaymentDue.price', 0.65],
  [B, { kind: 'total-penny-less' }, 'totalPaymentDue.price', 0.63],
  [B, { kind: 'omit-total' }, 'totalPaymentDue', undefined],
  [B, { kind: 'total-other-currency' }, 'totalPaymentDue.priceCurrency', 'EUR'],
  [B, { kind: 'wrong-body-type' }, '@type', 'OrderQuote'],
  [BODIES.C1, { kind: 'wrong-body-type' }, '@type', 'Order'],
  [B, { kind: 'omit-type' }, '@type', undefined],
  [B, { kind: 'omit-context' }, '@context', undefined],
  [B, { kind: 'omit-items' }, 'orderedItem', undefined],
  [B, { kind: 'no-items' }, 'orderedItem', []],
  [B, { kind: 'other-seller' }, 'seller', `${IDS}/sellers/2`],
  [B, { kind: 'unknown-seller' }, 'seller', `${IDS}/sellers/991`],
  [B, { kind: 'omit-seller' }, 'seller', undefined],
  [
    MINIMAL_B,
    { kind: 'outdated-version' },
    'orderProposalVersion',
    `${PROPOSAL}/versions/11111111-1111-4111-8111-111111111111`,
  ],
  [MINIMAL_B, { kind: 'omit-version' }, 'orderProposalVersion', undefined],
  [B_WITH_DETAILS, { kind: 'omit-attendee', item: 0 }, 'orderedItem.0.attendee', undefined],
  [B_WITH_DETAILS, { kind: 'omit-attendee-detail', item: 0 }, 'orderedItem.0.attendee.familyName', undefined],
  [B_WITH_DETAILS, { kind: 'omit-intake-responses', item: 1 }, 'orderedItem.1.orderItemIntakeFormResponse', undefined],
  [
    B_WITH_DETAILS,
    { kind: 'omit-intake-response', item: 0 },
    'orderedItem.0.orderItemIntakeFormResponse.0.propertyID',
    'https://booking.example.com/agreed',
  ],
  [
    B_WITH_DETAILS,
    { kind: 'wrong-intake-responses', item: 0 },
    'orderedItem.0.orderItemIntakeFormResponse.1.value',
    'none of these',
  ],
  [B, { kind: 'omit-offer', item: 1 }, 'orderedItem.1.acceptedOffer', undefined],
  [B, { kind: 'omit-opportunity', item: 1 }, 'orderedItem.1.orderedItem', undefined],
  [B, { kind: 'unknown-offer', item: 0 }, 'orderedItem.0.acceptedOffer', `${IDS}/session-series/1669#/offers/990`],
  [
    B,
    { kind: 'unknown-opportunity', item: 1 },
    'orderedItem.1.orderedItem',
    `${IDS}/scheduled-sessions/1670/events/9916700`,
  ],
  [B, { kind: 'foreign-offer', item: 0 }, 'orderedItem.0.acceptedOffer', `${IDS}/session-series/99#/offers/3`],
  [B, { kind: 'foreign-offer', item: 1 }, 'orderedItem.1.acceptedOffer', `${IDS}/session-series/1669#/offers/0`],
  [B, { kind: 'alien-offer', item: 0 }, 'orderedItem.0.acceptedOffer', 'https://example.org/not-of-this-system/1'],
  [B, { kind: 'alien-opportunity', item: 0 }, 'orderedItem.0.orderedItem', 'https://example.org/not-of-this-system/1'],
  [B, { kind: 'omit-position', item: 0 }, 'orderedItem.0.position', undefined],
  [B, { kind: 'repeat-position', item: 0 }, 'orderedItem.0.position', 1],
  [B, { kind: 'repeat-position', item: 1 }, 'orderedItem.1.position', 0],
  [cancel, { kind: 'item-status-confirmed', item: 0 }, 'orderedItem.0.orderItemStatus', iri('OrderItemConfirmed')],
  [cancel, { kind: 'item-status-seller-cancelled', item: 0 }, 'orderedItem.0.orderItemStatus', iri('SellerCancelled')],
  [cancel, { kind: 'item-status-attended', item: 1 }, 'orderedItem.1.orderItemStatus', iri('CustomerAttended')],
  [cancel, { kind: 'item-status-unknown', item: 1 }, 'orderedItem.1.orderItemStatus', iri('UnknownStatus')],
  [cancel, { kind: 'omit-item-status', item: 0 }, 'orderedItem.0.orderItemStatus', undefined],
  [cancel, { kind: 'omit-item-id', item: 0 }, 'orderedItem.0.@id', undefined],
  [cancel, { kind: 'other-orders-item', item: 0 }, 'orderedItem.0.@id', CONTEXT.otherItemIds[0]],
  [cancel, { kind: 'unknown-item', item: 0 }, 'orderedItem.0.@id', `${ITEM_PATH}/991`],
  [cancel, { kind: 'malformed-item-id', item: 0 }, 'orderedItem.0.@id', 'not an id'],
  [
    cancel,
    { kind: 'patch-item-offer', item: 0 },
    'orderedItem.0.acceptedOffer',
    'https://example.org/not-of-this-system/1',
  ],
  [cancel, { kind: 'patch-customer' }, 'customer', { '@type': 'Person', email: 'a@example.com' }],
  [cancel, { kind: 'patch-total' }, 'totalPaymentDue', { '@type': 'PriceSpecification', price: 0 }],
  [BODIES['update-proposal'], { kind: 'patch-items' }, 'orderedItem', []],
  [
    BODIES['update-proposal'],
    { kind: 'proposal-status-awaiting' },
    'orderProposalStatus',
    iri('AwaitingSellerConfirmation'),
  ],
  [BODIES['update-proposal'], { kind: 'proposal-status-accepted' }, 'orderProposalStatus', iri('SellerAccepted')],
  [BODIES['update-proposal'], { kind: 'proposal-status-rejected' }, 'orderProposalStatus', iri('SellerRejected')],
  [BODIES['update-proposal'], { kind: 'proposal-status-unknown' }, 'orderProposalStatus', iri('UnknownStatus')],
  [
    BODIES['update-proposal'],
    { kind: 'note-only' },
    '',
    { '@context': 'https://openactive.io/', '@type': 'OrderProposal', orderCustomerNote: 'A' },
  ],
  [cancel, { kind: 'add-extension' }, 'ext:note', 'A'],
  [B, { kind: 'reverse-keys' }, '', B],
  [B, { kind: 'white-space' }, '', B],
  [B, { kind: 'other-payment-identifier' }, 'payment.identifier', 'another-payment'],
  [MINIMAL_B, { kind: 'body-in-list' }, '', [MINIMAL_B]],
  [MINIMAL_B, { kind: 'body-is-text' }, '', 'Order'],
  [MINIMAL_B, { kind: 'body-is-null' }, '', null],
];

/** Those that leave no JSON, or JSON written in an unusual way. */
const EXPECTED_TEXTS: readonly (readonly [Mutation, string])[] = [
  [{ kind: 'cut-short' }, '{"@context":"'],
  [{ kind: 'trailing-comma' }, '{"@context":"https://x/",}'],
  [{ kind: 'not-json' }, 'this is not JSON'],
  [{ kind: 'empty-body' }, ''],
  [{ kind: 'white-space' }, '\r\n\t {\n\t "@context": "https://x/"\n} \n'],
];

function iri(term: string) {
  return `https://openactive.io/${term}`;
}

function at(value: unknown, path: string): unknown {
  return path === ''
    ? value
    : path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value);
}

describe('named mutations', () => {
  for (const [body, mutation, path, expected] of EXPECTED) {
    it(
      `${JSON.stringify(mutation)} makes ${path || 'the body'} ${JSON.stringify(expected) ?? 'absent'}`.slice(0, 120),
      () => {
        const before = JSON.stringify(body);
        const mutated = applyMutation(body, mutation, CONTEXT);
        expect(mutated.kind).to.equal('json');
        expect(at('value' in mutated && mutated.value, path)).to.deep.equal(expected);
        expect(JSON.stringify(body)).to.equal(before);
      },
    );
  }

  for (const [mutation, expected] of EXPECTED_TEXTS) {
    it(`${mutation.kind} is written ${JSON.stringify(expected)}`, () => {
      expect(applyMutation({ '@context': 'https://x/' }, mutation, CONTEXT).text).to.equal(expected);
    });
  }

  it('puts all properties in another order', () => {
    const mutated = applyMutation(MINIMAL_B, { kind: 'reverse-keys' }, CONTEXT);
    expect(Object.keys('value' in mutated ? (mutated.value as JsonObject) : {})).to.deep.equal([
      'orderProposalVersion',
      '@type',
      '@context',
    ]);
  });

  it('keep the form of a price', () => {
    const mutation: Mutation = { kind: 'total-penny-more' };
    const withPrice = (price: Json) => ({ totalPaymentDue: { '@type': 'PriceSpecification', price } });
    const priced = (price: Json) => applyMutation(withPrice(price), mutation, CONTEXT);
    expect(priced(0.1)).to.deep.equal({ kind: 'json', value: withPrice(0.11) });
    expect(priced(0.28)).to.deep.equal({ kind: 'json', value: withPrice(0.29) });
    expect(priced('9.99')).to.deep.equal({ kind: 'json', value: withPrice('10.00') });
  });

  it('make up a version where no earlier one is known', () => {
    const mutated = applyMutation(MINIMAL_B, { kind: 'outdated-version' }, { ...CONTEXT, earlierVersions: [] });
    expect(at('value' in mutated && mutated.value, 'orderProposalVersion')).to.equal(
      `${PROPOSAL}/versions/0e55cc92-669d-4fa2-affe-ffffffffffff`,
    );
  });

  it('are all shown here', () => {
    const shown = new Set<string>([
      ...EXPECTED.map(([, { kind }]) => kind),
      ...EXPECTED_TEXTS.map(([{ kind }]) => kind),
    ]);
    const named = MUTATIONS.map(({ kind }) => kind).filter((kind) => kind !== 'schema');
    expect(named.filter((kind) => !shown.has(kind))).to.deep.equal([]);
  });
});
