import { opportunityId, type OpportunityId } from '../protocol/ids.ts';
import { get } from '../protocol/json.ts';
import { readInstant } from '../protocol/time.ts';
import { leaseIn, type ItemErrors, type Observed } from './answer.ts';
import { askedAfter, MENDABLE, type AskedByPair } from './details.ts';
import type { Examination } from './examine.ts';
import { free, holdsAfterRejection, isBeforeBooking } from './ledger.ts';
import { withOrder, type Hold, type World } from './world.ts';

/** What a refused call does to the world: nothing, but for what the specification leaves open. */

const isQuoteCall = (call: string): boolean => call === 'C1' || call === 'C2';

/** The worlds after a call that was refused. */
export function afterRefused(
  examination: Examination,
  observed: Extract<Observed, { kind: 'refused' }>,
): readonly World[] {
  const { world, record, request } = examination;
  if (isQuoteCall(request.call) && observed.items.size > 0 && isBeforeBooking(record)) {
    const lease = leaseIn(observed.body);
    const until = readInstant(get(lease, 'leaseExpires'));
    const given = lease === undefined ? [] : leasedBeside(examination, observed.items);
    return withQuoteHolds(
      examination,
      [record.hold, undefined, ...given.map((spaces) => ({ spaces, until }))],
      askedAfter(record.asked, request, observed.body),
    );
  }
  return [world, ...unfulfillable(examination)];
}

/** What the lease of a quote with items in error may hold: those without one, and perhaps those that only lack details. */
function leasedBeside(examination: Examination, errors: ItemErrors): readonly Record<OpportunityId, number>[] {
  const lacksDetails = (line: number) => (errors.get(line) ?? []).every((type) => MENDABLE.includes(type));
  const sound = spacesOfSound(examination, (line) => errors.has(line));
  const mendable = [...errors.keys()].some(lacksDetails);
  return mendable ? [sound, spacesOfSound(examination, (line) => !lacksDetails(line))] : [sound];
}

/** The worlds that a refusal may have left whose answer was lost, beside the one before it. */
export function afterLostRefusal(examination: Examination): readonly World[] {
  const { world, record, request, faults } = examination;
  const itemsRefused = faults.some(({ rule }) => rule.startsWith('items/'));
  if (!isQuoteCall(request.call) || !itemsRefused || !isBeforeBooking(record)) return unfulfillable(examination);
  const faulty = new Set(faults.filter(({ certainty }) => certainty === 'must').map(({ line }) => line));
  const wanted = spacesOfSound(examination, (line) => faulty.has(line));
  const spaces = Object.fromEntries(
    Object.entries(wanted).map(([id, count]) => [
      id,
      Math.min(count, free(world, opportunityId(id), request.key) ?? count),
    ]),
  );
  return withQuoteHolds(examination, [undefined, { spaces, until: undefined }], record.asked);
}

/** How many spaces of each opportunity the items take that are not in error. */
function spacesOfSound({ pairs }: Examination, inError: (line: number) => boolean): Record<OpportunityId, number> {
  const spaces: Record<OpportunityId, number> = {};
  pairs.forEach((pair, line) => {
    if (pair !== undefined && !inError(line)) spaces[pair.opportunity.id] = (spaces[pair.opportunity.id] ?? 0) + 1;
  });
  return spaces;
}

/** A quote with items in error: a lease for the others, for none, or the one from before. */
const withQuoteHolds = (
  { world, record }: Examination,
  holds: readonly (Hold | undefined)[],
  asked: AskedByPair,
): readonly World[] =>
  holds.map((hold) =>
    withOrder(world, { ...record, state: hold ? 'leased' : 'quoted', hold, lines: [], total: undefined, asked }),
  );

/** A proposal that can no longer be fulfilled is to be rejected (#proposal-leasing). */
function unfulfillable({ world, record, request, shortages }: Examination): readonly World[] {
  if (request.call !== 'B' || record.state !== 'accepted' || shortages.length === 0) return [];
  const proposalChanges = record.proposalChanges + 1;
  return holdsAfterRejection(record).map((hold) =>
    withOrder(world, { ...record, state: 'rejected by seller', hold, proposalChanges }),
  );
}
