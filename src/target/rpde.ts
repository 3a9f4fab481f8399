import type { Exchange } from '../protocol/exchange.ts';
import { get, getArray, getString, isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { parseJson } from './body.ts';
import type { RawExchange } from './requester.ts';
import { parseHttpUrl } from './urls.ts';

/** An item of an RPDE feed, with the place where it stood. */
export interface FeedItem {
  /** The URL of its page. */
  readonly page: string;
  /** Its place in the page, from 0. */
  readonly position: number;
  readonly id: string;
  readonly kind: string | undefined;
  readonly state: 'updated' | 'deleted';
  /** As text with every digit: some systems count beyond what a JSON number holds. Empty where missing. */
  readonly modified: string;
  readonly data: JsonObject | undefined;
  /** When the page with it was asked for. */
  readonly readAt: number;
}

/** A page of an RPDE feed. */
export interface FeedPage {
  readonly url: string;
  /** As it came: what is wrong in a page shows here. */
  readonly exchange: Exchange;
  /** Those that can be told apart, in the page's order. */
  readonly items: readonly FeedItem[];
  /** Absolute. */
  readonly next: string;
}

/** What is no page of a feed, and why. */
export interface BrokenPage {
  readonly kind: 'broken';
  readonly detail: string;
  /** There is nothing at its address. */
  readonly absent?: true;
  /** It is not shown to whoever asks with these credentials: status 401 or 403. */
  readonly refused?: true;
}

/** Reads a page of a feed (https://openactive.io/realtime-paged-data-exchange/) as far as it can be understood. */
export function readPage(url: string, { exchange, text }: RawExchange): FeedPage | BrokenPage {
  const { answer } = exchange;
  if (answer.kind === 'no-answer') return broken(url, answer.detail);
  if (answer.status === 404) return { ...broken(url, 'answered with status 404'), absent: true };
  if (answer.status !== 200) {
    const refused = answer.status === 401 || answer.status === 403 ? ({ refused: true } as const) : {};
    return { ...broken(url, `answered with status ${String(answer.status)}`), ...refused };
  }
  if (answer.body.kind !== 'json') return broken(url, 'is not JSON');
  const next = getString(answer.body.value, 'next');
  const nextUrl = next === undefined ? undefined : parseHttpUrl(next, url);
  if (nextUrl === undefined) return broken(url, 'has no `next` that is a URL');
  if (!Array.isArray(get(answer.body.value, 'items'))) return broken(url, 'has no `items` that are an array');
  const items = exactItems(answer.body.value, text)
    .map((item, position) => readItem(item, url, position, exchange.sentAt))
    .filter((item) => item !== undefined);
  return { url, exchange, items, next: nextUrl.href };
}

const broken = (url: string, detail: string): BrokenPage => ({ kind: 'broken', detail: `the page ${url} ${detail}` });

const LONG_MODIFIED = /("modified"\s*:\s*)(\d{16,})(?=\s*[,}])/g;

/** The items with every digit of `modified`, from the text where a JSON number has lost some. */
function exactItems(page: Json, text: string): readonly Json[] {
  if (text.search(LONG_MODIFIED) === -1) return getArray(page, 'items');
  return getArray(parseJson(text.replace(LONG_MODIFIED, '$1"$2"')), 'items');
}

function readItem(item: Json, page: string, position: number, readAt: number): FeedItem | undefined {
  const id = asText(get(item, 'id'));
  if (id === undefined) return undefined;
  const data = get(item, 'data');
  return {
    page,
    position,
    id,
    kind: getString(item, 'kind'),
    state: getString(item, 'state') === 'deleted' ? 'deleted' : 'updated',
    modified: asText(get(item, 'modified')) ?? '',
    data: isObject(data) ? data : undefined,
    readAt,
  };
}

const asText = (value: Json | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
