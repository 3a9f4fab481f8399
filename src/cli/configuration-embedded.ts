import { CLIENT_IDS, RECONCILIATION, sellerIdAt } from '../booking-system/parties.ts';
import { BOOKING_FLOWS, OPPORTUNITY_TYPES } from '../protocol/vocabulary.ts';
import { DEFAULT_DATASET, type Configuration } from './configuration.ts';

const partner = (clientId: string) => ({ headers: { 'X-OpenActive-Test-Client-Id': clientId } });

/** The configuration of the embedded booking system, whose dataset site is at `datasetSiteUrl`. */
export function embeddedConfiguration(datasetSiteUrl: string): Configuration {
  const seller = (name: 'primary' | 'secondary', taxMode: 'TaxGross' | 'TaxNet') => {
    const id = sellerIdAt(datasetSiteUrl, name);
    const requestHeaders = { 'X-OpenActive-Test-Seller-Id': id };
    return {
      id,
      requestHeaders,
      taxMode,
      paymentReconciliationDetails: { name: 'AcmeBroker Points', ...RECONCILIATION },
    };
  };
  return {
    datasetSiteUrl,
    partners: { primary: partner(CLIENT_IDS.primary), secondary: partner(CLIENT_IDS.secondary) },
    sellers: { primary: seller('primary', 'TaxGross'), secondary: seller('secondary', 'TaxNet') },
    opportunityTypes: OPPORTUNITY_TYPES,
    flows: BOOKING_FLOWS,
    features: {},
    datasetIdentifier: DEFAULT_DATASET,
    ignored: [],
  };
}
