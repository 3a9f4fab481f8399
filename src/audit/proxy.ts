import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { Transform, type Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import httpProxy from 'http-proxy-3';
import type { Answer } from '../protocol/exchange.ts';
import { ticking } from '../protocol/time.ts';
import { answerBody, headersOf, sentBody } from './readers/body.ts';
import type { Logged } from './logged.ts';

/** What passed through the proxy; where it stands in a recording is not for the proxy to say. */
export type Passed = Omit<Logged, 'place'>;

/** A reverse proxy on the loopback interface that lets traffic pass as it is and looks on. */
export interface LookingProxy {
  /** Where the client is to send what it would send to the target. */
  readonly url: string;
  /** Ends it; requests under way are cut off, and told of, too. */
  stop(): Promise<void>;
}

/** Larger bodies pass, but are not looked at. */
const LOOKED_AT_BYTES = 32 * 1024 * 1024;

/** Starts a proxy before a target. `passed` is told of each exchange when it is over. Rejects where the port is taken. */
export async function startProxy(
  target: string,
  port: number,
  passed: (exchange: Passed) => void,
  now: () => number = ticking(Date.now),
): Promise<LookingProxy> {
  const agent = target.startsWith('https:')
    ? new https.Agent({ keepAlive: true })
    : new http.Agent({ keepAlive: true });
  const proxy = httpProxy.createProxyServer({ target, agent, changeOrigin: true, prependPath: true });
  const answers = new WeakMap<
    object,
    { readonly message: http.IncomingMessage; readonly body: Promise<Buffer | undefined> }
  >();
  proxy.on('proxyRes', (message, request) => {
    answers.set(request, { message, body: copyOf(message) });
  });
  proxy.on('error', (error, request, response) => {
    const answered = answers.get(request);
    if (answered !== undefined && !answered.message.destroyed) return;
    if (response instanceof http.ServerResponse && !response.headersSent) {
      response.writeHead(502, { 'content-type': 'text/plain' });
      response.end(`The booking system could not be reached: ${error.message}\n`);
    } else response.destroy();
  });

  const telling = new Set<Promise<void>>();
  const server = http.createServer((request, response) => {
    const sentAt = now();
    const sent = copyOf(request);
    response.once('close', () => {
      const receivedAt = now();
      readRest(request);
      const answered = answers.get(request);
      const told = exchangeOf(target, request, sent, answered, { sentAt, receivedAt }).then((exchange) => {
        telling.delete(told);
        passed(exchange);
      });
      telling.add(told);
    });
    proxy.web(request, response, { buffer: request.pipe(paced()) });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(taken)}`,
    stop: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeAllConnections();
      await closed;
      await withinGrace(Promise.all(telling));
      proxy.close();
      agent.destroy();
    },
  };
}

/** Once every connection is closed what was under way is told of at once: whatever is not is given up. */
const GRACE_MS = 5_000;

/** Waits for something, but not for ever: a report of the rest is worth more than one exchange. */
async function withinGrace(work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const grace = setTimeout(GRACE_MS, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([work, grace]);
  over.abort();
}

/**
 * Lets a body pass a part per turn of the event loop, so that an answer that comes before its end is read before more is
 * written to a target that may have closed the connection by then.
 */
const paced = (): Transform =>
  new Transform({
    transform: (part, _encoding, passOn) => setImmediate(passOn, null, part),
  });

/**
 * Reads what is left of a request whose answer came early: then the client gets to read that answer. Once its connection
 * is gone nothing more comes, which a request that was answered is not told of.
 */
function readRest(request: http.IncomingMessage): void {
  if (request.complete) return;
  if (request.socket.destroyed) request.destroy();
  else request.socket.once('close', () => request.destroy());
  request.unpipe();
  request.resume();
}

/** A copy of a body as it streams by; undefined where it is too large to be looked at. */
async function copyOf(stream: Readable): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  stream.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= LOOKED_AT_BYTES) parts.push(part);
    else parts.length = 0;
  });
  await new Promise<void>((resolve) => {
    stream
      .once('end', resolve)
      .once('close', resolve)
      .once('error', () => {
        resolve();
      });
  });
  return size > LOOKED_AT_BYTES ? undefined : Buffer.concat(parts);
}

async function exchangeOf(
  target: string,
  request: http.IncomingMessage,
  sent: Promise<Buffer | undefined>,
  answered: { readonly message: http.IncomingMessage; readonly body: Promise<Buffer | undefined> } | undefined,
  times: Pick<Passed, 'sentAt' | 'receivedAt'>,
): Promise<Passed> {
  const body = await sent;
  return {
    method: request.method ?? 'GET',
    url: addressOf(target, request.url ?? '/'),
    headers: headersOf(request.headers),
    sent: sentBody(body?.toString('utf8')),
    answer: request.complete ? await answerOf(answered) : UNFINISHED,
    ...times,
  };
}

/** What an answer is to is not known where the request did not come to its end. */
const UNFINISHED: Answer = {
  kind: 'no-answer',
  reason: 'connection-lost',
  detail: 'the request was cut off',
};

/** Where a request was passed on to: of a request target in absolute form, too, its path and query go to the target. */
export function addressOf(target: string, asked: string): string {
  const path = /^[a-z][a-z\d+.-]*:\/\//i.test(asked) && URL.canParse(asked) ? pathOf(new URL(asked)) : asked;
  const address = `${target.replace(/\/+$/, '')}/${path.replace(/^\//, '')}`;
  return URL.canParse(address) ? address : target;
}

const pathOf = ({ pathname, search }: URL): string => `${pathname}${search}`;

async function answerOf(
  answered: { readonly message: http.IncomingMessage; readonly body: Promise<Buffer | undefined> } | undefined,
): Promise<Answer> {
  if (answered === undefined) {
    return { kind: 'no-answer', reason: 'connection-lost', detail: 'no answer came through the proxy' };
  }
  const { message } = answered;
  const body = await answered.body;
  if (body === undefined)
    return { kind: 'no-answer', reason: 'too-large', detail: 'the answer is too large to be looked at' };
  if (!message.complete) return { kind: 'no-answer', reason: 'connection-lost', detail: 'the answer was cut off' };
  const text = await decoded(body, message.headers['content-encoding']);
  if (text === undefined) return { kind: 'no-answer', reason: 'too-large', detail: 'the answer could not be decoded' };
  return {
    kind: 'response',
    status: message.statusCode ?? 0,
    mediaType: message.headers['content-type'],
    body: answerBody(text),
  };
}

const DECODERS: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  gzip: promisify<Buffer, Buffer>(gunzip),
  deflate: promisify<Buffer, Buffer>(inflate),
  br: promisify<Buffer, Buffer>(brotliDecompress),
};

/** A body as text; undefined where its encoding is not known, or not kept. */
async function decoded(body: Buffer, encoding: string | undefined): Promise<string | undefined> {
  if (encoding === undefined || encoding === 'identity' || body.length === 0) return body.toString('utf8');
  try {
    return (await DECODERS[encoding]?.(body))?.toString('utf8');
  } catch {
    return undefined;
  }
}
