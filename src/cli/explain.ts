import { RULES } from '../oracle/index.ts';
import { PARTNERS, SELLERS } from '../protocol/ids.ts';
import { lackingFeatures, switchedOff } from '../runner/index.ts';
import { DEFAULT_LIMITS, DEFAULT_TOKEN_STORE, wayOfBooking, type TargetConfig } from '../target/index.ts';
import { FEATURE_NAMES } from './configuration-features.ts';
import { fieldsWithoutMeaning, type LoadedConfiguration } from './configuration-file.ts';
import { feedLimitOf, namesAsTestSystem, type Configuration } from './configuration.ts';

/** What a feature of the Test Suite's switches here. */
export interface FeatureExplained {
  readonly name: string;
  /** What the configuration says of it. */
  readonly said: 'implemented' | 'not implemented' | 'nothing';
  /** The rules that serve it. */
  readonly rules: readonly string[];
  /** What is generated only where the target may have it. */
  readonly generators: readonly string[];
  /** What comes of what is said. */
  readonly effect: string;
}

export interface Explanation {
  readonly files: readonly string[];
  readonly variables: readonly string[];
  readonly understood: readonly { readonly what: string; readonly value: string }[];
  readonly withoutMeaning: readonly { readonly field: string; readonly why: string }[];
  readonly features: readonly FeatureExplained[];
}

/** What was understood of a configuration. No secret is in it. */
export function explain(loaded: LoadedConfiguration, configuration: Configuration): Explanation {
  const known = fieldsWithoutMeaning(loaded.content);
  const others = configuration.ignored.filter((field) => !known.some((each) => each.field === field));
  return {
    files: loaded.files,
    variables: loaded.variables,
    understood: understoodOf(configuration),
    withoutMeaning: [...known, ...others.map((field) => ({ field, why: 'the target could not tell the two apart' }))],
    features: FEATURE_NAMES.map((name) => featureOf(name, configuration.features[name])),
  };
}

function understoodOf(configuration: Configuration): Explanation['understood'] {
  const { datasetSiteUrl, connection = {}, useRandomOpportunities, requestTimeoutMs } = configuration;
  const { pace = {}, feeds, authority, openFeedHeaders = {} } = connection;
  const isTest =
    datasetSiteUrl === undefined ? connection.isTestSystem : namesAsTestSystem(configuration, datasetSiteUrl);
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['target', datasetSiteUrl ?? 'not said: TARGET names it'],
    ['named as a test system', isTest === undefined ? 'not said' : isTest ? 'yes' : 'no'],
    ["feeds in the place of the dataset site's", feeds?.map(({ type, url }) => `${type} ${url}`).join(', ')],
    ['headers for open feeds', Object.keys(openFeedHeaders).join(', ') || undefined],
    ['OpenID provider', authority ?? 'as the dataset site names it'],
    ...PARTNERS.map((name) => [`${name} booking partner`, partnerWords(configuration, name)] as const),
    ...SELLERS.map((name) => [`${name} seller`, sellerWords(configuration, name)] as const),
    ['tokens are kept in', configuration.tokenStorePath ?? DEFAULT_TOKEN_STORE],
    ['opportunities come from', sourceWords(useRandomOpportunities)],
    ['test dataset', configuration.datasetIdentifier],
    ['opportunity types', configuration.opportunityTypes.join(', ')],
    ['booking flows', configuration.flows.join(', ')],
    ['features', featuresWords(configuration)],
    ['an answer may take', `${String((requestTimeoutMs ?? DEFAULT_LIMITS.requestTimeoutMs) / 1_000)} s`],
    ['open feeds may take', `${String(feedLimitOf(configuration, 'open') / 1_000)} s to show a change`],
    ['feeds of orders may take', `${String(feedLimitOf(configuration, 'orders') / 1_000)} s to show a change`],
    ['requests a second', boundWords(pace.requestsPerSecond)],
    ['requests at once', boundWords(pace.concurrency)],
    ['certificates trusted beside the well-known', trustWords(connection.tls ?? {})],
  ];
  return entries.flatMap(([what, value]) => (value === undefined ? [] : [{ what, value }]));
}

