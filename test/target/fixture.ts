import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect, DEFAULT_LIMITS, type Target, type TargetClock, type TargetConfig } from '../../src/target/index.ts';

/** A request as a server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers a request; the second argument is how often its path was asked for before. */
export type Handler = (response: ServerResponse, earlier: number, seen: Seen) => void;

export interface Server {
  readonly origin: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

/** A server on a free loopback port that answers each `METHOD /path` as `routes` say, and 404 otherwise. */
export async function serve(routes: (origin: string) => Readonly<Record<string, Handler>>): Promise<Server> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const earlier = seen.filter((other) => other.method === method && other.url === url).length;
      const asked = { method, url, headers, body };
      seen.push(asked);
      const handler = table[`${method} ${url}`] ?? ((other: ServerResponse) => other.writeHead(404).end());
      handler(response, earlier, asked);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const table = routes(origin);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { origin, seen, close };
}

export const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Handler =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };

/** An HTML page with a dataset site's JSON-LD. */
export const datasetSite =
  (dataset: unknown): Handler =>
  (response) => {
    const script = `<script type="application/ld+json">${JSON.stringify(dataset)}</script>`;
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><head>${script}</head><p>Open data`);
  };

export const dataset = (endpointUrl: string, feeds: Readonly<Record<string, string>>) => ({
  '@context': ['https://schema.org/', 'https://openactive.io/'],
  '@type': 'Dataset',
  distribution: Object.entries(feeds).map(([type, contentUrl]) => ({
    '@type': 'DataDownload',
    additionalType: `https://openactive.io/${type}`,
    contentUrl,
  })),
  accessService: { '@type': 'WebAPI', endpointUrl },
});

/** A clock that stands at `now` and moves only by sleeping; it keeps every sleep. */
export function steppingClock(now = 1_000_000): TargetClock & { readonly sleeps: readonly number[] } {
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    sleep: (ms) => {
      sleeps.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

export const configFor = (url: string, changes: Partial<TargetConfig> = {}): TargetConfig => ({
  ...DEFAULT_LIMITS,
  url,
  partners: {
    primary: { headers: { 'X-Client': 'first-client' } },
    secondary: { headers: { 'X-Client': 'second-client' } },
  },
  sellers: { primary: { id: 'https://example.com/sellers/1', requestHeaders: { 'X-Seller': 'seller-one' } } },
  datasetIdentifier: 'uat ci/1',
  allowLive: false,
  ...changes,
});

/** A target whose API is at `/api`, and the server behind it; `use` may do anything with them. */
export async function withTarget(
  routes: Readonly<Record<string, Handler>>,
  use: (target: Target, server: Server, clock: ReturnType<typeof steppingClock>) => Promise<void>,
  changes: Partial<TargetConfig> = {},
): Promise<void> {
  const feeds = (origin: string) => ({ ScheduledSession: `${origin}/feed` });
  const server = await serve((origin) => ({
    'GET /': datasetSite(dataset(`${origin}/api/`, feeds(origin))),
    ...routes,
  }));
  const clock = steppingClock();
  try {
    const target = await connect(configFor(`${server.origin}/`, changes), clock);
    await use(target, server, clock).finally(() => {
      target.close();
    });
  } finally {
    await server.close();
  }
}

/** A page of a feed. */
export const page = (next: string, items: readonly unknown[]): Handler => json({ next, items, license: 'CC-BY' });
