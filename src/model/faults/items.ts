import type { OfferId, OpportunityId } from '../../protocol/ids.ts';
import type { Certainty, Fault, GuardId } from '../guards.ts';
import type { Ground } from '../ground.ts';
import { free } from '../ledger.ts';
import { findOffer, slackOf, type OfferFacts, type OpportunityFacts } from '../open-data.ts';
import type { CallRequest, RequestLine } from '../request.ts';
import type { OrderKey, World } from '../world.ts';

/** The faults of single items (#order-creation-orderitem-errors). */

/** An opportunity and an offer of it, as an item asks for them and the open feeds know them. */
export interface Pair {
  readonly opportunity: OpportunityFacts;
  readonly offer: OfferFacts;
}

/** What an item asks for; undefined where it names no pair that the open feeds know. */
export function pairOf(line: RequestLine, { openData }: Ground): Pair | undefined {
  if (line.opportunity === undefined || line.offer === undefined) return undefined;
  const opportunity = openData.opportunities.get(line.opportunity);
  const offer = opportunity && findOffer(opportunity, line.offer);
  return opportunity && offer && { opportunity, offer };
}

function identityFaults(opportunity: OpportunityId, offer: OfferId, line: number, ground: Ground): readonly Fault[] {
  const { opportunities, offers, complete } = ground.openData;
  const sure: Certainty = complete ? 'must' : 'may';
  const fault = (rule: GuardId, certainty: Certainty): Fault => ({ rule, certainty, line });
  const opportunityKnown = opportunities.has(opportunity);
  const offerKnown = offers.has(offer);
  const found: Fault[] = [];
  if (!opportunityKnown) found.push(fault('items/opportunity-known', sure));
  if (!offerKnown) found.push(fault('items/offer-known', sure));
  if (offerKnown && !(offers.get(offer) ?? []).includes(opportunity)) {
    found.push(fault('items/offer-applicable', opportunityKnown ? sure : 'may'));
  }
  // What is asked for does not exist, so some systems only see that the pair cannot be booked.
  if (found.length > 0 && !opportunityKnown) found.push(fault('items/bookable', 'may'));
  return found;
}

/** How near to an edge in time a booking system's clock may see it the other way. */
const CLOCK_SLACK_MS = 60_000;

/** Whether a pair can be booked at a time (#definition-of-a-bookable-opportunity-and-offer-pair). */
function bookability({ opportunity, offer }: Pair, { clockSlackMs = 0 }: Ground, now: number): Certainty | undefined {
  const { startsAt, endsAt, eventStatus } = opportunity;
  const slack = slackOf(opportunity, CLOCK_SLACK_MS + clockSlackMs);
  const over = endsAt !== undefined && endsAt < now - slack;
  const opens =
    startsAt !== undefined && offer.validFromBeforeStart !== undefined
      ? startsAt - offer.validFromBeforeStart
      : undefined;
  const notOpenYet = opens !== undefined && opens > now + slack;
  const calledOff = eventStatus !== undefined && /Event(Cancelled|Postponed)$/.test(eventStatus);
  if (over || notOpenYet || calledOff || offer.advanceBookingUnavailable) return 'must';
  // A free offer that would be paid for in advance is none that the specification has: whether it can be booked is not said.
  if (offer.price === 0 && (offer.prepayment === 'Required' || offer.prepayment === 'Optional')) return 'may';
  const begun = startsAt !== undefined && startsAt < now + 2 * slack;
  const nearlyOpen = opens !== undefined && opens > now - slack;
  return begun || nearlyOpen ? 'may' : undefined;
}

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;

function lineFaults(request: RequestLine, line: number, ground: Ground, now: number): readonly Fault[] {
  const { opportunity, offer } = request;
  if (opportunity === undefined || offer === undefined) {
    const incomplete: Fault = { rule: 'items/offer-and-opportunity-given', certainty: 'must', line };
    // The half that is there may be looked at first.
    const half: Fault = { rule: 'items/opportunity-known', certainty: 'may', line };
    const known = opportunity !== undefined && ground.openData.opportunities.has(opportunity);
    return opportunity === undefined || known ? [incomplete] : [incomplete, half];
  }
  const pair = pairOf(request, ground);
  if (pair === undefined) {
    const unknown = identityFaults(opportunity, offer, line, ground);
    // What is empty or no absolute URI may be taken for an id that is not there.
    const asMissing: Fault = { rule: 'items/offer-and-opportunity-given', certainty: 'may', line };
    return [opportunity, offer].every((id) => ABSOLUTE.test(id)) ? unknown : [...unknown, asMissing];
  }
  const certainty = bookability(pair, ground, now);
  return certainty ? [{ rule: 'items/bookable', certainty, line }] : [];
}

/** Priced Required beside priced Unavailable: the items may be refused as in conflict (the tracker, issue 171). */
function conflictFaults(pairs: readonly (Pair | undefined)[]): readonly Fault[] {
  const priced = pairs.map((pair) =>
    pair && pair.offer.price > 0 ? (pair.offer.prepayment ?? 'Required') : undefined,
  );
  if (!priced.includes('Required') || !priced.includes('Unavailable')) return [];
  return pairs.map((_, line) => ({ rule: 'items/not-in-conflict', certainty: 'unclear', line }));
}

/** The faults of a request's items that do not depend on what else is booked. */
export function itemFaults(request: CallRequest, ground: Ground, now: number): readonly Fault[] {
  const pairs = request.lines.map((line) => pairOf(line, ground));
  return [...request.lines.flatMap((line, index) => lineFaults(line, index, ground, now)), ...conflictFaults(pairs)];
}

/** How short an opportunity is for what a request wants of it. */
export interface Shortage {
  readonly opportunity: OpportunityId;
  /** The indices of the items that want it. */
  readonly lines: readonly number[];
  /** How many of them have to be refused: the fewest and the most. */
  readonly fewest: number;
  readonly most: number;
}

/**
 * The opportunities of which a request wants more than is free for it, in one world. Items with another fault of their
 * own may count or not.
 */
export function shortages(
  request: Pick<CallRequest, 'lines'>,
  faults: readonly Fault[],
  world: World,
  key: OrderKey,
): readonly Shortage[] {
  const wanted = new Map<OpportunityId, number[]>();
  request.lines.forEach(({ opportunity }, index) => {
    if (opportunity !== undefined) wanted.set(opportunity, [...(wanted.get(opportunity) ?? []), index]);
  });
  const faulty = new Set(faults.filter(({ certainty }) => certainty === 'must').map(({ line }) => line));
  return [...wanted].flatMap(([opportunity, lines]) => {
    const left = free(world, opportunity, key);
    if (left === undefined) return [{ opportunity, lines, fewest: 0, most: lines.length }];
    const sound = lines.filter((index) => !faulty.has(index)).length;
    const most = Math.min(lines.length, Math.max(0, lines.length - left));
    if (most === 0) return [];
    return [{ opportunity, lines, fewest: Math.min(sound, Math.max(0, sound - left)), most }];
  });
}