/** A dataset site names feeds, an API and a provider, and no features. */
function featuresWords({ features }: Configuration): string {
  const said = Object.values(features);
  const lacking = said.filter((has) => !has).length;
  return said.length === 0
    ? 'none said, and a dataset site does not name them: the target may have any'
    : `${String(said.length - lacking)} implemented, ${String(lacking)} not; the target may have any other`;
}

const boundWords = (bound: number | undefined): string =>
  bound === undefined ? 'as many as there are' : String(bound);

function trustWords({
  certificates = [],
  fingerprints = [],
  selfSignedHosts = [],
}: NonNullable<TargetConfig['tls']>): string {
  const trusted = [
    ...(certificates.length > 0 ? ['those of the files named'] : []),
    ...fingerprints.map((fingerprint) => `the one of fingerprint ${fingerprint}`),
    ...selfSignedHosts.map((host) => `self-signed ones of ${host}`),
  ];
  return trusted.join(', ') || 'none';
}

const sourceWords = (random: boolean | undefined): string =>
  random === undefined
    ? 'the test interface, where there is one, else the open feeds'
    : random
      ? 'the open feeds (useRandomOpportunities)'
      : 'the test interface';

function partnerWords({ partners }: Configuration, name: (typeof PARTNERS)[number]): string {
  const partner = partners[name];
  if (partner === undefined) return name === 'primary' ? 'one without credentials' : 'none: isolation is not tested';
  const headers = Object.keys(partner.headers);
  const ways = [
    headers.length > 0 && `the headers ${headers.join(', ')}`,
    partner.client && `the client ${partner.client.clientId}`,
    partner.initialAccessToken !== undefined && 'a client that is registered with an initial access token',
  ];
  return ways.filter(Boolean).join('; ') || 'one without credentials';
}

function sellerWords(configuration: Configuration, name: (typeof SELLERS)[number]): string {
  const { sellers, partners } = configuration;
  const seller = sellers[name];
  if (seller === undefined)
    return name === 'primary' ? 'none, though one is needed' : 'none: orders of several sellers are not tested';
  const headers = Object.keys(seller.requestHeaders);
  const ways = {
    headers: headers.length > 0 ? `the headers ${headers.join(', ')}` : 'no credentials',
    'client credentials': `tokens of the client ${seller.client?.clientId ?? ''}`,
    'log-in': seller.login
      ? `the log-in of ${seller.login.username}, or one that is kept`
      : 'a log-in that is kept, or refresh tokens',
  };
  return `${seller.id} (${seller.taxMode ?? 'tax mode not said'}), by ${ways[wayOfBooking({ partners, sellers }, 'primary', name)]}`;
}

/** What is judged otherwise where a feature is said to be missing. */
const JUDGED_OTHERWISE: Readonly<Record<string, string>> = {
  'payment-reconciliation-detail-validation': 'payments need not be refused for their details',
  'business-to-consumer-tax-calculation-gross': 'totals need not hold tax',
  'business-to-consumer-tax-calculation-net': 'totals need not hold tax',
  'named-leasing': 'with anonymous-leasing missing too, no lease may be given',
  'anonymous-leasing': 'with named-leasing missing too, no lease may be given',
};

function featureOf(name: string, has: boolean | undefined): FeatureExplained {
  const features = { [name]: false };
  const generators = switchedOff({ features }).flatMap(({ what }) => what.split(', '));
  const rules = RULES.filter((rule) => rule.features.includes(name)).map(({ id }) => id);
  const without = [
    lackingFeatures({ features }).length > 0 && 'it is required: it is tested all the same, and the report says so',
    generators.length > 0 && `${generators.join(', ')} left out`,
    JUDGED_OTHERWISE[name],
  ].filter(Boolean);
  const covered =
    generators.length > 0 ? `tested, with ${generators.join(', ')}` : rules.length > 0 ? 'tested' : 'no rule yet';
  const effect = has === false ? without.join('; ') || 'nothing is switched off for it' : covered;
  const said = has === undefined ? 'nothing' : has ? 'implemented' : 'not implemented';
  return { name, said, rules, generators, effect };
}
