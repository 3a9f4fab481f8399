import { FEATURE_NAMES } from './configuration-features.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES } from '../protocol/vocabulary.ts';

/**
 * The form of a configuration file: that of the Test Suite's, with a part of our own (`target`). Each `description` says
 * what was expected when a value does not fit; `x-no-meaning` says why a field of the Test Suite's has no meaning here.
 */
export interface FieldSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly additionalProperties?: boolean | FieldSchema;
  readonly required?: readonly string[];
  readonly items?: FieldSchema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly 'x-no-meaning'?: string;
}

const object = (
  description: string,
  properties: Readonly<Record<string, FieldSchema>>,
  required: readonly string[] = [],
): FieldSchema => ({ type: ['object', 'null'], description, properties, additionalProperties: false, required });

const text = (description: string): FieldSchema => ({ type: ['string', 'null'], minLength: 1, description });
const url = (of: string): FieldSchema => ({
  type: ['string', 'null'],
  pattern: '^https?://',
  description: `the http or https URL of ${of}`,
});
const whole = (of: string): FieldSchema => ({
  type: ['integer', 'null'],
  minimum: 1,
  description: `a whole number of ${of}`,
});
const flag = (description = 'true or false'): FieldSchema => ({ type: ['boolean', 'null'], description });
const noMeaning = (why: string): FieldSchema => ({
  description: `anything; it has no meaning here: ${why}`,
  'x-no-meaning': why,
});

const texts = (description: string): FieldSchema => ({
  type: ['array', 'null'],
  description,
  items: { type: 'string', minLength: 1, description: 'a text' },
});

const headers = (description: string): FieldSchema => ({
  type: ['object', 'null'],
  description,
  additionalProperties: { type: 'string', description: 'a text, the value of a request header' },
});

const flags = (description: string, names: readonly string[]): FieldSchema => ({
  type: ['object', 'null'],
  description,
  properties: Object.fromEntries(names.map((name) => [name, flag('true, false or null')])),
  additionalProperties: false,
});

const client = object(
  'an object with "clientId" and "clientSecret"',
  {
    clientId: { type: 'string', minLength: 1, description: 'a text, the name of a client of the OpenID provider' },
    clientSecret: { type: 'string', description: "a text, the client's secret" },
  },
  ['clientId', 'clientSecret'],
);

const partner = object('a booking partner: an object with "authentication"', {
  authentication: object('an object with "ordersFeedRequestHeaders", "clientCredentials" or "initialAccessToken"', {
    ordersFeedRequestHeaders: headers('an object with a text for each request header'),
    clientCredentials: client,
    initialAccessToken: text('a text, the token with which a client is registered'),
  }),
});

const seller = object(
  'a seller: an object with "@id"',
  {
    '@id': { type: 'string', minLength: 1, description: "a text, the seller's @id in the booking system" },
    '@type': noMeaning('the booking system says what its sellers are'),
    name: noMeaning('the booking system says who its sellers are'),
    taxMode: {
      enum: ['https://openactive.io/TaxGross', 'https://openactive.io/TaxNet'],
      description: '"https://openactive.io/TaxGross" or "https://openactive.io/TaxNet"',
    },
    authentication: object(
      'an object with "requestHeaders", "clientCredentials", "loginCredentials" or "refreshTokens"',
      {
        requestHeaders: headers('an object with a text for each request header'),
        clientCredentials: client,
        loginCredentials: object(
          'an object with "username" and "password"',
          {
            username: { type: 'string', minLength: 1, description: 'a text, the username of the seller' },
            password: { type: 'string', description: 'a text, the password of the seller' },
          },
          ['username', 'password'],
        ),
        refreshTokens: object('an object with "primary" and "secondary"', {
          primary: text('a text, the refresh token for the primary booking partner'),
          secondary: text('a text, the refresh token for the secondary booking partner'),
        }),
      },
    ),
    paymentReconciliationDetails: object('an object with "name", "accountId" or "paymentProviderId"', {
      name: text('a text'),
      accountId: text('a text'),
      paymentProviderId: text('a text'),
    }),
  },
  ['@id'],
);

const ITS_OWN_OUTPUT = 'what is written, and where, is said by options of the command';
const ITS_OWN_PARTS = 'it is about the parts that the Test Suite runs as';
const NO_CERTIFICATE = 'no certificates are made';

