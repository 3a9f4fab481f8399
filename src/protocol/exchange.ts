import type { Method } from './calls.ts';
import type { PartnerName, SellerName } from './ids.ts';
import type { Json } from './json.ts';

/** What is sent: JSON, or a text that is deliberately no JSON. */
export type Body =
  | {
      readonly kind: 'json';
      readonly value: Json;
      /** How `value` is written on the wire, where that is not the plain way. */
      readonly text?: string;
    }
  | { readonly kind: 'text'; readonly text: string };

/** One request of a broker to the booking system's API. */
export interface ApiRequest {
  readonly method: Method;
  /** Relative to the base URI, without a leading slash; or an absolute URL (a feed's page). */
  readonly path: string;
  /** Whose credentials go with it. */
  readonly partner: PartnerName;
  /** The seller that the credentials are asked to act for, where credentials name one. */
  readonly seller?: SellerName;
  readonly body?: Body;
}

/** A response's body, read within bounds of size. */
export type AnswerBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json }
  /** Not JSON, though there was a body. */
  | { readonly kind: 'text'; readonly text: string };

/** A response that came back whole. */
export interface Response {
  readonly kind: 'response';
  readonly status: number;
  /** The `Content-Type` header. */
  readonly mediaType: string | undefined;
  readonly body: AnswerBody;
}

/** Why no whole response came back. */
export type NoAnswerReason =
  /** Nothing within the time allowed. */
  | 'timeout'
  /** The connection could not be made: the request had no effect. */
  | 'unreachable'
  /** The connection ended before the response was whole. */
  | 'connection-lost'
  /** The response was larger than is read. */
  | 'too-large'
  /** The target sent us elsewhere; redirects are not followed. */
  | 'redirected'
  /** The answer came and was dropped on purpose, as by a connection that broke: the broker never learns it. */
  | 'dropped'
  /** The request was not sent: a live system is only sent what it has to refuse. */
  | 'withheld'
  /** Still 429 or 503 after every retry that Retry-After and the budget allow. */
  | 'unavailable';

/** Nothing usable came back. Whether the request took effect is not known, but for `unreachable` and `unavailable`. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly reason: NoAnswerReason;
  /** For people: what happened, in a few words. */
  readonly detail: string;
}

export type Answer = Response | NoAnswer;

/** One request and what came back (or that nothing did), with its times in milliseconds since the epoch. */
export interface Exchange {
  readonly request: ApiRequest;
  readonly answer: Answer;
  readonly sentAt: number;
  readonly receivedAt: number;
}
