import http from 'node:http';
import https from 'node:https';
import fetch, { FetchError, type Response as FetchResponse } from 'node-fetch';
import type { NoAnswer } from '../protocol/exchange.ts';
import type { Method } from '../protocol/calls.ts';
import type { RequestHeaders, TargetLimits } from './config.ts';
import { describeFailure, noAnswer } from './failures.ts';

/** One HTTP request, ready to go. */
export interface HttpRequest {
  readonly method: Method;
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly body?: string;
}

/** An HTTP response with its whole body as text. */
export interface HttpResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

export interface HttpClient {
  /** Sends once. Never rejects: every failure is a NoAnswer. */
  send(request: HttpRequest): Promise<HttpResponse | NoAnswer>;
  /** Ends the requests under way; each is answered `connection-lost`. Later requests go as usual. */
  interrupt(): void;
  /** Ends everything, idle connections too. */
  close(): void;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Idle connections are dropped before a server's usual five seconds, so that it never closes one as we write to it. */
const AGENT_OPTIONS = { keepAlive: true, timeout: 3_000 };

/** An HTTP client that keeps connections alive, follows no redirect, and bounds time and size. */
export function httpClient(limits: Pick<TargetLimits, 'requestTimeoutMs' | 'maximumBodyBytes'>): HttpClient {
  const agents = { 'http:': new http.Agent(AGENT_OPTIONS), 'https:': new https.Agent(AGENT_OPTIONS) };
  const running = new Set<AbortController>();

  async function send(request: HttpRequest): Promise<HttpResponse | NoAnswer> {
    const controller = new AbortController();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      controller.abort();
    }, limits.requestTimeoutMs);
    running.add(controller);
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        ...(request.body === undefined ? {} : { body: request.body }),
        redirect: 'manual',
        size: limits.maximumBodyBytes,
        agent: (url) => (url.protocol === 'https:' ? agents['https:'] : agents['http:']),
        signal: controller.signal,
      });
      return await readResponse(response, controller);
    } catch (error) {
      return failureOf(error, late, limits);
    } finally {
      clearTimeout(timer);
      running.delete(controller);
    }
  }

  const interrupt = () => {
    for (const controller of running) controller.abort();
  };
  const close = () => {
    interrupt();
    agents['http:'].destroy();
    agents['https:'].destroy();
  };
  return { send, interrupt, close };
}

async function readResponse(response: FetchResponse, controller: AbortController): Promise<HttpResponse | NoAnswer> {
  if (REDIRECTS.includes(response.status)) {
    controller.abort();
    const place = response.headers.get('location') ?? 'nowhere';
    return noAnswer('redirected', `status ${String(response.status)} to ${place}; redirects are not followed`);
  }
  return {
    kind: 'response',
    status: response.status,
    mediaType: response.headers.get('content-type') ?? undefined,
    retryAfter: response.headers.get('retry-after') ?? undefined,
    text: await response.text(),
  };
}

function failureOf(error: unknown, late: boolean, limits: Pick<TargetLimits, 'requestTimeoutMs' | 'maximumBodyBytes'>) {
  if (late) return noAnswer('timeout', `no whole answer within ${String(limits.requestTimeoutMs)} ms`);
  if (error instanceof FetchError && error.type === 'max-size') {
    return noAnswer('too-large', `the answer is larger than ${String(limits.maximumBodyBytes)} bytes`);
  }
  return describeFailure(error);
}
