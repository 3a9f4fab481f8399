import { performance } from 'node:perf_hooks';
import type { ApiRequest, Exchange } from '../protocol/exchange.ts';
import { readBody } from './body.ts';
import type { RequestHeaders, TargetClock, TargetLimits } from './config.ts';
import { noAnswer } from './failures.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from './http.ts';
import { watchLatency, type Medians } from './latency.ts';
import { HASTE, type Courtesy } from './politeness.ts';
import { sendPatiently } from './retry.ts';
import { watchSilence } from './silence.ts';

/** What a request is for. */
export type Purpose = 'api' | 'open-feed' | 'orders-feed' | 'test-interface' | 'discovery';

/** An exchange as it passed, for those who listen. */
export interface Traffic {
  readonly purpose: Purpose;
  readonly exchange: Exchange;
  /** How long the last try took, in milliseconds of real time. */
  readonly tookMs: number;
  /** How many HTTP requests it took: more than one where the target was busy. */
  readonly tries: number;
}

/** What has been sent so far. */
export interface TargetStats {
  /** Every HTTP request, retries included. */
  readonly requests: number;
  readonly retries: number;
  /** The requests that no whole answer came back to. */
  readonly unanswered: number;
  /** How long the API took to answer, at first and lately: medians in milliseconds; undefined where that is not known. */
  readonly latency?: () => Medians | undefined;
  /** How long nothing at all has been answered, in milliseconds; 0 where something was, or too little was asked to tell. */
  readonly silentMs: () => number;
}

/** An exchange with the text of its answer, as only this room needs it. */
export interface RawExchange {
  readonly exchange: Exchange;
  readonly text: string;
  /** Where the answer was one that leads elsewhere: the place that it names. */
  readonly location?: string;
}

export interface Requester {
  /** Sends `request` to `url`. Never rejects. */
  request(
    purpose: Purpose,
    request: ApiRequest,
    url: string | undefined,
    headers: RequestHeaders,
  ): Promise<RawExchange>;
  /** What comes of a request that cannot be sent. */
  unsent(request: ApiRequest, why: string): RawExchange;
  readonly stats: TargetStats;
  /** Ends the requests and the waits under way. */
  interrupt(): void;
  close(): void;
}

/** Turns requests of the protocol into HTTP, counts them and tells `listener` of each. */
export function createRequester(
  client: HttpClient,
  clock: TargetClock,
  limits: TargetLimits,
  listener: (traffic: Traffic) => void,
  courtesy: Courtesy = HASTE,
): Requester {
  const latency = watchLatency();
  const silence = watchSilence(clock);
  const stats = { requests: 0, retries: 0, unanswered: 0, latency: latency.medians, silentMs: silence.ms };
  let interruption = new AbortController();

  async function request(purpose: Purpose, asked: ApiRequest, url: string | undefined, headers: RequestHeaders) {
    let [sentAt, startedAt, tries] = [clock.now(), performance.now(), 0];
    const { signal } = interruption;
    const send = (): Promise<HttpAnswer> => {
      [sentAt, startedAt, tries] = [clock.now(), performance.now(), tries + 1];
      stats.requests += 1;
      return client.send({ method: asked.method, url: url ?? '', headers, ...bodyOf(asked) });
    };
    const response: HttpAnswer =
      url === undefined
        ? noAnswer('unreachable', `the path "${asked.path}" leads nowhere`)
        : await sendPatiently(() => courtesy.inTurn(send), clock, limits, signal);
    const exchange: Exchange = { request: asked, answer: answerOf(response), sentAt, receivedAt: clock.now() };
    // What we have cut off ourselves says nothing of the target.
    if (!signal.aborted) {
      silence.note(exchange);
      if (exchange.answer.kind === 'no-answer') stats.unanswered += 1;
    }
    if (tries > 1) stats.retries += tries - 1;
    const tookMs = performance.now() - startedAt;
    if (purpose === 'api' && exchange.answer.kind === 'response') latency.note(kindOf(asked), tookMs);
    listener({ purpose, exchange, tookMs, tries });
    const text = response.kind === 'response' ? response.text : '';
    return {
      exchange,
      text,
      ...(response.kind === 'no-answer' && response.location !== undefined ? { location: response.location } : {}),
    };
  }

  const interrupt = () => {
    interruption.abort();
    interruption = new AbortController();
    courtesy.interrupt();
    client.interrupt();
  };
  const close = () => {
    interrupt();
    client.close();
  };
  const unsent = (asked: ApiRequest, why: string): RawExchange => {
    const [now, answer] = [clock.now(), noAnswer('unreachable', why)];
    return { exchange: { request: asked, answer, sentAt: now, receivedAt: now }, text: '' };
  };
  return { request, unsent, stats, interrupt, close };
}

/** Calls of one kind: `PUT orders`. */
const kindOf = ({ method, path }: ApiRequest): string => `${method} ${path.split('/')[0] ?? ''}`;

function bodyOf(request: ApiRequest): Pick<HttpRequest, 'body'> {
  if (request.body === undefined || request.method === 'GET') return {};
  const { body } = request;
  return { body: body.kind === 'json' ? (body.text ?? JSON.stringify(body.value)) : body.text };
}

function answerOf(response: HttpAnswer): Exchange['answer'] {
  if (response.kind === 'no-answer') return noAnswer(response.reason, response.detail);
  const { status, mediaType, text } = response;
  return { kind: 'response', status, mediaType, body: readBody(text) };
}
