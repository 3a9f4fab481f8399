import { PARTNERS, SELLERS, type PartnerName, type SellerName } from '../protocol/ids.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES, TAX_MODES, termOf } from '../protocol/vocabulary.ts';
import type { BookingFlow, OpportunityType } from '../protocol/vocabulary.ts';
import { DEFAULT_LIMITS, type SellerConfig, type TargetConfig } from '../target/index.ts';
import {
  ConfigurationError,
  loadConfigurationFile,
  unknownFields,
  type ConfigurationFile,
} from './configuration-file.ts';

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
  /** Names of what the file holds that has no meaning here yet, for the user to be told. */
  readonly ignored: readonly string[];
}

export const DEFAULT_DATASET = 'open-booking-fuzz';

/** Reads a Test Suite configuration file. Rejects with a {@link ConfigurationError}. */
export async function readConfiguration(path: string): Promise<Configuration> {
  const file = await loadConfigurationFile(path);
  const partners = partnersIn(file);
  const types = inScope(file, 'bookableOpportunityTypesInScope', OPPORTUNITY_TYPES, path);
  const flows = inScope(file, 'bookingFlowsInScope', BOOKING_FLOWS, path);
  const tests = file.integrationTests;
  return {
    ...(file.broker?.datasetSiteUrl === undefined ? {} : { datasetSiteUrl: file.broker.datasetSiteUrl }),
    partners: partners.known,
    sellers: sellersIn(file),
    opportunityTypes: types.known,
    flows: flows.known,
    features: featuresIn(file),
    datasetIdentifier: tests?.testDatasetIdentifier ?? DEFAULT_DATASET,
    ...(tests?.openBookingApiRequestTimeout === undefined
      ? {}
      : { requestTimeoutMs: tests.openBookingApiRequestTimeout }),
    ignored: [...unknownFields(file), ...partners.ignored, ...types.ignored, ...flows.ignored],
  };
}

/**
 * How to reach the target of a configuration: at `url`, or where the configuration says.
 * Throws a {@link ConfigurationError} where either leaves out what is needed.
 */
export function targetConfigOf(
  configuration: Configuration,
  { url = configuration.datasetSiteUrl, allowLive }: { readonly url?: string; readonly allowLive: boolean },
): TargetConfig {
  if (url === undefined)
    throw new ConfigurationError('expected a TARGET, or broker.datasetSiteUrl in the configuration');
  if (configuration.sellers.primary === undefined) {
    throw new ConfigurationError('expected sellers.primary, with its "@id", in a configuration file (--config)');
  }
  const { partners, sellers, datasetIdentifier, requestTimeoutMs = DEFAULT_LIMITS.requestTimeoutMs } = configuration;
  return { ...DEFAULT_LIMITS, url, partners, sellers, datasetIdentifier, requestTimeoutMs, allowLive };
}

interface Known<Value> {
  readonly known: Value;
  readonly ignored: readonly string[];
}

/** The booking partners with their headers. A second partner who cannot be told from the first is none. */
function partnersIn(file: ConfigurationFile): Known<TargetConfig['partners']> {
  const all = file.broker?.bookingPartners;
  const headersOf = (name: PartnerName) => all?.[name]?.authentication?.ordersFeedRequestHeaders ?? {};
  const primary = { headers: headersOf('primary') };
  const secondary = { headers: headersOf('secondary') };
  if (!PARTNERS.some((name) => all?.[name])) return { known: {}, ignored: [] };
  if (Object.keys(secondary.headers).length === 0) return { known: { primary }, ignored: [] };
  if (JSON.stringify(primary) !== JSON.stringify(secondary)) return { known: { primary, secondary }, ignored: [] };
  return { known: { primary }, ignored: ['broker.bookingPartners.secondary (the same headers as primary)'] };
}

function sellersIn(file: ConfigurationFile): TargetConfig['sellers'] {
  const found: Partial<Record<SellerName, SellerConfig>> = {};
  for (const name of SELLERS) {
    const seller = file.sellers?.[name];
    if (!seller) continue;
    const taxMode = termOf(seller.taxMode, TAX_MODES);
    const details = seller.paymentReconciliationDetails;
    found[name] = {
      id: seller['@id'],
      requestHeaders: seller.authentication?.requestHeaders ?? {},
      ...(taxMode === undefined ? {} : { taxMode }),
      ...(details ? { paymentReconciliationDetails: details } : {}),
    };
  }
  return found;
}

type ScopeField = 'bookableOpportunityTypesInScope' | 'bookingFlowsInScope';

/** Those of `terms` that the file says are in scope: all, where it says nothing. */
function inScope<Term extends string>(
  file: ConfigurationFile,
  field: ScopeField,
  terms: readonly Term[],
  path: string,
): Known<readonly Term[]> {
  const flags = file.integrationTests?.[field];
  if (flags === undefined) return { known: terms, ignored: [] };
  const known = terms.filter((term) => flags[term] === true);
  if (known.length === 0) {
    throw new ConfigurationError(
      `${path}: integrationTests.${field}: expected true for at least one of ${terms.join(', ')}, found none`,
    );
  }
  const others = Object.keys(flags).filter(
    (name) => flags[name] === true && !(known as readonly string[]).includes(name),
  );
  return { known, ignored: others.map((name) => `integrationTests.${field}.${name}`) };
}

function featuresIn(file: ConfigurationFile): Readonly<Record<string, boolean>> {
  const flags = Object.entries(file.integrationTests?.implementedFeatures ?? {});
  return Object.fromEntries(flags.flatMap(([name, flag]) => (flag === null ? [] : [[name, flag]])));
}
