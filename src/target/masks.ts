import type { Json } from '../protocol/json.ts';
import type { RequestHeaders, TargetConfig } from './config.ts';

/** What stands in the place of a secret. */
export const MASK = '***';

/** Hides the credentials of a configuration wherever they could reach a file or a log. */
export interface SecretMask {
  /** Headers with the value of every credential replaced, whoever configured it. */
  headers(headers: RequestHeaders): RequestHeaders;
  text(text: string): string;
  /** A copy of a JSON value, keys and all. */
  json(value: Json): Json;
}

const CREDENTIAL_HEADER = /^(proxy-)?authorization$|cookie|token|secret|password|api[-_]?key/i;
/** A credential written out as a header in a text, whoever's it is: `Authorization: Bearer abc`. */
const CREDENTIAL_IN_TEXT = /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(["']?\s*[:=]\s*["']?)[^"'\r\n]+/gi;
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g;

/** Shorter values are masked as headers only: as a part of other words they would spoil every text. */
const SHORTEST_SECRET = 6;

/**
 * The mask of a configuration. A seller's `@id` is public, though some systems take it as a credential:
 * it stands in every order, so that it is masked in headers only.
 */
export function secretMask(config: Pick<TargetConfig, 'partners' | 'sellers'>): SecretMask {
  const all = [
    ...Object.values(config.partners).map((partner) => partner.headers),
    ...Object.values(config.sellers).map((seller) => seller.requestHeaders),
  ].flatMap((headers) => Object.entries(headers));
  const names = new Set(all.map(([name]) => name.toLowerCase()));
  const secrets = secretsIn(
    all.map(([, value]) => value),
    publicIds(config),
  );

  const text = (from: string) =>
    secrets
      .reduce((masked, secret) => masked.replaceAll(secret, MASK), from)
      .replace(BEARER, `$1 ${MASK}`)
      .replace(CREDENTIAL_IN_TEXT, `$1$2${MASK}`);
  const isCredential = (name: string) => names.has(name.toLowerCase()) || CREDENTIAL_HEADER.test(name);
  const headers = (from: RequestHeaders) =>
    Object.fromEntries(Object.entries(from).map(([name, value]) => [name, isCredential(name) ? MASK : text(value)]));
  return { headers, text, json: (value) => maskJson(value, text) };
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

function maskJson(value: Json, text: (from: string) => string): Json {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element: Json) => maskJson(element, text));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key), maskJson(inner as Json, text)]));
}
