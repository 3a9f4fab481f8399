import { expect } from 'chai';
import {
  adjustableClock,
  CLIENT_IDS,
  sellerIdAt,
  startBookingSystem,
  type BookingSystem,
} from '../../src/booking-system/index.ts';
import { get, getArray, getString, idOf, type Json } from '../../src/protocol/json.ts';
import { CRITERIA, opportunityRequest } from '../../src/protocol/test-interface.ts';
import { BOOKING_FLOWS, CONTEXT, iri } from '../../src/protocol/vocabulary.ts';
import { SELLERS } from '../../src/protocol/ids.ts';
import { embeddedClient, embeddedConfiguration, embeddedFeatures } from '../../src/cli/configuration-embedded.ts';
import { targetConfigOf } from '../../src/cli/configuration.ts';
import type { Session } from '../../src/runner/index.ts';
import { connect, secretMask, type HttpClient } from '../../src/target/index.ts';
import { campaignOn } from './kit.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';

const headers = (system: BookingSystem, partner: 'primary' | 'secondary' = 'secondary') => ({
  'content-type': 'application/vnd.openactive.booking+json; version=1',
  'x-openactive-test-client-id': CLIENT_IDS[partner],
  'x-openactive-test-seller-id': sellerIdAt(system.datasetSiteUrl, 'primary'),
});

/** Fills the open feeds with what the operator of a system may have: some of everything. */
async function stock(system: BookingSystem): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const criteria of CRITERIA) {
    for (const flow of BOOKING_FLOWS) {
      for (const seller of SELLERS) {
        const sellerId = sellerIdAt(system.datasetSiteUrl, seller);
        const body = JSON.stringify(opportunityRequest({ type: 'ScheduledSession', criteria, flow, sellerId }));
        const url = `${system.baseUrl}/test-interface/datasets/stock/opportunities`;
        const made = await system.inject({ method: 'POST', url, headers: headers(system), body });
        if (made.status === 200 && seller === 'primary') ids.push(idOf(JSON.parse(made.body) as Json) ?? '');
      }
    }
  }
  return ids;
}

/** Another broker, who books and cancels as he likes, whenever he is let. */
function stranger(system: BookingSystem, ids: readonly string[]): () => Promise<void> {
  let count = 0;
  const orders: { readonly url: string; readonly item: string }[] = [];
  const send = async (method: 'PUT' | 'PATCH', url: string, body: Json) =>
    JSON.parse(
      (await system.inject({ method, url, headers: headers(system), body: JSON.stringify(body) })).body || '{}',
    ) as Json;
  return async () => {
    count += 1;
    const old = count % 3 === 0 ? orders.shift() : undefined;
    if (old !== undefined) {
      const orderedItem = [{ '@type': 'OrderItem', '@id': old.item, orderItemStatus: iri('CustomerCancelled') }];
      await send('PATCH', old.url, { '@context': CONTEXT, '@type': 'Order', orderedItem });
      return;
    }
    const id = ids[(count * 7) % ids.length] ?? '';
    const number = /\d+$/.exec(id)?.[0] ?? '';
    const offer = `${id.replace(/scheduled-sessions\/.*$/, '')}session-series/${number}#/offers/0`;
    const uuid = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    const order = {
      '@context': CONTEXT,
      brokerRole: iri('AgentBroker'),
      broker: { '@type': 'Organization', name: 'Another' },
      customer: { '@type': 'Person', email: 'else@example.com' },
      seller: sellerIdAt(system.datasetSiteUrl, 'primary'),
      orderedItem: [{ '@type': 'OrderItem', position: 0, acceptedOffer: offer, orderedItem: id }],
    };
    const quote = await send('PUT', `${system.baseUrl}/order-quotes/${uuid}`, { ...order, '@type': 'OrderQuote' });
    const url = `${system.baseUrl}/orders/${uuid}`;
    const payment = {
      '@type': 'Payment',
      identifier: 'x',
      name: 'AcmeBroker Points',
      accountId: 'SN1593',
      paymentProviderId: 'STRIPE',
    };
    const due = get(quote, 'totalPaymentDue') ?? {};
    const made = await send('PUT', url, { ...order, '@type': 'Order', totalPaymentDue: due, payment });
    const item = getString(getArray(made, 'orderedItem')[0], '@id');
    if (item !== undefined) orders.push({ url, item });
  };
}

/** A client to a system without a test interface, with something that others do before each call. */
const without = (client: HttpClient, time: VirtualTime, others: () => Promise<void>): HttpClient => ({
  ...client,
  send: async (request) => {
    await time.sleep(40);
    if (request.url.includes('/test-interface/')) {
      return { kind: 'response', status: 404, mediaType: undefined, retryAfter: undefined, text: '' };
    }
    return time.busy(async () => {
      if (request.method !== 'GET') await others();
      return client.send(request);
    });
  },
});

async function withBusySystem<Result>(
  defects: readonly string[],
  use: (session: Session, time: VirtualTime) => Promise<Result>,
): Promise<Result> {
  const time = virtualTime();
  const system = await startBookingSystem({ defects, clock: adjustableClock(() => time.now()) });
  try {
    const others = stranger(system, await stock(system));
    const configuration = embeddedConfiguration(system.datasetSiteUrl, embeddedFeatures([]));
    const config = targetConfigOf(configuration, { allowLive: false });
    const target = await time.until(connect(config, time, { client: without(embeddedClient(system), time, others) }));
    const session: Session = {
      target,
      clock: time,
      mask: secretMask(config),
      partners: ['primary'],
      sellers: configuration.sellers,
      features: configuration.features,
      strict: false,
      canWait: false,
      lookAgainMs: [1_000, 5_000],
      realTime: true,
    };
    return await use(session, time);
  } finally {
    await system.stop();
  }
}

const run = (defects: readonly string[], scenarios: number) =>
  withBusySystem(defects, (session, time) =>
    time.until(
      campaignOn(session, {
        now: time.now,
        budgets: { scenarios },
        restrict: { opportunityTypes: ['ScheduledSession'] },
      }),
    ),
  );

describe('a target without a test interface, whose opportunities others book too', () => {
  it('is tested with what its open feeds hold, gives no false finding, and is told which rules are off', async () => {
    const { result } = await run([], 24);
    expect(result.findings).to.deep.equal([]);
    expect(result.switchedOff.map(({ what }) => what).join()).to.include('state/spaces-shown');
    expect(result.coverage.judgedByRule['state/spaces-in-quote']).to.equal(0);
    expect(result.coverage.judgedByRule['state/spaces-shown']).to.equal(0);
    const skipped = result.health.find((text) => text.includes('could not be run')) ?? '0 of';
    expect(Number.parseInt(skipped, 10)).to.be.below(6);
  });

  it('shows its faults all the same', async () => {
    const { findings } = await run(['gross-tax-added'], 8);
    expect(findings.map(({ rule }) => rule.id.split('/')[0])).to.include('totals');
  });
});
