import { expect } from 'chai';
import { getShortestPaths } from 'xstate/graph';
import { BROKER_ROLES, BOOKING_FLOWS, PREPAYMENTS } from '../../src/protocol/vocabulary.ts';
import {
  LIFECYCLE,
  machineName,
  ORDER_STATES,
  orderMachine,
  step,
  type Condition,
  type Facts,
  type GuardId,
  type MachineKey,
  type OrderEvent,
} from '../../src/model/index.ts';
import { payloadGuards } from '../../src/model/payload-guards.ts';

const KEYS: readonly MachineKey[] = BROKER_ROLES.flatMap((role) =>
  ([...PREPAYMENTS, 'Free'] as const).flatMap((prepayment) =>
    BOOKING_FLOWS.map((flow) => ({ role, prepayment, flow })),
  ),
);

const facts = (faults: Facts['faults'] = {}, ...conditions: readonly Condition[]): Facts => ({
  faults,
  conditions: new Set(conditions),
});

/** Events without a fault, under every condition that leads somewhere. */
const EVENTS: readonly OrderEvent[] = [
  ...(['C1', 'C2', 'P', 'B', 'update-proposal', 'cancel', 'delete-quote', 'delete-order', 'status'] as const).flatMap(
    (call) =>
      ([[], ['lease-given'], ['items-remain'], ['nothing-cancelled'], ['customer-rejects']] as const).map(
        (conditions): OrderEvent => ({ type: `${call} accepted`, facts: facts({}, ...conditions) }),
      ),
  ),
  ...(['seller accepts', 'seller rejects', 'lease lapses'] as const).map((type) => ({ type, facts: facts() })),
  { type: 'seller cancels', facts: facts() },
  { type: 'seller cancels', facts: facts({}, 'items-remain') },
];

/** How many calls or events it takes at least to reach each state from an order that does not exist yet. */
function distances(key: MachineKey): Readonly<Record<string, number>> {
  const paths = getShortestPaths(orderMachine(key), {
    events: [...EVENTS],
    // Sets of conditions are lost in JSON, by which events are told apart otherwise.
    serializeEvent: (event) => `${event.type} ${[...(event as OrderEvent).facts.conditions].join()}`,
  });
  return Object.fromEntries(paths.map(({ state, weight }) => [String(state.value), weight]));
}

describe('the order machines', () => {
  it('are one for each of 3 broker roles, 4 prepayments and 2 flows', () => {
    expect(new Set(KEYS.map(machineName)).size).to.equal(24);
    expect(new Set(KEYS.map(orderMachine)).size).to.equal(24);
  });

  for (const key of KEYS) {
    const approval = key.flow === 'OpenBookingApprovalFlow';
    it(`reaches its ${approval ? 11 : 7} states: ${machineName(key)}`, () => {
      const simple = {
        absent: 0,
        quoted: 1,
        leased: 1,
        ordered: 1,
        'partly cancelled': 2,
        'wholly cancelled': 2,
        deleted: 2,
      };
      const proposals = { awaiting: 1, accepted: 2, 'rejected by seller': 2, 'rejected by customer': 2 };
      expect(distances(key)).to.deep.equal(approval ? { ...simple, ...proposals } : simple);
    });
  }

  it('have no state for proposals in the simple flow', () => {
    const states = Object.keys(orderMachine({ ...KEYS[0]!, flow: 'OpenBookingSimpleFlow' }).states);
    expect(states).to.deep.equal([
      'absent',
      'quoted',
      'leased',
      'ordered',
      'partly cancelled',
      'wholly cancelled',
      'deleted',
    ]);
  });
});

/** The rules of people and payment that hold beyond C1, by hand from the field's rules (Broker roles; Prepayment). */
const BROKER_RULES: Readonly<Record<MachineKey['role'], readonly GuardId[]>> = {
  AgentBroker: [
    'broker-role/agent-broker-required',
    'broker-role/broker-name-required',
    'broker-role/broker-is-organization',
  ],
  ResellerBroker: [
    'broker-role/reseller-broker-required',
    'broker-role/broker-name-required',
    'broker-role/broker-is-organization',
  ],
  NoBroker: ['broker-role/no-broker-without-broker'],
};
const CUSTOMER_RULES: Readonly<Record<MachineKey['role'], readonly GuardId[]>> = {
  AgentBroker: ['broker-role/agent-customer-required', 'broker-role/customer-email-required'],
  ResellerBroker: [],
  NoBroker: ['broker-role/no-broker-customer-required', 'broker-role/customer-email-required'],
};
const PAYMENT_RULES: Readonly<Record<MachineKey['prepayment'], readonly GuardId[]>> = {
  Required: ['prepayment/required-payment-given', 'prepayment/identifier-given'],
  Optional: ['prepayment/identifier-given'],
  Unavailable: ['prepayment/identifier-given', 'prepayment/no-unnecessary-payment'],
  Free: ['prepayment/identifier-given', 'prepayment/no-unnecessary-payment'],
};

