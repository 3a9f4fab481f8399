import { FetchError } from 'node-fetch';
import * as openid from 'openid-client';
import { TargetError, type OAuthClient } from '../config.ts';
import type { PlainFetch } from '../connection/fetch.ts';
import { describeFailure } from '../failures.ts';

/** What a provider gives for its trust. Times are milliseconds since the epoch. */
export interface Tokens {
  readonly accessToken: string;
  /** Undefined where the provider does not say. */
  readonly lifetimeMs: number | undefined;
  readonly refreshToken: string | undefined;
  /** The seller whom the log-in was for, where the provider says it in the ID token. */
  readonly sellerId: string | undefined;
}

/** A log-in under way: where the browser has to go, and what its coming back is checked against. */
export interface LogIn {
  readonly url: URL;
  readonly codeVerifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** An OpenID provider, as clients use it (#openid-connect-booking-partner-authentication-for-multiple-seller-systems). */
export interface Provider {
  clientCredentials(client: OAuthClient, scope: string): Promise<Tokens>;
  refresh(client: OAuthClient, refreshToken: string): Promise<Tokens>;
  register(initialAccessToken: string, redirectUri: string): Promise<OAuthClient>;
  startLogIn(client: OAuthClient, redirectUri: string): Promise<LogIn>;
  finishLogIn(client: OAuthClient, logIn: LogIn, cameBackTo: URL): Promise<Tokens>;
}

export const FEED_SCOPE = 'openactive-ordersfeed';
export const BOOKING_SCOPE = 'openactive-openbooking';
const LOG_IN_SCOPES = ['openid', BOOKING_SCOPE, 'offline_access', 'openactive-identity'];

const SELLER_CLAIM = 'https://openactive.io/sellerId';
const TIMEOUT_SECONDS = 20;
/** Clocks of test systems are off; that is told elsewhere, and no reason to refuse a log-in. */
const CLOCK_TOLERANCE_SECONDS = 300;

export function openProvider(authority: string, fetch: PlainFetch): Provider {
  const insecure = authority.startsWith('http:') ? [openid.allowInsecureRequests] : [];
  const options = {
    [openid.customFetch]: fetch as openid.CustomFetch,
    execute: insecure,
    timeout: TIMEOUT_SECONDS,
  };
  /** By client, as each has a configuration of its own. */
  const known = new Map<string, Promise<openid.Configuration>>();

  function configurationOf({ clientId, clientSecret }: OAuthClient): Promise<openid.Configuration> {
    const key = JSON.stringify([clientId, clientSecret]);
    const found =
      known.get(key) ??
      firstOf(identifiersOf(authority), (server) => {
        const metadata = { client_secret: clientSecret, [openid.clockTolerance]: CLOCK_TOLERANCE_SECONDS };
        return openid.discovery(server, clientId, metadata, inSupportedWay(clientSecret), options);
      });
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  }

  return {
    clientCredentials: (client, scope) =>
      attempt(authority, `a token for the client ${client.clientId}`, async () =>
        tokensOf(await openid.clientCredentialsGrant(await configurationOf(client), { scope })),
      ),
    refresh: (client, refreshToken) =>
      attempt(authority, `a token for the refresh token of the client ${client.clientId}`, async () =>
        tokensOf(await openid.refreshTokenGrant(await configurationOf(client), refreshToken)),
      ),
    register: (initialAccessToken, redirectUri) =>
      attempt(authority, 'a client for the initial access token', async () => {
        const registered = await firstOf(identifiersOf(authority), (server) =>
          openid.dynamicClientRegistration(server, clientMetadata(redirectUri), undefined, {
            ...options,
            initialAccessToken,
          }),
        );
        const { client_id: clientId, client_secret: clientSecret = '' } = registered.clientMetadata();
        return { clientId, clientSecret };
      }),
    startLogIn: (client, redirectUri) =>
      attempt(authority, `a log-in by the client ${client.clientId}`, async () =>
        beginning(await configurationOf(client), redirectUri),
      ),
    finishLogIn: (client, { codeVerifier, state, nonce }, cameBackTo) =>
      attempt(authority, `a token for the log-in by the client ${client.clientId}`, async () => {
        const checks = {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        };
        return tokensOf(await openid.authorizationCodeGrant(await configurationOf(client), cameBackTo, checks));
      }),
  };
}

/** A provider's identifier with and without a slash at its end: sites name it either way, and the protocol is strict. */
function identifiersOf(authority: string): readonly [URL, ...URL[]] {
  const plain = authority.replace(/\/+$/, '').replace(/\/\.well-known\/openid-configuration$/, '');
  return [new URL(plain), new URL(`${plain}/`)];
}

async function firstOf<Value>(urls: readonly [URL, ...URL[]], get: (url: URL) => Promise<Value>): Promise<Value> {
  const [first, ...rest] = urls;
  try {
    return await get(first);
  } catch (error) {
    const [next, ...others] = rest;
    const worthAnother =
      next !== undefined && next.href !== first.href && codeOf(error) === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED';
    if (!worthAnother) throw error;
    return firstOf([next, ...others], get);
  }
}

/** Shows a client's secret in the way that the provider supports: in a header, as is usual, or in the body. */
function inSupportedWay(clientSecret: string): openid.ClientAuth {
  const [inHeader, inBody] = [openid.ClientSecretBasic(clientSecret), openid.ClientSecretPost(clientSecret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const onlyInBody = methods.includes('client_secret_post') && !methods.includes('client_secret_basic');
    (onlyInBody ? inBody : inHeader)(server, ...rest);
  };
}

const clientMetadata = (redirectUri: string): Partial<openid.ClientMetadata> => ({
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  response_types: ['code'],
  client_name: 'Open Booking Fuzz',
  scope: [...LOG_IN_SCOPES, FEED_SCOPE].join(' '),
});

async function beginning(configuration: openid.Configuration, redirectUri: string): Promise<LogIn> {
  const supported = configuration.serverMetadata().scopes_supported;
  const scopes = LOG_IN_SCOPES.filter(
    (scope) => scope !== 'openactive-identity' || supported?.includes(scope) !== false,
  );
  const codeVerifier = openid.randomPKCECodeVerifier();
  const [state, nonce] = [openid.randomState(), openid.randomNonce()];
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    // Without it, OpenID Connect lets a provider leave out the refresh token.
    prompt: 'consent',
    code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return { url, codeVerifier, state, nonce };
}

function tokensOf(response: Awaited<ReturnType<typeof openid.clientCredentialsGrant>>): Tokens {
  const seconds = response.expiresIn();
  const sellerId = response.claims()?.[SELLER_CLAIM];
  return {
    accessToken: response.access_token,
    lifetimeMs: seconds === undefined ? undefined : seconds * 1_000,
    refreshToken: response.refresh_token,
    sellerId: typeof sellerId === 'string' ? sellerId : undefined,
  };
}

/** A provider gave none of what it was asked for. */
export class AuthorisationError extends TargetError {
  /** The error of OAuth 2 (`invalid_grant`, `invalid_client`, …), where the provider named one. */
  readonly reason: string | undefined;
  constructor(message: string, reason?: string) {
    super(message);
    this.reason = reason;
  }
}

async function attempt<Value>(authority: string, what: string, get: () => Promise<Value>): Promise<Value> {
  try {
    return await get();
  } catch (error) {
    const reason = reasonOf(error);
    throw new AuthorisationError(`${authority} gave no ${what.replace(/^an? /, '')}: ${wordsOf(error)}`, reason);
  }
}

/** The error of OAuth 2 that the provider named: in the body, or in the header that asks for another authentication. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof openid.ResponseBodyError) return error.error;
  if (!(error instanceof openid.WWWAuthenticateChallengeError)) return undefined;
  return error.cause.map(({ parameters }) => parameters.error).find((named) => named !== undefined) ?? 'invalid_client';
}

/** What went wrong, without what was sent: the library's messages hold no secrets. */
function wordsOf(error: unknown): string {
  const named = error instanceof openid.AuthorizationResponseError ? error.error : reasonOf(error);
  if (named !== undefined) {
    const more =
      error instanceof openid.WWWAuthenticateChallengeError ? undefined : (error as openid.ResponseBodyError);
    return [named, more?.error_description].filter(Boolean).join(', ');
  }
  const cause = error instanceof Error ? error.cause : undefined;
  // The library hides what went wrong with the connection behind words of its own.
  if (cause instanceof FetchError) return describeFailure(cause).detail;
  const status = cause instanceof Response ? ` (status ${String(cause.status)})` : '';
  return `${error instanceof Error ? error.message : String(error)}${status}`;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;
