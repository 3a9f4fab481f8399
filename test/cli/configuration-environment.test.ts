import { expect } from 'chai';
import { variableOf } from '../../src/cli/configuration-environment.ts';
import { CONFIGURATION_SCHEMA, type FieldSchema } from '../../src/cli/configuration-schema.ts';
import { readConfiguration } from '../../src/cli/configuration.ts';

const of = (variables: Readonly<Record<string, string>>) =>
  readConfiguration(
    undefined,
    Object.fromEntries(Object.entries(variables).map(([name, value]) => [`OPEN_BOOKING_FUZZ__${name}`, value])),
  );

const complaint = async (variables: Readonly<Record<string, string>>) =>
  ((await of(variables).catch((reason: unknown) => reason)) as Error).message;

/** The paths of every field that a schema names. */
const paths = (schema: FieldSchema, path: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    [...path, name],
    ...paths(inner, [...path, name]),
  ]);

describe('the environment', () => {
  it('can set each kind of field', async () => {
    const found = await of({
      BROKER__DATASET_SITE_URL: 'https://booking.test/',
      BROKER__BOOKING_PARTNERS__PRIMARY__AUTHENTICATION__ORDERS_FEED_REQUEST_HEADERS__X_CLIENT_ID: 'one',
      BROKER__BOOKING_PARTNERS__SECONDARY__AUTHENTICATION__CLIENT_CREDENTIALS: '{"clientId":"two","clientSecret":"s"}',
      SELLERS__PRIMARY__ID: 'https://booking.test/1',
      SELLERS__PRIMARY__AUTHENTICATION__LOGIN_CREDENTIALS__USERNAME: 'true',
      SELLERS__PRIMARY__AUTHENTICATION__LOGIN_CREDENTIALS__PASSWORD: '123',
      SELLERS__PRIMARY__AUTHENTICATION__REFRESH_TOKENS__SECONDARY: 'rt',
      INTEGRATION_TESTS__IMPLEMENTED_FEATURES__AGENT_BROKER: 'false',
      INTEGRATION_TESTS__BOOKABLE_OPPORTUNITY_TYPES_IN_SCOPE__SCHEDULED_SESSION: 'true',
      TARGET__REQUESTS_PER_SECOND: '1.5',
      TARGET__TLS__SELF_SIGNED_HOSTS: '["localhost"]',
    });
    expect(found).to.deep.include({
      datasetSiteUrl: 'https://booking.test/',
      partners: {
        primary: { headers: { 'x-client-id': 'one' } },
        secondary: { headers: {}, client: { clientId: 'two', clientSecret: 's' } },
      },
      sellers: {
        primary: {
          id: 'https://booking.test/1',
          requestHeaders: {},
          login: { username: 'true', password: '123' },
          refreshTokens: { secondary: 'rt' },
        },
      },
      features: { 'agent-broker': false },
      opportunityTypes: ['ScheduledSession'],
    });
    expect(found.connection).to.deep.include({ pace: { requestsPerSecond: 1.5 } });
  });

  it('has a variable of its own for every field', () => {
    const names = paths(CONFIGURATION_SCHEMA).map(variableOf);
    expect(new Set(names).size).to.equal(names.length);
    expect(names).to.include(
      'OPEN_BOOKING_FUZZ__SELLERS__PRIMARY__PAYMENT_RECONCILIATION_DETAILS__PAYMENT_PROVIDER_ID',
    );
  });

  it('that names no field is told the nearest', async () => {
    expect(await complaint({ SELLERS__PRIMARY__IDD: 'x' })).to.equal(
      'OPEN_BOOKING_FUZZ__SELLERS__PRIMARY__IDD: there is no such field. Did you mean OPEN_BOOKING_FUZZ__SELLERS__PRIMARY__ID?',
    );
    expect(await complaint({ BROKER__DATASET_SITE_URL__X: 'x' })).to.match(/there is no such field\.$/);
  });

  it('that has a wrong value is told what was expected and found, unless that may be a secret', async () => {
    expect(await complaint({ TARGET__CONCURRENT_REQUESTS: 'many' })).to.equal(
      'OPEN_BOOKING_FUZZ__TARGET__CONCURRENT_REQUESTS: expected a whole number of requests, as JSON, found "many"',
    );
    expect(await complaint({ TARGET__CONCURRENT_REQUESTS: '0' })).to.equal(
      'the environment: target.concurrentRequests: expected a whole number of requests, found 0',
    );
    expect(await complaint({ SELLERS__PRIMARY__AUTHENTICATION__LOGIN_CREDENTIALS: 'hush' })).to.match(
      /LOGIN_CREDENTIALS: expected .*, as JSON, found another text$/,
    );
  });
});
