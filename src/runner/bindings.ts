import { randomUUID } from 'node:crypto';
import { orderUuid, PARTNERS, type OpportunityId, type OrderUuid, type PartnerName } from '../protocol/ids.ts';
import { get, getArray, getString, idOf, type JsonObject } from '../protocol/json.ts';
import { readAmount, type Pennies } from '../protocol/money.ts';
import {
  askedAfter,
  placeItems,
  singleSteps,
  type AskedByPair,
  type CallRequest,
  type Observed,
  type OpportunityFacts,
  type Scenario,
  type Sought,
} from '../model/index.ts';

/** What a broker remembers of one order: what the booking system told him. */
export interface Remembered {
  /** The items that the latest request with such asked for. */
  readonly lines: readonly Sought[];
  /** Ids of the items as P or B gave them, in the order of the request's items. */
  readonly itemIds: readonly string[];
  /** `orderProposalVersion`, the latest last. */
  readonly versions: readonly string[];
  /** The total of the latest quote or proposal, and for which pairs of opportunity and offer. */
  readonly quote:
    { readonly total: Pennies; readonly currency: string | undefined; readonly pairs: string } | undefined;
}

const NOTHING: Remembered = { lines: [], itemIds: [], versions: [], quote: undefined };

/** What the symbolic names of a scenario stand for in one run of it. */
export interface Bindings {
  readonly uuids: Map<string, OrderUuid>;
  readonly opportunities: ReadonlyMap<string, OpportunityFacts>;
  readonly remembered: Map<string, Remembered>;
  /** What quotes have asked for beside opportunity and offer, by their pair. */
  asked: AskedByPair;
}

/** Fresh bindings: a UUID for each order, so that a scenario can run again and again. */
export function bind(scenario: Scenario, opportunities: ReadonlyMap<string, OpportunityFacts>): Bindings {
  const names = new Set(singleSteps(scenario.steps).flatMap((step) => ('order' in step ? [step.order] : [])));
  return {
    uuids: new Map([...names].map((name) => [name, orderUuid(randomUUID())])),
    opportunities,
    remembered: new Map(),
    asked: {},
  };
}

export const uuidOf = (bindings: Bindings, order: string): OrderUuid =>
  bindings.uuids.get(order) ?? orderUuid(randomUUID());

const memoryKey = (partner: PartnerName, order: string) => `${partner} ${order}`;

/** What is remembered of an order: the partner's own, or else what the other partner was told of the same UUID. */
export const recall = (bindings: Bindings, partner: PartnerName, order: string): Remembered =>
  bindings.remembered.get(memoryKey(partner, order)) ??
  PARTNERS.map((other) => bindings.remembered.get(memoryKey(other, order))).find((known) => known !== undefined) ??
  NOTHING;

/** The pairs of opportunity and offer of an order, as a text to compare by. */
export const pairsText = (pairs: readonly { readonly opportunity: OpportunityId; readonly offer: string }[]): string =>
  pairs
    .map(({ opportunity, offer }) => `${opportunity} ${offer}`)
    .sort()
    .join('\n');

/** The ids of an answer's items, in the order in which those were asked for; none where it gives none. */
function idsInPlace(asked: readonly Sought[], body: JsonObject): readonly string[] {
  const items = getArray(body, 'orderedItem');
  const placed = placeItems(asked, items);
  const ids = new Map(items.map((item, place) => [placed[place] ?? place, getString(item, '@id')]));
  return [...ids.values()].some((id) => id !== undefined)
    ? Array.from({ length: Math.max(...ids.keys()) + 1 }, (_, index) => ids.get(index) ?? '')
    : [];
}

/** Remembers what an answer told of an order; a quote that is refused for want of details tells which. */
export function remember(bindings: Bindings, order: string, request: CallRequest, observed: Observed): void {
  if ((request.call === 'C1' || request.call === 'C2') && 'body' in observed)
    bindings.asked = askedAfter(bindings.asked, request, observed.body);
  if (observed.kind !== 'accepted' || observed.body === undefined) return;
  const known = bindings.remembered.get(memoryKey(request.partner, order)) ?? NOTHING;
  const { body } = observed;
  const asked = request.lines.length > 0 ? request.lines : known.lines;
  const ids = idsInPlace(asked, body);
  const version = getString(body, 'orderProposalVersion');
  const due = get(body, 'totalPaymentDue');
  const total = readAmount(get(due, 'price'));
  const currency = getString(due, 'priceCurrency');
  const lines = request.lines.flatMap(({ opportunity, offer }) =>
    opportunity === undefined || offer === undefined ? [] : [{ opportunity, offer }],
  );
  const booked = request.call === 'P' || request.call === 'B';
  bindings.remembered.set(memoryKey(request.partner, order), {
    lines: asked,
    itemIds: booked && ids.length > 0 ? ids : known.itemIds,
    versions: version === undefined || known.versions.includes(version) ? known.versions : [...known.versions, version],
    quote: total === undefined || lines.length === 0 ? known.quote : { total, currency, pairs: pairsText(lines) },
  });
}

/** Ids of items of all orders but one. */
export const itemIdsElsewhere = (bindings: Bindings, partner: PartnerName, order: string): readonly string[] =>
  [...bindings.remembered].filter(([key]) => key !== memoryKey(partner, order)).flatMap(([, { itemIds }]) => itemIds);

/** Ids of offers of the opportunities that an order does not use. */
export const offersElsewhere = (bindings: Bindings, used: readonly string[]): readonly string[] => {
  const own = new Set(used.flatMap((name) => bindings.opportunities.get(name)?.offers.map(({ id }) => id) ?? []));
  return [...bindings.opportunities.values()]
    .flatMap(({ offers }) => offers.map(({ id }) => id))
    .filter((id) => !own.has(id));
};

export const sellerIdOf = (facts: OpportunityFacts | undefined): string | undefined => idOf(facts?.seller);
