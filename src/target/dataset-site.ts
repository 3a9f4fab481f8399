import { load } from 'cheerio';
import { get, getString, isObject, type Json, type JsonObject } from '../protocol/json.ts';
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
  /** The base URL of the OpenID provider that the API trusts (`authenticationAuthority`); undefined where none is named. */
  readonly authority: string | undefined;
}

/** Nested deeper than this, JSON-LD is not searched: `mainEntity` of a page in a graph is three. */
const MAXIMUM_DEPTH = 6;

/**
 * Reads the JSON-LD of a Dataset, in an HTML page or by itself; undefined where the text holds none. Of several the
 * first is taken that names an API and feeds, then one that names either.
 */
export function readDatasetSite(text: string, siteUrl: string): DatasetSite | undefined {
  const found = jsonLdIn(text)
    .flatMap((json) => datasetsIn(json, 0))
    .map((dataset) => readDataset(dataset, siteUrl));
  const worth = ({ baseUrl, feeds }: DatasetSite) => (baseUrl === undefined ? 0 : 2) + (feeds.length > 0 ? 1 : 0);
  return found.sort((one, other) => worth(other) - worth(one))[0];
}

function readDataset(dataset: JsonObject, siteUrl: string): DatasetSite {
  const services = asArray(get(dataset, 'accessService'));
  const service = services.find((each) => isForBooking(each) && endpointOf(each)) ?? services.find(endpointOf);
  const endpoint = endpointOf(service);
  const baseUrl = endpoint === undefined ? undefined : parseHttpUrl(endpoint, siteUrl)?.href;
  const authority = getText(service, 'authenticationAuthority');
  const feeds = asArray(get(dataset, 'distribution')).flatMap((distribution) => readFeedLink(distribution, siteUrl));
  return {
    baseUrl: baseUrl && withoutSlash(baseUrl),
    feeds: feeds.filter(({ url }, index) => feeds.findIndex((other) => other.url === url) === index),
    authority: authority && parseHttpUrl(authority, siteUrl)?.href,
  };
}

const endpointOf = (service: Json | undefined): string | undefined =>
  getText(service, 'endpointUrl') ?? getText(service, 'endpointURL');

/** Whether a service says that it is the Open Booking API: a site may have others. */
const isForBooking = (service: Json): boolean =>
  asArray(get(service, 'conformsTo')).some((standard) => /open-booking-api/.test(textOf(standard) ?? ''));

/** A feed as an element of `distribution` names it. */
export function readFeedLink(distribution: Json, siteUrl: string): readonly OpenFeed[] {
  const contentUrl = getText(distribution, 'contentUrl');
  const url = contentUrl === undefined ? undefined : parseHttpUrl(contentUrl, siteUrl)?.href;
  if (url === undefined) return [];
  const type = getText(distribution, 'additionalType') ?? getText(distribution, 'name') ?? '';
  return [{ url, type: type.replace(/^.*[/#:]/, '') }];
}

/** Every JSON-LD value of a page: of its scripts, or the whole text where it is JSON. */
function jsonLdIn(text: string): readonly Json[] {
  const whole = parseJson(plain(text));
  if (whole !== undefined) return [whole];
  const $ = load(text);
  return $('script')
    .toArray()
    .filter((script) => /^\s*application\/ld\+json\b/i.test($(script).attr('type') ?? ''))
    .map((script) => parseJson(plain($(script).text())))
    .filter((json) => json !== undefined);
}

/** A text without what pages are seen to wrap JSON in: a byte order mark, a comment of HTML or CDATA. */
const plain = (text: string): string =>
  text.replace(/^\s*\uFEFF?\s*(<!--|(\/\/\s*)?<!\[CDATA\[)?/, '').replace(/(-->|(\/\/\s*)?\]\]>)?\s*$/, '');

/** The datasets in a JSON-LD value, wherever they are: alone, in an array or a graph, or the main entity of a page. */
function datasetsIn(json: Json | undefined, depth: number): readonly JsonObject[] {
  if (depth > MAXIMUM_DEPTH || typeof json !== 'object' || json === null) return [];
  if (!isObject(json)) return json.flatMap((each: Json) => datasetsIn(each, depth + 1));
  const isDataset = asArray(get(json, '@type')).some((type) => /(^|[/:#])Dataset$/.test(String(type)));
  if (isDataset || 'distribution' in json || 'accessService' in json) return [json];
  return Object.values(json).flatMap((inner) => datasetsIn(inner, depth + 1));
}

/** The text of a property that JSON-LD lets be written alone, in an array, or as an object with `@id` or `@value`. */
const getText = (value: Json | undefined, key: string): string | undefined => textOf(get(value, key));

function textOf(value: Json | undefined): string | undefined {
  const [first] = asArray(value);
  const text = isObject(first) ? (getString(first, '@id') ?? getString(first, '@value')) : first;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

const asArray = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
