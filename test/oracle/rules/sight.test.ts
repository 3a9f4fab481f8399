import { CONSISTENCY_RULES } from '../../../src/oracle/rules/answers/consistency.ts';
import { DETAILS_RULES } from '../../../src/oracle/rules/answers/details.ts';
import { expect } from 'chai';
import type { Response } from '../../../src/protocol/exchange.ts';
import type { Json } from '../../../src/protocol/json.ts';
import { iri } from '../../../src/protocol/vocabulary.ts';
import { ANSWER_RULES, type AnswerRuleId } from '../../../src/oracle/rules/index.ts';
import { offerIri, opportunityIri, uuidOf } from '../../model/fixture.ts';
import { BASE, changed, errorOf, respond, sightingOf, verdictsOn, type Path, type Scene } from './fixtures.ts';
import { TURNED_AGAIN } from './lawful.ts';
import {
  B,
  B_AFTER_P,
  B_AFTER_P_PAID,
  C2_NAMED,
  B_AGAIN,
  B_FREE,
  B_OPTIONAL,
  C1,
  C1_OPTIONAL,
  C2,
  C2_APPROVAL,
  C2_NET,
  C2_RESELLER,
  CANCELLED,
  NOT_CANCELLED,
  P,
  PARTIAL,
  REFUSED,
  STATUS,
  STATUS_CANCELLED,
} from './scenes.ts';

/** A sound answer, what is made wrong in it, and the rule that has to see it. */
interface Row {
  readonly rule: AnswerRuleId;
  readonly when: string;
  readonly scene: Scene;
  readonly wrong: (response: Response) => Response;
}

const row = (rule: AnswerRuleId, when: string, scene: Scene, wrong: (response: Response) => Response): Row => ({
  rule,
  when,
  scene,
  wrong,
});

/** A row in which one value of the body is another, or (undefined) is left out. */
const edit = (rule: AnswerRuleId, when: string, scene: Scene, path: Path, value?: Json): Row =>
  row(rule, when, scene, (response) => changed(response, path, value));

const status = (rule: AnswerRuleId, scene: Scene, code: number): Row =>
  row(rule, `the status is ${code}`, scene, (response) => ({ ...response, status: code }));

const OUTER_FORM: readonly Row[] = [
  status('shape/success-status', C2, 201),
  status('shape/success-status', B, 202),
  status('shape/success-status', CANCELLED, 200),
  row('shape/no-content', 'a cancellation has a body', CANCELLED, () => respond(204, {})),
  row('shape/media-type', 'a quote is plain JSON', C1, (response) => ({ ...response, mediaType: 'application/json' })),
  row('shape/media-type', 'an error has no media type', REFUSED, (response) => ({ ...response, mediaType: undefined })),
  edit('shape/error-body', 'the error has no type', REFUSED, ['@type']),
  row('shape/error-body', 'there is no body', REFUSED, () => respond(400)),
  row('shape/error-body', 'the refusal is an order', REFUSED, () => respond(400, { '@type': 'Order' })),
  edit('shape/error-context', 'it is missing', REFUSED, ['@context']),
  edit('shape/error-status-code', 'it is another than the HTTP status', REFUSED, ['statusCode'], 500),
  edit('shape/error-status-code', 'an item’s is wrong', PARTIAL, ['orderedItem', 1, 'error', 0, 'statusCode'], 400),
  status('shape/item-error-means-conflict', PARTIAL, 200),
  row('shape/item-error-on-item', 'the error is of the whole', PARTIAL, () =>
    respond(409, errorOf('UnknownOpportunityError', 409)),
  ),
  edit('shape/cancellation-description', 'it is missing', NOT_CANCELLED, ['description']),
  edit('shape/cancellation-description', 'it is empty', NOT_CANCELLED, ['description'], ' '),
];

