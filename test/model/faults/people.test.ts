import { expect } from 'chai';
import type { Json } from '../../../src/protocol/json.ts';
import { BROKER_ROLES, type BrokerRole } from '../../../src/protocol/vocabulary.ts';
import { answer, refusal } from '../answers.ts';
import { BROKER, PAID, PERSON, place, whole } from '../fixture.ts';
import { answered, mayBeAccepted, reasons } from '../situation.ts';

const start = place({ x: { approval: false }, y: { approval: true } });
const CALLS = ['C1', 'C2', 'P', 'B'] as const;
const strictly = { ...start, ground: { ...start.ground, strict: true } };

/** A request with these people; null leaves one out. */
const sent = (call: (typeof CALLS)[number], role: BrokerRole, people: Readonly<Record<string, Json | undefined>>) =>
  whole(call, { items: [call === 'P' ? 'y' : 'x'], role, payment: PAID, edit: people });

type Verdict = 'accepted' | 'refused' | 'unclear';

/** The field's table of broker roles, whole: the verdict on each broker, by role. */
const BROKERS: readonly (readonly [string, Json | undefined, Record<BrokerRole, Verdict>])[] = [
  ['no broker', undefined, { AgentBroker: 'refused', ResellerBroker: 'refused', NoBroker: 'accepted' }],
  ['a named broker', BROKER, { AgentBroker: 'accepted', ResellerBroker: 'accepted', NoBroker: 'refused' }],
  [
    'a broker without name',
    { '@type': 'Organization' },
    { AgentBroker: 'refused', ResellerBroker: 'refused', NoBroker: 'refused' },
  ],
  [
    'a broker with an empty name',
    { '@type': 'Organization', name: '' },
    { AgentBroker: 'unclear', ResellerBroker: 'unclear', NoBroker: 'refused' },
  ],
  [
    'a Person as broker',
    { '@type': 'Person', name: 'Jo' },
    { AgentBroker: 'refused', ResellerBroker: 'refused', NoBroker: 'refused' },
  ],
  ['a text as broker', 'Jo', { AgentBroker: 'refused', ResellerBroker: 'refused', NoBroker: 'refused' }],
  ['null as broker', null, { AgentBroker: 'refused', ResellerBroker: 'refused', NoBroker: 'accepted' }],
];

/** And on each customer, at C2, P and B. */
const CUSTOMERS: readonly (readonly [string, Json | undefined, Record<BrokerRole, Verdict>])[] = [
  ['no customer', undefined, { AgentBroker: 'refused', ResellerBroker: 'accepted', NoBroker: 'refused' }],
  ['null as customer', null, { AgentBroker: 'refused', ResellerBroker: 'accepted', NoBroker: 'refused' }],
  ['a Person with e-mail', PERSON, { AgentBroker: 'accepted', ResellerBroker: 'accepted', NoBroker: 'accepted' }],
  [
    'a Person without e-mail',
    { '@type': 'Person', givenName: 'Jane' },
    { AgentBroker: 'refused', ResellerBroker: 'unclear', NoBroker: 'refused' },
  ],
  [
    'an Organization with e-mail',
    { '@type': 'Organization', name: 'Club', email: 'club@example.com' },
    { AgentBroker: 'accepted', ResellerBroker: 'accepted', NoBroker: 'accepted' },
  ],
  [
    'an Organization without e-mail',
    { '@type': 'Organization', name: 'Club' },
    { AgentBroker: 'unclear', ResellerBroker: 'unclear', NoBroker: 'unclear' },
  ],
  [
    'neither a Person nor an Organization',
    { '@type': 'Event', email: 'jane@example.com' },
    { AgentBroker: 'refused', ResellerBroker: 'unclear', NoBroker: 'refused' },
  ],
];

function expectVerdict(request: ReturnType<typeof sent>, verdict: Verdict): void {
  expect(mayBeAccepted(start, request)).to.equal(verdict !== 'refused');
  expect(mayBeAccepted(strictly, request)).to.equal(verdict === 'accepted');
  if (verdict === 'accepted')
    expect(reasons(start, request).filter((rule) => /broker-role/.test(rule))).to.deep.equal([]);
}

describe('brokers', () => {
  for (const role of BROKER_ROLES) {
    for (const [name, broker, verdicts] of BROKERS) {
      for (const call of CALLS) {
        it(`${role} with ${name} at ${call}: ${verdicts[role]}`, () => {
          const request = sent(call, role, { broker });
          expectVerdict(request, verdicts[role]);
          expect(answered(start, request, refusal('OrderAlreadyExistsError'))).to.equal(undefined);
          if (verdicts[role] !== 'accepted') {
            expect(answered(start, request, refusal('IncompleteBrokerDetailsError'))).to.not.equal(undefined);
          }
        });
      }
    }
  }

  it('may be refused with any error of the client’s where NoBroker has one, for the type is only a placeholder', () => {
    const request = sent('C2', 'NoBroker', { broker: BROKER });
    expect(answered(start, request, answer(400, { '@type': 'OpenBookingError' }))).to.not.equal(undefined);
    expect(answered(start, request, answer(500, { '@type': 'OpenBookingError' }))).to.equal(undefined);
  });

  for (const call of CALLS) {
    it(`have to say their role at ${call}`, () => {
      const request = whole(call, {
        items: [call === 'P' ? 'y' : 'x'],
        payment: PAID,
        edit: { brokerRole: undefined },
      });
      expect(mayBeAccepted(start, request)).to.equal(false);
      expect(answered(start, request, refusal('IncompleteBrokerDetailsError'))).to.not.equal(undefined);
    });
  }
});

describe('customers', () => {
  for (const role of BROKER_ROLES) {
    for (const [name, customer, verdicts] of CUSTOMERS) {
      for (const call of ['C2', 'P', 'B'] as const) {
        it(`${role} with ${name} at ${call}: ${verdicts[role]}`, () => {
          const request = sent(call, role, { customer });
          expectVerdict(request, verdicts[role]);
          expect(answered(start, request, refusal('OrderAlreadyExistsError'))).to.equal(undefined);
          if (verdicts[role] !== 'accepted') {
            expect(answered(start, request, refusal('IncompleteCustomerDetailsError'))).to.not.equal(undefined);
          }
        });
      }
    }
  }

  for (const role of BROKER_ROLES) {
    it(`are not called for at C1: ${role}`, () => {
      const request = sent('C1', role, {});
      expect(mayBeAccepted(strictly, request)).to.equal(true);
      expect(reasons(start, request)).to.deep.equal([]);
    });
  }

  it('that are missing are not taken for a fault of the broker’s, nor the other way round', () => {
    const withoutCustomer = sent('C2', 'AgentBroker', { customer: undefined });
    expect(answered(start, withoutCustomer, refusal('IncompleteBrokerDetailsError'))).to.equal(undefined);
    const withoutBroker = sent('C2', 'AgentBroker', { broker: undefined });
    expect(answered(start, withoutBroker, refusal('IncompleteCustomerDetailsError'))).to.equal(undefined);
  });

  it('may be looked at or not where they are sent with C1 all the same', () => {
    const request = sent('C1', 'AgentBroker', { customer: { '@type': 'Person' } });
    expect(mayBeAccepted(strictly, request)).to.equal(true);
    expect(answered(start, request, refusal('IncompleteCustomerDetailsError'))).to.not.equal(undefined);
  });
});
