import type { Answer, Response } from '../protocol/exchange.ts';
import { TargetError } from './config.ts';
import { readDatasetSite, type DatasetSite, type OpenFeed } from './dataset-site.ts';
import { OPEN_HEADERS } from './headers.ts';
import { noAnswer } from './failures.ts';
import type { Requester } from './requester.ts';
import { parseHttpUrl, withoutSlash } from './urls.ts';

/** Where the parts of a booking system are. */
export interface Discovered {
  /** The dataset site; undefined where the configuration stands in for it. */
  readonly siteUrl: string | undefined;
  readonly baseUrl: string;
  readonly feeds: readonly OpenFeed[];
  /** The base URL of the OpenID provider; undefined where none is named. */
  readonly authority: string | undefined;
}

export interface DiscoveryOptions {
  /** The feeds, where the configuration names them in the dataset site's place. */
  readonly feeds?: readonly OpenFeed[] | undefined;
  /** Throws where a URL is one that must not be asked. */
  readonly check?: (url: string) => void;
}

/** Where dataset sites usually stand, from each folder of the API's URL up to the root. */
const USUAL_PLACES = ['openactive', ''];
const MOST_REDIRECTS = 5;

/**
 * Finds the API and the open feeds from the URL of the dataset site, or from the API's base URL when a dataset site that
 * names it is at a usual place of the same host, or when the feeds are known. Rejects with a {@link TargetError} otherwise.
 */
export async function discover(
  given: string,
  requester: Requester,
  { feeds, check = () => undefined }: DiscoveryOptions = {},
): Promise<Discovered> {
  const url = parseHttpUrl(given);
  if (url === undefined) {
    throw new TargetError(
      `"${given}" is no target: expected the http or https URL, without a user in it, of a dataset site`,
    );
  }
  const first = await look(url.href, requester, check);
  if (first.answer.kind === 'no-answer') {
    throw new TargetError(`${url.href} could not be read: ${first.answer.detail}`);
  }
  if (first.site !== undefined) return complete(first.url, { ...first.site, ...(feeds && { feeds }) });
  for (const siteUrl of usualPlaces(url)) {
    const { site } = await look(siteUrl, requester, check);
    if (site?.baseUrl === withoutSlash(url.href)) return complete(siteUrl, { ...site, ...(feeds && { feeds }) });
  }
  if (feeds !== undefined) return { siteUrl: undefined, baseUrl: withoutSlash(url.href), feeds, authority: undefined };
  throw new TargetError(nothingAt(url, first.answer));
}

/** `/openactive` and `/` of the host, and beside each folder of the URL's path. */
function usualPlaces(url: URL): readonly string[] {
  const parts = url.pathname.split('/').filter(Boolean);
  const folders = parts.map((_, index) => `/${parts.slice(0, parts.length - 1 - index).join('/')}/`);
  const paths = [...folders, '/'].map((folder) => folder.replace(/^\/+/, '/'));
  const places = paths.flatMap((folder) => USUAL_PLACES.map((place) => new URL(folder + place, url).href));
  return [...new Set(places)].filter((place) => place !== url.href);
}

interface Look {
  /** Where redirects led to. */
  readonly url: string;
  readonly answer: Answer;
  readonly site: DatasetSite | undefined;
}

async function look(given: string, requester: Requester, check: (url: string) => void): Promise<Look> {
  for (let [url, redirects] = [given, 0]; ; redirects += 1) {
    check(url);
    const request = { method: 'GET', path: url, partner: 'primary' } as const;
    const { exchange, text, location } = await requester.request('discovery', request, url, OPEN_HEADERS);
    const { answer } = exchange;
    const next = location === undefined ? undefined : parseHttpUrl(location, url);
    if (next !== undefined && redirects === MOST_REDIRECTS) {
      return { url, answer: noAnswer('redirected', `too many redirects (the last to ${next.href})`), site: undefined };
    }
    if (next === undefined) {
      const isThere = answer.kind === 'response' && answer.status === 200;
      return { url, answer, site: isThere ? readDatasetSite(text, url) : undefined };
    }
    url = next.href;
  }
}

function complete(siteUrl: string, { baseUrl, feeds, authority }: DatasetSite): Discovered {
  if (baseUrl === undefined) {
    throw new TargetError(
      `the dataset site ${siteUrl} names no API: expected "accessService" with "endpointUrl" in its JSON-LD`,
    );
  }
  if (feeds.length === 0) {
    throw new TargetError(
      `the dataset site ${siteUrl} names no feeds: expected "distribution" with "contentUrl" in its JSON-LD`,
    );
  }
  return { siteUrl, baseUrl, feeds, authority };
}

function nothingAt(url: URL, answer: Response): string {
  return (
    `${url.href} is no dataset site (status ${String(answer.status)}, no JSON-LD of a Dataset), and no dataset site ` +
    `at ${usualPlaces(url).join(' or ')} names it as its API: give the URL of the dataset site`
  );
}
