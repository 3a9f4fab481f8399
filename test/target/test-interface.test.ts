import { expect } from 'chai';
import type { WantedOpportunity } from '../../src/target/index.ts';
import { json, withTarget, type Handler } from './fixture.ts';

const WANTED: WantedOpportunity = {
  type: 'ScheduledSession',
  criteria: 'BookableFree',
  flow: 'OpenBookingSimpleFlow',
  seller: 'primary',
};
const OPPORTUNITIES = 'POST /api/test-interface/datasets/uat%20ci%2F1/opportunities';

async function createAt(handler: Handler, wanted = WANTED) {
  let created: unknown;
  await withTarget({ [OPPORTUNITIES]: handler }, async (target) => {
    created = await target.createOpportunity(wanted);
  });
  return created;
}

describe('the test interface', () => {
  it('is asked for an opportunity of the seller, in the configured dataset', async () => {
    const id = 'https://example.com/sessions/4';
    await withTarget(
      { [OPPORTUNITIES]: json({ '@type': 'ScheduledSession', '@id': id }, 201) },
      async (target, server) => {
        expect(await target.createOpportunity(WANTED)).to.deep.include({ kind: 'created', id });
        expect(JSON.parse(server.seen.at(-1)!.body)).to.deep.equal({
          '@context': ['https://openactive.io/', 'https://openactive.io/test-interface'],
          '@type': 'ScheduledSession',
          superEvent: {
            '@type': 'SessionSeries',
            organizer: { '@type': 'Organization', '@id': 'https://example.com/sellers/1' },
          },
          'test:testOpportunityCriteria': 'https://openactive.io/test-interface#TestOpportunityBookableFree',
          'test:testOpenBookingFlow': 'https://openactive.io/test-interface#OpenBookingSimpleFlow',
        });
        expect(server.seen.at(-1)!.headers).to.include({ 'x-client': 'first-client', 'x-seller': 'seller-one' });
      },
    );
  });

  it('may refuse, and its words are kept', async () => {
    const refusal = { '@type': 'OpenBookingError', description: 'No such thing' };
    expect(await createAt(json(refusal, 500))).to.deep.equal({
      kind: 'refused',
      detail: 'status 500, OpenBookingError: No such thing',
    });
    expect(await createAt(json({ '@id': 'x' }, 404))).to.deep.equal({ kind: 'refused', detail: 'status 404' });
    expect(await createAt(json({}, 201))).to.deep.equal({ kind: 'refused', detail: 'status 201' });
    expect(await createAt((response) => response.end('<h1>'))).to.deep.equal({ kind: 'refused', detail: 'status 200' });
  });

  it('may give no answer', async () => {
    const lost = await createAt((response) => response.socket!.destroy());
    expect(lost).to.include({ kind: 'no-answer', reason: 'connection-lost' });
  });

  it('is not asked in the name of a seller who is not configured', async () => {
    const refused = await createAt(json({ '@id': 'x' }), { ...WANTED, seller: 'secondary' });
    expect(refused).to.deep.equal({ kind: 'refused', detail: 'the configuration has no secondary seller' });
  });

  it('lets a seller act, and deletes the dataset', async () => {
    const done: Handler = (response) => response.writeHead(204).end();
    const routes = {
      'POST /api/test-interface/actions': done,
      'DELETE /api/test-interface/datasets/uat%20ci%2F1': done,
    };
    await withTarget(routes, async (target, server) => {
      const acted = await target.act('accept-proposal', { type: 'OrderProposal', id: 'https://example.com/p/1' });
      expect(acted.answer).to.include({ status: 204 });
      expect(JSON.parse(server.seen.at(-1)!.body)).to.deep.include({
        '@type': 'test:SellerAcceptOrderProposalSimulateAction',
        object: { '@type': 'OrderProposal', '@id': 'https://example.com/p/1' },
      });
      expect((await target.deleteDataset()).answer).to.include({ status: 204 });
    });
  });
});
