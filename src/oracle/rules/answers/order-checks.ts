import { isUuid } from '../../../protocol/ids.ts';
import {
  get,
  getArray,
  getString,
  idOf,
  isObject,
  typeOf,
  type Json,
  type JsonObject,
} from '../../../protocol/json.ts';
import { readInstant } from '../../../protocol/time.ts';
import { iri, TAX_MODES, termOf } from '../../../protocol/vocabulary.ts';
import { isBooked } from '../../../model/index.ts';
import {
  expect,
  inconclusive,
  notApplicable,
  PASSED,
  violated,
  type AnswerSighting,
  type Verdict,
} from '../../rule.ts';
import type { Published } from './published.ts';
import { given, ofAccepted, ofOrder, show, sightOf } from './sight.ts';

const ORDER_TYPE: Readonly<Record<string, string>> = {
  C1: 'OrderQuote',
  C2: 'OrderQuote',
  P: 'OrderProposal',
  B: 'Order',
};

export function orderType({ request, response, observed, body }: AnswerSighting): Verdict {
  if (observed.kind === 'refused') return notApplicable('the order was refused');
  if (response.body.kind === 'text') return notApplicable('the body is no JSON');
  const expected = ORDER_TYPE[request.call] ?? '';
  if (response.body.kind === 'none') return violated(`an ${expected}`, 'no body');
  const type = typeOf(body);
  return expect(type === expected, `an ${expected}`, type === undefined ? 'no @type' : `a ${type}`);
}

const FOLDER: Readonly<Record<string, string>> = {
  C1: 'order-quotes',
  C2: 'order-quotes',
  P: 'order-proposals',
  B: 'orders',
};

export const orderId = ofOrder((order, _sight, { request, baseUrl, ground }) => {
  if (!isUuid(request.uuid)) return notApplicable('the path holds no UUID');
  const expected = `${baseUrl}/${FOLDER[request.call]}/${request.uuid}`;
  const shown = getString(order, '@id');
  if (shown === expected) return PASSED;
  const path = expected.slice(baseUrl.length).toLowerCase();
  const elsewhere = !ground.strict && shown?.toLowerCase().endsWith(path) === true;
  return expect(elsewhere, `@id ${expected}`, `@id ${show(get(order, '@id'))}`);
});

export const sellerFull = ofOrder((order, { sent, asked }) => {
  const seller = given(order, 'seller');
  if (!isObject(seller)) return violated('the seller as an object', show(seller));
  const missing = ['@type', '@id', 'name'].find((key) => !getString(seller, key));
  if (missing !== undefined) return violated(`a seller with ${missing}`, 'none');
  const mode = termOf(get(seller, 'taxMode'), TAX_MODES);
  if (mode === undefined) return violated('a seller with taxMode TaxGross or TaxNet', show(get(seller, 'taxMode')));
  const published = asked.find((each) => each?.opportunity.taxMode)?.opportunity;
  const named = idOf(given(sent, 'seller'));
  if (named === undefined || published?.seller !== named) return PASSED;
  if (getString(seller, '@id') !== named) return violated(`the seller ${named}`, show(get(seller, '@id')));
  return expect(mode === published.taxMode, `taxMode ${published.taxMode}, as in the open feed`, mode);
});

export const bookingService = ofOrder((order) => {
  const service = given(order, 'bookingService');
  return expect(isObject(service) && !!getString(service, 'name'), 'a bookingService with a name', show(service));
});

const APPROVAL = 'https://openactive.io/OpenBookingApproval';

/** Whether nobody has said what the offers require: answers do not. */
const saysNothing = ({ opportunity, offers }: Published): boolean =>
  opportunity.offers.some(
    ({ id, needsApproval }) => needsApproval === undefined && offers.some((offer) => idOf(offer) === id),
  );

export const requiresApproval = ofAccepted((order, { asked }) => {
  const said = given(order, 'orderRequiresApproval');
  const needs = asked.map((each) =>
    each?.offers.map((offer) => getArray(offer, 'openBookingFlowRequirement').includes(APPROVAL)),
  );
  if (needs.some((each) => each?.every(Boolean)))
    return expect(said === true, 'orderRequiresApproval true', show(said));
  const unsaid = asked.some((each) => each && saysNothing(each));
  if (unsaid || needs.some((each) => each === undefined || each.includes(true)))
    return inconclusive('it is not known whether every offer needs approval');
  return expect(said !== true, 'orderRequiresApproval false', 'true');
});