const broker = object('an object with "datasetSiteUrl" and "bookingPartners"', {
  datasetSiteUrl: url('a dataset site'),
  bookingPartners: {
    ...object('an object with "primary" and "secondary"', { primary: partner, secondary: partner }),
    additionalProperties: noMeaning('only "primary" and "secondary" book'),
  },
  loginPagesSelectors: object('an object with "username", "password" and "button"', {
    username: text('a selector of CSS'),
    password: text('a selector of CSS'),
    button: text('a selector of CSS'),
  }),
  opportunityFeedRequestHeaders: headers('an object with a text for each request header'),
  datasetDistributionOverride: {
    type: ['array', 'null'],
    description: 'an array of feeds, each with "additionalType" and "contentUrl"',
    items: {
      type: 'object',
      description: 'a feed: an object with "additionalType" and "contentUrl"',
      properties: {
        contentUrl: { type: 'string', pattern: '^https?://', description: 'the http or https URL of a feed' },
      },
      required: ['contentUrl'],
    },
  },
  outputPath: noMeaning(ITS_OWN_OUTPUT),
  requestLogging: noMeaning(ITS_OWN_OUTPUT),
  verbose: noMeaning(ITS_OWN_OUTPUT),
  logAuthConfig: noMeaning('credentials are never shown'),
  headlessAuth: noMeaning('forms are filled in without a browser; "login" uses yours'),
  waitForHarvestCompletion: noMeaning(ITS_OWN_PARTS),
  disableBucketAllocation: noMeaning(ITS_OWN_PARTS),
  disableOrdersFeedHarvesting: noMeaning(ITS_OWN_PARTS),
  disableBrokerMicroserviceTimeout: noMeaning(ITS_OWN_PARTS),
});

const integrationTests = object('an object with "implementedFeatures", "testDatasetIdentifier", …', {
  bookableOpportunityTypesInScope: flags('an object with true or false for each opportunity type', OPPORTUNITY_TYPES),
  bookingFlowsInScope: flags('an object with true or false for each booking flow', BOOKING_FLOWS),
  implementedFeatures: flags('an object with true, false or null for each feature', FEATURE_NAMES),
  useRandomOpportunities: flag(),
  testDatasetIdentifier: text('a text, the name of a test dataset'),
  openBookingApiRequestTimeout: whole('milliseconds'),
  waitForItemToUpdateInFeedTimeout: whole('milliseconds'),
  outputPath: noMeaning(ITS_OWN_OUTPUT),
  requestHeaderLogging: noMeaning('credentials are never shown'),
  generateConformanceCertificate: noMeaning(NO_CERTIFICATE),
  conformanceCertificateId: noMeaning(NO_CERTIFICATE),
  conformanceCertificatePath: noMeaning(NO_CERTIFICATE),
  testTimeout: noMeaning('--time says how long a campaign takes'),
  maximumNumberOfSimultaneousBookings: noMeaning('scenarios have as many items as they need'),
  additionalReporters: noMeaning(ITS_OWN_PARTS),
  bookingPartnersForSpecificTests: noMeaning('only broker.bookingPartners book'),
  useShapeExpressions: noMeaning('the test interface is asked by criteria'),
  ignoreUnexpectedFeedUpdates: noMeaning('feeds are read for what must be in them'),
});

const target = object('an object with "isTestSystem", "requestsPerSecond", "tls", …', {
  isTestSystem: flag(),
  authenticationAuthority: url('an OpenID provider'),
  requestsPerSecond: { type: ['number', 'null'], exclusiveMinimum: 0, description: 'a number above 0' },
  concurrentRequests: whole('requests'),
  tls: object('an object with "certificates", "fingerprints" or "selfSignedHosts"', {
    certificates: texts('an array of paths of files with certificates (PEM)'),
    fingerprints: texts('an array of SHA-256 fingerprints of certificates'),
    selfSignedHosts: texts('an array of names of hosts'),
  }),
  tokenStore: text('a text, the path of the file in which tokens are kept'),
});

export const CONFIGURATION_SCHEMA: FieldSchema = {
  type: 'object',
  description: 'an object with "broker", "integrationTests", "sellers" and "target"',
  properties: {
    $schema: { type: 'string', description: 'the place of this schema' },
    broker,
    integrationTests,
    sellers: object('an object with "primary" and "secondary"', { primary: seller, secondary: seller }),
    target,
    ci: noMeaning(ITS_OWN_OUTPUT),
    consoleOutputLevel: noMeaning(ITS_OWN_OUTPUT),
  },
  additionalProperties: false,
};
