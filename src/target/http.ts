import fetch, { FetchError, type Response as FetchResponse } from 'node-fetch';
import type { NoAnswer } from '../protocol/exchange.ts';
import type { Method } from '../protocol/calls.ts';
import type { RequestHeaders, TargetLimits } from './config.ts';
import { openAgents, type Agents } from './connection/agents.ts';
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
  /** The `Date` header: what the target's clock says. */
  readonly date?: string | undefined;
  readonly text: string;
}

/** No answer; where it was one that leads elsewhere, the place that it names. */
export interface HttpNoAnswer extends NoAnswer {
  readonly location?: string;
}

/** What one request comes to. */
export type HttpAnswer = HttpResponse | HttpNoAnswer;

export interface HttpClient {
  /** Sends once. Never rejects: every failure is a NoAnswer. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Ends the requests under way; each is answered `connection-lost`. Later requests go as usual. */
  interrupt(): void;
  /** Ends everything, idle connections too. */
  close(): void;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** An HTTP client that keeps connections alive, follows no redirect, and bounds time and size. */
export function httpClient(
  limits: Pick<TargetLimits, 'requestTimeoutMs' | 'maximumBodyBytes'>,
  agents: Agents = openAgents(),
): HttpClient {
  const running = new Set<AbortController>();
  /** Controllers of requests that were answered in full, which listen no more: used again, as a signal is dear to make. */
  const unused: AbortController[] = [];

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const controller = unused.pop() ?? new AbortController();
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
        agent: agents.of,
        signal: controller.signal,
      });
      const answer = await readResponse(response, controller);
      if (answer.kind === 'response' && !controller.signal.aborted) unused.push(controller);
      return answer;
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
    agents.close();
  };
  return { send, interrupt, close };
}

async function readResponse(response: FetchResponse, controller: AbortController): Promise<HttpAnswer> {
  if (REDIRECTS.includes(response.status)) {
    controller.abort();
    const location = response.headers.get('location') ?? undefined;
    const detail = `status ${String(response.status)} to ${location ?? 'nowhere'}; redirects are not followed`;
    return { ...noAnswer('redirected', detail), ...(location === undefined ? {} : { location }) };
  }
  return {
    kind: 'response',
    status: response.status,
    mediaType: response.headers.get('content-type') ?? undefined,
    retryAfter: response.headers.get('retry-after') ?? undefined,
    date: response.headers.get('date') ?? undefined,
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
