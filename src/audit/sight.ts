import { callOf, type Method } from '../protocol/calls.ts';
import { isUuid, opportunityId, orderUuid, type OpportunityId, type OrderUuid } from '../protocol/ids.ts';
import { get, getArray, getString, idOf, isObject, typeOf, type Json, type JsonObject } from '../protocol/json.ts';
import { isBookingMediaType } from '../protocol/media-type.ts';
import type { RpdeItem, RpdePage } from '../protocol/rpde.ts';
import { SELLER_ACTIONS, WIRE_TYPES, type SellerAction } from '../protocol/test-interface.ts';
import type { Logged } from './logged.ts';

/** What an exchange of a recording is about, told by its URL and its bodies. */
export type Sight =
  /** A call of the API for an order, or a wrong verb on its path. */
  | { readonly kind: 'call'; readonly baseUrl: string; readonly path: string; readonly method: Method }
  | {
      readonly kind: 'seller';
      readonly baseUrl: string;
      /** Undefined for what the model does not follow. */
      readonly action: SellerAction | undefined;
      readonly uuid: OrderUuid | undefined;
      readonly opportunity: OpportunityId | undefined;
    }
  | { readonly kind: 'created'; readonly baseUrl: string; readonly opportunity: OpportunityId }
  | { readonly kind: 'dataset deleted'; readonly baseUrl: string }
  | { readonly kind: 'orders page'; readonly baseUrl: string; readonly feed: OrdersFeed; readonly page: RpdePage }
  /** One item of an orders feed, as the Test Suite's own broker passed it on. */
  | {
      readonly kind: 'order item';
      readonly feed: OrdersFeed;
      readonly partner: string;
      readonly uuid: OrderUuid;
      readonly item: RpdeItem;
    }
  /** The Test Suite's broker begins to listen: with which credentials. */
  | { readonly kind: 'listening'; readonly partner: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'opportunities'; readonly updated: readonly JsonObject[]; readonly deleted: readonly string[] }
  | { readonly kind: 'other' };

export type OrdersFeed = 'orders' | 'order-proposals';

const OTHER: Sight = { kind: 'other' };
const METHODS: readonly string[] = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'];
const CALL_PATH = /^(.*)\/((order-quote-templates|order-quotes|order-proposals|orders)\/[^/]+)$/;
const LISTENER = /\/order-listeners\/(orders|order-proposals)\/([^/]+)\/([^/]+)$/;
const FEED_PATH = /^(.*)\/(orders|order-proposals)-rpde$/;
const TEST_INTERFACE = /^(.*)\/test-interface\/(actions|datasets\/[^/]+\/opportunities|datasets\/[^/]+)$/;
const EXTRACT = /\/opportunity\/[^/]+$/;

const OPPORTUNITY_TYPES: readonly (string | undefined)[] = [
  ...new Set(Object.values(WIRE_TYPES).flatMap(({ type, parent }) => [type, parent?.type ?? type])),
];

/** The JSON object that an exchange was answered with, with success. */
function successOf({ answer }: Logged): JsonObject | undefined {
  const sound = answer.kind === 'response' && answer.status >= 200 && answer.status < 300;
  return sound && answer.body.kind === 'json' && isObject(answer.body.value) ? answer.body.value : undefined;
}

