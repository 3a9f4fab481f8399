import type { ApiRequest } from '../../../src/protocol/exchange.ts';
import { connect, type Target, type TargetConfig } from '../../../src/target/index.ts';
import { configFor, dataset, datasetSite, json, serve, steppingClock, type Handler } from '../fixture.ts';
import { startProvider, type IdentityProvider, type ProviderOptions } from './identity-provider.ts';

/** A booking system behind a real identity provider. */

const SELLER = 'https://example.com/sellers/1';
export const LOGIN = { username: 'seller', password: 'any' };
export const C1: ApiRequest = {
  method: 'PUT',
  path: 'order-quote-templates/1',
  partner: 'primary',
  seller: 'primary',
  body: { kind: 'json', value: {} },
};

export interface Kit {
  readonly identity: IdentityProvider;
  readonly connect: (changes: Partial<TargetConfig>) => Promise<Target>;
  readonly clock: ReturnType<typeof steppingClock>;
  /** The scopes of the token that each request came with, by its path. */
  readonly seen: readonly (readonly [string, string])[];
}

/** A booking system that takes only tokens of a real identity provider, with the scope that each request needs. */
export async function withSystem(options: ProviderOptions, use: (kit: Kit) => Promise<void>): Promise<void> {
  const identity = await startProvider(options);
  const seen: [string, string][] = [];
  const guarded =
    (scope: string, answer: unknown): Handler =>
    (response, earlier, asked) => {
      void identity.scopesOf(asked.headers.authorization).then((scopes) => {
        seen.push([asked.url, scopes.join(' ')]);
        const refused = json({ '@type': 'InvalidAPITokenError' }, 401);
        (scopes.includes(scope) ? json(answer) : refused)(response, earlier, asked);
      });
    };
  const server = await serve((origin) => {
    const site = dataset(`${origin}/api`, { ScheduledSession: `${origin}/feed` });
    return {
      'GET /': datasetSite({
        ...site,
        accessService: { ...site.accessService, authenticationAuthority: `${identity.authority}/` },
      }),
      'PUT /api/order-quote-templates/1': guarded('openactive-openbooking', { '@type': 'OrderQuote' }),
      'GET /api/orders-rpde': guarded('openactive-ordersfeed', {
        next: `${origin}/api/orders-rpde`,
        items: [],
        license: 'x',
      }),
    };
  });
  const clock = steppingClock(Date.now());
  const targets: Target[] = [];
  try {
    await use({
      identity,
      clock,
      seen,
      connect: async (changes) => {
        const target = await connect(configFor(`${server.origin}/`, changes), clock);
        targets.push(target);
        return target;
      },
    });
  } finally {
    for (const target of targets) target.close();
    await server.close();
    await identity.close();
  }
}

export const statusOf = async (target: Target, request = C1): Promise<number | string> => {
  const { answer } = await target.send(request);
  return answer.kind === 'response' ? answer.status : answer.detail;
};

export const partners = (primary: object): Pick<TargetConfig, 'partners'> => ({
  partners: { primary: { headers: {}, ...primary } },
});
export const seller = (own: object, id = SELLER): Pick<TargetConfig, 'sellers'> => ({
  sellers: { primary: { id, requestHeaders: {}, ...own } },
});
