import { expect } from 'chai';
import {
  readOpportunity,
  readRequest,
  SCENARIO_FORMAT,
  type CallRequest,
  type Scenario,
} from '../../src/model/index.ts';
import { get, type JsonObject } from '../../src/protocol/json.ts';
import { bind, remember } from '../../src/runner/bindings.ts';
import { composeRequest } from '../../src/runner/compose.ts';

const BASE = 'https://booking.example.com/api';
const SESSION = { target: { baseUrl: BASE }, sellers: {} };
const ITEMS = [{ opportunity: 'o1' }];
const CALL = { order: 'a', partner: 'primary', items: ITEMS } as const;
const scenario: Scenario = {
  format: SCENARIO_FORMAT,
  settings: { brokerRole: 'AgentBroker', prepayment: 'Free', flow: 'OpenBookingSimpleFlow' },
  opportunities: {
    o1: { type: 'ScheduledSession', criteria: 'BookableFree', seller: 'primary', flow: 'OpenBookingSimpleFlow' },
  },
  steps: [
    { do: 'C2', ...CALL },
    { do: 'B', ...CALL },
  ],
};

const session = (name: string, price: number, priceCurrency?: string) => {
  const offer = { '@type': 'Offer', '@id': `${BASE}/${name}#offer`, price, ...(priceCurrency && { priceCurrency }) };
  const facts = readOpportunity({ '@type': 'ScheduledSession', '@id': `${BASE}/${name}`, offers: [offer] });
  if (facts === undefined) throw new Error('no opportunity');
  return facts;
};

/** The total that B sends, after a quote of another if there was one. */
function totalOf(opportunities: readonly ReturnType<typeof session>[], quoted?: JsonObject) {
  const bindings = bind(scenario, new Map(opportunities.map((facts, index) => [`o${index + 1}`, facts])));
  const [c2, b] = scenario.steps as readonly [never, never];
  const request = readRequest(composeRequest(scenario, c2, bindings, SESSION)) as CallRequest;
  if (quoted !== undefined)
    remember(bindings, 'a', request, { kind: 'accepted', status: 200, body: { totalPaymentDue: quoted } });
  const { body } = composeRequest(scenario, b, bindings, SESSION);
  return body?.kind === 'json' ? get(body.value, 'totalPaymentDue') : undefined;
}

const total = (price: number, more: JsonObject = {}): JsonObject => ({ '@type': 'PriceSpecification', price, ...more });

describe('the total that a booking sends', () => {
  it('is the quote’s, with the currency that the quote has', () => {
    expect(totalOf([session('x', 0)], total(0, { priceCurrency: 'EUR' }))).to.deep.equal(
      total(0, { priceCurrency: 'EUR' }),
    );
    expect(totalOf([session('x', 0, 'GBP')], total(0))).to.deep.equal(total(0));
    expect(totalOf([session('x', 12.5, 'EUR')], total(15, { priceCurrency: 'EUR' }))).to.deep.equal(
      total(15, { priceCurrency: 'EUR' }),
    );
  });

  it('is reckoned from the offers where nothing was quoted, in a currency of the target, or in none', () => {
    expect(totalOf([session('x', 12.5, 'EUR')])).to.deep.equal(total(12.5, { priceCurrency: 'EUR' }));
    expect(totalOf([session('x', 0), session('y', 5, 'EUR')])).to.deep.equal(total(0, { priceCurrency: 'EUR' }));
    expect(totalOf([session('x', 0)])).to.deep.equal(total(0));
  });
});

describe('the ids of items that a cancellation names', () => {
  it('are those of the items asked for, in whatever order they were answered', () => {
    const steps: Scenario['steps'] = [
      { do: 'B', order: 'a', partner: 'primary', items: [{ opportunity: 'o1' }, { opportunity: 'o2' }] },
      { do: 'cancel', order: 'a', partner: 'primary', items: [0] },
    ];
    const two = { ...scenario, steps };
    const opportunities = [session('x', 5, 'EUR'), session('y', 5, 'EUR')];
    const bindings = bind(two, new Map(opportunities.map((facts, index) => [`o${index + 1}`, facts])));
    const [b, cancel] = steps as readonly [never, never];
    const request = readRequest(composeRequest(two, b, bindings, SESSION)) as CallRequest;
    const item = (name: string) => ({ '@id': `${BASE}/items/${name}`, orderedItem: { '@id': `${BASE}/${name}` } });
    const body = { orderedItem: [item('y'), item('x')] };
    remember(bindings, 'a', request, { kind: 'accepted', status: 201, body });
    const { body: sent } = composeRequest(two, cancel, bindings, SESSION);
    expect(JSON.stringify(sent)).to.include('/items/x').and.not.include('/items/y');
  });
});
