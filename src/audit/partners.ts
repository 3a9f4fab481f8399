import { createHash } from 'node:crypto';
import { getString } from '../protocol/json.ts';
import { partnerNumbered, type PartnerName } from '../protocol/ids.ts';
import { parseJson } from './readers/body.ts';

/** Whose credentials went with a request, as far as they tell. */
export interface Credentials {
  readonly partner: PartnerName;
  /**
   * What the credentials look like, where they do not tell whose they are: a token is renewed now and then, so that two
   * different ones may be one partner's. No secret: it cannot be turned back.
   */
  readonly token: string | undefined;
}

/** Tells the booking partners of a recording apart. */
export interface Partners {
  of(headers: Readonly<Record<string, string>>, said?: PartnerName): Credentials;
  /** The partner that the recording's own words call so. */
  named(name: string): PartnerName | undefined;
  /** The recording says in its own words whose some credentials are. */
  learn(name: string, headers: Readonly<Record<string, string>>): void;
}

const CLIENT_HEADER = /^(x-openactive-test-client-id|x-client-id|client-id|x-api-key|api-key|apikey)$/;
const CLAIMS: readonly string[] = ['https://openactive.io/clientId', 'client_id', 'azp', 'cid', 'sub'];

/** What stays the same for one partner and differs from the others'; undefined where the headers do not tell. */
function identityOf(headers: Readonly<Record<string, string>>): string | undefined {
  const named = Object.entries(headers).find(([name]) => CLIENT_HEADER.test(name));
  if (named) return `${named[0]} ${named[1]}`;
  const [, payload] = /^Bearer\s+[\w-]+\.([\w-]+)\.[\w-]*$/i.exec(headers['authorization'] ?? '') ?? [];
  const claims = payload === undefined ? undefined : parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
  const claim = CLAIMS.map((name) => getString(claims, name)).find((value) => value !== undefined);
  return claim === undefined ? undefined : `token of ${claim}`;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12);

/** Tokens are remembered up to so many: what a long recording renews again and again is worked out anew. */
const REMEMBERED = 200;

/** More partners than this are not told apart. */
const MOST_PARTNERS = 1_000;

export function partnersIn(): Partners {
  const known = new Map<string, PartnerName>();
  const names = new Map<string, PartnerName>();
  const remembered = new Map<string, Credentials>();

  const partnerOf = (identity: string): PartnerName => {
    const found = known.get(identity) ?? partnerNumbered(known.size);
    known.set(identity, found);
    return found;
  };

  function read(headers: Readonly<Record<string, string>>): Credentials {
    const identity = identityOf(headers);
    const isTold = identity !== undefined && (known.has(identity) || known.size < MOST_PARTNERS);
    if (isTold) return { partner: partnerOf(identity), token: undefined };
    // Where nothing tells partners apart, one is taken for all, and orders that change hands are not judged.
    const looks = identity ?? headers['authorization'];
    return { partner: partnerNumbered(0), token: looks === undefined ? undefined : digest(looks) };
  }

  return {
    of: (headers, said) => {
      if (said !== undefined) return { partner: said, token: undefined };
      const key = JSON.stringify(
        Object.entries(headers).filter(([name]) => CLIENT_HEADER.test(name) || name === 'authorization'),
      );
      const before = remembered.get(key);
      if (before) return before;
      if (remembered.size >= REMEMBERED) remembered.clear();
      const made = read(headers);
      remembered.set(key, made);
      return made;
    },
    named: (name) => names.get(name),
    learn: (name, headers) => {
      if (Object.keys(headers).some((header) => CLIENT_HEADER.test(header) || header === 'authorization')) {
        names.set(name, read(headers).partner);
      }
    },
  };
}
