import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigurationError } from '../../src/cli/configuration-file.ts';
import { readConfiguration, targetConfigOf } from '../../src/cli/configuration.ts';
import { OPPORTUNITY_TYPES } from '../../src/protocol/vocabulary.ts';

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
      Livestream: true,
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
      ignored: [
        'ci',
        'broker.outputPath',
        'integrationTests.useRandomOpportunities',
        'integrationTests.bookableOpportunityTypesInScope.Livestream',
      ],
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
    expect(same.ignored).to.deep.equal(['broker.bookingPartners.secondary (the same headers as primary)']);
    const secret = { authentication: { initialAccessToken: 'abc' } };
    const openId = await read({ broker: { bookingPartners: { primary: partner('one'), secondary: secret } } });
    expect(openId.partners).to.have.all.keys('primary');
    expect(openId.ignored).to.deep.equal(['broker.bookingPartners.secondary.authentication.initialAccessToken']);
  });

  const COMPLAINTS: readonly (readonly [name: string, content: unknown, words: string])[] = [
    ['is no JSON', '{\n  "broker": {,}\n}', "/test.json:2:14: expected JSON, found invalid character ','"],
    ['ends too soon', '{"broker": ', '/test.json:1:12: expected JSON, found invalid end of input'],
    [
      'is an array',
      [],
      '/test.json: the whole file: expected an object with "broker", "integrationTests" and "sellers", found an array',
    ],
    [
      'has a number for a URL',
      { broker: { datasetSiteUrl: 4 } },
      '/test.json: broker.datasetSiteUrl: expected the http or https URL of a dataset site, found a number',
    ],
    [
      'has a path for a URL',
      { broker: { datasetSiteUrl: '/openactive' } },
      '/test.json: broker.datasetSiteUrl: expected the http or https URL of a dataset site, found another text',
    ],
    [
      'has a seller without @id',
      { sellers: { secondary: { taxMode: 'https://openactive.io/TaxNet' } } },
      "/test.json: sellers.secondary.@id: expected a text, the seller's @id in the booking system, found nothing",
    ],
    [
      'has an unknown tax mode',
      { sellers: { primary: { '@id': 'x', taxMode: 'TaxNet' } } },
      '/test.json: sellers.primary.taxMode: expected "https://openactive.io/TaxGross" or "https://openactive.io/TaxNet", found another text',
    ],
    [
      'has a header that is a number, which is not shown',
      { sellers: { primary: seller(1, { 'X-Pin/~': 12345 }) } },
      '/test.json: sellers.primary.authentication.requestHeaders.X-Pin/~: expected a text, the value of a request header, found a number',
    ],
    [
      'has a feature that is neither on nor off',
      { integrationTests: { implementedFeatures: { 'agent-broker': 'yes' } } },
      '/test.json: integrationTests.implementedFeatures.agent-broker: expected true, false or null, found another text',
    ],
    [
      'has nothing that we know in scope',
      { integrationTests: { bookableOpportunityTypesInScope: { Livestream: true } } },
      `/test.json: integrationTests.bookableOpportunityTypesInScope: expected true for at least one of ${OPPORTUNITY_TYPES.join(', ')}, found none`,
    ],
  ];
  for (const [name, content, words] of COMPLAINTS) {
    it(`that ${name} is told so in one line`, async () => expect(await complaint(content)).to.equal(words));
  }

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
