import type { Response } from '../protocol/exchange.ts';
import { TargetError } from './config.ts';
import { readDatasetSite, type DatasetSite, type OpenFeed } from './dataset-site.ts';
import { OPEN_HEADERS } from './headers.ts';
import type { Requester } from './requester.ts';
import { parseHttpUrl, withoutSlash } from './urls.ts';

/** Where the parts of a booking system are. */
export interface Discovered {
  readonly baseUrl: string;
  readonly feeds: readonly OpenFeed[];
}

/** Where dataset sites usually stand, from the root of the API's host. */
const USUAL_PLACES = ['/openactive', '/'];

/**
 * Finds the API and the open feeds from the URL of the dataset site, or from the API's base URL when a dataset
 * site that names it is at a usual place of the same host. Rejects with a {@link TargetError} otherwise.
 */
export async function discover(given: string, requester: Requester): Promise<Discovered> {
  const url = parseHttpUrl(given);
  if (url === undefined) {
    throw new TargetError(
      `"${given}" is no target: expected the http or https URL, without a user in it, of a dataset site`,
    );
  }
  const first = await look(url.href, requester);
  if (first.answer.kind === 'no-answer') {
    throw new TargetError(`${url.href} could not be read: ${first.answer.detail}`);
  }
  if (first.site !== undefined) return complete(url.href, first.site);
  for (const siteUrl of usualPlaces(url)) {
    const { site } = await look(siteUrl, requester);
    if (site?.baseUrl === withoutSlash(url.href)) return complete(siteUrl, site);
  }
  throw new TargetError(nothingAt(url, first.answer));
}

const usualPlaces = (url: URL) => USUAL_PLACES.map((place) => new URL(place, url).href);

async function look(url: string, requester: Requester) {
  const request = { method: 'GET', path: url, partner: 'primary' } as const;
  const { exchange, text } = await requester.request('discovery', request, url, OPEN_HEADERS);
  const { answer } = exchange;
  const isThere = answer.kind === 'response' && answer.status === 200;
  return { answer, site: isThere ? readDatasetSite(text, url) : undefined };
}

function complete(siteUrl: string, site: DatasetSite): Discovered {
  if (site.baseUrl === undefined) {
    throw new TargetError(
      `the dataset site ${siteUrl} names no API: expected "accessService" with "endpointUrl" in its JSON-LD`,
    );
  }
  if (site.feeds.length === 0) {
    throw new TargetError(
      `the dataset site ${siteUrl} names no feeds: expected "distribution" with "contentUrl" in its JSON-LD`,
    );
  }
  return { baseUrl: site.baseUrl, feeds: site.feeds };
}

function nothingAt(url: URL, answer: Response): string {
  return (
    `${url.href} is no dataset site (status ${String(answer.status)}, no JSON-LD of a Dataset), and no dataset site ` +
    `at ${usualPlaces(url).join(' or ')} names it as its API: give the URL of the dataset site`
  );
}