const about = (topic: RegExp, call: Parameters<typeof payloadGuards>[0], key: MachineKey): readonly GuardId[] =>
  payloadGuards(call, key)
    .filter((rule) => topic.test(rule))
    .sort();

describe('the rules of a payload', () => {
  const WHOLE = /^broker-role\/(?!role-given|customer-complete|customer-is)/;
  const PAID = /^prepayment\/(?!valid)/;

  for (const key of KEYS) {
    it(`are those of its role and prepayment: ${machineName(key)}`, () => {
      const people = [...BROKER_RULES[key.role], ...CUSTOMER_RULES[key.role]].sort();
      const payment = [...PAYMENT_RULES[key.prepayment]].sort();
      expect(about(WHOLE, 'C1', key)).to.deep.equal([...BROKER_RULES[key.role]].sort());
      expect(about(PAID, 'C1', key)).to.deep.equal([]);
      expect(about(WHOLE, 'C2', key)).to.deep.equal(people);
      expect(about(PAID, 'C2', key)).to.deep.equal([]);
      for (const call of ['P', 'B'] as const) {
        expect(about(WHOLE, call, key)).to.deep.equal(people);
        expect(about(PAID, call, key)).to.deep.equal(payment);
        expect(about(/^totals/, call, key)).to.deep.equal(['totals/total-due-given', 'totals/total-due-matches']);
      }
      const versions = key.flow === 'OpenBookingApprovalFlow' ? 2 : 0;
      expect(about(/^order-level\/version/, 'B', key).length).to.equal(versions);
      expect(about(/^(broker-role|prepayment|totals|items)/, 'cancel', key)).to.deep.equal([]);
      expect(about(/^(broker-role|prepayment|totals|items)/, 'update-proposal', key)).to.deep.equal([]);
    });
  }

  it('name no rule twice', () => {
    for (const key of KEYS) {
      for (const call of ['C1', 'C2', 'P', 'B', 'cancel', 'update-proposal', 'status'] as const) {
        const rules = payloadGuards(call, key);
        expect(new Set(rules).size, `${call} ${machineName(key)}`).to.equal(rules.length);
      }
    }
  });
});

describe('a step of an order machine', () => {
  const key: MachineKey = { role: 'AgentBroker', prepayment: 'Required', flow: 'OpenBookingSimpleFlow' };
  const rule: GuardId = 'broker-role/agent-broker-required';

  it('takes an accepted call that nothing forbids', () => {
    expect(step(key, 'quoted', { type: 'B accepted', facts: facts() })).to.equal('ordered');
  });

  it('takes no accepted call that a rule forbids', () => {
    expect(step(key, 'quoted', { type: 'B accepted', facts: facts({ [rule]: 'must' }) })).to.equal(undefined);
  });

  it('takes either outcome where a rule leaves the choice', () => {
    const open = facts({ [rule]: 'may' });
    expect(step(key, 'quoted', { type: 'B accepted', facts: open })).to.equal('ordered');
    expect(step(key, 'quoted', { type: 'B refused', facts: open, because: rule })).to.equal('quoted');
  });

  it('takes no refusal for a rule that is kept', () => {
    expect(step(key, 'quoted', { type: 'B refused', facts: facts(), because: rule })).to.equal(undefined);
    const other = facts({ 'totals/total-due-matches': 'must' });
    expect(step(key, 'quoted', { type: 'B refused', facts: other, because: rule })).to.equal(undefined);
  });

  it('takes no rule of another role for a reason', () => {
    const reseller: GuardId = 'broker-role/reseller-broker-required';
    const event: OrderEvent = { type: 'B refused', facts: facts({ [reseller]: 'must' }), because: reseller };
    expect(step(key, 'quoted', event)).to.equal(undefined);
    expect(step({ ...key, role: 'ResellerBroker' }, 'quoted', event)).to.equal('quoted');
  });

  it('never leaves a state by a refusal', () => {
    for (const state of ORDER_STATES) {
      const approval: MachineKey = { ...key, flow: 'OpenBookingApprovalFlow' };
      for (const { rule: because } of LIFECYCLE[state].B.refused) {
        const event: OrderEvent = { type: 'B refused', facts: facts({ [because]: 'must' }), because };
        expect(step(approval, state, event)).to.equal(state);
      }
    }
  });
});
