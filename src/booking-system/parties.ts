import { sellerId, PARTNERS, SELLERS, type PartnerName, type SellerName } from '../protocol/ids.ts';
import { problem, type Problem } from './problems.ts';
import type { Seller } from './records.ts';
import type { Urls } from './urls.ts';

/** The `X-OpenActive-Test-Client-Id` of each booking partner. */
export const CLIENT_IDS: Record<PartnerName, string> = {
  primary: 'test-client-primary',
  secondary: 'test-client-secondary',
};

/** What `payment` must say, where it says it, for the seller to find the money (#payment-reconciliation-detail-validation). */
export const RECONCILIATION = { accountId: 'SN1593', paymentProviderId: 'STRIPE' } as const;

/** The `@id` of a seller, under the dataset site's URL. */
export function sellerIdAt(datasetSiteUrl: string, name: SellerName): string {
  return new URL(`/api/identifiers/sellers/${String(SELLERS.indexOf(name) + 1)}`, datasetSiteUrl).href;
}

/** The two sellers of a booking system, by `@id`: the primary with gross prices, the secondary with net prices. */
export function createSellers(urls: Urls): ReadonlyMap<string, Seller> {
  const sellers = SELLERS.map((name): Seller => {
    const primary = name === 'primary';
    return {
      name,
      id: sellerId(sellerIdAt(urls.datasetSite, name)),
      taxMode: primary ? 'TaxGross' : 'TaxNet',
      tradingName: primary ? 'Acme Fitness Ltd' : 'Lorem Fitsum Ltd',
    };
  });
  return new Map(sellers.map((seller) => [seller.id, seller]));
}

/** The request headers that matter, in lower case. */
export interface Headers {
  readonly client: string | undefined;
  readonly seller: string | undefined;
}

/** Which booking partner calls (#authentication). */
export function authenticate(headers: Headers): PartnerName | Problem {
  if (!headers.client) return problem('NoAPITokenError', 'The header X-OpenActive-Test-Client-Id is missing.');
  return (
    PARTNERS.find((partner) => CLIENT_IDS[partner] === headers.client) ??
    problem('InvalidAPITokenError', 'The header X-OpenActive-Test-Client-Id names no booking partner.')
  );
}

/** Which seller the caller is authorised to act for. */
export function authorise(headers: Headers, sellers: ReadonlyMap<string, Seller>): Seller | Problem {
  if (!headers.seller) return problem('UnauthenticatedError', 'The header X-OpenActive-Test-Seller-Id is missing.');
  return (
    sellers.get(headers.seller) ??
    problem('InvalidAuthorizationDetailsError', 'The header X-OpenActive-Test-Seller-Id names no seller.')
  );
}
