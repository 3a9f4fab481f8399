/** The fields of the Test Suite's own default.json, old ones too, with values of ours. */
export const DEFAULTS = {
  ci: false,
  consoleOutputLevel: 'dot',
  broker: {
    ...{ outputPath: './output/', requestLogging: false, waitForHarvestCompletion: true, verbose: false },
    datasetSiteUrl: 'https://booking.test/openactive',
    loginPagesSelectors: { username: "[name='username' i]", password: "[name='password' i]", button: '.btn-primary' },
    bookingPartners: {
      primary: { authentication: { initialAccessToken: 'token' } },
      secondary: { authentication: { clientCredentials: { clientId: 'two', clientSecret: 'secret' } } },
      acme: { authentication: { initialAccessToken: 'token' } },
    },
  },
  integrationTests: {
    ...{
      outputPath: './output/',
      useRandomOpportunities: true,
      generateConformanceCertificate: false,
      testTimeout: 360_000,
    },
    ...{ conformanceCertificateId: 'https://www.example.com/', conformanceCertificatePath: './conformance/' },
    ...{ requestHeaderLogging: true, openBookingApiRequestTimeout: 20_000, waitForItemToUpdateInFeedTimeout: 60_000 },
    ...{
      maximumNumberOfSimultaneousBookings: 4,
      additionalReporters: [],
      useShapeExpressions: false,
      ignoreUnexpectedFeedUpdates: false,
    },
    bookableOpportunityTypesInScope: { ScheduledSession: true, CourseInstance: false, OnDemandEvent: false },
    bookingFlowsInScope: { OpenBookingSimpleFlow: true, OpenBookingApprovalFlow: true },
    implementedFeatures: {
      'opportunity-feed': null,
      'test-interface': true,
      'terms-of-service': true,
      'terms-of-service-for-seller': true,
      'past-opportunities': true,
    },
    testDatasetIdentifier: 'uat-ci',
    bookingPartnersForSpecificTests: { dynamicPrimary: { authentication: { initialAccessToken: 'x' } } },
  },
  sellers: {
    primary: {
      '@type': 'Organization',
      '@id': 'https://booking.test/sellers/1',
      authentication: { loginCredentials: { username: 'test1', password: 'p1' } },
    },
    secondary: {
      '@type': 'Person',
      '@id': 'https://booking.test/sellers/2',
      authentication: { loginCredentials: { username: 'test2', password: 'p2' } },
      taxMode: 'https://openactive.io/TaxNet',
    },
  },
};

/** As the Test Suite's example of a system without OpenID Connect: it only says what is different. */
export const NO_AUTHENTICATION = {
  broker: {
    bookingPartners: {
      primary: { authentication: { initialAccessToken: null, ordersFeedRequestHeaders: { 'X-Client': 'one' } } },
    },
  },
  sellers: { primary: { authentication: { loginCredentials: null, requestHeaders: { 'X-Client': 'one' } } } },
};