/** What an exchange is about. */
export function sightOf(logged: Logged): Sight {
  const [address = ''] = logged.url.split(/[?#]/);
  const listener = LISTENER.exec(address);
  if (listener) return listenerSight(logged, listener);
  const [, testBase, part] = TEST_INTERFACE.exec(address) ?? [];
  if (testBase !== undefined && part !== undefined) return testInterfaceSight(logged, testBase, part);
  const [, feedBase, feed] = FEED_PATH.exec(address) ?? [];
  if (feedBase !== undefined && feed !== undefined) return ordersPageSight(logged, feedBase, feed as OrdersFeed);
  const [, baseUrl, path, folder] = CALL_PATH.exec(address) ?? [];
  if (baseUrl !== undefined && path !== undefined && isBookingCall(logged, folder ?? '', path)) {
    return { kind: 'call', baseUrl, path, method: logged.method as Method };
  }
  return logged.method === 'GET' ? opportunitiesSight(logged, address) : OTHER;
}

/** Others have paths that end in `orders/…` too: only what speaks of the Open Booking API is taken for a call of it. */
function isBookingCall({ method, answer, sent }: Logged, folder: string, path: string): boolean {
  if (!METHODS.includes(method)) return false;
  if (folder !== 'orders') return true;
  const named = [sent, answer.kind === 'response' ? answer.body : undefined].some(
    (body) => body?.kind === 'json' && speaksOpenActive(body.value),
  );
  const media = answer.kind === 'response' && answer.mediaType !== undefined && isBookingMediaType(answer.mediaType);
  const bare = callOf(method as Method, path) !== undefined && isUuid(path.split('/')[1] ?? '');
  return named || media || bare;
}

const speaksOpenActive = (value: Json): boolean =>
  JSON.stringify(get(value, '@context') ?? '').includes('openactive.io') || typeOf(value)?.endsWith('Error') === true;

function itemOf(raw: Json): RpdeItem {
  const [id, modified] = [get(raw, 'id'), get(raw, 'modified')];
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : '',
    modified: typeof modified === 'string' || typeof modified === 'number' ? modified : undefined,
    state: getString(raw, 'state'),
    kind: getString(raw, 'kind'),
    data: get(raw, 'data'),
  };
}

function listenerSight(logged: Logged, [, feed, partner, uuid]: RegExpExecArray): Sight {
  const body = successOf(logged);
  if (body === undefined || partner === undefined || uuid === undefined) return OTHER;
  const headers = get(body, 'headers');
  if (isObject(headers)) {
    const texts = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const named = Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value]));
    return { kind: 'listening', partner, headers: named };
  }
  if (getString(body, 'state') === undefined) return OTHER;
  return { kind: 'order item', feed: feed as OrdersFeed, partner, uuid: orderUuid(uuid), item: itemOf(body) };
}

const UUID_IN_ID = /\/(?:order-proposals|orders|order-quotes)\/([0-9a-f-]{36})(?:[/#]|$)/i;

function testInterfaceSight(logged: Logged, baseUrl: string, part: string): Sight {
  const { answer, sent, method } = logged;
  const done = answer.kind === 'response' && answer.status >= 200 && answer.status < 300;
  if (!done) return OTHER;
  if (part !== 'actions') {
    if (method === 'DELETE') return { kind: 'dataset deleted', baseUrl };
    const id = idOf(successOf(logged));
    return id === undefined ? OTHER : { kind: 'created', baseUrl, opportunity: opportunityId(id) };
  }
  const body = sent?.kind === 'json' ? sent.value : undefined;
  const type = typeOf(body)
    ?.replace(/^test:/, '')
    .replace(/WithMessageSimulateAction$/, 'SimulateAction');
  const action = (Object.keys(SELLER_ACTIONS) as SellerAction[]).find((name) => SELLER_ACTIONS[name] === type);
  const object = get(body, 'object');
  const id = idOf(object);
  const [, uuid] = UUID_IN_ID.exec(id ?? '') ?? [];
  const named = typeOf(object)?.startsWith('Order') === true ? undefined : id;
  return {
    kind: 'seller',
    baseUrl,
    action,
    uuid: uuid === undefined ? undefined : orderUuid(uuid),
    opportunity: named === undefined ? undefined : opportunityId(named),
  };
}

function pageOf(logged: Logged): RpdePage | undefined {
  const body = successOf(logged);
  if (body === undefined || !Array.isArray(get(body, 'items'))) return undefined;
  const [next, license] = [getString(body, 'next'), getString(body, 'license')];
  return { url: logged.url, items: getArray(body, 'items').map(itemOf), next, license };
}

function ordersPageSight(logged: Logged, baseUrl: string, feed: OrdersFeed): Sight {
  const page = logged.method === 'GET' ? pageOf(logged) : undefined;
  return page === undefined ? OTHER : { kind: 'orders page', baseUrl, feed, page };
}

const isOpportunity = (value: unknown): value is JsonObject =>
  isObject(value) && idOf(value) !== undefined && OPPORTUNITY_TYPES.includes(typeOf(value));

/** What a page of an open feed, or a look at one opportunity, tells of opportunities. */
function opportunitiesSight(logged: Logged, address: string): Sight {
  const page = pageOf(logged);
  if (page !== undefined) {
    const updated = page.items.filter(({ state }) => state !== 'deleted').map(({ data }) => data);
    const deleted = page.items.filter(({ state }) => state === 'deleted').map(({ id }) => id);
    return { kind: 'opportunities', updated: updated.filter(isOpportunity), deleted };
  }
  const body = successOf(logged);
  const data = EXTRACT.test(address) ? (get(body, 'data') ?? body) : body;
  return isOpportunity(data) ? { kind: 'opportunities', updated: [data], deleted: [] } : OTHER;
}
