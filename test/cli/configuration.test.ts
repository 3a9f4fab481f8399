import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigurationError } from '../../src/cli/configuration-error.ts';
import { readConfiguration, targetConfigOf } from '../../src/cli/configuration.ts';
import { OPPORTUNITY_TYPES } from '../../src/protocol/vocabulary.ts';
import { DEFAULTS, NO_AUTHENTICATION } from './configuration-samples.ts';

const seller = (number: number, requestHeaders: object = {}) => ({
  '@type': 'Organization',
  '@id': `https://booking.test/sellers/${String(number)}`,
  authentication: { loginCredentials: null, requestHeaders },
});
const partner = (id: string) => ({ authentication: { ordersFeedRequestHeaders: { 'X-Client': id } } });

const WHOLE = {
  ci: false,
  broker: {
    outputPath: './output/',
    datasetSiteUrl: 'https://booking.test/openactive',
    bookingPartners: { primary: partner('one'), secondary: partner('two') },
  },
  integrationTests: {
    useRandomOpportunities: false,
    openBookingApiRequestTimeout: 9000,
    bookableOpportunityTypesInScope: {
      ScheduledSession: true,
      FacilityUseSlot: false,
      Event: false,
    },
    bookingFlowsInScope: { OpenBookingSimpleFlow: true, OpenBookingApprovalFlow: false },
    implementedFeatures: { 'agent-broker': true, 'single-seller': false, 'offer-overrides': null },
    testDatasetIdentifier: 'uat-ci',
  },
  sellers: {
    primary: {
      ...seller(1, { 'X-Seller': '1' }),
      taxMode: 'https://openactive.io/TaxNet',
      paymentReconciliationDetails: { accountId: 'SN1593' },
    },
    secondary: null,
  },
};

