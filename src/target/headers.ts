import type { PartnerName, SellerName } from '../protocol/ids.ts';
import { MEDIA_TYPE } from '../protocol/media-type.ts';
import type { RequestHeaders, TargetConfig } from './config.ts';

const ACCEPT = `application/json, ${MEDIA_TYPE}`;
const COMMON: RequestHeaders = { accept: ACCEPT, 'user-agent': 'open-booking-fuzz' };

/** The headers of a request that needs no credentials: a page of the dataset site or of an open feed. */
export const OPEN_HEADERS: RequestHeaders = { ...COMMON, accept: `${ACCEPT}, text/html` };

/** The headers, in lower case, of a request in a booking partner's name, for a seller where one is named. */
export function requestHeaders(
  config: Pick<TargetConfig, 'partners' | 'sellers'>,
  partner: PartnerName,
  seller: SellerName | undefined,
  hasBody: boolean,
): RequestHeaders {
  const ofPartner = lowerCase(config.partners[partner]?.headers);
  const ofSeller = lowerCase(seller && config.sellers[seller]?.requestHeaders);
  // A Test Suite configuration names the primary booking partner once more among a seller's headers.
  // What stands there must not turn the secondary partner into the primary one.
  const credentials = partner === 'primary' ? { ...ofPartner, ...ofSeller } : { ...ofSeller, ...ofPartner };
  return { ...COMMON, ...(hasBody ? { 'content-type': MEDIA_TYPE } : {}), ...credentials };
}

/** What stands in the place of credentials where people read: whose they are, by the name of the header. */
export function namedCredentials(
  { partners, sellers }: Pick<TargetConfig, 'partners' | 'sellers'>,
  partner: PartnerName,
  seller: SellerName,
): RequestHeaders {
  const named = (headers: RequestHeaders = {}, whose: string) =>
    Object.fromEntries(Object.keys(headers).map((name) => [name, `<of ${whose}>`]));
  const ofSeller = named(sellers[seller]?.requestHeaders, `sellers.${seller}`);
  const ofPartner = named(partners[partner]?.headers, partner);
  return partner === 'primary' ? { ...ofPartner, ...ofSeller } : { ...ofSeller, ...ofPartner };
}

/** The headers of a request for a page of an open feed. */
export const openFeedHeaders = (config: Pick<TargetConfig, 'openFeedHeaders'>): RequestHeaders => ({
  ...OPEN_HEADERS,
  ...lowerCase(config.openFeedHeaders),
});

function lowerCase(headers: RequestHeaders = {}): RequestHeaders {
  const known = lowered.get(headers);
  if (known !== undefined) return known;
  const made = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  lowered.set(headers, made);
  return made;
}

/** Every request asks for the same few. */
const lowered = new WeakMap<RequestHeaders, RequestHeaders>();
