import type { Json } from './json.ts';

/** What stands in the place of a secret. */
export const MASK = '***';

/** Hides secrets wherever they could reach a file or a log. */
export interface SecretMask {
  /** Headers with the value of every credential replaced, whoever configured it. */
  headers(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  text(text: string): string;
  /** A copy of a JSON value, keys and all. */
  json(value: Json): Json;
}

/** What is known to be secret, beside what looks like it. */
export interface KnownSecrets {
  /** The names of headers that carry credentials, in lower case. */
  readonly headers?: ReadonlySet<string>;
  /** Texts to hide wherever they stand. */
  readonly texts?: readonly string[];
  /** Whether names, e-mail addresses and telephone numbers of people are hidden, too. */
  readonly people?: boolean;
}

const CREDENTIAL_NAME = /^(proxy-)?authorization$|cookie|token|secret|password|api[-_]?key/i;
/** A credential written out as a header in a text, whoever's it is: `Authorization: Bearer abc`. */
const CREDENTIAL_IN_TEXT = /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(["']?\s*[:=]\s*["']?)[^"'\r\n]+/gi;
const BEARER = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g;
/** A JSON Web Token, wherever it stands: its first part is JSON in base64, which begins so. */
const JWT = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
/** A credential as a parameter of a URL or a form. */
const PARAMETER =
  /([?&](?:access_token|id_token|refresh_token|token|api[-_]?key|client_secret|code|password)=)[^&#\s"']+/gi;
const EMAIL = /[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;

/** A mask of what looks like a secret, and of what is known to be one. */
export function maskOf({ headers: names = new Set(), texts = [], people = false }: KnownSecrets = {}): SecretMask {
  const plain = (from: string): string =>
    texts
      .reduce((masked, secret) => masked.replaceAll(secret, MASK), from)
      .replace(BEARER, `$1 ${MASK}`)
      .replace(JWT, MASK)
      .replace(PARAMETER, `$1${MASK}`)
      .replace(CREDENTIAL_IN_TEXT, `$1$2${MASK}`);
  const text = (from: string): string => (people ? plain(from).replace(EMAIL, MASK) : plain(from));
  const isCredential = (name: string): boolean => names.has(name.toLowerCase()) || CREDENTIAL_NAME.test(name);
  return {
    headers: (from) =>
      Object.fromEntries(Object.entries(from).map(([name, value]) => [name, isCredential(name) ? MASK : text(value)])),
    text,
    json: (value) => maskJson(value, text, people),
  };
}

/** What tells who a person is. An organization's name is no secret. */
const OF_PEOPLE: ReadonlySet<string> = new Set(['name', 'givenName', 'familyName', 'email', 'telephone']);

const isPerson = (value: object): boolean => '@type' in value && value['@type'] === 'Person';

/** A text under a name that credentials have in JSON, as in the body of an answer with tokens. */
const SECRET_KEY = /^(access_?token|refresh_?token|id_?token|client_?secret|password|authorization|(set-)?cookie)$/i;

function maskJson(value: Json, text: (from: string) => string, people: boolean): Json {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element: Json) => maskJson(element, text, people));
  const person = people && isPerson(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, Json]) => {
      const hidden = typeof inner === 'string' && (SECRET_KEY.test(key) || (person && OF_PEOPLE.has(key)));
      return [text(key), hidden ? MASK : maskJson(inner, text, people)];
    }),
  );
}
