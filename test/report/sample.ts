import { SCENARIO_FORMAT, type Scenario } from '../../src/model/index.ts';
import { RESULT_FORMAT, type CampaignResult, type ExchangeRecord, type Finding } from '../../src/results/result.ts';

/** Plain results to make words and files of. */

export const scenario: Scenario = {
  format: SCENARIO_FORMAT,
  settings: { brokerRole: 'AgentBroker', prepayment: 'Required', flow: 'OpenBookingSimpleFlow' },
  opportunities: {
    session1: { type: 'ScheduledSession', criteria: 'Bookable', seller: 'primary', flow: 'OpenBookingSimpleFlow' },
  },
  steps: [{ do: 'B', order: 'a', partner: 'primary', items: [{ opportunity: 'session1' }], customer: null }],
};

export const finding = (changes: Partial<Finding> = {}): Finding => ({
  rule: {
    id: 'broker-role/agent-customer-required',
    strength: 'must',
    sentence: 'An order by an AgentBroker without a customer is refused.',
    link: 'https://openactive.io/open-booking-api/EditorsDraft/#agentbroker',
    clauses: ['agentbroker/1'],
  },
  call: 'B',
  expected: 'refused with 400 IncompleteCustomerDetailsError',
  found: '201, accepted',
  kind: 'breaks the specification',
  alongside: [],
  requestsToDetect: 1204,
  requestsToShrink: 1,
  sightings: 3,
  repeats: 'always',
  complete: true,
  conversation: [
    {
      step: 'B of order a by primary: 1 item',
      special: ['without customer'],
      answer: '201 Order',
      admitted: ['refused'],
    },
  ],
  scenario,
  repro: 'repros/broker-role-agent-customer-required-at-B.json',
  ...changes,
});

export const exchange: ExchangeRecord = {
  method: 'PUT',
  url: 'http://127.0.0.1:5000/api/orders/1',
  headers: { 'Content-Type': 'application/json' },
  requestBody: { name: "O'Hara $(id)", note: 'a\u202eb' },
  status: 201,
  responseBody: { '@type': 'Order' },
};

export const result = (changes: Partial<CampaignResult> = {}): CampaignResult => ({
  format: RESULT_FORMAT,
  version: '0.1.0',
  target: 'http://127.0.0.1:5000/',
  seed: 7,
  strict: false,
  budgets: { seconds: 20 },
  endedBy: 'time',
  seconds: 20,
  requests: 14_000,
  scenarios: 1,
  provedNothing: false,
  coverage: {
    transitions: { covered: 80, total: 88, missed: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], notShown: [] },
    guards: { total: 3, kept: 3, refused: 2, neverKept: [], neverRefused: ['items/bookable at C1'] },
    mutations: { covered: 4, total: 5, missed: ['omit-broker at C1'] },
    pairs: { covered: 2, total: 2, missed: [] },
    rules: { judged: 2, total: 2, never: [] },
    judgedByRule: { 'broker-role/agent-customer-required': 12 },
  },
  findings: [],
  switchedOff: [],
  features: [],
  bookings: { made: 3, left: [] },
  feedLag: {},
  health: [],
  inconclusive: {},
  ...changes,
});
