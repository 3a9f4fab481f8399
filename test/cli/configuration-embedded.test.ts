import { expect } from 'chai';
import { adjustableClock, startBookingSystem, type BookingSystem } from '../../src/booking-system/index.ts';
import { embeddedClient, embeddedClock, embeddedConfiguration } from '../../src/cli/configuration-embedded.ts';
import { targetConfigOf } from '../../src/cli/configuration.ts';
import { OPPORTUNITY_TYPES } from '../../src/protocol/vocabulary.ts';
import { connect, type HttpClient, type Target } from '../../src/target/index.ts';

const START = Date.UTC(2026, 0, 5);
const UUID = '11111111-2222-4333-8444-555555555555';

describe('the embedded booking system as a target', () => {
  const clock = adjustableClock(() => START);
  let system: BookingSystem;
  before(async () => {
    system = await startBookingSystem({ clock });
  });
  after(() => system.stop());

  const withSystem = async (use: (target: Target) => Promise<void>, client?: HttpClient) => {
    const config = targetConfigOf(embeddedConfiguration(system.datasetSiteUrl), { allowLive: false });
    const target = await connect(config, embeddedClock(clock), client && { client });
    await use(target).finally(() => {
      target.close();
    });
  };

  it('is found by its dataset site, and by the base URL of its API', async () => {
    const { sellers, ...configuration } = embeddedConfiguration(system.datasetSiteUrl);
    const config = targetConfigOf({ ...configuration, sellers }, { url: system.baseUrl, allowLive: false });
    const byApi = await connect(config, embeddedClock(clock));
    byApi.close();
    await withSystem((target) => {
      expect(target.baseUrl).to.equal(system.baseUrl);
      expect(target.feeds.length).to.be.greaterThan(2);
      expect(byApi.feeds).to.deep.equal(target.feeds);
      return Promise.resolve();
    });
  });

  for (const type of OPPORTUNITY_TYPES) {
    it(`makes a ${type}, which then stands in its feeds with its parents and offers`, async () => {
      await withSystem(async (target) => {
        const wanted = {
          type,
          criteria: type === 'OnDemandEvent' ? 'Bookable' : 'BookableFiveSpaces',
          flow: 'OpenBookingSimpleFlow',
          seller: 'secondary',
        } as const;
        const created = await target.createOpportunity(wanted);
        if (created.kind !== 'created') throw new Error(`not created: ${created.detail}`);
        const ends = (await target.opportunities.refresh()).map(({ end }) => end.kind);
        expect(new Set(ends)).to.deep.equal(new Set(['end']));
        const seen = target.opportunities.get(created.id)!;
        expect(seen.state).to.equal('updated');
        expect(seen.data['offers']).to.be.an('array').that.is.not.empty;
        expect(seen.data['remainingAttendeeCapacity'] ?? seen.data['remainingUses']).to.equal(
          type === 'OnDemandEvent' ? undefined : 5,
        );
        expect(JSON.stringify(seen.data)).to.include(
          embeddedConfiguration(system.datasetSiteUrl).sellers.secondary!.id,
        );

        await target.deleteDataset();
        const due = await target.opportunities.refresh([created.id]);
        expect(due.length).to.be.lessThan(target.feeds.length);
        expect(target.opportunities.get(created.id)!.state).to.equal('deleted');
      });
    });
  }

  it('knows its booking partners, and shows each his own orders feeds', async () => {
    await withSystem(async (target) => {
      const { answer } = await target.send({
        method: 'GET',
        path: `orders/${UUID}`,
        partner: 'secondary',
        seller: 'primary',
      });
      expect(answer).to.include({ kind: 'response', status: 404 });
      for (const name of ['orders', 'order-proposals'] as const) {
        const feed = target.ordersFeed(name, 'secondary');
        expect((await feed.readFrom(feed.position())).end).to.deep.equal({ kind: 'end' });
      }
      const acted = await target.act('accept-proposal', {
        type: 'OrderProposal',
        id: `${target.baseUrl}/order-proposals/${UUID}`,
      });
      expect(acted.answer).to.include({ kind: 'response', status: 404 });
    });
  });

  it('is the same without the network', async () => {
    await withSystem(async (target) => {
      const { answer } = await target.send({
        method: 'DELETE',
        path: `order-quotes/${UUID}`,
        partner: 'primary',
        seller: 'primary',
      });
      expect(answer).to.deep.include({ kind: 'response', status: 204, body: { kind: 'none' } });
      expect((await target.opportunities.refresh()).map(({ end }) => end.kind)).to.include('end');
    }, embeddedClient(system));
  });

  it('waits by moving its clock', async () => {
    await embeddedClock(clock).sleep(900_000);
    expect(system.clock.now()).to.equal(START + 900_000);
  });
});
