import { expect } from 'chai';
import fc from 'fast-check';
import { brokerArbitrary, customerArbitrary } from '../../src/generators/index.ts';
import type { CheckpointStep, Step } from '../../src/model/index.ts';
import type { BookingFlow, BrokerRole } from '../../src/protocol/vocabulary.ts';
import { against, call, circumstances, PROPERTY, scenario } from './kit.ts';

/** The calls of a flow that come after C1, each tried without what it should carry. */
const callsOf = (flow: BookingFlow): readonly CheckpointStep['do'][] =>
  flow === 'OpenBookingApprovalFlow' ? ['C2', 'P'] : ['C2', 'B'];

const INCOMPLETE_BROKER = '400 IncompleteBrokerDetailsError';
const INCOMPLETE_CUSTOMER = '400 IncompleteCustomerDetailsError';

/** That one kind of mutation is refused at every call of any flow, whoever the people are. */
async function refusedEverywhere(role: BrokerRole, kind: string, error: string, withC1: boolean): Promise<void> {
  await against({}, (run) =>
    fc.assert(
      fc.asyncProperty(circumstances, brokerArbitrary, customerArbitrary('Person'), async (about, broker, customer) => {
        const calls = [...(withC1 ? ['C1' as const] : []), ...callsOf(about.flow ?? 'OpenBookingSimpleFlow')];
        const steps = calls.map((name) => call(name, { broker, customer }, kind));
        const told = await run(scenario({ ...about, role }, steps));
        expect(told.answers).to.deep.equal(calls.map(() => error));
        expect(told.broken).to.deep.equal([]);
      }),
      PROPERTY,
    ),
  );
}

/** That orders go through at every call of any flow, whoever the people are. */
async function acceptedEverywhere(role: BrokerRole, withCustomer: boolean): Promise<void> {
  await against({}, (run) =>
    fc.assert(
      fc.asyncProperty(circumstances, brokerArbitrary, customerArbitrary('Person'), async (about, broker, customer) => {
        const people = { broker, customer: withCustomer ? customer : null };
        const steps = [
          call('C1', { broker }),
          ...callsOf(about.flow ?? 'OpenBookingSimpleFlow').map((name) => call(name, people)),
        ];
        const told = await run(scenario({ ...about, role }, steps));
        expect(told.answers.map((answer) => answer.slice(0, 3))).to.deep.equal(['200', '200', '201']);
        expect(told.broken).to.deep.equal([]);
      }),
      PROPERTY,
    ),
  );
}

/** The answers and the rules broken in one conversation of the simple flow. */
const conversation = (role: BrokerRole, steps: readonly Step[], defects: readonly string[] = []) =>
  against({ defects }, (run) => run(scenario({ role }, steps)));

describe('reseller-broker (Test Suite)', () => {
  describe('broker-not-included-resellerbroker-mode', () => {
    const steps = [call('C1'), call('C2'), call('B', {}, 'omit-broker')];

    it('Request should fail if broker is not included in Order in ResellerBroker mode for B request.', async () => {
      const told = await conversation('ResellerBroker', steps);
      expect(told.answers).to.deep.equal(['200 OrderQuote', '200 OrderQuote', INCOMPLETE_BROKER]);
      expect(told.broken).to.deep.equal([]);
    });

    it('tells a booking system that accepts it', async () => {
      const told = await conversation('ResellerBroker', steps, ['reseller-without-broker-accepted']);
      expect(told.broken).to.include('broker-role/reseller-broker-required at B');
    });

    it('holds at C1, C2, P and B, for any people, opportunity and prepayment', () =>
      refusedEverywhere('ResellerBroker', 'omit-broker', INCOMPLETE_BROKER, true));
  });

  describe('customer-included-resellerbroker-mode', () => {
    it('Request should succeed if broker and customer are included in Order in ResellerBroker mode for B request.', async () => {
      const customer = { '@type': 'Person', email: 'geoff@example.com' };
      const told = await conversation('ResellerBroker', [
        call('C1'),
        call('C2', { customer }),
        call('B', { customer }),
      ]);
      expect(told.answers).to.deep.equal(['200 OrderQuote', '200 OrderQuote', '201 Order']);
      expect(told.broken).to.deep.equal([]);
    });

    it('holds in both flows, for any people, opportunity and prepayment', () =>
      acceptedEverywhere('ResellerBroker', true));
  });

  describe('customer-not-included-resellerbroker-mode', () => {
    const steps = [call('C1'), call('C2', { customer: null }), call('B', { customer: null })];

    it('Request should succeed if customer is not included in Order in ResellerBroker mode for B request.', async () => {
      const told = await conversation('ResellerBroker', steps);
      expect(told.answers).to.deep.equal(['200 OrderQuote', '200 OrderQuote', '201 Order']);
      expect(told.broken).to.deep.equal([]);
    });

    it('tells a booking system that refuses it', async () => {
      const told = await conversation('ResellerBroker', steps, ['reseller-without-customer-refused']);
      expect(told.broken.join()).to.include('broker-role/reseller-customer-optional');
    });

    it('holds in both flows, for any broker, opportunity and prepayment', () =>
      acceptedEverywhere('ResellerBroker', false));
  });
});

describe('agent-broker (Test Suite)', () => {
  describe('customer-included', () => {
    it('Successful request when customer is included in Order in AgentBroker mode', async () => {
      const told = await conversation('AgentBroker', [call('C1'), call('C2'), call('B')]);
      expect(told.answers).to.deep.equal(['200 OrderQuote', '200 OrderQuote', '201 Order']);
      expect(told.broken).to.deep.equal([]);
    });

    it('holds in both flows, for any people, opportunity and prepayment', () =>
      acceptedEverywhere('AgentBroker', true));
  });

  describe('customer-not-included', () => {
    const steps = [call('C1'), call('C2'), call('B', {}, 'omit-customer')];

    it('If customer is not included in Order in AgentBroker mode for B request, request should fail, returning 400 status code and IncompleteCustomerDetailsError.', async () => {
      const told = await conversation('AgentBroker', steps);
      expect(told.answers).to.deep.equal(['200 OrderQuote', '200 OrderQuote', INCOMPLETE_CUSTOMER]);
      expect(told.broken).to.deep.equal([]);
    });

    it('tells a booking system that accepts it', async () => {
      const told = await conversation('AgentBroker', steps, ['agent-without-customer-accepted']);
      expect(told.broken).to.include('broker-role/agent-customer-required at B');
    });

    it('holds at C2, P and B, for any broker, opportunity and prepayment', () =>
      refusedEverywhere('AgentBroker', 'omit-customer', INCOMPLETE_CUSTOMER, false));
  });
});
