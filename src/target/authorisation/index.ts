import { PARTNERS, SELLERS, type PartnerName, type SellerName } from '../../protocol/ids.ts';
import type { OAuthClient, TargetClock, TargetConfig } from '../config.ts';
import type { PlainFetch } from '../connection/fetch.ts';
import { NO_AUTHORITY, openClients, REDIRECT_URI } from './clients.ts';
import { openLogIns, type BrowserLogIn } from './log-ins.ts';
import { AuthorisationError, BOOKING_SCOPE, FEED_SCOPE, openProvider } from './provider.ts';
import type { TokenStore } from './token-store.ts';
import { tokenSource, type TokenSource } from './token-source.ts';

export interface NamedSource {
  readonly name: string;
  readonly source: TokenSource;
}

/** The tokens that go with requests. */
export interface Authorisation {
  /** For the feeds of a booking partner's orders; undefined where his headers say who he is. */
  forFeeds(partner: PartnerName): TokenSource | undefined;
  /** For a booking partner's calls to a seller; undefined where headers say who they are. */
  forBookings(partner: PartnerName, seller: SellerName): TokenSource | undefined;
  /** Every token that the configuration asks for, with words for whom it is. */
  all(): readonly NamedSource[];
  /** Starts a log-in of a seller, by a browser, that lets a booking partner act for him. */
  logIn(partner: PartnerName, seller: SellerName, redirectUri?: string): Promise<BrowserLogIn>;
}

/** How tokens are had from the provider at `authority`; what has to last is kept in `store`. */
export function authorisation(
  config: Pick<TargetConfig, 'partners' | 'sellers' | 'loginPages'>,
  authority: string | undefined,
  { fetch, store, clock }: { readonly fetch: PlainFetch; readonly store: TokenStore; readonly clock: TargetClock },
): Authorisation {
  const provider = openProvider(authority ?? 'https://unknown.invalid/', fetch);
  const trusted = { authority, provider, store };
  const clients = openClients(config.partners, trusted);
  const logIns = openLogIns(config, trusted, clients, fetch);

  const byClient = async (client: OAuthClient, scope: string) => {
    if (authority === undefined) throw new AuthorisationError(NO_AUTHORITY);
    return provider.clientCredentials(client, scope);
  };
  const byPartner = (partner: PartnerName, scope: string) => clients.use(partner, (client) => byClient(client, scope));

  function bookingSource(partner: PartnerName, seller: SellerName): TokenSource | undefined {
    const way = wayOfBooking(config, partner, seller);
    if (way === 'headers') return undefined;
    if (way === 'log-in') return tokenSource(() => logIns.tokens(partner, seller), clock);
    const client = partner === 'primary' ? config.sellers[seller]?.client : undefined;
    const scope = `${FEED_SCOPE} ${BOOKING_SCOPE}`;
    return tokenSource(() => (client ? byClient(client, scope) : byPartner(partner, scope)), clock);
  }

  const forFeeds = remembered((partner: PartnerName) =>
    hasClient(config, partner) ? tokenSource(() => byPartner(partner, FEED_SCOPE), clock) : undefined,
  );
  const forBookings = remembered(bookingSource);
  const all = () =>
    PARTNERS.filter((partner) => config.partners[partner]).flatMap((partner) => [
      named(`the ${partner} booking partner's feeds`, forFeeds(partner)),
      ...SELLERS.filter((seller) => config.sellers[seller]).map((seller) =>
        named(`bookings of the ${partner} booking partner with sellers.${seller}`, forBookings(partner, seller)),
      ),
    ]);

  return {
    forFeeds,
    forBookings,
    all: () => all().flatMap(({ name, source }) => (source ? [{ name, source }] : [])),
    logIn: (partner, seller, redirectUri = REDIRECT_URI) => logIns.start(partner, seller, redirectUri),
  };
}

const named = (name: string, source: TokenSource | undefined) => ({ name, source });

const hasClient = ({ partners }: Pick<TargetConfig, 'partners'>, partner: PartnerName): boolean =>
  partners[partner]?.client !== undefined || partners[partner]?.initialAccessToken !== undefined;

/** How calls of a booking partner to a seller are authorised. */
export function wayOfBooking(
  config: Pick<TargetConfig, 'partners' | 'sellers'>,
  partner: PartnerName,
  seller: SellerName,
): 'headers' | 'client credentials' | 'log-in' {
  const known = config.sellers[seller];
  if (known === undefined) return 'headers';
  if (known.client !== undefined && (partner === 'primary' || hasClient(config, partner))) return 'client credentials';
  if (known.client !== undefined || !hasClient(config, partner)) return 'headers';
  const logsIn = known.login !== undefined || known.refreshTokens !== undefined;
  return logsIn || Object.keys(known.requestHeaders).length === 0 ? 'log-in' : 'headers';
}

/** One source for each way of asking, so that all who ask share its token. */
function remembered<Names extends readonly string[]>(
  open: (...names: Names) => TokenSource | undefined,
): (...names: Names) => TokenSource | undefined {
  const opened = new Map<string, TokenSource | undefined>();
  return (...names) => {
    const key = names.join(' ');
    if (!opened.has(key)) opened.set(key, open(...names));
    return opened.get(key);
  };
}
