import { setTimeout as delay } from 'node:timers/promises';
import type { PartnerName, SellerName } from '../protocol/ids.ts';
import { ticking } from '../protocol/time.ts';
import type { TaxMode } from '../protocol/vocabulary.ts';
import type { PageSelectors } from './authorisation/sign-in.ts';
import type { TokenStore } from './authorisation/token-store.ts';
import type { TlsConfig } from './connection/tls.ts';
import type { OpenFeed } from './dataset-site.ts';
import type { Pace } from './politeness.ts';

/** The target's time, in milliseconds since the epoch. For the embedded booking system, `sleep` moves its clock. */
export interface TargetClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: TargetClock = {
  now: ticking(Date.now),
  sleep: (ms, signal) => delay(ms, undefined, signal && { signal }),
};

/** Request headers by name. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** A client that an OpenID provider knows. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a booking partner sends to say who he is. */
export interface Credentials {
  readonly headers: RequestHeaders;
  /** His client: tokens for his feeds by its credentials, and for bookings by a seller's log-in. */
  readonly client?: OAuthClient;
  /** With it a client is registered for him (OpenID Connect Dynamic Client Registration). */
  readonly initialAccessToken?: string;
}

/** What the seller accepts in `payment`, beside the identifier. */
export interface PaymentReconciliationDetails {
  readonly name?: string;
  readonly accountId?: string;
  readonly paymentProviderId?: string;
}

/** A seller of the target's. */
export interface SellerConfig {
  /** The seller's `@id`. */
  readonly id: string;
  /** Sent beside the booking partner's, with every request that acts for this seller. */
  readonly requestHeaders: RequestHeaders;
  /** A client whose credentials give tokens for bookings: that of a system with one seller. */
  readonly client?: OAuthClient;
  /** Refresh tokens that the seller's log-ins gave, by the booking partner that he consented to. */
  readonly refreshTokens?: Readonly<Partial<Record<PartnerName, string>>>;
  /** With these the seller logs in by the forms of the provider's pages, where no refresh token is known. */
  readonly login?: { readonly username: string; readonly password: string };
  readonly taxMode?: TaxMode;
  readonly paymentReconciliationDetails?: PaymentReconciliationDetails;
}

/** The bounds within which a target is trusted. */
export interface TargetLimits {
  /** How long a request may take, from its first byte to the last of its answer. */
  readonly requestTimeoutMs: number;
  /** The largest body that is read, after decompression. */
  readonly maximumBodyBytes: number;
  /** How often a request is sent again after 429 or 503. */
  readonly maximumRetries: number;
  /** How long all waits between the tries of one request may take together. */
  readonly maximumRetryWaitMs: number;
  /** How many pages of a feed are read at once. */
  readonly maximumFeedPages: number;
}

export const DEFAULT_LIMITS: TargetLimits = {
  requestTimeoutMs: 20_000,
  maximumBodyBytes: 16 * 1024 * 1024,
  maximumRetries: 5,
  maximumRetryWaitMs: 60_000,
  maximumFeedPages: 10_000,
};

/** How to reach a booking system, and as whom. */
export interface TargetConfig extends TargetLimits {
  /** The dataset site, or the base URL of the API. */
  readonly url: string;
  readonly partners: Readonly<Partial<Record<PartnerName, Credentials>>>;
  readonly sellers: Readonly<Partial<Record<SellerName, SellerConfig>>>;
  /** The test dataset that the test interface makes opportunities in. */
  readonly datasetIdentifier: string;
  /** Whether the user has said that a live system may be tested. */
  readonly allowLive: boolean;
  /** The OpenID provider's base URL, where the dataset site does not name it (`authenticationAuthority`). */
  readonly authority?: string;
  /** How the provider's log-in pages are read. */
  readonly loginPages?: PageSelectors;
  /** Where refresh tokens and registered clients are kept; by default for as long as the process runs. */
  readonly tokenStore?: TokenStore;
  /** The open feeds, in the place of those that the dataset site names. */
  readonly feeds?: readonly OpenFeed[];
  /** Sent with requests for open feeds: test systems may ask for a key. */
  readonly openFeedHeaders?: RequestHeaders;
  /** Whether the configuration names the target as a test system: true or false where it says so. */
  readonly isTestSystem?: boolean;
  /** How much is asked at once; without it, nothing is held back. */
  readonly pace?: Pace;
  readonly tls?: TlsConfig;
}

/** The target cannot be used. The message is one line: what was expected, what was found, what to do. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}
