/**
 * What is read of a Test Suite configuration file. Each `description` says what was expected when a value does not
 * fit; whatever the schema does not name has no meaning here and is left alone.
 */

const headers = {
  type: ['object', 'null'],
  description: 'an object with a text for each request header',
  additionalProperties: { type: 'string', description: 'a text, the value of a request header' },
} as const;

const object = (description: string, properties: Record<string, unknown>, required: readonly string[] = []) => ({
  type: ['object', 'null'],
  description,
  properties,
  required,
});

const flags = (description: string) => ({
  type: 'object',
  description,
  additionalProperties: { type: ['boolean', 'null'], description: 'true, false or null' },
});

const partner = object('a booking partner: an object with "authentication"', {
  authentication: object('an object with "ordersFeedRequestHeaders"', { ordersFeedRequestHeaders: headers }),
});

const text = (description: string) => ({ type: 'string', minLength: 1, description });

const seller = object(
  'a seller: an object with "@id"',
  {
    '@id': text("a text, the seller's @id in the booking system"),
    '@type': {},
    taxMode: {
      enum: ['https://openactive.io/TaxGross', 'https://openactive.io/TaxNet'],
      description: '"https://openactive.io/TaxGross" or "https://openactive.io/TaxNet"',
    },
    authentication: object('an object with "requestHeaders"', { requestHeaders: headers }),
    paymentReconciliationDetails: object('an object with "name", "accountId" or "paymentProviderId"', {
      name: text('a text'),
      accountId: text('a text'),
      paymentProviderId: text('a text'),
    }),
  },
  ['@id'],
);

export const CONFIGURATION_SCHEMA = {
  type: 'object',
  description: 'an object with "broker", "integrationTests" and "sellers"',
  properties: {
    broker: object('an object with "datasetSiteUrl" and "bookingPartners"', {
      datasetSiteUrl: { type: 'string', pattern: '^https?://', description: 'the http or https URL of a dataset site' },
      bookingPartners: object('an object with "primary" and "secondary"', { primary: partner, secondary: partner }),
    }),
    integrationTests: object('an object with "implementedFeatures", "testDatasetIdentifier", …', {
      bookableOpportunityTypesInScope: flags('an object with true or false for each opportunity type'),
      bookingFlowsInScope: flags('an object with true or false for each booking flow'),
      implementedFeatures: flags('an object with true, false or null for each feature'),
      testDatasetIdentifier: text('a text, the name of a test dataset'),
      openBookingApiRequestTimeout: { type: 'integer', minimum: 1, description: 'a whole number of milliseconds' },
    }),
    sellers: object('an object with "primary" and "secondary"', { primary: seller, secondary: seller }),
  },
} as const;
