import type { CheckpointName } from '../protocol/calls.ts';
import { get, getArray, idOf, typeOf, type Json } from '../protocol/json.ts';
import { detailsIn, type ItemDetails } from './details.ts';
import { problem, type Problem } from './problems.ts';
import type { Offer, Opportunity } from './records.ts';
import type { System } from './system.ts';

/** One item of a request, and what is wrong with it. */
export interface Line {
  /** Undefined where the request gives no whole number. */
  readonly position: number | undefined;
  /** The `@id`s as sent. */
  readonly opportunityRef: string | undefined;
  readonly offerRef: string | undefined;
  /** The `@type` of the `orderedItem` as sent. */
  readonly opportunityType: string | undefined;
  readonly opportunity: Opportunity | undefined;
  readonly offer: Offer | undefined;
  readonly details: ItemDetails;
  readonly problems: readonly Problem[];
}

/** Who asks for items, and at which call. */
export interface Asker {
  readonly call: CheckpointName;
  /** The name under which its lease holds spaces. */
  readonly holder: string;
}

/** What makes an item impossible to book (#order-creation-orderitem-errors). */
export interface ItemSeam {
  /** The number of a new item: another for each. */
  number(system: System): number;
  /** The offer with an `@id`, if it is one of the opportunity's. */
  offer(system: System, opportunity: Opportunity, id: string): Offer | undefined;
  /** What is wrong with what the item refers to. */
  identification(system: System, line: Line): readonly Problem[];
  /** Whether the pair can be booked at this time (#definition-of-a-bookable-opportunity-and-offer-pair). */
  bookability(opportunity: Opportunity, offer: Offer, now: number): Problem | undefined;
  /** What is wrong with items only because of the others: one entry a line. */
  conflicts(lines: readonly Line[]): readonly (Problem | undefined)[];
}

function opportunityFault(system: System, line: Line): Problem | undefined {
  if (line.opportunityRef === undefined) return problem('IncompleteOrderItemError', 'There is no orderedItem.');
  if (line.opportunity) return undefined;
  return system.urls.isOpportunityForm(line.opportunityRef)
    ? problem('UnknownOpportunityError', 'There is no such opportunity.')
    : problem('InvalidOpportunityOrOfferIdError', 'The @id of the orderedItem has not the form of an opportunity.');
}

function offerFault(system: System, line: Line): Problem | undefined {
  if (line.offerRef === undefined) return problem('IncompleteOrderItemError', 'There is no acceptedOffer.');
  const owner = system.opportunities.byOffer(line.offerRef);
  if (owner === undefined) {
    return system.urls.isOfferForm(line.offerRef)
      ? problem('UnknownOfferError', 'There is no such offer.')
      : problem('InvalidOpportunityOrOfferIdError', 'The @id of the acceptedOffer has not the form of an offer.');
  }
  return line.opportunity && owner !== line.opportunity
    ? problem('UnacceptableOfferError', 'The offer is not one of this opportunity.')
    : undefined;
}

function bookability(opportunity: Opportunity, offer: Offer, now: number): Problem | undefined {
  const refuse = (why: string) => problem('OpportunityOfferPairNotBookableError', why);
  if (opportunity.endsAt <= now) return refuse('The opportunity is over.');
  return offer.validFrom && opportunity.startsAt - offer.validFrom.ms > now
    ? refuse('Booking has not opened yet.')
    : undefined;
}

export const soundItems: ItemSeam = {
  number: (system) => system.nextNumber(),
  offer: (_system, { offers }, id) => offers.find((offer) => offer.id === id),
  identification: (system, line) => {
    const faults = [opportunityFault(system, line), offerFault(system, line)];
    return faults.filter((fault) => fault !== undefined);
  },
  bookability,
  conflicts: (lines) => lines.map(() => undefined),
};

function readLine(system: System, call: CheckpointName, item: Json, now: number): Line {
  const position = get(item, 'position');
  const [orderedItem, acceptedOffer] = [get(item, 'orderedItem'), get(item, 'acceptedOffer')];
  const [opportunityRef, offerRef] = [idOf(orderedItem), idOf(acceptedOffer)];
  const opportunity = opportunityRef === undefined ? undefined : system.opportunities.byId(opportunityRef);
  const line: Line = {
    position: Number.isInteger(position) ? Number(position) : undefined,
    opportunityRef,
    offerRef,
    opportunityType: typeOf(orderedItem),
    opportunity,
    offer: opportunity && offerRef !== undefined ? system.seams.items.offer(system, opportunity, offerRef) : undefined,
    details: detailsIn(item),
    problems: [],
  };
  const faults = system.seams.items.identification(system, line);
  if (faults.length > 0 || !line.opportunity || !line.offer) return { ...line, problems: faults };
  const unbookable = system.seams.items.bookability(line.opportunity, line.offer, now);
  if (unbookable) return { ...line, problems: [unbookable] };
  return { ...line, problems: system.seams.details.problems(system.urls, call, line.offer.details, item) };
}

const isSound = ({ problems }: Line) => problems.length === 0;

/** Marks the lines that ask for more than there is. */
function checkSpaces(system: System, lines: readonly Line[], { call, holder }: Asker): readonly Line[] {
  const wanted = new Map<Opportunity, Line[]>();
  for (const line of lines) {
    if (!line.opportunity || !isSound(line)) continue;
    const same = wanted.get(line.opportunity);
    if (same) same.push(line);
    else wanted.set(line.opportunity, [line]);
  }
  const faults = new Map<Line, Problem>();
  for (const [opportunity, same] of wanted) {
    const unbooked = Math.max(0, opportunity.capacity - opportunity.booked);
    const held = Math.min(unbooked, system.seams.spaces.heldByOthers(opportunity, holder));
    const found = system.seams.spaces.capacityProblems(same.length, { free: unbooked - held, held }, call);
    same.forEach((line, index) => {
      const fault = found[index];
      if (fault) faults.set(line, fault);
    });
  }
  return lines.map((line) => withFault(line, faults.get(line)));
}

const withFault = (line: Line, fault: Problem | undefined): Line =>
  fault ? { ...line, problems: [...line.problems, fault] } : line;

/** The items of a body with all that is wrong with them, when the asker's own lease does not count against it. */
export function readLines(system: System, body: Json, asker: Asker): readonly Line[] {
  const now = system.clock.now();
  const lines = getArray(body, 'orderedItem').map((item) => readLine(system, asker.call, item, now));
  const conflicts = system.seams.items.conflicts(lines);
  const checked = lines.map((line, index) => withFault(line, conflicts[index]));
  return checkSpaces(system, checked, asker);
}
