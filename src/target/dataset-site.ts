import { load } from 'cheerio';
import { get, getArray, getString, isObject, typeOf, type Json, type JsonObject } from '../protocol/json.ts';
import { parseJson } from './body.ts';
import { parseHttpUrl, withoutSlash } from './urls.ts';

/** An open feed, as the dataset site names it. */
export interface OpenFeed {
  readonly url: string;
  /** What it holds, by the last part of `additionalType`: `ScheduledSession`, `SessionSeries`, `FacilityUse`, `Slot`, … */
  readonly type: string;
}

/** What a dataset site says (https://openactive.io/dataset-api-discovery/). */
export interface DatasetSite {
  /** The base URL of the Open Booking API, without a slash at its end; undefined where the site names none. */
  readonly baseUrl: string | undefined;
  readonly feeds: readonly OpenFeed[];
}

/** Reads the JSON-LD of a Dataset, in an HTML page or by itself; undefined where the text holds none. */
export function readDatasetSite(text: string, siteUrl: string): DatasetSite | undefined {
  const dataset = jsonLdIn(text).find((node) => typeOf(node) === 'Dataset' || 'distribution' in node);
  if (dataset === undefined) return undefined;
  const endpoint = asArray(get(dataset, 'accessService'))
    .map((service) => getString(service, 'endpointURL') ?? getString(service, 'endpointUrl'))
    .find((url) => url !== undefined);
  const baseUrl = endpoint === undefined ? undefined : parseHttpUrl(endpoint, siteUrl)?.href;
  return {
    baseUrl: baseUrl && withoutSlash(baseUrl),
    feeds: asArray(get(dataset, 'distribution')).flatMap((distribution) => readFeedLink(distribution, siteUrl)),
  };
}

function readFeedLink(distribution: Json, siteUrl: string): readonly OpenFeed[] {
  const contentUrl = getString(distribution, 'contentUrl');
  const url = contentUrl === undefined ? undefined : parseHttpUrl(contentUrl, siteUrl)?.href;
  if (url === undefined) return [];
  const type = getString(distribution, 'additionalType') ?? getString(distribution, 'name') ?? '';
  return [{ url, type: type.replace(/^.*[/#]/, '') }];
}

/** Every JSON-LD node of a page: of its scripts, or the whole text where it is JSON. */
function jsonLdIn(text: string): readonly JsonObject[] {
  const whole = parseJson(text);
  if (whole !== undefined) return nodesOf(whole);
  const $ = load(text);
  return $('script[type="application/ld+json"]')
    .toArray()
    .map((script) => parseJson($(script).text()))
    .flatMap((json) => (json === undefined ? [] : nodesOf(json)));
}

const nodesOf = (json: Json): readonly JsonObject[] =>
  asArray(json).flatMap((node) => (isObject(node) ? [node, ...getArray(node, '@graph').filter(isObject)] : []));

const asArray = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
