import { callOf, type CallName } from '../protocol/calls.ts';
import type { ApiRequest } from '../protocol/exchange.ts';
import {
  offerId,
  opportunityId,
  type OfferId,
  type OpportunityId,
  type OrderUuid,
  type PartnerName,
} from '../protocol/ids.ts';
import {
  get,
  getArray,
  getNumber,
  getString,
  idOf,
  isObject,
  typeOf,
  type Json,
  type JsonObject,
} from '../protocol/json.ts';
import { BROKER_ROLES, termOf, type BrokerRole } from '../protocol/vocabulary.ts';
import { orderKey, type OrderKey } from './world.ts';

/** An item as a request names it. */
export interface RequestLine {
  readonly opportunity: OpportunityId | undefined;
  readonly offer: OfferId | undefined;
  readonly position: number | undefined;
  readonly raw: Json;
}

/** A request as the model reads it: what is really sent, whatever was meant. */
export interface CallRequest {
  readonly kind: 'call';
  readonly call: CallName;
  readonly partner: PartnerName;
  readonly uuid: OrderUuid;
  readonly key: OrderKey;
  /** Undefined where the body is no JSON object, or there is none. */
  readonly body: JsonObject | undefined;
  /** Whether there was a body that is no JSON object. */
  readonly malformed: boolean;
  readonly role: BrokerRole | undefined;
  readonly lines: readonly RequestLine[];
  /** B after P: a proposal's version and no items. */
  readonly minimal: boolean;
  readonly version: string | undefined;
  readonly raw: ApiRequest;
}

/** A request that is no call of the API. */
export interface StrayRequest {
  readonly kind: 'stray';
  readonly partner: PartnerName;
  /** Whether the path is one of the API's, so that only the verb is wrong. */
  readonly knownPath: boolean;
  readonly raw: ApiRequest;
}

export type ProtocolRequest = CallRequest | StrayRequest;

/** Who pays (#broker-roles): a business may be quoted prices without tax (#tax-calculation). */
export type Payer = 'consumer' | 'business';

/** Who would pay by what a whole order says; undefined where it does not tell, as at C1. */
export function payerOf({ role, body }: Pick<CallRequest, 'role' | 'body'>): Payer | undefined {
  if (role === 'ResellerBroker') return 'business';
  const customer = typeOf(get(body, 'customer'));
  if (customer === 'Organization') return 'business';
  return customer === 'Person' ? 'consumer' : undefined;
}

function readLine(raw: Json): RequestLine {
  const opportunity = idOf(get(raw, 'orderedItem'));
  const offer = idOf(get(raw, 'acceptedOffer'));
  return {
    opportunity: opportunity === undefined ? undefined : opportunityId(opportunity),
    offer: offer === undefined ? undefined : offerId(offer),
    position: getNumber(raw, 'position'),
    raw,
  };
}

const KNOWN_PATH = /^(order-quote-templates|order-quotes|order-proposals|orders)\/[^/]+$/;

/** Reads a request to the API: which call it is, for which order, with what items. */
export function readRequest(raw: ApiRequest): ProtocolRequest {
  const found = callOf(raw.method, raw.path);
  if (found === undefined) return { kind: 'stray', partner: raw.partner, knownPath: KNOWN_PATH.test(raw.path), raw };
  const body = raw.body?.kind === 'json' && isObject(raw.body.value) ? raw.body.value : undefined;
  const version = getString(body, 'orderProposalVersion');
  return {
    kind: 'call',
    ...found,
    partner: raw.partner,
    key: orderKey(raw.partner, found.uuid),
    body,
    malformed: body === undefined && raw.method !== 'GET' && raw.method !== 'DELETE',
    role: termOf(get(body, 'brokerRole'), BROKER_ROLES),
    lines: getArray(body, 'orderedItem').map(readLine),
    minimal: found.call === 'B' && version !== undefined && get(body, 'orderedItem') === undefined,
    version,
    raw,
  };
}
