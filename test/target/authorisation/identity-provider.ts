import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';
import { INTERACTIONS, interact, memoryAdapter, SIGNING_KEYS } from './provider-parts.ts';

/** A real OpenID provider on a loopback port, with the scopes and claims of the Open Booking API. */
export interface IdentityProvider {
  readonly authority: string;
  readonly provider: Provider;
  readonly initialAccessToken: string;
  /** What was asked of its token endpoint: `client_credentials`, `refresh_token`, … */
  readonly grants: readonly string[];
  /** Whether a token is good, and for which scopes. */
  scopesOf(authorization: string | undefined): Promise<readonly string[]>;
  /** Forgets every token that it gave, as after a restart. */
  forget(): void;
  /** Knows a client no more. */
  forgetClient(clientId: string): void;
  close(): Promise<unknown>;
}

const SCOPES = ['openid', 'offline_access', 'openactive-openbooking', 'openactive-ordersfeed', 'openactive-identity'];

export const CLIENT = { clientId: 'broker-one', clientSecret: 'a secret: with + odd % characters' };

const client = (clientId: string, clientSecret: string, changes: Partial<ClientMetadata> = {}): ClientMetadata => ({
  client_id: clientId,
  client_secret: clientSecret,
  redirect_uris: ['http://localhost:3000/cb', 'http://localhost:3999/cb'],
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  response_types: ['code'],
  scope: SCOPES.join(' '),
  ...changes,
});

export interface ProviderOptions {
  /** How long access tokens live, in seconds. */
  readonly lifetime?: number;
  readonly method?: 'client_secret_basic' | 'client_secret_post';
  /** The seller whose account logs in. */
  readonly sellerId?: string;
}

export async function startProvider({
  lifetime = 900,
  method = 'client_secret_basic',
  sellerId = 'https://example.com/sellers/1',
}: ProviderOptions = {}): Promise<IdentityProvider> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authority = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const initialAccessToken = 'initial-access-token-of-the-tests';
  const provider = new Provider(authority, {
    clients: [
      client(CLIENT.clientId, CLIENT.clientSecret, { token_endpoint_auth_method: method }),
      client('broker-two', 'another secret', { token_endpoint_auth_method: method }),
    ],
    clientAuthMethods: [method],
    scopes: SCOPES,
    claims: { openid: ['sub'], 'openactive-openbooking': ['https://openactive.io/sellerId'] },
    conformIdTokenClaims: false,
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, 'https://openactive.io/sellerId': sellerId }) }),
    features: {
      clientCredentials: { enabled: true },
      registration: { enabled: true, initialAccessToken },
      devInteractions: { enabled: false },
    },
    ttl: {
      AccessToken: lifetime,
      ClientCredentials: lifetime,
      RefreshToken: 86_400,
      Session: 600,
      Interaction: 600,
      Grant: 86_400,
      IdToken: 600,
    },
    rotateRefreshToken: true,
    cookies: { keys: ['of the tests'] },
    adapter: memoryAdapter(),
    jwks: SIGNING_KEYS,
    interactions: { url: (_, { uid }) => `${INTERACTIONS}${uid}` },
    pkce: { required: () => true },
  } satisfies Configuration);
  const grants: string[] = [];
  const forgotten = new Set<string>();
  const given = new Set<string>();
  provider.on('grant.success', (ctx) => {
    grants.push(String(ctx.oidc.params?.['grant_type']));
    given.add(String((ctx.body as { access_token: string }).access_token));
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const answered = request.url?.startsWith(INTERACTIONS) ? interact(provider, request, response) : undefined;
    void (answered ?? handle(request, response));
  });

  const scopesOf = async (authorization: string | undefined) => {
    const token = authorization?.replace(/^Bearer /, '') ?? '';
    if (forgotten.has(token)) return [];
    const found = (await provider.AccessToken.find(token)) ?? (await provider.ClientCredentials.find(token));
    return found?.isExpired === false ? (found.scope ?? '').split(' ') : [];
  };
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  const forget = () => {
    for (const token of given) forgotten.add(token);
  };
  const gone = new Set<string>();
  const findClient = provider.Client.find.bind(provider.Client);
  provider.Client.find = (id) => (gone.has(id) ? Promise.resolve(undefined) : findClient(id));
  const forgetClient = (clientId: string) => void gone.add(clientId);
  return { authority, provider, initialAccessToken, grants, scopesOf, forget, forgetClient, close };
}
