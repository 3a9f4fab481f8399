import { expect } from 'chai';
import type { Json } from '../../src/protocol/json.ts';
import { GUARD_IDS, withOrder, type CallRequest, type Certainty, type GuardId } from '../../src/model/index.ts';
import { AGE, AGREED, answers, asking, detailedItem } from './asking.ts';
import {
  BROKER,
  cancel,
  confirm,
  json,
  PAID,
  PERSON,
  place,
  requestOf,
  reject,
  update,
  whole,
  type Whole,
} from './fixture.ts';
import {
  acted,
  after,
  itemIds,
  judged,
  mayBeAccepted,
  orderOf,
  reasons,
  version,
  type Situation,
} from './situation.ts';

/** A request that breaks a rule, and how sure that is; beside one like it that keeps the rule. */
interface Case {
  readonly certainty: Certainty;
  readonly broken: readonly [Situation, CallRequest];
  readonly kept: readonly [Situation, CallRequest];
}

const start = place({
  x: { spaces: 2 },
  y: {},
  free: { price: 0 },
  optional: { prepayment: 'Optional' },
  unavailable: { prepayment: 'Unavailable' },
  approved: { approval: true },
  past: { startsIn: -90 * 60_000 },
  fixed: { cancellable: false },
});

const c2 = (edit: Partial<Whole> = {}) => whole('C2', { items: ['x'], ...edit });
const b = (edit: Partial<Whole> = {}) => whole('B', { items: ['x'], payment: PAID, ...edit });
const p = (edit: Partial<Whole> = {}) => whole('P', { items: ['approved'], payment: PAID, ...edit });

const ordered = after(start, b());
const deleted = after(ordered, requestOf('delete-order', {}));
const awaiting = after(start, p());
const approved = acted(awaiting, 'accept-proposal');
const rejected = acted(awaiting, 'reject-proposal');
const amended: Situation = {
  ...approved,
  world: withOrder(approved.world, { ...orderOf(approved), versions: ['urn:first', 'urn:second'] }),
};
const twoOrdered = after(start, b({ items: ['x', 'y'] }));
const partlyCancelled = after(twoOrdered, cancel({}, itemIds(twoOrdered).slice(0, 1)));
const fixedOrdered = after(start, b({ items: ['fixed'] }));
const reconciling = place(
  { x: {} },
  {
    features: { 'payment-reconciliation-detail-validation': true },
    sellers: [{ ...start.ground.sellers[0]!, reconciliation: { accountId: 'SN1593' } }],
  },
);

/** Of a whole order with something edited, beside one without. */
const edited = (certainty: Certainty, edit: Partial<Whole>, sound: Partial<Whole> = {}): Case => ({
  certainty,
  broken: [start, c2(edit)],
  kept: [start, c2(sound)],
});
const booked = (certainty: Certainty, edit: Partial<Whole>, sound: Partial<Whole> = {}): Case => ({
  certainty,
  broken: [start, b(edit)],
  kept: [start, b(sound)],
});
const patched = (certainty: Certainty, broken: CallRequest): Case => ({
  certainty,
  broken: [ordered, broken],
  kept: [ordered, cancel({}, itemIds(ordered))],
});

const cancelItem = (edit: Readonly<Record<string, string>>): CallRequest =>
  cancel({}, [], {
    orderedItem: [
      {
        '@type': 'OrderItem',
        '@id': itemIds(ordered)[0]!,
        orderItemStatus: 'https://openactive.io/CustomerCancelled',
        ...edit,
      },
    ],
  });

const asked = asking(start);
const detailed = (edit: Readonly<Record<string, Json | undefined>>): Case => ({
  certainty: 'must',
  broken: [asked, c2({ edit: { orderedItem: [detailedItem(edit)] } })],
  kept: [asked, c2({ edit: { orderedItem: [detailedItem({})] } })],
});

