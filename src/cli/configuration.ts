import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { SELLERS, type PartnerName, type SellerName } from '../protocol/ids.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES, TAX_MODES, termOf } from '../protocol/vocabulary.ts';
import type { BookingFlow, OpportunityType } from '../protocol/vocabulary.ts';
import {
  DEFAULT_LIMITS,
  DEFAULT_SELECTORS,
  DEFAULT_TOKEN_STORE,
  fileTokenStore,
  readFeedLink,
  type Credentials,
  type SellerConfig,
  type TargetConfig,
} from '../target/index.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { Environment } from './configuration-environment.ts';
import { fieldsWithoutMeaning, loadConfiguration, type LoadedConfiguration } from './configuration-file.ts';
import type { ConfigurationFile, PartnerInFile, SellerInFile } from './configuration-form.ts';

/** What a campaign is told of its target. */
export interface Configuration {
  readonly datasetSiteUrl?: string;
  readonly partners: TargetConfig['partners'];
  readonly sellers: TargetConfig['sellers'];
  readonly opportunityTypes: readonly OpportunityType[];
  readonly flows: readonly BookingFlow[];
  /** What the target says that it implements, or does not, by the Test Suite's feature names. */
  readonly features: Readonly<Record<string, boolean>>;
  /** The test dataset that opportunities are made in. */
  readonly datasetIdentifier: string;
  readonly requestTimeoutMs?: number;
  /** Whether opportunities are found in the open feeds, as there is no test interface to make them. */
  readonly useRandomOpportunities?: boolean;
  /** How long feeds may take to show a change. */
  readonly feedTimeoutMs?: number;
  /** How the target is connected to, beyond who books with whom. */
  readonly connection?: Partial<TargetConfig>;
  /** Where tokens are kept; without it, in the user's own place. */
  readonly tokenStorePath?: string;
  /** What has no meaning here, each with the reason, for the user to be told. */
  readonly ignored: readonly string[];
}

/** Open feeds of honest systems lag by up to minutes: only what they still do not show then counts against them. */
export const FEED_LIMIT_MS = 180_000;

/** Feeds of orders lag by seconds; as long as this the Test Suite waits for them, too. */
export const ORDERS_FEED_LIMIT_MS = 60_000;

/** How long feeds may take to show a change: as long as the configuration says, and never less than honest ones do. */
export const feedLimitOf = (
  { feedTimeoutMs = 0 }: Pick<Configuration, 'feedTimeoutMs'>,
  feeds: 'open' | 'orders',
): number => Math.max(feeds === 'open' ? FEED_LIMIT_MS : ORDERS_FEED_LIMIT_MS, feedTimeoutMs);

export const DEFAULT_DATASET = 'open-booking-fuzz';

/** Reads a configuration file, and the environment over it. Rejects with a {@link ConfigurationError}. */
export async function readConfiguration(
  path: string | undefined,
  environment: Environment = {},
): Promise<Configuration> {
  return configurationOf(await loadConfiguration(path, environment));
}

/** What a configuration means. Rejects with a {@link ConfigurationError}. */
export async function configurationOf({ content, files }: LoadedConfiguration): Promise<Configuration> {
  const path = files.at(-1);
  const folder = path === undefined ? '.' : dirname(path);
  const partners = partnersIn(content);
  const types = inScope(content, 'bookableOpportunityTypesInScope', OPPORTUNITY_TYPES, path);
  const flows = inScope(content, 'bookingFlowsInScope', BOOKING_FLOWS, path);
  const tests = content.integrationTests ?? {};
  return {
    ...given('datasetSiteUrl', content.broker?.datasetSiteUrl),
    partners: partners.known,
    sellers: sellersIn(content),
    opportunityTypes: types,
    flows,
    features: featuresIn(content),
    datasetIdentifier: tests.testDatasetIdentifier ?? DEFAULT_DATASET,
    ...given('requestTimeoutMs', tests.openBookingApiRequestTimeout),
    ...given('useRandomOpportunities', tests.useRandomOpportunities),
    ...given('feedTimeoutMs', tests.waitForItemToUpdateInFeedTimeout),
    ...given('tokenStorePath', content.target?.tokenStore && resolve(folder, content.target.tokenStore)),
    connection: await connectionIn(content, folder),
    ignored: [...fieldsWithoutMeaning(content).map(({ field }) => field), ...partners.ignored],
  };
}