const ORDERS: readonly Row[] = [
  edit('shape/order-type', 'B is answered with a proposal', B, ['@type'], 'OrderProposal'),
  edit('shape/context', 'it is missing', B, ['@context']),
  edit('shape/context', 'it is another', C2, ['@context'], ['https://schema.org/']),
  edit('shape/order-id', 'C2 names the template', C2, ['@id'], `${BASE}/order-quote-templates/${uuidOf('a')}`),
  edit('shape/order-id', 'B names another order', B, ['@id'], `${BASE}/orders/${uuidOf('b')}`),
  edit('shape/seller-full', 'it is a reference', C1, ['seller'], `${BASE}/sellers/primary`),
  edit('shape/seller-full', 'its tax mode is missing', C1, ['seller', 'taxMode']),
  edit('shape/seller-full', 'its tax mode is another', B, ['seller', 'taxMode'], iri('TaxNet')),
  edit('shape/booking-service', 'it is missing', B, ['bookingService']),
  edit('shape/order-requires-approval', 'it is false', C2_APPROVAL, ['orderRequiresApproval'], false),
  edit('shape/order-requires-approval', 'no offer needs it', C2, ['orderRequiresApproval'], true),
  edit('shape/lease-in-future', 'it is over', C2, ['lease', 'leaseExpires'], '2030-01-01T11:00:00Z'),
  edit('shape/lease-in-future', 'it is no time', C2, ['lease', 'leaseExpires'], 'soon'),
  edit('shape/proposal-version', 'it is missing', P, ['orderProposalVersion']),
  edit(
    'shape/proposal-version',
    'it is another proposal’s',
    P,
    ['orderProposalVersion'],
    `${BASE}/orders/1/versions/1`,
  ),
  edit('shape/no-proposal-version-in-order', 'B has one', B_AFTER_P, ['orderProposalVersion'], 'v1'),
  edit('shape/proposal-status', 'the seller has accepted', P, ['orderProposalStatus'], iri('SellerAccepted')),
  edit('shape/status-body', 'an item is missing', STATUS, ['orderedItem', 0]),
  edit('shape/status-body', 'it is another order', STATUS, ['@id'], `${BASE}/orders/${uuidOf('b')}`),
  edit('shape/no-empty-values', 'a value is null', C2, ['orderedItem', 1, 'orderedItem', 'superEvent', 'url'], null),
  edit('shape/no-empty-values', 'a list is empty', C2, ['bookingService', 'termsOfService'], []),
];

const ITEMS: readonly Row[] = [
  edit('shape/every-item-answered', 'one is missing', C2, ['orderedItem', 0]),
  edit('shape/every-item-answered', 'one is missing after P', B_AFTER_P, ['orderedItem', 0]),
  edit('shape/position', 'it is missing', C1, ['orderedItem', 0, 'position']),
  row('shape/position', 'two items change places', C1, (response) =>
    changed(changed(response, ['orderedItem', 0, 'position'], 1), ['orderedItem', 1, 'position'], 0),
  ),
  edit('shape/offer-full', 'it is a reference', C1, ['orderedItem', 0, 'acceptedOffer'], offerIri('x')),
  edit('shape/offer-full', 'it has no price', C1, ['orderedItem', 0, 'acceptedOffer', 'price']),
  edit('shape/offer-full', 'it is another', B, ['orderedItem', 0, 'acceptedOffer', '@id'], offerIri('z')),
  edit('shape/opportunity-full', 'it is a reference', C1, ['orderedItem', 0, 'orderedItem'], opportunityIri('x')),
  edit('shape/opportunity-full', 'it has no name', B, ['orderedItem', 0, 'orderedItem', 'superEvent']),
  edit('shape/opportunity-full', 'it is another', B, ['orderedItem', 0, 'orderedItem', '@id'], opportunityIri('z')),
  edit(
    'shape/no-nested-parents',
    'offers are inside',
    C2,
    ['orderedItem', 0, 'orderedItem', 'superEvent', 'offers'],
    [{}],
  ),
  edit(
    'shape/no-flow-requirement',
    'an offer has it',
    C2_APPROVAL,
    ['orderedItem', 0, 'acceptedOffer', 'openBookingFlowRequirement'],
    [iri('OpenBookingApproval')],
  ),
  edit('shape/offer-as-published', 'the price differs', C2, ['orderedItem', 0, 'acceptedOffer', 'price'], 11),
  edit(
    'shape/offer-as-published',
    'the prepayment differs',
    C2,
    ['orderedItem', 0, 'acceptedOffer', 'openBookingPrepayment'],
    iri('Optional'),
  ),
  edit(
    'shape/opportunity-as-published',
    'the start differs',
    C2,
    ['orderedItem', 0, 'orderedItem', 'startDate'],
    '2030-01-02T13:00:00Z',
  ),
  edit(
    'shape/opportunity-as-published',
    'the type differs',
    B_AFTER_P,
    ['orderedItem', 0, 'orderedItem', '@type'],
    'Slot',
  ),
  edit(
    'shape/opportunity-as-published',
    'it has another name',
    C2_NAMED,
    ['orderedItem', 0, 'orderedItem', 'name'],
    'Swimming',
  ),
  edit(
    'shape/opportunity-as-published',
    'it is something else',
    C2_NAMED,
    ['orderedItem', 0, 'orderedItem', 'activity'],
    [{ '@type': 'Concept', '@id': 'https://openactive.io/activity-list#2', prefLabel: 'Diving' }],
  ),
  edit('shape/item-id-present', 'it is missing', B, ['orderedItem', 0, '@id']),
  edit('shape/item-id-present', 'it is no URI', B, ['orderedItem', 0, '@id'], '17'),
  edit(
    'shape/item-id-unique',
    'two are the same',
    B,
    ['orderedItem', 0, '@id'],
    `${BASE}/orders/${uuidOf('a')}#/orderedItems/2`,
  ),
  edit('shape/item-id-stable', 'B repeated has another', B_AGAIN, ['orderedItem', 0, '@id'], `${BASE}/items/9`),
  edit(
    'shape/no-item-status-in-quote',
    'C2 has it',
    C2,
    ['orderedItem', 0, 'orderItemStatus'],
    iri('OrderItemConfirmed'),
  ),
  edit(
    'shape/item-status-proposed',
    'it is confirmed',
    P,
    ['orderedItem', 0, 'orderItemStatus'],
    iri('OrderItemConfirmed'),
  ),
  edit('shape/item-status-confirmed', 'it is missing', B, ['orderedItem', 0, 'orderItemStatus']),
  edit(
    'shape/item-status-confirmed',
    'it is still proposed',
    B_AFTER_P,
    ['orderedItem', 0, 'orderItemStatus'],
    iri('OrderItemProposed'),
  ),
];

