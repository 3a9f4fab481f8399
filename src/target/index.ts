export {
  DEFAULT_LIMITS,
  systemClock,
  TargetError,
  type Credentials,
  type PaymentReconciliationDetails,
  type RequestHeaders,
  type SellerConfig,
  type TargetClock,
  type TargetConfig,
  type TargetLimits,
} from './config.ts';
export { wayOfBooking, type Authorisation } from './authorisation/index.ts';
export { REDIRECT_URI } from './authorisation/clients.ts';
export { listenForRedirects, type RedirectListener } from './authorisation/redirect-listener.ts';
export { DEFAULT_SELECTORS } from './authorisation/sign-in.ts';
export { DEFAULT_TOKEN_STORE, fileTokenStore, type TokenStore } from './authorisation/token-store.ts';
export { readFeedLink, type OpenFeed } from './dataset-site.ts';
export type { FeedEnd, FeedRead } from './feed-reader.ts';
export { httpClient, type HttpAnswer, type HttpClient, type HttpRequest, type HttpResponse } from './http.ts';
export { openAgents } from './connection/agents.ts';
export { IF_IT_MAY_BE_TESTED, looksLive } from './live.ts';
export { MASK, type SecretMask } from '../protocol/masks.ts';
export { secretMask } from './masks.ts';
export type { FeedProgress, OpenFeeds } from './open-feeds.ts';
export type { SeenOpportunity } from './opportunities.ts';
export type { OrdersFeed, OrdersFeedName } from './orders-feed.ts';
export type { Purpose, TargetStats, Traffic } from './requester.ts';
export type { FeedItem, FeedPage } from './rpde.ts';
export { parseHttpUrl } from './urls.ts';
export { connect, type ConnectOptions, type Target } from './target.ts';
export type { ActionObject, CreatedOpportunity, WantedOpportunity } from './test-interface.ts';
