import { maskOf, type SecretMask } from '../protocol/masks.ts';
import type { TargetConfig } from './config.ts';

/** Shorter values are masked as headers only: as a part of other words they would spoil every text. */
const SHORTEST_SECRET = 6;

/**
 * The mask of a configuration. A seller's `@id` is public, though some systems take it as a credential:
 * it stands in every order, so that it is masked in headers only.
 */
export function secretMask(
  config: Pick<TargetConfig, 'partners' | 'sellers'>,
  { people = false }: { readonly people?: boolean } = {},
): SecretMask {
  const all = [
    ...Object.values(config.partners).map((partner) => partner.headers),
    ...Object.values(config.sellers).map((seller) => seller.requestHeaders),
  ].flatMap((headers) => Object.entries(headers));
  const texts = secretsIn([...all.map(([, value]) => value), ...secretsOfClients(config)], publicIds(config));
  return maskOf({ headers: new Set(all.map(([name]) => name.toLowerCase())), texts, people });
}

/** What the OpenID provider is shown in the names of partners and sellers. */
function secretsOfClients({ partners, sellers }: Pick<TargetConfig, 'partners' | 'sellers'>): readonly string[] {
  const ofPartners = Object.values(partners).flatMap(({ client, initialAccessToken }) => [
    client?.clientSecret,
    initialAccessToken,
  ]);
  const ofSellers = Object.values(sellers).flatMap(({ client, login, refreshTokens = {} }) => [
    client?.clientSecret,
    login?.password,
    ...Object.values(refreshTokens),
  ]);
  return [...ofPartners, ...ofSellers].filter((secret) => secret !== undefined);
}

function publicIds(config: Pick<TargetConfig, 'sellers'>): ReadonlySet<string> {
  return new Set(Object.values(config.sellers).map((seller) => seller.id));
}

/** The texts to look for, the longest first: `Bearer abc` and `abc` alone, plain and as JSON writes them. */
function secretsIn(values: readonly string[], known: ReadonlySet<string>): readonly string[] {
  const parts = values
    .filter((value) => !known.has(value))
    .flatMap((value) => [value, value.replace(/^(Bearer|Basic|Token)\s+/i, '')])
    .filter((value) => value.length >= SHORTEST_SECRET);
  const written = parts.flatMap((part) => [part, JSON.stringify(part).slice(1, -1)]);
  return [...new Set(written)].sort((a, b) => b.length - a.length);
}
