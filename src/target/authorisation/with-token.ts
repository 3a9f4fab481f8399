import { typeOf } from '../../protocol/json.ts';
import type { Answer } from '../../protocol/exchange.ts';
import type { RawExchange } from '../requester.ts';
import type { TokenSource } from './token-source.ts';

/** Errors that are about the request, whatever token it came with. */
const NOT_THE_TOKEN = ['SellerMismatchError', 'SellerNotFoundError'];

function isTokenRefused(answer: Answer): boolean {
  if (answer.kind !== 'response' || answer.status !== 401) return false;
  const type = answer.body.kind === 'json' ? typeOf(answer.body.value) : undefined;
  return type === undefined || !NOT_THE_TOKEN.includes(type);
}

/**
 * Sends with a token, and once more with a new one where the target refuses it: a request that is refused with 401 has had
 * no effect. `without` says what comes of a request for which no token is to be had.
 */
export async function withToken(
  source: TokenSource,
  send: (authorisation: { readonly authorization: string }) => Promise<RawExchange>,
  without: (why: string) => RawExchange,
): Promise<RawExchange> {
  let token: string;
  try {
    token = await source.get();
  } catch (error) {
    return without(error instanceof Error ? error.message : String(error));
  }
  const first = await send({ authorization: `Bearer ${token}` });
  if (!isTokenRefused(first.exchange.answer)) return first;
  try {
    if (!(await source.renew(token))) return first;
    return await send({ authorization: `Bearer ${await source.get()}` });
  } catch {
    return first;
  }
}