describe('a configuration file', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'configuration-'));
  });
  after(() => rm(folder, { recursive: true }));

  const read = async (content: unknown) => {
    const path = join(folder, 'test.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return readConfiguration(path);
  };
  /** The words about a file that cannot be used, with the folder left out. */
  const complaint = async (content: unknown) => {
    const error: unknown = await read(content).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ConfigurationError);
    return (error as Error).message.replace(folder, '').replaceAll('\\', '/');
  };

  it('of the Test Suite is understood, and what means nothing here is named', async () => {
    expect(await read(WHOLE)).to.deep.equal({
      datasetSiteUrl: 'https://booking.test/openactive',
      partners: { primary: { headers: { 'X-Client': 'one' } }, secondary: { headers: { 'X-Client': 'two' } } },
      sellers: {
        primary: {
          id: 'https://booking.test/sellers/1',
          requestHeaders: { 'X-Seller': '1' },
          taxMode: 'TaxNet',
          paymentReconciliationDetails: { accountId: 'SN1593' },
        },
      },
      opportunityTypes: ['ScheduledSession'],
      flows: ['OpenBookingSimpleFlow'],
      features: { 'agent-broker': true, 'single-seller': false },
      datasetIdentifier: 'uat-ci',
      requestTimeoutMs: 9000,
      useRandomOpportunities: false,
      connection: { pace: {} },
      ignored: ['ci', 'broker.outputPath', 'sellers.primary.@type'],
    });
  });

  it('that says nothing has everything in scope', async () => {
    expect(await read('{}')).to.deep.equal({
      partners: {},
      sellers: {},
      opportunityTypes: OPPORTUNITY_TYPES,
      flows: ['OpenBookingSimpleFlow', 'OpenBookingApprovalFlow'],
      features: {},
      datasetIdentifier: 'open-booking-fuzz',
      connection: { pace: {} },
      ignored: [],
    });
  });

  it('may hold comments and trailing commas, as in the Test Suite', async () => {
    const { datasetIdentifier } = await read('// CI\n{ "integrationTests": { "testDatasetIdentifier": "x", } }');
    expect(datasetIdentifier).to.equal('x');
  });

  it('has no second booking partner where he cannot be told from the first', async () => {
    const same = await read({ broker: { bookingPartners: { primary: partner('one'), secondary: partner('one') } } });
    expect(same.partners).to.deep.equal({ primary: { headers: { 'X-Client': 'one' } } });
    expect(same.ignored).to.deep.equal(['broker.bookingPartners.secondary (the same credentials as primary)']);
    const secret = { authentication: { initialAccessToken: 'abc' } };
    const openId = await read({ broker: { bookingPartners: { primary: partner('one'), secondary: secret } } });
    expect(openId.partners.secondary).to.deep.equal({ headers: {}, initialAccessToken: 'abc' });
    const registered = await read({ broker: { bookingPartners: { primary: secret, secondary: secret } } });
    expect(registered.partners).to.have.all.keys('primary', 'secondary');
    const client = { authentication: { clientCredentials: { clientId: 'one', clientSecret: 'x' } } };
    const clients = await read({ broker: { bookingPartners: { primary: client, secondary: client } } });
    expect(clients.partners).to.have.all.keys('primary');
  });

  const COMPLAINTS: readonly (readonly [name: string, content: unknown, words: string])[] = [
    ['is no JSON', '{\n  "broker": {,}\n}', "/test.json:2:14: expected JSON, found invalid character ','"],
    ['ends too soon', '{"broker": ', '/test.json:1:12: expected JSON, found invalid end of input'],
    [
      'is an array',
      [],
      '/test.json: the whole file: expected an object with "broker", "integrationTests", "sellers" and "target", found an array',
    ],
    [
      'has a number for a URL',
      { broker: { datasetSiteUrl: 4 } },
      '/test.json: broker.datasetSiteUrl: expected the http or https URL of a dataset site, found 4',
    ],
    [
      'has a path for a URL',
      { broker: { datasetSiteUrl: '/openactive' } },
      '/test.json: broker.datasetSiteUrl: expected the http or https URL of a dataset site, found "/openactive"',
    ],
    [
      'has another kind of URL, whose user and token are not shown',
      { broker: { datasetSiteUrl: 'ftp://me:hush@x/?token=hush' } },
      '/test.json: broker.datasetSiteUrl: expected the http or https URL of a dataset site, found "ftp://***@x/?token=***"',
    ],
    [
      'has a text for a seller, which may be a secret',
      { sellers: { primary: 'hush' } },
      '/test.json: sellers.primary: expected a seller: an object with "@id", found another text',
    ],
    [
      'has no pace',
      { target: { requestsPerSecond: -1 } },
      '/test.json: target.requestsPerSecond: expected a number above 0, found -1',
    ],
    [
      'has a seller without @id',
      { sellers: { secondary: { taxMode: 'https://openactive.io/TaxNet' } } },
      "/test.json: sellers.secondary.@id: expected a text, the seller's @id in the booking system, found nothing",
    ],
    [
      'has a field that nobody knows',
      { sellers: { primary: { '@id': 'x', authentication: { requestHeader: { a: 'b' } } } } },
      '/test.json: sellers.primary.authentication.requestHeader: there is no such field. Did you mean "requestHeaders"?',
    ],
    [
      'has a feature that nobody knows',
      { integrationTests: { implementedFeatures: { 'agent-brokr': true } } },
      '/test.json: integrationTests.implementedFeatures.agent-brokr: there is no such field. Did you mean "agent-broker"?',
    ],
    [
      'names a certificate that is not there',
      { target: { tls: { certificates: ['ca.pem'] } } },
      'target.tls.certificates: /ca.pem: expected a file with a certificate (PEM), found none',
    ],
    [
      'has an unknown tax mode',
      { sellers: { primary: { '@id': 'x', taxMode: 'TaxNet' } } },
      '/test.json: sellers.primary.taxMode: expected "https://openactive.io/TaxGross" or "https://openactive.io/TaxNet", found "TaxNet"',
    ],
    [
      'has a header that is a number, which is not shown',
      { sellers: { primary: seller(1, { 'X-Pin/~': 12345 }) } },
      '/test.json: sellers.primary.authentication.requestHeaders.X-Pin/~: expected a text, the value of a request header, found a number',
    ],
    [
      'has a feature that is neither on nor off',
      { integrationTests: { implementedFeatures: { 'agent-broker': 'yes' } } },
      '/test.json: integrationTests.implementedFeatures.agent-broker: expected true, false or null, found "yes"',
    ],
    [
      'has nothing that we know in scope',
      { integrationTests: { bookableOpportunityTypesInScope: { Event: false } } },
      `/test.json: integrationTests.bookableOpportunityTypesInScope: expected true for at least one of ${OPPORTUNITY_TYPES.join(', ')}, found none`,
    ],
  ];
  for (const [name, content, words] of COMPLAINTS) {
    it(`that ${name} is told so in one line`, async () => expect(await complaint(content)).to.equal(words));
  }

  it('of every version of the Test Suite is understood, with what its default.json says', async () => {
    await writeFile(join(folder, 'default.json'), JSON.stringify(DEFAULTS));
    const path = join(folder, 'dev.json');
    await writeFile(path, JSON.stringify(NO_AUTHENTICATION));
    const found = await readConfiguration(path);
    await rm(join(folder, 'default.json'));
    expect(found.datasetSiteUrl).to.equal('https://booking.test/openactive');
    expect(found.partners).to.deep.equal({
      primary: { headers: { 'X-Client': 'one' } },
      secondary: { headers: {}, client: { clientId: 'two', clientSecret: 'secret' } },
    });
    expect(found.sellers.primary).to.deep.equal({
      id: 'https://booking.test/sellers/1',
      requestHeaders: { 'X-Client': 'one' },
    });
    expect(found.sellers.secondary).to.deep.include({
      login: { username: 'test2', password: 'p2' },
      taxMode: 'TaxNet',
    });
    expect(found).to.deep.include({ useRandomOpportunities: true, feedTimeoutMs: 60_000, requestTimeoutMs: 20_000 });
    expect(found.connection?.loginPages).to.deep.include({ button: '.btn-primary' });
  });

  it('may be YAML, and name how the target is connected to', async () => {
    const path = join(folder, 'test.yaml');
    await writeFile(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----\nxyz');
    await writeFile(
      path,
      `# Ours
target:
  isTestSystem: true
  authenticationAuthority: https://id.test/
  requestsPerSecond: 2.5
  concurrentRequests: 4
  tls: { certificates: [ca.pem], fingerprints: ['AB:CD'], selfSignedHosts: [localhost] }
  tokenStore: here/tokens.json
broker:
  opportunityFeedRequestHeaders: { X-Api-Key: abc }
  datasetDistributionOverride:
    - { '@type': DataDownload, additionalType: 'https://openactive.io/Slot', contentUrl: 'https://booking.test/slots' }
`,
    );
    const { connection, tokenStorePath } = await readConfiguration(path);
    expect(connection).to.deep.equal({
      isTestSystem: true,
      authority: 'https://id.test/',
      pace: { requestsPerSecond: 2.5, concurrency: 4 },
      tls: {
        certificates: ['-----BEGIN CERTIFICATE-----\nxyz'],
        fingerprints: ['AB:CD'],
        selfSignedHosts: ['localhost'],
      },
      openFeedHeaders: { 'X-Api-Key': 'abc' },
      feeds: [{ type: 'Slot', url: 'https://booking.test/slots' }],
    });
    expect(tokenStorePath).to.equal(join(folder, 'here', 'tokens.json'));
    await writeFile(path, 'broker:\n  a: [');
    expect(await readConfiguration(path).catch(String)).to.match(/test\.yaml:\d+:\d+: expected YAML, found /);
  });

  it('that is not there is told so', async () => {
    const error: unknown = await readConfiguration(join(folder, 'absent.json')).catch(String);
    expect(error).to.match(/absent\.json: expected a configuration file that can be read, found none \(ENOENT\)$/);
  });

  it('makes a target, where it names one and its primary seller', async () => {
    const configuration = await read(WHOLE);
    expect(targetConfigOf(configuration, { allowLive: false })).to.deep.include({
      url: 'https://booking.test/openactive',
      datasetIdentifier: 'uat-ci',
      requestTimeoutMs: 9000,
      allowLive: false,
    });
    const elsewhere = targetConfigOf(configuration, { url: 'http://localhost/', allowLive: true });
    expect(elsewhere).to.deep.include({ url: 'http://localhost/', allowLive: true });
    expect(() => targetConfigOf({ ...configuration, sellers: {} }, { allowLive: false })).to.throw(/sellers\.primary/);
  });

  it('that names no target needs one', async () => {
    const configuration = await read({});
    expect(() => targetConfigOf(configuration, { allowLive: false })).to.throw(/expected a TARGET/);
  });
});
