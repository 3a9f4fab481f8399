import fetch from 'node-fetch';
import type { Agents } from './agents.ts';

/** As much of `fetch` as the library for OpenID Connect asks for; redirects are never followed. */
export type PlainFetch = (
  url: string,
  options?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly signal?: AbortSignal | undefined;
  },
) => Promise<Response>;

const MOST_BYTES = 4 * 1024 * 1024;

/** Fetches over a target's own connections, so that its certificates and proxies hold for its identity provider, too. */
export function fetchThrough(agents: Agents): PlainFetch {
  return async (url, { method = 'GET', headers = {}, body, signal } = {}) => {
    const answer = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      size: MOST_BYTES,
      agent: agents.of,
      ...(body === undefined || body === null ? {} : { body: String(body) }),
      ...(signal && { signal }),
    });
    const content = await answer.arrayBuffer();
    const bodiless = [204, 205, 304].includes(answer.status);
    const fields = Object.entries(answer.headers.raw())
      .filter(([name]) => !DECODED.includes(name))
      .flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
    return new Response(bodiless ? null : content, { status: answer.status, headers: fields });
  };
}

/** Headers that are true of the body as it came, not of what it was decoded to. */
const DECODED = ['content-encoding', 'content-length', 'transfer-encoding'];