const REFLECTION: readonly Row[] = [
  edit('shape/broker-role-reflected', 'it is missing', C1, ['brokerRole']),
  edit('shape/broker-role-reflected', 'it is another', B_AFTER_P, ['brokerRole'], iri('ResellerBroker')),
  edit('shape/broker-name-reflected', 'it is another', C2, ['broker', 'name'], 'MYFITNESSAPP'),
  edit('shape/broker-name-reflected', 'the broker is missing after P', B_AFTER_P, ['broker']),
  edit('shape/customer-email-reflected', 'the customer is missing', B, ['customer']),
  edit('shape/customer-email-reflected', 'it is another', B_AFTER_P, ['customer', 'email'], 'john@example.com'),
  edit('shape/customer-nothing-added', 'a name is known from elsewhere', C2, ['customer', 'givenName'], 'Jane'),
  edit('prepayment/payment-reflected', 'it is missing', B, ['payment']),
  edit('prepayment/payment-reflected', 'its identifier is another', P, ['payment', 'identifier'], 'p2'),
  edit('prepayment/payment-reflected', 'B after P brought it', B_AFTER_P_PAID, ['payment']),
  edit('prepayment/no-payment-in-answer', 'there is one', B_OPTIONAL, ['payment'], { '@type': 'Payment' }),
  edit(
    'prepayment/total-prepayment',
    'one is Optional',
    C1_OPTIONAL,
    ['totalPaymentDue', 'openBookingPrepayment'],
    iri('Unavailable'),
  ),
  edit('prepayment/total-prepayment', 'it is missing', C1_OPTIONAL, ['totalPaymentDue', 'openBookingPrepayment']),
  edit(
    'prepayment/total-prepayment',
    'nothing is paid',
    B_FREE,
    ['totalPaymentDue', 'openBookingPrepayment'],
    iri('Required'),
  ),
];

