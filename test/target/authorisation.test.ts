import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ApiRequest } from '../../src/protocol/exchange.ts';
import { connect, type Target, type TargetConfig } from '../../src/target/index.ts';
import { DEFAULT_SELECTORS, signIn } from '../../src/target/authorisation/sign-in.ts';
import { fileTokenStore, memoryTokenStore } from '../../src/target/authorisation/token-store.ts';
import { openAgents } from '../../src/target/connection/agents.ts';
import { fetchThrough } from '../../src/target/connection/fetch.ts';
import { configFor, dataset, datasetSite, json, serve, steppingClock, type Handler } from './fixture.ts';
import { CLIENT, startProvider, type IdentityProvider, type ProviderOptions } from './identity-provider.ts';

const SELLER = 'https://example.com/sellers/1';
const LOGIN = { username: 'seller', password: 'any' };
const C1: ApiRequest = {
  method: 'PUT',
  path: 'order-quote-templates/1',
  partner: 'primary',
  seller: 'primary',
  body: { kind: 'json', value: {} },
};

interface Kit {
  readonly identity: IdentityProvider;
  readonly connect: (changes: Partial<TargetConfig>) => Promise<Target>;
  readonly clock: ReturnType<typeof steppingClock>;
  /** The scopes of the token that each request came with, by its path. */
  readonly seen: readonly (readonly [string, string])[];
}

/** A booking system that takes only tokens of a real identity provider, with the scope that each request needs. */
async function withSystem(options: ProviderOptions, use: (kit: Kit) => Promise<void>): Promise<void> {
  const identity = await startProvider(options);
  const seen: [string, string][] = [];
  const guarded =
    (scope: string, answer: unknown): Handler =>
    (response, earlier, asked) => {
      void identity.scopesOf(asked.headers.authorization).then((scopes) => {
        seen.push([asked.url, scopes.join(' ')]);
        const refused = json({ '@type': 'InvalidAPITokenError' }, 401);
        (scopes.includes(scope) ? json(answer) : refused)(response, earlier, asked);
      });
    };
  const server = await serve((origin) => {
    const site = dataset(`${origin}/api`, { ScheduledSession: `${origin}/feed` });
    return {
      'GET /': datasetSite({
        ...site,
        accessService: { ...site.accessService, authenticationAuthority: `${identity.authority}/` },
      }),
      'PUT /api/order-quote-templates/1': guarded('openactive-openbooking', { '@type': 'OrderQuote' }),
      'GET /api/orders-rpde': guarded('openactive-ordersfeed', {
        next: `${origin}/api/orders-rpde`,
        items: [],
        license: 'x',
      }),
    };
  });
  const clock = steppingClock(Date.now());
  const targets: Target[] = [];
  try {
    await use({
      identity,
      clock,
      seen,
      connect: async (changes) => {
        const target = await connect(configFor(`${server.origin}/`, changes), clock);
        targets.push(target);
        return target;
      },
    });
  } finally {
    for (const target of targets) target.close();
    await server.close();
    await identity.close();
  }
}

const statusOf = async (target: Target, request = C1): Promise<number | string> => {
  const { answer } = await target.send(request);
  return answer.kind === 'response' ? answer.status : answer.detail;
};

const partners = (primary: object): Pick<TargetConfig, 'partners'> => ({
  partners: { primary: { headers: {}, ...primary } },
});
const seller = (own: object, id = SELLER): Pick<TargetConfig, 'sellers'> => ({
  sellers: { primary: { id, requestHeaders: {}, ...own } },
});

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

describe('signing in by forms', () => {
  const REDIRECT = 'http://localhost:3000/cb';
  const html =
    (body: string, headers: Record<string, string | string[]> = {}): Handler =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body);
    };
  async function attempt(routes: Readonly<Record<string, Handler>>, selectors = DEFAULT_SELECTORS) {
    const server = await serve(() => routes);
    const start = new URL('/auth', server.origin);
    const result = await signIn(start, REDIRECT, LOGIN, selectors, fetchThrough(openAgents())).then(
      ({ href }) => href,
      (error: unknown) => (error as Error).message.replaceAll(start.host, 'HOST'),
    );
    await server.close();
    return { result, seen: server.seen };
  }

  it('keeps cookies and hidden fields, and goes on by a refresh of the page', async () => {
    const { result, seen } = await attempt(
      {
        'GET /auth': html(
          `<form method="post" action="/login"><input type=hidden name=csrf value="a&amp;b"><input name="User"><input type=password name=Secret>
         <button name=do value=login>Log in</button></form><form action="/search"><input name=q><button>Search</button></form>`,
          { 'set-cookie': ['session=1; Path=/; HttpOnly', 'other=2'] },
        ),
        'POST /login': html(`<meta http-equiv="refresh" content="0; url=/done?a=1">`),
        'GET /done?a=1': (response) => response.writeHead(302, { location: `${REDIRECT}?code=x` }).end(),
      },
      { ...DEFAULT_SELECTORS, username: "[name='user' i]" },
    );
    expect(result).to.equal(`${REDIRECT}?code=x`);
    expect(seen[1]!.headers.cookie).to.equal('session=1; other=2');
    expect(seen[1]!.body).to.equal('csrf=a%26b&User=seller&Secret=any&do=login');
  });

  it('says what page it could not get past', async () => {
    const form =
      '<form method=post action=/auth><input name=username><input type=password name=password><button></button></form>';
    expect((await attempt({ 'GET /auth': html(form), 'POST /auth': html(form) })).result).to.equal(
      'HOST shows its log-in page again: are the username and password right?',
    );
    expect((await attempt({ 'GET /auth': html('<h1>Welcome') })).result).to.match(
      /HOST shows no form with a username and password \(status 200\): name its fields in broker\.loginPagesSelectors/,
    );
    const circle: Handler = (response) => response.writeHead(302, { location: '/auth' }).end();
    expect((await attempt({ 'GET /auth': circle })).result).to.match(/leads from page to page without an end/);
  });
});

describe('the file of tokens', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokens-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('is read again by the next run, and by its owner alone', async () => {
    const path = join(folder, 'deep', 'tokens.json');
    const store = fileTokenStore(path);
    expect(await store.get('a')).to.equal(undefined);
    await Promise.all([store.set('a', '1'), store.set('b', '2'), store.set('c', '3')]);
    await store.set('b', undefined);
    expect(await fileTokenStore(path).get('a')).to.equal('1');
    expect(await readFile(path, 'utf8')).to.equal('{\n  "a": "1",\n  "c": "3"\n}\n');
    expect(((await stat(path)).mode & 0o777).toString(8)).to.equal('600');
  });

  it('that cannot be used is told so in one line', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '[]');
    expect(await fileTokenStore(path).get('a').catch(String)).to.match(
      /broken\.json: expected the JSON object in which tokens are kept/,
    );
    expect(await fileTokenStore(join(path, 'x')).set('a', '1').catch(String)).to.match(/\(ENOTDIR\)/);
  });
});
