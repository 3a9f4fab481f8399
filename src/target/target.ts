import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ApiRequest, Exchange } from '../protocol/exchange.ts';
import type { PartnerName } from '../protocol/ids.ts';
import { authorisation, type Authorisation } from './authorisation/index.ts';
import { memoryTokenStore } from './authorisation/token-store.ts';
import { withToken } from './authorisation/with-token.ts';
import { TargetError, type RequestHeaders, type TargetClock, type TargetConfig } from './config.ts';
import type { OpenFeed } from './dataset-site.ts';
import { discover, type Discovered } from './discovery.ts';
import { readFeed } from './feed-reader.ts';
import { namedCredentials, OPEN_HEADERS, openFeedHeaders, requestHeaders } from './headers.ts';
import { openAgents } from './connection/agents.ts';
import { fetchThrough } from './connection/fetch.ts';
import { httpClient, type HttpClient } from './http.ts';
import { refuseLive } from './live.ts';
import { followOpenFeeds, type OpenFeeds } from './open-feeds.ts';
import { followOrdersFeed, ORDERS_FEEDS, type OrdersFeed, type OrdersFeedName } from './orders-feed.ts';
import { courtesy } from './politeness.ts';
import { createRequester, type Purpose, type Requester, type TargetStats, type Traffic } from './requester.ts';
import { testInterface, type TestInterface } from './test-interface.ts';
import { resolveUrl } from './urls.ts';

/** A booking system under test. Nothing that it does makes one of these functions reject. */
export interface Target extends TestInterface {
  /** The base URL of its API, without a slash at its end. */
  readonly baseUrl: string;
  /** Its open feeds, as its dataset site names them. */
  readonly feeds: readonly OpenFeed[];
  /** The dataset site; undefined where the configuration stands in for it. */
  readonly siteUrl: string | undefined;
  /** The base URL of the OpenID provider that it trusts; undefined where none is known. */
  readonly authority: string | undefined;
  /** The tokens that go with requests. */
  readonly authorisation: Authorisation;
  /** Sends one request with the credentials of its partner and seller; again where the target is busy. */
  send(request: ApiRequest): Promise<Exchange>;
  /** The headers that carry the credentials of a request, each with words for whose they are in the place of its value. */
  credentialsOf(request: Pick<ApiRequest, 'partner' | 'seller'>): RequestHeaders;
  readonly opportunities: OpenFeeds;
  ordersFeed(name: OrdersFeedName, partner: PartnerName): OrdersFeed;
  readonly stats: TargetStats;
  /** Ends the requests and the waits under way: each is answered with a NoAnswer. Later ones go as usual. */
  interrupt(): void;
  /** Ends everything. The target cannot be used afterwards. */
  close(): void;
}

export interface ConnectOptions {
  /** Told of each exchange, the dataset site's and the feeds' too. */
  readonly onExchange?: (traffic: Traffic) => void;
  /** What carries the requests; by default the network. */
  readonly client?: HttpClient;
  /** Ends the attempt. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the tokens that will be needed are got while connecting, so that what is wrong shows at once; they are. */
  readonly withTokens?: boolean;
}

/**
 * Finds a booking system's API and feeds, and gives what is needed to talk to it. Rejects with a
 * {@link TargetError} when it cannot be used: it is not there, does not say where its API is, or looks live.
 */