const TOTALS: readonly Row[] = [
  edit('totals/total-due-given-back', 'it is missing', B, ['totalPaymentDue']),
  edit('totals/total-due', 'an item counts once', C1, ['totalPaymentDue', 'price'], 10),
  edit('totals/total-due', 'tax is added to prices that contain it', C2, ['totalPaymentDue', 'price'], 23.34),
  edit('totals/total-due', 'tax is not added to prices without it', C2_NET, ['totalPaymentDue', 'price'], 20),
  edit('totals/total-due', 'a reseller pays too much', C2_RESELLER, ['totalPaymentDue', 'price'], 24),
  edit('totals/total-due', 'B after P costs more', B_AFTER_P, ['totalPaymentDue', 'price'], 41),
  edit('totals/errors-excluded', 'the item in error counts', PARTIAL, ['totalPaymentDue', 'price'], 20),
  edit('totals/exact-pennies', 'binary fractions show', C2, ['totalPaymentDue', 'price'], 20.000000000000004),
  edit('totals/tax-for-consumers', 'the total has none', C2, ['totalPaymentTax']),
  edit('totals/tax-for-consumers', 'an item has none', B, ['orderedItem', 1, 'unitTaxSpecification']),
  edit('totals/tax-for-consumers', 'it is excluded', C2, ['taxCalculationExcluded'], true),
  edit(
    'totals/tax-amount',
    'it is taken of the whole price',
    C2,
    ['orderedItem', 0, 'unitTaxSpecification', 0, 'price'],
    2,
  ),
  edit(
    'totals/tax-amount',
    'it is that of the other item, after P',
    TURNED_AGAIN,
    ['orderedItem', 0, 'unitTaxSpecification', 0, 'price'],
    1.67,
  ),
  edit('totals/tax-amount', 'the total is another', C2_NET, ['totalPaymentTax', 0, 'price'], 2),
  edit('totals/tax-excluded-consistently', 'it is given as well', C2, ['taxCalculationExcluded'], true),
  edit('totals/one-currency', 'the total is in another', C2, ['totalPaymentDue', 'priceCurrency'], 'EUR'),
  edit('totals/one-currency', 'the total names none', C2, ['totalPaymentDue', 'priceCurrency']),
  edit('totals/never-rises', 'it rises', STATUS, ['totalPaymentDue', 'price'], 20.01),
  edit('totals/never-rises', 'what is cancelled counts', STATUS_CANCELLED, ['totalPaymentDue', 'price'], 20),
];

const NO_LEASING: Scene = {
  ...C2,
  ground: { ...C2.ground, features: { 'named-leasing': false, 'anonymous-leasing': false } },
  response: changed(C2.response, ['lease'], undefined),
};
const EXCLUDED: Scene = { ...C2_RESELLER, response: changed(C2_RESELLER.response, ['taxCalculationExcluded'], true) };

const OF_SOME: readonly Row[] = [
  edit('shape/lease-without-leasing', 'there is one', NO_LEASING, ['lease'], {
    '@type': 'Lease',
    leaseExpires: '2030-01-01T13:00:00Z',
  }),
  edit(
    'totals/tax-excluded-consistently',
    'the total has it',
    EXCLUDED,
    ['totalPaymentTax'],
    [{ '@type': 'TaxChargeSpecification', price: 1 }],
  ),
];

const ROWS = [...OUTER_FORM, ...ORDERS, ...ITEMS, ...REFLECTION, ...TOTALS, ...OF_SOME];

describe('rules on answers, of answers made wrong', () => {
  for (const { rule, when, scene, wrong } of ROWS) {
    it(`${rule} sees that ${when} (${scene.name})`, () => {
      const sound = verdictsOn(sightingOf(scene)).get(rule)?.kind ?? 'not asked';
      expect(sound).to.not.equal('violated');
      const verdict = verdictsOn(sightingOf(scene, wrong(scene.response))).get(rule);
      expect(verdict).to.have.property('kind', 'violated');
    });
  }

  it('leave no rule without such an answer', () => {
    // Those that hold answers against each other have tests of their own, of several answers.
    const elsewhere = [...Object.keys(CONSISTENCY_RULES), ...Object.keys(DETAILS_RULES)];
    const tried = new Set<string>([...ROWS.map(({ rule }) => rule), ...elsewhere]);
    expect(ANSWER_RULES.filter(({ check, id }) => check.by === 'answer' && !tried.has(id))).to.deep.equal([]);
  });
});