/** Clocks differ: by so much a lease may seem to be over when it is given. */
const CLOCK_SLACK_MS = 60_000;

export const leaseInFuture = ofOrder((order, _sight, { now, ground }) => {
  const lease = given(order, 'lease');
  if (lease === undefined) return notApplicable('there is no lease');
  const until = readInstant(get(lease, 'leaseExpires'));
  const expected = 'a lease with leaseExpires in the future';
  if (until === undefined) return violated(expected, `leaseExpires ${show(get(lease, 'leaseExpires'))}`);
  const late = Math.round((now - until) / 1000);
  return expect(
    until > now - CLOCK_SLACK_MS - (ground.clockSlackMs ?? 0),
    expected,
    `leaseExpires ${late} s in the past`,
  );
});

export const leaseWithoutLeasing = ofOrder((order, _sight, { ground }) => {
  const { features } = ground;
  if (features['named-leasing'] !== false || features['anonymous-leasing'] !== false)
    return notApplicable('the booking system does not say that it has no leasing');
  return expect(given(order, 'lease') === undefined, 'no lease', 'a lease');
});

export const proposalVersion = ofOrder((order, _sight, { request }) => {
  const version = getString(order, 'orderProposalVersion') ?? '';
  const [id, uuid, ...rest] = version.split('/versions/');
  const own = id?.toLowerCase().endsWith(`/order-proposals/${request.uuid.toLowerCase()}`) === true;
  const sound = own && uuid !== undefined && isUuid(uuid) && rest.length === 0;
  return expect(sound, 'orderProposalVersion {@id}/versions/{UUID}', show(get(order, 'orderProposalVersion')));
});

export const noProposalVersion = ofOrder((order, _sight, { request }) => {
  if (request.call === 'status' && typeOf(order) !== 'Order') return notApplicable('it is no order yet');
  const version = given(order, 'orderProposalVersion');
  return expect(version === undefined, 'no orderProposalVersion', show(version));
});

export const proposalStatus = ofOrder((order, { repeat }) => {
  if (repeat) return notApplicable('a repeated P may show what has become of the proposal');
  const status = given(order, 'orderProposalStatus');
  const statuses: readonly (Json | undefined)[] = Array.isArray(status) ? status : [status];
  const expected = iri('AwaitingSellerConfirmation');
  return expect(statuses.includes(expected), expected, show(status));
});

export const statusBody = ofOrder((order, _sight, { request, before }) => {
  const type = typeOf(order);
  const id = getString(order, '@id')?.toLowerCase() ?? '';
  if (!['Order', 'OrderProposal', 'OrderQuote'].includes(type ?? '')) return violated('an order', show(type));
  if (!id.includes(request.uuid.toLowerCase())) return violated(`the order ${request.uuid}`, `the order ${id}`);
  if (!isBooked(before) || before.lines.length === 0) return PASSED;
  if (type !== 'Order') return violated('an Order', `an ${type}`);
  const count = getArray(order, 'orderedItem').length;
  return expect(count === before.lines.length, `${before.lines.length} items`, `${count}`);
});

/** The name of the first property that is null, an empty text or an empty list; undefined where there is none. */
function emptyProperty(value: Json, name: string): string | undefined {
  if (value === null || value === '') return name;
  if (typeof value !== 'object') return undefined;
  if (Array.isArray(value)) {
    if (value.length === 0) return name;
    for (const element of value as readonly Json[]) {
      const found = emptyProperty(element, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const object = value as JsonObject;
  for (const key of Object.keys(object)) {
    const found = emptyProperty(object[key] ?? null, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function noEmptyValues(sighting: AnswerSighting): Verdict {
  const { order } = sightOf(sighting);
  if (order === undefined) return notApplicable('the answer holds no order');
  const odd = sighting.examination.faults.some(({ rule }) => rule === 'calls/sound-values');
  if (odd) return notApplicable('the request held odd values itself, which may be reflected');
  const found = emptyProperty(order, 'the order');
  return expect(found === undefined, 'every property with a value', `${found} empty`);
}
