import { expect } from 'chai';
import { CLIENT_IDS, sellerIdAt, startBookingSystem } from '../../src/booking-system/index.ts';
import { getString, type JsonObject } from '../../src/protocol/json.ts';
import { MEDIA_TYPE } from '../../src/protocol/media-type.ts';
import { said, startKit } from './kit.ts';
import { withKit } from './with-kit.ts';

describe('the server', () => {
  it('answers over HTTP on the loopback interface as it does in process', async () => {
    const system = await startBookingSystem();
    const url = `${system.baseUrl}/orders/5ab4e8b1-1a0c-4f0c-9f2f-6f5c5f0c2b11`;
    const headers = {
      'x-openactive-test-client-id': CLIENT_IDS.primary,
      'x-openactive-test-seller-id': sellerIdAt(system.datasetSiteUrl, 'primary'),
    };
    try {
      expect(new URL(system.datasetSiteUrl).hostname).to.equal('127.0.0.1');
      const response = await fetch(url, { headers });
      const injected = await system.inject({ method: 'GET', url, headers });
      expect([response.status, response.headers.get('content-type')]).to.deep.equal([404, MEDIA_TYPE]);
      expect([injected.status, injected.headers['content-type']]).to.deep.equal([404, MEDIA_TYPE]);
      expect(injected.body).to.equal(await response.text());
    } finally {
      await system.stop();
    }
  });

  it(
    'says no to paths and verbs that it does not have',
    withKit(async (kit) => {
      expect(said(await kit.request('GET', 'nonsense'))).to.equal('404 UnknownOrIncorrectEndpointError');
      expect(said(await kit.request('PUT', 'order-nonsense/1', {}))).to.equal('404 UnknownOrIncorrectEndpointError');
      for (const [method, path] of [
        ['POST', `orders/${kit.uuid()}`],
        ['DELETE', `order-quote-templates/${kit.uuid()}`],
        ['PUT', 'orders-rpde'],
      ] as const) {
        expect(said(await kit.request(method, path, {}))).to.equal('405 MethodNotAllowedError');
      }
    }),
  );

  it(
    'says no to bodies that it cannot read',
    withKit(async (kit) => {
      const nested = '['.repeat(100_000) + ']'.repeat(100_000);
      const bodies = ['', 'null', '[]', '"text"', '{', `{"@type":"OrderQuote","customer":${nested}}`];
      for (const text of bodies) {
        const answer = await kit.send('C2', kit.uuid(), { text });
        expect(answer.status, text.slice(0, 40)).to.be.within(400, 499);
        expect(getString(answer.body, '@type')).to.match(/Error$/);
      }
      expect(said(await kit.send('C1', kit.uuid(), { text: 'x'.repeat(2_000_000) }))).to.equal('413 OpenBookingError');
      expect(said(await kit.request('PUT', 'orders/no-uuid', {}))).to.equal('400 OpenBookingError');
    }),
  );

  it(
    'tells who may come in',
    withKit(async (kit) => {
      const url = `${kit.system.baseUrl}/orders/${kit.uuid()}`;
      const get = async (headers: Readonly<Record<string, string>>) => {
        const response = await kit.system.inject({ method: 'GET', url, headers });
        return `${String(response.status)} ${getString(JSON.parse(response.body) as JsonObject, '@type') ?? ''}`;
      };
      const client = { 'x-openactive-test-client-id': CLIENT_IDS.secondary };
      expect(await get({})).to.equal('403 NoAPITokenError');
      expect(await get({ 'x-openactive-test-client-id': 'nobody' })).to.equal('401 InvalidAPITokenError');
      expect(await get(client)).to.equal('403 UnauthenticatedError');
      expect(await get({ ...client, 'x-openactive-test-seller-id': 'nobody' })).to.equal(
        '401 InvalidAuthorizationDetailsError',
      );
      const own = sellerIdAt(kit.system.datasetSiteUrl, 'secondary');
      expect(await get({ ...client, 'x-openactive-test-seller-id': own })).to.equal('404 UnknownOrderError');
      const foreign = await kit.quote('C1', kit.uuid(), [await kit.make()], { seller: own });
      expect(said(foreign)).to.equal('401 InvalidAuthorizationDetailsError');
    }),
  );

  it('does not start with a defect or a variation that does not exist, and offers the nearest one', async () => {
    const failure = async (options: Parameters<typeof startKit>[0]) =>
      startKit(options).then(
        () => 'started',
        (error: unknown) => String(error),
      );
    expect(await failure({ defects: ['position-lots'] })).to.equal(
      'Error: There is no defect "position-lots". Did you mean "position-lost"?',
    );
    expect(await failure({ variations: ['nonsense'] })).to.match(/^Error: There is no variation "nonsense"\./);
  });
});
