import { offerId, opportunityId, sellerId, type OfferId, type OpportunityId, type SellerId } from '../protocol/ids.ts';
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
import { readAmount, type Pennies } from '../protocol/money.ts';
import { isDay, readDuration, readInstant } from '../protocol/time.ts';
import { PREPAYMENTS, TAX_MODES, termOf, type Prepayment, type TaxMode } from '../protocol/vocabulary.ts';

/** An offer as the open feeds publish it. */
export interface OfferFacts {
  readonly id: OfferId;
  readonly price: Pennies;
  readonly currency: string | undefined;
  /** Undefined where the offer does not say. */
  readonly prepayment: Prepayment | undefined;
  /** Whether `openBookingFlowRequirement` holds `OpenBookingApproval`; undefined where nobody says, as in an answer. */
  readonly needsApproval: boolean | undefined;
  /** Whether `openBookingFlowRequirement` holds `OpenBookingAttendeeDetails`; undefined as above. */
  readonly needsAttendee: boolean | undefined;
  /** Whether `openBookingFlowRequirement` holds `OpenBookingIntakeForm`; undefined as above. */
  readonly needsForm: boolean | undefined;
  /** `allowCustomerCancellationFullRefund`; undefined where the offer does not say. */
  readonly cancellable: boolean | undefined;
  /** How long before the start a cancellation is last possible, in milliseconds. */
  readonly latestCancellationBeforeStart: number | undefined;
  /** How long before the start booking opens, in milliseconds. */
  readonly validFromBeforeStart: number | undefined;
  /** Whether `openBookingInAdvance` rules a booking through the API out. */
  readonly advanceBookingUnavailable: boolean;
  readonly raw: JsonObject;
}

/** An opportunity as the open feeds publish it, with what it inherits from its parents. */
export interface OpportunityFacts {
  readonly id: OpportunityId;
  readonly wireType: string | undefined;
  readonly seller: SellerId | undefined;
  readonly taxMode: TaxMode | undefined;
  readonly offers: readonly OfferFacts[];
  /** `remainingAttendeeCapacity` or `remainingUses` when first seen. */
  readonly remaining: number | undefined;
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
  /** Whether it is published with days only: its times are then known to within a day or two, wherever it is. */
  readonly daysOnly: boolean;
  readonly eventStatus: string | undefined;
  readonly raw: JsonObject;
}

/** What the open feeds say: the common ground of all worlds. */
export interface OpenData {
  readonly opportunities: ReadonlyMap<OpportunityId, OpportunityFacts>;
  /** The opportunities for which each offer is applicable. */
  readonly offers: ReadonlyMap<OfferId, readonly OpportunityId[]>;
  /** Whether an id that is not here is unknown to the booking system too. */
  readonly complete: boolean;
}

const PARENTS = ['superEvent', 'facilityUse', 'individualFacilityUse', 'aggregateFacilityUse'] as const;

/** The opportunity and what it belongs to, nearest first. */
function lineage(opportunity: JsonObject): readonly JsonObject[] {
  const found: JsonObject[] = [];
  for (let node: Json | undefined = opportunity; isObject(node) && found.length < 5;) {
    found.push(node);
    const parent: Json | undefined = PARENTS.map((key) => get(node, key)).find(isObject);
    node = parent;
  }
  return found;
}

function readOffer(json: Json, answered: boolean): OfferFacts | undefined {
  const id = idOf(json);
  if (id === undefined || !isObject(json)) return undefined;
  const allows = get(json, 'allowCustomerCancellationFullRefund');
  const requirements = getArray(json, 'openBookingFlowRequirement');
  const needs = (requirement: string) =>
    requirements.includes(`https://openactive.io/${requirement}`) || (answered ? undefined : false);
  return {
    id: offerId(id),
    price: readAmount(get(json, 'price')) ?? 0,
    currency: getString(json, 'priceCurrency'),
    prepayment: termOf(get(json, 'openBookingPrepayment'), PREPAYMENTS),
    needsApproval: needs('OpenBookingApproval'),
    needsAttendee: needs('OpenBookingAttendeeDetails'),
    needsForm: needs('OpenBookingIntakeForm'),
    cancellable: typeof allows === 'boolean' ? allows : undefined,
    latestCancellationBeforeStart: readDuration(get(json, 'latestCancellationBeforeStartDate')),
    validFromBeforeStart: readDuration(get(json, 'validFromBeforeStartDate')),
    advanceBookingUnavailable: get(json, 'openBookingInAdvance') === 'https://openactive.io/Unavailable',
    raw: json,
  };
}

/**
 * The facts of an opportunity, from its JSON in the open feeds with its parents embedded.
 * Undefined where it has no `@id`. `answered`: as an answer shows it, which does not tell what its offers require.
 */
export function readOpportunity(json: JsonObject, answered = false): OpportunityFacts | undefined {
  const id = idOf(json);
  if (id === undefined) return undefined;
  const line = lineage(json);
  const seller = line.flatMap((node) => [get(node, 'organizer'), get(node, 'provider')]).find((value) => idOf(value));
  const seen = new Set<string>();
  const offers = line
    .flatMap((node) => getArray(node, 'offers'))
    .map((offer) => readOffer(offer, answered))
    .filter((offer) => offer !== undefined)
    .filter((offer) => !seen.has(offer.id) && seen.add(offer.id));
  const sellerIri = idOf(seller);
  return {
    id: opportunityId(id),
    wireType: typeOf(json),
    seller: sellerIri === undefined ? undefined : sellerId(sellerIri),
    taxMode: termOf(get(seller, 'taxMode'), TAX_MODES),
    offers,
    remaining: getNumber(json, 'remainingAttendeeCapacity') ?? getNumber(json, 'remainingUses'),
    startsAt: line.map((node) => readInstant(get(node, 'startDate'))).find((time) => time !== undefined),
    endsAt: line.map((node) => readInstant(get(node, 'endDate'))).find((time) => time !== undefined),
    daysOnly: line.some((node) => isDay(get(node, 'startDate')) || isDay(get(node, 'endDate'))),
    eventStatus: getString(json, 'eventStatus'),
    raw: json,
  };
}

/** A day has no more than 24 hours in one place; it begins up to 14 hours earlier or 12 later elsewhere. */
const DAY_SLACK_MS = 40 * 3_600_000;

/** How far the times of an opportunity may be off, where they would be off by `slack` if they were published in full. */
export const slackOf = ({ daysOnly }: OpportunityFacts, slack: number): number => (daysOnly ? DAY_SLACK_MS : slack);

/** The open data of some opportunities. */
export function openDataOf(opportunities: readonly OpportunityFacts[], complete: boolean): OpenData {
  const offers = new Map<OfferId, OpportunityId[]>();
  for (const opportunity of opportunities) {
    for (const offer of opportunity.offers) offers.set(offer.id, [...(offers.get(offer.id) ?? []), opportunity.id]);
  }
  return { opportunities: new Map(opportunities.map((facts) => [facts.id, facts])), offers, complete };
}

/** The offer of an opportunity by its id; undefined where the opportunity has none such. */
export const findOffer = (opportunity: OpportunityFacts, id: OfferId): OfferFacts | undefined =>
  opportunity.offers.find((offer) => offer.id === id);
