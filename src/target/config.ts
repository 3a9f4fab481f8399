import { setTimeout as delay } from 'node:timers/promises';
import type { PartnerName, SellerName } from '../protocol/ids.ts';
import type { TaxMode } from '../protocol/vocabulary.ts';

/** The target's time, in milliseconds since the epoch. For the embedded booking system, `sleep` moves its clock. */
export interface TargetClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: TargetClock = {
  now: () => Date.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal && { signal }),
};

/** Request headers by name. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** What a booking partner sends to say who he is. */
export interface Credentials {
  readonly headers: RequestHeaders;
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
}

/** The target cannot be used. The message is one line: what was expected, what was found, what to do. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}
