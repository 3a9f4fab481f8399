import { expect } from 'chai';
import { connect, TargetError, type TargetConfig, type Traffic } from '../../src/target/index.ts';
import { configFor, dataset, datasetSite, json, serve, steppingClock, type Handler } from './fixture.ts';

const FEEDS = { ScheduledSession: '/feeds/sessions', Slot: 'https://feeds.test/slots' };

/** What connecting to `path` of a server comes to: what was found, or the error's words with the origin left out. */
async function connectTo(
  path: string,
  routes: (origin: string) => Readonly<Record<string, Handler>>,
  changes: Partial<TargetConfig> = {},
) {
  const server = await serve(routes);
  const heard: Traffic[] = [];
  const onExchange = (traffic: Traffic) => heard.push(traffic);
  try {
    const target = await connect(configFor(server.origin + path, changes), steppingClock(), { onExchange });
    target.close();
    return { baseUrl: target.baseUrl.replace(server.origin, ''), feeds: target.feeds, heard, server };
  } catch (error) {
    expect(error).to.be.instanceOf(TargetError);
    return { error: String((error as Error).message).replaceAll(server.origin, ''), heard, server };
  } finally {
    await server.close();
  }
}

describe('connecting', () => {
  it('finds the API and the feeds in the JSON-LD of the dataset site, and tells of what it read', async () => {
    const found = await connectTo('/openactive', (origin) => ({
      'GET /openactive': datasetSite(dataset(`${origin}/api/`, FEEDS)),
    }));
    expect(found.baseUrl).to.equal('/api');
    expect(found.feeds).to.deep.equal([
      { type: 'ScheduledSession', url: `${found.server.origin}/feeds/sessions` },
      { type: 'Slot', url: 'https://feeds.test/slots' },
    ]);
    expect(found.heard.map(({ purpose, tries }) => [purpose, tries])).to.deep.equal([['discovery', 1]]);
    expect(found.server.seen[0]!.headers).not.to.have.property('x-client');
  });

  it('reads JSON-LD in a graph, with endpointURL, among other scripts, or without a page around it', async () => {
    const { accessService, ...rest } = dataset('', FEEDS);
    const other = { ...rest, accessService: [{ '@type': accessService['@type'], endpointURL: '/api' }] };
    const inGraph = await connectTo('/', () => ({
      'GET /': datasetSite([{ '@type': 'WebPage' }, { '@graph': [{ '@type': 'Organization' }, other] }]),
    }));
    expect(inGraph.baseUrl).to.equal('/api');
    const bare = await connectTo('/dataset.json', () => ({ 'GET /dataset.json': json(other) }));
    expect(bare.baseUrl).to.equal('/api');
  });

  it('takes the base URL of the API where the dataset site at a usual place names it', async () => {
    const found = await connectTo('/api/', (origin) => ({
      'GET /openactive': datasetSite(dataset(`${origin}/api`, FEEDS)),
    }));
    expect(found.baseUrl).to.equal('/api');
  });

  it('does not take another API for the one it was given', async () => {
    const { error } = await connectTo('/api', (origin) => ({
      'GET /': datasetSite(dataset(`${origin}/other`, FEEDS)),
    }));
    expect(error).to.equal(
      '/api is no dataset site (status 404, no JSON-LD of a Dataset), and no dataset site at /openactive or / ' +
        'names it as its API: give the URL of the dataset site',
    );
  });

  it('says what a dataset site lacks', async () => {
    const noApi = await connectTo('/', () => ({ 'GET /': datasetSite({ '@type': 'Dataset', distribution: [] }) }));
    expect(noApi.error).to.equal(
      'the dataset site / names no API: expected "accessService" with "endpointUrl" in its JSON-LD',
    );
    const noFeeds = await connectTo('/', (origin) => ({ 'GET /': datasetSite(dataset(`${origin}/api`, {})) }));
    expect(noFeeds.error).to.match(/names no feeds: expected "distribution" with "contentUrl"/);
  });

  it('says why a target cannot be reached', async () => {
    const server = await serve(() => ({}));
    await server.close();
    const absent = await connect(configFor(server.origin), steppingClock()).catch(String);
    expect(absent).to.match(/could not be read: the connection was refused: nothing listens there \(ECONNREFUSED\)$/);
    const busy = await connectTo('/', () => ({ 'GET /': json({}, 503, { 'retry-after': '1' }) }));
    expect(busy.error).to.match(/could not be read: status 503 after 6 tries/);
  });

  it('follows redirects of the dataset site, but not for ever, and never to a live system', async () => {
    const to =
      (location: string): Handler =>
      (response) =>
        response.writeHead(301, { location }).end();
    const moved = await connectTo('/', () => ({
      'GET /': to('/new'),
      'GET /new': to('openactive/'),
      'GET /openactive/': datasetSite(dataset('../api/', FEEDS)),
    }));
    expect(moved.baseUrl).to.equal('/api');
    const circle = await connectTo('/', () => ({ 'GET /': to('/') }));
    expect(circle.error).to.equal('/ could not be read: too many redirects (the last to /)');
    const elsewhere = await connectTo('/api', (origin) => ({
      'GET /openactive': to('/openactive'),
      'GET /': datasetSite(dataset(`${origin}/api`, FEEDS)),
    }));
    expect(elsewhere.baseUrl).to.equal('/api');
    const live = await connectTo('/', () => ({ 'GET /': to('https://booking.acme.com/') }));
    expect(live.error).to.match(/^https:\/\/booking\.acme\.com\/ may be a live booking system/);
  });

  it('reads the odd forms of JSON-LD that sites have', async () => {
    const site = dataset('/api', FEEDS);
    const page =
      (...scripts: readonly string[]): Handler =>
      (response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end(scripts.join('\n'));
      };
    const script = (content: string, type = 'application/ld+json') => `<script type="${type}">${content}</script>`;
    const whole = JSON.stringify(site);
    const one = { ...site, '@type': ['Dataset', 'Thing'], distribution: site.distribution[0] };
    const odd: Readonly<Record<string, Handler>> = {
      'a type with a charset': page(script(whole, 'Application/LD+JSON; charset=utf-8')),
      'a comment around it': page(script(`<!-- ${whole} -->`)),
      'CDATA around it': page(script(`//<![CDATA[\n${whole}\n//]]>`)),
      'a block that is broken before it': page(script('{"@type": "Dataset",'), script(whole)),
      'an organisation, and a catalogue that names it without its API, before it': page(
        script('{"@type":"Organization"}'),
        script('{"@type":"DataCatalog","dataset":{"@type":"Dataset","name":"Acme"}}'),
        script(whole),
      ),
      'a page whose main entity it is': page(script(JSON.stringify({ '@graph': [{ mainEntity: site }] }))),
      'a single distribution, several types': page(script(JSON.stringify(one))),
      'texts in arrays and objects': page(
        script(
          JSON.stringify({
            ...site,
            accessService: [
              { endpointUrl: '/other', conformsTo: 'https://example.com/' },
              {
                endpointUrl: [{ '@id': '/api/' }],
                conformsTo: ['https://openactive.io/open-booking-api/EditorsDraft/'],
              },
            ],
          }),
        ),
      ),
      'a full name of its type': page(script(JSON.stringify({ ...site, '@type': 'https://schema.org/Dataset' }))),
    };
    for (const [name, handler] of Object.entries(odd)) {
      const found = await connectTo('/', () => ({ 'GET /': handler }));
      expect(found.baseUrl, name).to.equal('/api');
      expect(found.feeds?.[0]?.type, name).to.equal('ScheduledSession');
    }
  });

  it('takes the API with the feeds that the configuration names, where there is no dataset site', async () => {
    const feeds = [{ type: 'ScheduledSession', url: 'http://127.0.0.1/feed' }];
    const found = await connectTo('/api/v2/', () => ({}), { feeds });
    expect(found).to.deep.include({ baseUrl: '/api/v2', feeds });
    const asked = found.server.seen.map(({ url }) => url);
    expect(asked).to.deep.equal(['/api/v2/', '/api/openactive', '/api/', '/openactive', '/']);
  });

  it('is ended by the user', async () => {
    const controller = new AbortController();
    const server = await serve(() => ({ 'GET /': () => controller.abort() }));
    const { signal } = controller;
    const error = await connect(configFor(server.origin), steppingClock(), { signal }).catch(String);
    await server.close();
    expect(error).to.match(/interrupted while connecting to the target/);
  });

  it('refuses what is no URL of a web site, and credentials in a URL', async () => {
    for (const url of ['openactive', 'ftp://example.test/', 'http://user:secret@127.0.0.1/']) {
      const error = await connect(configFor(url), steppingClock()).catch(String);
      expect(error, url).to.match(/is no target: expected the http or https URL, without a user in it/);
    }
  });

  it('refuses a header that HTTP does not allow, without showing its value', async () => {
    const partners = { primary: { headers: { 'X-Client': 'line\nbreak' } } };
    const { error } = await connectTo('/', () => ({}), { partners });
    expect(error).to.equal('partner primary: the request header "X-Client" is not one that HTTP allows');
  });

  it('refuses a live system, also one that a local dataset site leads to, before any request to it', async () => {
    const given = await connect(configFor('https://booking.acme.com/'), steppingClock()).catch(String);
    expect(given).to.match(
      /may be a live booking system: booking\.acme\.com is not on this machine.*"isTestSystem": true.*--i-know-this-is-live/,
    );
    const routes = () => ({ 'GET /': datasetSite(dataset('https://booking.acme.com/api', FEEDS)) });
    expect((await connectTo('/', routes)).error).to.match(/^https:\/\/booking\.acme\.com\/api may be a live/);
    const named = await connectTo('/', routes, { isTestSystem: true });
    expect(named.baseUrl).to.equal('https://booking.acme.com/api');
    const denied = await connectTo('/', routes, { isTestSystem: false });
    expect(denied.error).to.match(/may be a live booking system: the configuration says that it is no test system/);
    expect((await connectTo('/', routes, { allowLive: true })).baseUrl).to.equal('https://booking.acme.com/api');
  });
});