/** A property, where there is something to say. */
function given<Key extends string, Value>(key: Key, value: Value | null | undefined): Partial<Record<Key, Value>> {
  return value === null || value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

/** What no campaign does without. */
export const NO_SELLER =
  'expected sellers.primary, with its "@id", in a configuration file (--config): examples/configuration.yaml shows one';

/**
 * How to reach the target of a configuration: at `url`, or where the configuration says.
 * Throws a {@link ConfigurationError} where either leaves out what is needed.
 */
export function targetConfigOf(
  configuration: Configuration,
  { url = configuration.datasetSiteUrl, allowLive }: { readonly url?: string; readonly allowLive: boolean },
): TargetConfig {
  const config = reachableConfigOf(configuration, url, allowLive);
  if (configuration.sellers.primary !== undefined) return config;
  throw new ConfigurationError(NO_SELLER);
}

/** As {@link targetConfigOf}, for a look at the target that needs no seller. */
export function reachableConfigOf(
  configuration: Configuration,
  url = configuration.datasetSiteUrl,
  allowLive = false,
): TargetConfig {
  if (url === undefined)
    throw new ConfigurationError('expected a TARGET, or broker.datasetSiteUrl in the configuration');
  const { partners, sellers, datasetIdentifier, connection } = configuration;
  const { requestTimeoutMs = DEFAULT_LIMITS.requestTimeoutMs } = configuration;
  const isTestSystem = namesAsTestSystem(configuration, url);
  const tokenStore = fileTokenStore(configuration.tokenStorePath ?? DEFAULT_TOKEN_STORE);
  const about = { url, partners, sellers, datasetIdentifier, requestTimeoutMs, allowLive, tokenStore };
  return { ...DEFAULT_LIMITS, ...about, ...connection, ...given('isTestSystem', isTestSystem) };
}

/**
 * Whether a configuration names the target at `url` as a test system: in so many words or, of the system that is its own,
 * by having its opportunities made by a test interface.
 */
export function namesAsTestSystem(
  { datasetSiteUrl, connection, useRandomOpportunities }: Configuration,
  url: string,
): boolean | undefined {
  const isItsOwn = datasetSiteUrl === undefined || hostOf(datasetSiteUrl) === hostOf(url);
  if (connection?.isTestSystem === false) return false;
  if (!isItsOwn) return undefined;
  return (
    connection?.isTestSystem ?? (useRandomOpportunities === false && datasetSiteUrl !== undefined ? true : undefined)
  );
}

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

async function connectionIn({ broker, target }: ConfigurationFile, folder: string): Promise<Partial<TargetConfig>> {
  const { requestsPerSecond, concurrentRequests, tls, authenticationAuthority, isTestSystem } = target ?? {};
  const { opportunityFeedRequestHeaders, datasetDistributionOverride, loginPagesSelectors } = broker ?? {};
  const feeds = datasetDistributionOverride?.flatMap((link) => readFeedLink({ ...link }, link['contentUrl'] ?? ''));
  const pages = Object.entries(loginPagesSelectors ?? {}).filter(([, selector]) => selector !== null);
  const certificates = await Promise.all((tls?.certificates ?? []).map((file) => readCertificate(file, folder)));
  const pace = { ...given('requestsPerSecond', requestsPerSecond), ...given('concurrency', concurrentRequests) };
  return {
    ...given('authority', authenticationAuthority),
    ...(feeds && feeds.length > 0 ? { feeds } : {}),
    ...given('openFeedHeaders', opportunityFeedRequestHeaders),
    ...(pages.length > 0 ? { loginPages: { ...DEFAULT_SELECTORS, ...Object.fromEntries(pages) } } : {}),
    ...given('isTestSystem', isTestSystem),
    pace,
    ...(tls
      ? {
          tls: {
            certificates,
            ...given('fingerprints', tls.fingerprints),
            ...given('selfSignedHosts', tls.selfSignedHosts),
          },
        }
      : {}),
  };
}

async function readCertificate(file: string, folder: string): Promise<string> {
  const path = resolve(folder, file);
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new ConfigurationError(
    `target.tls.certificates: ${path}: expected a file with a certificate (PEM), found none`,
  );
}

interface Known<Value> {
  readonly known: Value;
  readonly ignored: readonly string[];
}

/** The booking partners. A second partner who cannot be told from the first is none. */
function partnersIn(file: ConfigurationFile): Known<TargetConfig['partners']> {
  const all = file.broker?.bookingPartners;
  const primary = all?.primary && partnerOf(all.primary);
  const secondary = all?.secondary && partnerOf(all.secondary);
  if (!primary && !secondary) return { known: {}, ignored: [] };
  const first = primary ?? { headers: {} };
  if (!secondary || saysNothing(secondary)) return { known: { primary: first }, ignored: [] };
  if (canBeTold(first, secondary)) return { known: { primary: first, secondary }, ignored: [] };
  return { known: { primary: first }, ignored: ['broker.bookingPartners.secondary (the same credentials as primary)'] };
}

const saysNothing = ({ headers, client, initialAccessToken }: Credentials): boolean =>
  Object.keys(headers).length === 0 && client === undefined && initialAccessToken === undefined;

/** Whether two partners are two to the target. With an initial access token, each registers a client of his own. */
function canBeTold(first: Credentials, second: Credentials): boolean {
  if (second.client === undefined && second.initialAccessToken !== undefined) return true;
  const told = ({ headers, client }: Credentials) => JSON.stringify([headers, client?.clientId]);
  return told(first) !== told(second);
}

function partnerOf({ authentication }: PartnerInFile): Credentials {
  return {
    headers: authentication?.ordersFeedRequestHeaders ?? {},
    ...given('client', authentication?.clientCredentials),
    ...given('initialAccessToken', authentication?.initialAccessToken),
  };
}

function sellersIn(file: ConfigurationFile): TargetConfig['sellers'] {
  const found: Partial<Record<SellerName, SellerConfig>> = {};
  for (const name of SELLERS) {
    const seller = file.sellers?.[name];
    if (seller) found[name] = sellerOf(seller);
  }
  return found;
}

function sellerOf({
  '@id': id,
  taxMode,
  authentication,
  paymentReconciliationDetails: details,
}: SellerInFile): SellerConfig {
  const tokens = Object.entries(authentication?.refreshTokens ?? {}).filter(
    (entry): entry is [PartnerName, string] => entry[1] !== null,
  );
  const known = Object.entries(details ?? {}).filter(([, value]) => value !== null);
  return {
    id,
    requestHeaders: authentication?.requestHeaders ?? {},
    ...given('client', authentication?.clientCredentials),
    ...given('login', authentication?.loginCredentials),
    ...(tokens.length > 0 ? { refreshTokens: Object.fromEntries(tokens) } : {}),
    ...given('taxMode', termOf(taxMode, TAX_MODES)),
    ...(details ? { paymentReconciliationDetails: Object.fromEntries(known) } : {}),
  };
}

type ScopeField = 'bookableOpportunityTypesInScope' | 'bookingFlowsInScope';

/** Those of `terms` that the file says are in scope: all, where it says nothing. */
function inScope<Term extends string>(
  file: ConfigurationFile,
  field: ScopeField,
  terms: readonly Term[],
  path: string | undefined,
): readonly Term[] {
  const flags = file.integrationTests?.[field];
  if (!flags) return terms;
  const known = terms.filter((term) => flags[term] === true);
  if (known.length > 0) return known;
  throw new ConfigurationError(
    `${path ?? 'the environment'}: integrationTests.${field}: expected true for at least one of ${terms.join(', ')}, found none`,
  );
}

function featuresIn(file: ConfigurationFile): Readonly<Record<string, boolean>> {
  const flags = Object.entries(file.integrationTests?.implementedFeatures ?? {});
  return Object.fromEntries(flags.flatMap(([name, flag]) => (flag === null ? [] : [[name, flag]])));
}
