import type { NoAnswer, NoAnswerReason } from '../protocol/exchange.ts';

export const noAnswer = (reason: NoAnswerReason, detail: string): NoAnswer => ({ kind: 'no-answer', reason, detail });

/** The errors of a connection that was never made, in words. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused: nothing listens there',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  EADDRNOTAVAIL: 'the address cannot be reached from here',
  ETIMEDOUT: 'the connection could not be made in time',
  EPROXY: 'the proxy that the environment names (HTTPS_PROXY) made no connection',
};

/** What OpenSSL says of bytes that are no TLS, as from a port that speaks plain http. */
const NO_TLS = /wrong version number|packet length too long|record layer failure|http request|unknown protocol/i;
const SECURITY = /^(ERR_SSL|EPROTO)/;
const UNTRUSTED = /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** What a failed request comes to. `error` is what node-fetch threw. */
export function describeFailure(error: unknown): NoAnswer {
  const code = codeOf(error);
  const unreachable = UNREACHABLE[code];
  if (unreachable !== undefined) return noAnswer('unreachable', `${unreachable} (${code})`);
  if (SECURITY.test(code)) {
    const words = error instanceof Error && NO_TLS.test(`${code.replaceAll('_', ' ')} ${error.message}`);
    return noAnswer(
      'unreachable',
      words
        ? `no secure connection, as no TLS is spoken there (${code}): is it an http URL?`
        : `no secure connection, as the two sides agree on none (${code}): versions or ciphers of TLS, or a client certificate`,
    );
  }
  if (UNTRUSTED.test(code)) {
    return noAnswer(
      'unreachable',
      `no secure connection, as the certificate is not trusted (${code}): see target.tls of the configuration`,
    );
  }
  if (error instanceof Error && error.name === 'AbortError') return noAnswer('connection-lost', 'interrupted');
  if (code.startsWith('HPE_')) return noAnswer('connection-lost', `the answer is no HTTP (${code})`);
  return noAnswer('connection-lost', `the connection ended before the answer was whole${code && ` (${code})`}`);
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
