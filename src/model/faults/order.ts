import { CALLS, type CheckpointName } from '../../protocol/calls.ts';
import { isUuid, sellerId, type SellerName } from '../../protocol/ids.ts';
import { get, getString, idOf, typeOf, type JsonObject } from '../../protocol/json.ts';
import type { Certainty, Fault, GuardId } from '../guards.ts';
import type { Ground, SellerFacts } from '../ground.ts';
import type { CallRequest } from '../request.ts';
import { pairOf } from './items.ts';

/** The faults of a body as a whole (#order-creation-orderquote-orderproposal-and-order-error-responses). */

const fault = (rule: GuardId, certainty: Certainty = 'must'): Fault => ({ rule, certainty });

/** What is wrong with the outer form of any body. */
export function bodyFaults(request: CallRequest): readonly Fault[] {
  const uuid: readonly Fault[] = isUuid(request.uuid) ? [] : [fault('order-level/order-uuid', 'may')];
  const expected = CALLS[request.call].bodyType;
  if (expected === undefined) return uuid;
  if (request.body === undefined) return [...uuid, fault('calls/well-formed-body')];
  const type = typeOf(request.body);
  const loose = type === undefined || get(request.body, '@context') !== 'https://openactive.io/';
  return [
    ...uuid,
    ...(type !== undefined && type !== expected ? [fault('order-level/expected-type')] : []),
    ...(loose ? [fault('order-level/type-and-context-given', 'unclear')] : []),
  ];
}

const MINIMAL: readonly string[] = ['@context', '@type', 'orderProposalVersion', 'payment'];

/** B after P with more than the minimal body: whether the rest is looked at is not said. */
export function minimalFaults(request: CallRequest): readonly Fault[] {
  const more = Object.keys(request.body ?? {}).some((key) => !MINIMAL.includes(key));
  return request.minimal && more ? [fault('calls/sound-values', 'may')] : [];
}

/** The seller that a body names, among those that the booking partner may book with. */
export const sellerOf = (body: JsonObject | undefined, ground: Ground): SellerFacts | undefined => {
  const id = idOf(get(body, 'seller'));
  return ground.sellers.find((seller) => seller.id === id);
};

/** Whether the credentials may act for another seller. In traffic of others nobody says for whom they do. */
const isPerhapsAnothers = (
  known: SellerFacts | undefined,
  acting: SellerName | undefined,
  { openData }: Ground,
): boolean => (acting === undefined ? !openData.complete : known !== undefined && acting !== known.name);

/** What is wrong with the `seller` of a whole order. */
export function sellerFaults(request: CallRequest & { readonly body: JsonObject }, ground: Ground): readonly Fault[] {
  const named = idOf(get(request.body, 'seller'));
  if (named === undefined || named === '') return [fault('order-level/seller-given', 'unclear')];
  const sellers = request.lines
    .map((line) => pairOf(line, ground)?.opportunity.seller)
    .filter((seller) => seller !== undefined);
  const foreign = sellers.some((seller) => seller !== sellerId(named));
  const known = sellerOf(request.body, ground);
  const acting = request.raw.seller;
  return [
    ...(known === undefined ? [fault('order-level/seller-known', ground.openData.complete ? 'must' : 'may')] : []),
    ...(foreign ? [fault('order-level/seller-of-items')] : []),
    ...(isPerhapsAnothers(known, acting, ground) ? [fault('order-level/seller-authorised', 'may')] : []),
  ];
}

/** What is wrong with an order's list of items as a list. */
export function itemListFaults(request: CallRequest): readonly Fault[] {
  const positions = request.lines.map(({ position }) => position);
  const told = !positions.includes(undefined) && new Set(positions).size === positions.length;
  return [
    ...(request.lines.length === 0 ? [fault('order-level/items-given', 'unclear')] : []),
    // Items without positions of their own break what binds the broker; whether they are refused is not said.
    ...(told ? [] : [fault('calls/sound-values', 'may')]),
  ];
}

/** Whether a call is one that carries a whole order or proposal. */
export const isCheckpoint = (call: string): call is CheckpointName => ['C1', 'C2', 'P', 'B'].includes(call);

/** What is wrong with the `orderProposalVersion` of a B, against the versions that the proposal has had. */
export function versionFaults(request: CallRequest, versions: readonly string[]): readonly Fault[] {
  const version = getString(request.body, 'orderProposalVersion');
  // Whether a whole order may confirm an accepted proposal is not said.
  if (version === undefined) return [fault('order-level/version-known', 'unclear')];
  if (versions.length === 0)
    return [fault('order-level/version-known', 'may'), fault('order-level/version-current', 'may')];
  if (version === versions.at(-1)) return request.minimal ? [] : [fault('order-level/version-known', 'unclear')];
  return versions.includes(version)
    ? [fault('order-level/version-current')]
    : [fault('order-level/version-known'), fault('order-level/version-current', 'may')];
}
