import type { PartnerName, SellerName } from '../../protocol/ids.ts';
import type { TargetConfig } from '../config.ts';
import type { PlainFetch } from '../connection/fetch.ts';
import { REDIRECT_URI, storeKey, type Clients, type Trusted } from './clients.ts';
import { AuthorisationError, type Tokens } from './provider.ts';
import { DEFAULT_SELECTORS, signIn } from './sign-in.ts';

export interface BrowserLogIn {
  /** Where the browser has to go. */
  readonly url: URL;
  /** Keeps the refresh token. Rejects with an AuthorisationError where it was another seller who logged in. */
  finish(cameBackTo: URL): Promise<void>;
}

/** The log-ins by which sellers let booking partners act for them. */
export interface LogIns {
  /** A token by a refresh token that is kept or configured, else by the forms of the provider's pages. */
  tokens(partner: PartnerName, seller: SellerName): Promise<Tokens>;
  /** Starts a log-in by a browser. */
  start(partner: PartnerName, seller: SellerName, redirectUri: string): Promise<BrowserLogIn>;
}

const needsLogIn = (partner: PartnerName, seller: SellerName): string =>
  `no log-in of sellers.${seller} for the ${partner} booking partner is kept: run "open-booking-fuzz login", or set ` +
  `sellers.${seller}.authentication.refreshTokens.${partner}`;

export function openLogIns(
  { sellers, loginPages = DEFAULT_SELECTORS }: Pick<TargetConfig, 'sellers' | 'loginPages'>,
  { authority, provider, store }: Trusted,
  clients: Clients,
  fetch: PlainFetch,
): LogIns {
  const refreshKey = (partner: PartnerName, seller: SellerName) =>
    storeKey('refresh token', authority, partner, sellers[seller]?.id ?? '');

  async function keep(partner: PartnerName, seller: SellerName, tokens: Tokens): Promise<Tokens> {
    const { sellerId, refreshToken } = tokens;
    const expected = sellers[seller]?.id ?? '';
    if (sellerId !== undefined && sellerId !== expected) {
      throw new AuthorisationError(
        `the log-in was one of the seller ${sellerId}: expected sellers.${seller}, ${expected}`,
      );
    }
    if (refreshToken !== undefined) await store.set(refreshKey(partner, seller), refreshToken);
    return tokens;
  }

  /** By the refresh tokens that there are; the last refusal where none is good any more. */
  async function byRefreshToken(partner: PartnerName, seller: SellerName): Promise<Tokens | AuthorisationError> {
    const kept = await store.get(refreshKey(partner, seller));
    let refused = new AuthorisationError(needsLogIn(partner, seller));
    for (const token of new Set([kept, sellers[seller]?.refreshTokens?.[partner]])) {
      if (token === undefined) continue;
      try {
        return await keep(partner, seller, await clients.use(partner, (client) => provider.refresh(client, token)));
      } catch (error) {
        if (!(error instanceof AuthorisationError) || error.reason === undefined) throw error;
        refused = new AuthorisationError(`${error.message}. ${needsLogIn(partner, seller)}`);
      }
    }
    return refused;
  }

  async function tokens(partner: PartnerName, seller: SellerName): Promise<Tokens> {
    const refreshed = await byRefreshToken(partner, seller);
    const login = sellers[seller]?.login;
    if (!(refreshed instanceof AuthorisationError)) return refreshed;
    if (login === undefined) throw refreshed;
    return clients.use(partner, async (client) => {
      const started = await provider.startLogIn(client, REDIRECT_URI);
      const cameBackTo = await signIn(started.url, REDIRECT_URI, login, loginPages, fetch);
      return keep(partner, seller, await provider.finishLogIn(client, started, cameBackTo));
    });
  }

  const start = (partner: PartnerName, seller: SellerName, redirectUri: string) =>
    clients.use(partner, async (client) => {
      const started = await provider.startLogIn(client, redirectUri);
      const finish = async (cameBackTo: URL) => {
        const { refreshToken } = await keep(partner, seller, await provider.finishLogIn(client, started, cameBackTo));
        if (refreshToken === undefined) throw new AuthorisationError(`${String(authority)} gave no refresh token`);
      };
      return { url: started.url, finish };
    });

  return { tokens, start };
}
