/** A text as an absolute http or https URL without a user in it; undefined for anything else. */
export function parseHttpUrl(text: string, base?: string): URL | undefined {
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : undefined;
}

/** The base URL of an API without the slash at its end. */
export const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/**
 * Where a request goes: `path` under the base URL with what a URL cannot hold encoded, or `path` itself where it is
 * an absolute URL. Undefined where the path would lead out of the API (`orders/../..`).
 */
export function resolveUrl(baseUrl: string, path: string): string | undefined {
  if (/^https?:\/\//i.test(path)) return parseHttpUrl(path)?.href;
  const [before = '', ...query] = path.split('?');
  const segments = before.split('/').map(encodeSegment);
  if (segments.some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) return undefined;
  return `${baseUrl}/${segments.join('/')}${query.length === 0 ? '' : `?${query.join('?')}`}`;
}

/** Encodes a path's segment, leaving alone what is encoded already. */
function encodeSegment(segment: string): string {
  if (/^[\w.~-]*$/.test(segment)) return segment;
  return segment
    .split(/(%[0-9a-f]{2})/i)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(wellFormed(part))))
    .join('');
}

/** Half a surrogate pair, which no URL can hold, becomes U+FFFD. */
const wellFormed = (text: string): string => Buffer.from(text).toString();