const CASES: Readonly<Record<GuardId, Case>> = {
  'calls/well-formed-body': {
    certainty: 'must',
    broken: [start, requestOf('C2', {}, { kind: 'text', text: '{' })],
    kept: [start, c2()],
  },
  'calls/sound-values': edited('may', { customer: { ...PERSON, telephone: '' } }),
  'order-level/expected-type': edited('must', { edit: { '@type': 'Order' } }),
  'order-level/type-and-context-given': edited('unclear', { edit: { '@context': undefined } }),
  'order-level/items-given': edited('unclear', { items: [] }),
  'order-level/seller-given': edited('unclear', { edit: { seller: undefined } }),
  'order-level/seller-known': edited('must', { edit: { seller: 'https://booking.example.com/sellers/none' } }),
  'order-level/seller-of-items': edited('must', { seller: 'secondary' }),
  'order-level/seller-authorised': edited('may', { acting: 'secondary' }, { acting: 'primary' }),
  'order-level/already-exists': {
    certainty: 'must',
    broken: [ordered, b({ items: ['y'] })],
    kept: [ordered, b()],
  },
  'order-level/deleted-uuid': { certainty: 'must', broken: [deleted, c2()], kept: [start, c2()] },
  'order-level/version-current': {
    certainty: 'must',
    broken: [amended, confirm({}, 'urn:first')],
    kept: [amended, confirm({}, 'urn:second')],
  },
  'order-level/version-known': {
    certainty: 'must',
    broken: [approved, confirm({}, 'urn:unknown')],
    kept: [approved, confirm({}, version(approved))],
  },
  'order-level/order-known': {
    certainty: 'must',
    broken: [start, requestOf('delete-order', {})],
    kept: [ordered, requestOf('delete-order', {})],
  },
  'order-level/order-uuid': edited('may', { order: 'no-uuid' }),
  'calls/status-supported': {
    certainty: 'may',
    broken: [ordered, requestOf('status', {})],
    kept: [ordered, requestOf('delete-quote', {})],
  },
  'broker-role/role-given': edited('must', { edit: { brokerRole: undefined } }),
  'broker-role/agent-broker-required': edited('must', { edit: { broker: undefined } }),
  'broker-role/reseller-broker-required': edited(
    'must',
    { role: 'ResellerBroker', edit: { broker: undefined } },
    { role: 'ResellerBroker' },
  ),
  'broker-role/no-broker-without-broker': edited(
    'must',
    { role: 'NoBroker', edit: { broker: BROKER } },
    { role: 'NoBroker' },
  ),
  'broker-role/broker-name-required': edited('must', { edit: { broker: { '@type': 'Organization' } } }),
  'broker-role/broker-is-organization': edited('must', { edit: { broker: { '@type': 'Person', name: 'Jo' } } }),
  'broker-role/agent-customer-required': edited('must', { customer: null }),
  'broker-role/no-broker-customer-required': edited('must', { role: 'NoBroker', customer: null }, { role: 'NoBroker' }),
  'broker-role/customer-email-required': edited('must', { customer: { '@type': 'Person' } }),
  'broker-role/customer-complete': edited('unclear', { customer: { '@type': 'Organization', name: 'Club' } }),
  'broker-role/customer-is-person-or-organization': edited('must', { customer: { '@type': 'Event', name: 'Jo' } }),
  'prepayment/required-payment-given': booked('must', { edit: { payment: undefined } }),
  'prepayment/identifier-given': booked('must', { payment: { '@type': 'Payment' } }),
  'prepayment/no-unnecessary-payment': booked(
    'must',
    { items: ['unavailable'] },
    { items: ['unavailable'], edit: { payment: undefined } },
  ),
  'prepayment/valid-payment-details': {
    certainty: 'must',
    broken: [reconciling, b({ payment: { ...PAID, accountId: 'SN0000' } })],
    kept: [reconciling, b({ payment: { ...PAID, accountId: 'SN1593' } })],
  },
  'totals/total-due-given': booked('unclear', { edit: { totalPaymentDue: undefined } }),
  'totals/total-due-matches': booked('must', { due: 9.99 }),
  'items/offer-and-opportunity-given': edited('must', {
    edit: { orderedItem: [{ '@type': 'OrderItem', position: 0 }] },
  }),
  'items/opportunity-known': edited('must', { items: ['nowhere'] }),
  'items/offer-known': edited('must', { items: ['nowhere'] }),
  'items/offer-applicable': edited('must', {
    edit: {
      orderedItem: [
        {
          '@type': 'OrderItem',
          position: 0,
          acceptedOffer: 'https://booking.example.com/sessions/y#/offers/0',
          orderedItem: 'https://booking.example.com/sessions/x',
        },
      ],
    },
  }),
  'items/bookable': edited('must', { items: ['past'] }),
  'items/attendee-details-given': detailed({ attendee: undefined }),
  'items/intake-form-complete': detailed({ orderItemIntakeFormResponse: answers({ [AGREED]: true }) }),
  'items/intake-form-valid': detailed({ orderItemIntakeFormResponse: answers({ [AGE]: 'ancient' }) }),
  'items/within-capacity': edited('must', { items: ['x', 'x', 'x'] }, { items: ['x', 'x'] }),
  'items/not-in-conflict': edited('unclear', { items: ['x', 'unavailable'] }, { items: ['x', 'optional'] }),
  'lifecycle/approval-needed': {
    certainty: 'must',
    broken: [start, b({ items: ['approved'] })],
    kept: [start, b()],
  },
  'lifecycle/approval-not-needed': {
    certainty: 'unclear',
    broken: [start, p({ items: ['x'] })],
    kept: [start, p()],
  },
  'lifecycle/seller-acceptance-needed': {
    certainty: 'must',
    broken: [awaiting, confirm({}, version(awaiting))],
    kept: [approved, confirm({}, version(approved))],
  },
  'lifecycle/rejection-final': {
    certainty: 'must',
    broken: [rejected, confirm({}, version(rejected))],
    kept: [approved, confirm({}, version(approved))],
  },
  'lifecycle/proposal-stands': {
    certainty: 'may',
    broken: [awaiting, c2({ items: ['approved'] })],
    kept: [start, c2({ items: ['approved'] })],
  },
  'lifecycle/repeat-after-change': {
    certainty: 'may',
    broken: [partlyCancelled, b({ items: ['x', 'y'] })],
    kept: [twoOrdered, b({ items: ['x', 'y'] })],
  },
  'patch/status-permitted': patched('must', cancelItem({ orderItemStatus: 'https://openactive.io/CustomerAttended' })),
  'patch/permitted-properties-only': patched('must', cancel({}, itemIds(ordered), { customer: PERSON })),
  'patch/something-to-change': {
    certainty: 'unclear',
    broken: [awaiting, update({}, { orderCustomerNote: 'Hello' })],
    kept: [awaiting, reject({})],
  },
  'patch/item-id-valid': patched(
    'must',
    requestOf('cancel', {}, json({ '@context': 'https://openactive.io/', '@type': 'Order', orderedItem: [{}] })),
  ),
  'patch/item-within-order': patched('must', cancel({}, ['urn:another-item'])),
  'cancellation/permitted': {
    certainty: 'must',
    broken: [fixedOrdered, cancel({}, itemIds(fixedOrdered))],
    kept: [ordered, cancel({}, itemIds(ordered))],
  },
  'cancellation/allowed-succeeds': {
    certainty: 'may',
    broken: [ordered, cancel({}, itemIds(ordered))],
    kept: [ordered, cancel({}, [])],
  },
};

const strictly = (situation: Situation): Situation => ({ ...situation, ground: { ...situation.ground, strict: true } });

describe('each rule that decides whether a call may be accepted', () => {
  for (const rule of GUARD_IDS) {
    const { certainty, broken, kept } = CASES[rule];

    it(`${rule} is a reason to refuse a request that breaks it`, () => {
      expect(reasons(...broken)).to.include(rule);
    });

    it(`${rule} is no reason to refuse a request that keeps it`, () => {
      expect(reasons(...kept)).to.not.include(rule);
      expect(mayBeAccepted(...kept)).to.equal(true);
    });

    it(`${rule} ${certainty === 'must' ? 'has to be' : 'need not be'} kept${certainty === 'unclear' ? ' unless read strictly' : ''}`, () => {
      const [situation, request] = broken;
      const sure = judged(situation, request).examination.faults.filter((fault) => fault.rule === rule);
      expect(sure.map((fault) => fault.certainty)).to.include(certainty);
      expect(mayBeAccepted(situation, request)).to.equal(certainty !== 'must');
      if (certainty === 'unclear') expect(mayBeAccepted(strictly(situation), request)).to.equal(false);
    });
  }
});
