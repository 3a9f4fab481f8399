import {
  CLIENT_IDS,
  RECONCILIATION,
  sellerIdAt,
  VARIATIONS,
  type AdjustableClock,
  type BookingSystem,
} from '../booking-system/index.ts';
import { PARTNERS, type SellerName } from '../protocol/ids.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES, type TaxMode } from '../protocol/vocabulary.ts';
import type { HttpClient, SellerConfig, TargetClock } from '../target/index.ts';
import { DEFAULT_DATASET, type Configuration } from './configuration.ts';

/** The configuration of the embedded booking system, whose dataset site is at `datasetSiteUrl`. */
export function embeddedConfiguration(datasetSiteUrl: string, features: Configuration['features'] = {}): Configuration {
  const seller = (name: SellerName, taxMode: TaxMode): SellerConfig => {
    const id = sellerIdAt(datasetSiteUrl, name);
    return {
      id,
      requestHeaders: { 'X-OpenActive-Test-Seller-Id': id },
      taxMode,
      paymentReconciliationDetails: { name: 'AcmeBroker Points', ...RECONCILIATION },
    };
  };
  const partners = PARTNERS.map((name) => [name, { headers: { 'X-OpenActive-Test-Client-Id': CLIENT_IDS[name] } }]);
  return {
    datasetSiteUrl,
    partners: Object.fromEntries(partners) as Configuration['partners'],
    sellers: { primary: seller('primary', 'TaxGross'), secondary: seller('secondary', 'TaxNet') },
    opportunityTypes: OPPORTUNITY_TYPES,
    flows: BOOKING_FLOWS,
    features,
    datasetIdentifier: DEFAULT_DATASET,
    ignored: [],
  };
}

/** The embedded system's clock as a target's: to wait is to move it forward. */
export function embeddedClock(clock: AdjustableClock): TargetClock {
  return {
    now: clock.now,
    sleep: (ms) => {
      clock.advance(ms);
      return Promise.resolve();
    },
  };
}

/** Carries requests to the embedded system without the network, for runs that need many thousands. */
export function embeddedClient(system: Pick<BookingSystem, 'inject'>): HttpClient {
  return {
    send: async (request) => {
      const { status, headers, body } = await system.inject(request);
      return {
        kind: 'response',
        status,
        mediaType: headers['content-type'],
        retryAfter: headers['retry-after'],
        text: body,
      };
    },
    interrupt: () => undefined,
    close: () => undefined,
  };
}

/** The features that decide what may be demanded of the embedded system, and of its variations. */
export function embeddedFeatures(variations: readonly string[]): Configuration['features'] {
  const lacking = VARIATIONS.filter(({ id }) => variations.includes(id)).flatMap(({ lacks = [] }) => lacks);
  const checked = 'payment-reconciliation-detail-validation';
  return { [checked]: !lacking.includes(checked) };
}