export async function connect(
  config: TargetConfig,
  clock: TargetClock,
  { onExchange = () => undefined, client, signal, withTokens = true }: ConnectOptions = {},
): Promise<Target> {
  checkHeaders(config);
  const agents = openAgents(config.tls);
  const requester = createRequester(
    client ?? httpClient(config, agents),
    clock,
    config,
    onExchange,
    config.pace && courtesy(config.pace, clock),
  );
  const interrupt = () => {
    requester.interrupt();
  };
  signal?.addEventListener('abort', interrupt);
  try {
    const check = (url: string) => {
      signal?.throwIfAborted();
      refuseLive(config, url);
    };
    const found = await discover(config.url, requester, { feeds: config.feeds, check });
    check(found.baseUrl);
    const authority = config.authority ?? found.authority;
    const store = config.tokenStore ?? memoryTokenStore();
    const granted = authorisation(config, authority, { fetch: fetchThrough(agents), store, clock });
    if (withTokens) for (const { source } of granted.all()) await source.get();
    return targetAt({ ...found, authority }, config, requester, granted);
  } catch (error) {
    requester.close();
    throw signal?.aborted === true ? new TargetError('interrupted while connecting to the target') : error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

function targetAt(found: Discovered, config: TargetConfig, requester: Requester, granted: Authorisation): Target {
  const { baseUrl, feeds } = found;
  const { origin } = new URL(baseUrl);

  function request(purpose: Purpose, asked: ApiRequest) {
    const url = resolveUrl(baseUrl, asked.path);
    // A page of a feed may name a next one elsewhere: credentials stay with the API that they were made for.
    const trusted = url?.startsWith(`${origin}/`) === true;
    const hasBody = asked.body !== undefined;
    const headers = trusted ? requestHeaders(config, asked.partner, asked.seller, hasBody) : OPEN_HEADERS;
    const source = trusted ? sourceFor(purpose, asked) : undefined;
    const sendWith = (token: RequestHeaders) => requester.request(purpose, asked, url, { ...headers, ...token });
    return source === undefined ? sendWith({}) : withToken(source, sendWith, (why) => requester.unsent(asked, why));
  }
  const sourceFor = (purpose: Purpose, { partner, seller = 'primary' }: ApiRequest) =>
    purpose === 'orders-feed' ? granted.forFeeds(partner) : granted.forBookings(partner, seller);
  const send = async (purpose: Purpose, asked: ApiRequest) => (await request(purpose, asked)).exchange;

  const feedOrigins = new Set(feeds.map(({ url }) => new URL(url).origin));
  const openPage = (url: string) => {
    const headers = feedOrigins.has(new URL(url).origin) ? openFeedHeaders(config) : OPEN_HEADERS;
    return requester.request('open-feed', { method: 'GET', path: url, partner: 'primary' }, url, headers);
  };
  const ordersPage = (partner: PartnerName) => (url: string) =>
    request('orders-feed', { method: 'GET', path: url, partner });
  const openOrdersFeed = (name: OrdersFeedName, partner: PartnerName) =>
    followOrdersFeed(`${baseUrl}/${ORDERS_FEEDS[name]}`, (from) =>
      readFeed(from, ordersPage(partner), config.maximumFeedPages),
    );

  return {
    ...testInterface(config, (asked) => send('test-interface', asked)),
    ...found,
    authorisation: granted,
    send: (asked) => send('api', asked),
    credentialsOf: ({ partner, seller = 'primary' }) => ({
      ...namedCredentials(config, partner, seller),
      ...(granted.forBookings(partner, seller) && { Authorization: `Bearer <of ${partner} for sellers.${seller}>` }),
    }),
    opportunities: followOpenFeeds(feeds, openPage, config.maximumFeedPages),
    ordersFeed: remembered(openOrdersFeed),
    stats: requester.stats,
    interrupt: requester.interrupt,
    close: requester.close,
  };
}

/** One feed for each name and partner, so that all who read it share how far it was read. */
function remembered(open: (name: OrdersFeedName, partner: PartnerName) => OrdersFeed): Target['ordersFeed'] {
  const opened = new Map<string, OrdersFeed>();
  return (name, partner) => {
    const feed = opened.get(`${name} ${partner}`) ?? open(name, partner);
    opened.set(`${name} ${partner}`, feed);
    return feed;
  };
}

function checkHeaders(config: TargetConfig): void {
  for (const [name, partner] of Object.entries(config.partners)) checkEach(`partner ${name}`, partner.headers);
  for (const [name, seller] of Object.entries(config.sellers)) checkEach(`seller ${name}`, seller.requestHeaders);
}

function checkEach(whose: string, headers: RequestHeaders): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw new TargetError(`${whose}: the request header "${name}" is not one that HTTP allows`);
    }
  }
}
