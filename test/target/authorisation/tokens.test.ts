import { expect } from 'chai';
import { connect } from '../../../src/target/index.ts';
import { memoryTokenStore } from '../../../src/target/authorisation/token-store.ts';
import { configFor, dataset, datasetSite, serve, steppingClock } from '../fixture.ts';
import { CLIENT } from './identity-provider.ts';
import { C1, LOGIN, partners, seller, statusOf, withSystem } from './kit.ts';

describe('authorisation', () => {
  for (const method of ['client_secret_basic', 'client_secret_post'] as const) {
    it(`has tokens for feeds and for bookings of its own kind each, by client credentials (${method})`, async () => {
      await withSystem({ method }, async ({ connect: open, seen, identity }) => {
        const target = await open({ ...partners({ client: CLIENT }), ...seller({ client: CLIENT }) });
        expect(await statusOf(target)).to.equal(200);
        const { end } = await target.ordersFeed('orders', 'primary').readFrom(`${target.baseUrl}/orders-rpde`);
        expect(end.kind).to.equal('end');
        expect(seen).to.deep.equal([
          ['/api/order-quote-templates/1', 'openactive-ordersfeed openactive-openbooking'],
          ['/api/orders-rpde', 'openactive-ordersfeed'],
        ]);
        expect(identity.grants).to.deep.equal(['client_credentials', 'client_credentials']);
      });
    });
  }

  it('says why a provider cannot be reached', async () => {
    await withSystem({}, async ({ connect: open }) => {
      const lost = { ...partners({ client: CLIENT }), authority: 'http://127.0.0.1:9/' };
      expect(await open(lost).catch(String)).to.match(
        /127\.0\.0\.1:9\/ gave no token .*: the (connection was refused|address cannot)/,
      );
    });
  });

  it('logs a seller in by the forms of the provider, and then keeps to the refresh tokens', async () => {
    await withSystem({}, async ({ connect: open, identity }) => {
      const tokenStore = memoryTokenStore();
      const config = { ...partners({ client: CLIENT }), ...seller({ login: LOGIN }), tokenStore };
      expect(await statusOf(await open(config))).to.equal(200);
      expect(await statusOf(await open(config))).to.equal(200);
      expect(identity.grants.filter((grant) => grant !== 'client_credentials')).to.deep.equal([
        'authorization_code',
        'refresh_token',
      ]);
    });
  });

  it('takes a refresh token of the configuration, and says what to do where none is good', async () => {
    await withSystem({}, async ({ connect: open }) => {
      const tokenStore = memoryTokenStore();
      const config = { ...partners({ client: CLIENT }), ...seller({}) };
      expect(await open(config).catch(String)).to.match(
        /no log-in of sellers\.primary for the primary booking partner is kept: run "open-booking-fuzz login"/,
      );
      await open({ ...config, ...seller({ login: LOGIN }), tokenStore });
      const kept: string[] = [];
      const spy = { get: async (key: string) => kept[0] ?? tokenStore.get(key), set: () => Promise.resolve() };
      expect(await open({ ...config, ...seller({ refreshTokens: { primary: 'stale' } }) }).catch(String)).to.match(
        /invalid_grant.*login/,
      );
      expect(
        await statusOf(await open({ ...config, ...seller({ refreshTokens: { primary: 'stale' } }), tokenStore: spy })),
      ).to.equal(200);
    });
  });

  it('refuses the log-in of another seller', async () => {
    await withSystem({ sellerId: 'https://example.com/sellers/2' }, async ({ connect: open }) => {
      const error = await open({ ...partners({ client: CLIENT }), ...seller({ login: LOGIN }) }).catch(String);
      expect(error).to.match(
        /the log-in was one of the seller https:\/\/example\.com\/sellers\/2: expected sellers\.primary/,
      );
    });
  });

  it('registers a client once, and anew where the provider has forgotten it', async () => {
    await withSystem({}, async ({ connect: open, identity }) => {
      const registered: string[] = [];
      identity.provider.on('registration_create.success', (_, client) => registered.push(client.clientId));
      const tokenStore = memoryTokenStore();
      const config = {
        ...partners({ initialAccessToken: identity.initialAccessToken }),
        ...seller({ login: LOGIN }),
        tokenStore,
      };
      expect(await statusOf(await open(config))).to.equal(200);
      expect(await statusOf(await open(config))).to.equal(200);
      expect(registered).to.have.length(1);
      identity.forgetClient(registered[0]!);
      expect(await statusOf(await open(config))).to.equal(200);
      expect(registered).to.have.length(2);
      expect(await open({ ...config, ...partners({ initialAccessToken: 'wrong' }) }).catch(String)).to.match(
        /gave no client for the initial access token: invalid_token/,
      );
    });
  });

  it('renews a token before its end, and where the target refuses it', async () => {
    await withSystem({ lifetime: 600 }, async ({ connect: open, clock, identity, seen }) => {
      const target = await open({ ...partners({ client: CLIENT }), ...seller({ client: CLIENT }) });
      const grants = () => identity.grants.length;
      const before = grants();
      await clock.sleep(560_000);
      expect(await statusOf(target)).to.equal(200);
      expect(grants()).to.equal(before);
      await clock.sleep(15_000);
      expect(await statusOf(target)).to.equal(200);
      expect(grants()).to.equal(before + 1);
      identity.forget();
      await clock.sleep(60_000);
      expect(await statusOf(target)).to.equal(200);
      expect(grants()).to.equal(before + 2);
      expect(seen.slice(-2).map(([, scopes]) => scopes)).to.deep.equal([
        '',
        'openactive-ordersfeed openactive-openbooking',
      ]);
    });
  });

  it('does not ask again and again where a fresh token is refused, and lets the refusal stand', async () => {
    await withSystem({}, async ({ connect: open, identity }) => {
      const target = await open({ ...partners({ client: CLIENT }), ...seller({ client: CLIENT }) });
      identity.forget();
      const before = identity.grants.length;
      expect(await statusOf(target)).to.equal(401);
      expect(identity.grants.length).to.equal(before);
    });
  });

  it('has one token for all who ask for it at once', async () => {
    await withSystem({}, async ({ connect: open, identity, clock }) => {
      const target = await open({ ...partners({ client: CLIENT }), ...seller({ client: CLIENT }) });
      await clock.sleep(3_600_000);
      const before = identity.grants.length;
      await Promise.all([statusOf(target), statusOf(target), statusOf(target)]);
      expect(identity.grants.length).to.equal(before + 1);
    });
  });

  it('is told apart from the target: where the provider is gone, no call is sent', async () => {
    await withSystem({}, async ({ connect: open, identity, clock, seen }) => {
      const target = await open({ ...partners({ client: CLIENT }), ...seller({ client: CLIENT }) });
      await identity.close();
      await clock.sleep(3_600_000);
      const { answer } = await target.send(C1);
      expect(answer).to.include({ kind: 'no-answer', reason: 'unreachable' });
      expect(seen).to.deep.equal([]);
    });
  });

  it('says that a provider is needed where none is named, or which words it had', async () => {
    await withSystem({}, async ({ connect: open }) => {
      const wrong = { ...CLIENT, clientSecret: 'a wrong secret' };
      const error = await open({ ...partners({ client: wrong }), ...seller({}) }).catch(String);
      expect(error)
        .to.match(/gave no token for the client broker-one: invalid_client/)
        .and.not.include('a wrong secret');
    });
    const server = await serve((origin) => ({
      'GET /': datasetSite(dataset(`${origin}/api`, { Slot: `${origin}/feed` })),
    }));
    const error = await connect(configFor(`${server.origin}/`, partners({ client: CLIENT })), steppingClock()).catch(
      String,
    );
    await server.close();
    expect(error).to.match(
      /no OpenID provider is known: expected accessService\.authenticationAuthority in the dataset site/,
    );
  });
});
