import { createHash } from 'node:crypto';
import type { PartnerName } from '../../protocol/ids.ts';
import type { OAuthClient, TargetConfig } from '../config.ts';
import { AuthorisationError, type Provider } from './provider.ts';
import type { TokenStore } from './token-store.ts';

/** Where a provider sends the browser back to after a log-in: as clients for the Test Suite are registered. */
export const REDIRECT_URI = 'http://localhost:3000/cb';

/** The provider that a target trusts, and where it is; undefined where nobody has named one. */
export interface Trusted {
  readonly authority: string | undefined;
  readonly provider: Provider;
  readonly store: TokenStore;
}

/** The clients of the booking partners. */
export interface Clients {
  /** Uses a partner's client: configured, registered before, or registered now. */
  use<Value>(partner: PartnerName, work: (client: OAuthClient) => Promise<Value>): Promise<Value>;
}

export const NO_AUTHORITY =
  'no OpenID provider is known: expected accessService.authenticationAuthority in the dataset site, or target.authenticationAuthority in the configuration';

/** Names of what is kept hold no secret themselves. */
export const storeKey = (kind: string, authority: string | undefined, partner: PartnerName, rest: string): string =>
  `${kind} ${authority ?? ''} ${partner} ${createHash('sha256').update(rest).digest('hex').slice(0, 16)}`;

export function openClients(partners: TargetConfig['partners'], { authority, provider, store }: Trusted): Clients {
  const clients = new Map<PartnerName, Promise<OAuthClient>>();

  function clientOf(partner: PartnerName): Promise<OAuthClient> {
    const found = clients.get(partner) ?? findClient(partner);
    clients.set(partner, found);
    found.catch(() => clients.delete(partner));
    return found;
  }

  async function findClient(partner: PartnerName): Promise<OAuthClient> {
    if (authority === undefined) throw new AuthorisationError(NO_AUTHORITY);
    const { client, initialAccessToken } = partners[partner] ?? {};
    if (client !== undefined) return client;
    if (initialAccessToken === undefined) {
      throw new AuthorisationError(`broker.bookingPartners.${partner} has no client of the OpenID provider`);
    }
    const key = storeKey('client', authority, partner, initialAccessToken);
    const known = await store.get(key);
    if (known !== undefined) return JSON.parse(known) as OAuthClient;
    const registered = await provider.register(initialAccessToken, REDIRECT_URI);
    await store.set(key, JSON.stringify(registered));
    return registered;
  }

  /** A client that was registered before and is known no more is registered anew. */
  async function use<Value>(partner: PartnerName, work: (client: OAuthClient) => Promise<Value>): Promise<Value> {
    try {
      return await work(await clientOf(partner));
    } catch (error) {
      const { client, initialAccessToken } = partners[partner] ?? {};
      const forgotten = error instanceof AuthorisationError && error.reason === 'invalid_client';
      if (!forgotten || client !== undefined || initialAccessToken === undefined) throw error;
      await store.set(storeKey('client', authority, partner, initialAccessToken), undefined);
      clients.delete(partner);
      return work(await clientOf(partner));
    }
  }

  return { use };
}
