import { ERROR_STATUS } from '../../protocol/errors.ts';
import type { Answer } from '../../protocol/exchange.ts';
import type { Json, JsonObject } from '../../protocol/json.ts';
import { MEDIA_TYPE } from '../../protocol/media-type.ts';
import { amount } from '../../protocol/money.ts';
import { GUARDS, type Examination, type Guard, type GuardId, type Outcome } from '../../model/index.ts';
import { BASE_URL, NOW } from './imagined.ts';

/** What a booking system would answer for the model to take an outcome: no more than the model reads. */

const LEASE = { '@type': 'Lease', leaseExpires: new Date(NOW + 600_000).toISOString() };

const response = (status: number, body?: JsonObject): Answer => ({
  kind: 'response',
  status,
  mediaType: MEDIA_TYPE,
  body: body === undefined ? { kind: 'none' } : { kind: 'json', value: body },
});

/** The items of an answer: of a B after P, the proposal's. */
function itemsOf({ request, record }: Examination, named: boolean): readonly JsonObject[] {
  const lines = request.minimal ? record.lines : request.lines;
  return lines.map(({ position, opportunity }, index) => ({
    '@type': 'OrderItem',
    ...(position === undefined ? {} : { position }),
    ...(opportunity === undefined ? {} : { orderedItem: { '@id': opportunity } }),
    ...(named ? { '@id': `${BASE_URL}/orders/${request.partner}/${request.uuid}#/orderedItems/${String(index)}` } : {}),
  }));
}

/** What a quote asks for with an item. */
function asks(pair: Examination['pairs'][number]): JsonObject {
  const field = { '@type': 'DropdownFormFieldSpecification', '@id': `${BASE_URL}/fields/1`, valueOption: ['A'] };
  return {
    ...(pair?.offer.needsAttendee ? { attendeeDetailsRequired: ['https://schema.org/givenName'] } : {}),
    ...(pair?.offer.needsForm ? { orderItemIntakeForm: [{ ...field, valueRequired: true }] } : {}),
  };
}

/** Every body that an accepted call may have, as far as the model tells them apart. */
function acceptedBodies(examination: Examination): readonly (JsonObject | undefined)[] {
  const { request, pairs, record } = examination;
  const sum = pairs.reduce((total, pair) => total + (pair?.offer.price ?? 0), 0);
  const totalPaymentDue = {
    '@type': 'PriceSpecification',
    price: amount(request.minimal ? (record.total ?? 0) : sum),
  };
  switch (request.call) {
    case 'C1':
    case 'C2': {
      const orderedItem = itemsOf(examination, false).map((item, index) => ({ ...item, ...asks(pairs[index]) }));
      const quote = { '@type': 'OrderQuote', orderedItem, totalPaymentDue };
      return [{ ...quote, lease: LEASE }, quote];
    }
    case 'P': {
      const orderProposalVersion = `${BASE_URL}/order-proposals/${request.uuid}/versions/${request.partner}`;
      return [
        { '@type': 'OrderProposal', orderProposalVersion, orderedItem: itemsOf(examination, true), totalPaymentDue },
      ];
    }
    case 'B':
      return [{ '@type': 'Order', orderedItem: itemsOf(examination, true), totalPaymentDue }];
    default:
      return [undefined];
  }
}

function errorOf(rule: GuardId): readonly [type: string, status: number] {
  const guard: Guard = GUARDS[rule];
  const [named] = guard.errors;
  return named === undefined ? ['OpenBookingError', 400] : [named, ERROR_STATUS[named]];
}

/** The errors on the items of a quote, in which as few items as can be are in error. */
function itemErrors({ request, faults, shortages }: Examination, because: GuardId): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const { rule, certainty, line } of faults) {
    const told = line !== undefined && (certainty === 'must' || rule === because);
    if (told && rule !== 'items/within-capacity' && !found.has(line)) found.set(line, errorOf(rule)[0]);
  }
  for (const { lines, fewest, most } of shortages) {
    const wanted = because === 'items/within-capacity' ? Math.max(fewest, Math.min(1, most)) : fewest;
    const sound = lines.filter((line) => !found.has(line) && line < request.lines.length);
    for (const line of sound.slice(sound.length - wanted)) found.set(line, 'OpportunityHasInsufficientCapacityError');
  }
  return found;
}

function refusal(examination: Examination, because: GuardId): Answer {
  const { call } = examination.request;
  if ((call !== 'C1' && call !== 'C2') || !because.startsWith('items/')) {
    const [type, status] = errorOf(because);
    return response(status, { '@context': 'https://openactive.io/', '@type': type });
  }
  const errors = itemErrors(examination, because);
  const orderedItem = itemsOf(examination, false).map((item, line): Json => {
    const type = errors.get(line);
    return type === undefined ? item : { ...item, error: [{ '@type': type }] };
  });
  return response(409, { '@type': 'OrderQuote', orderedItem });
}

const STATUS: Readonly<Record<string, number>> = { C1: 200, C2: 200, P: 201, B: 201, status: 200 };

/** Every answer by which an outcome may show itself, as far as the model tells them apart. */
export const answersFor = (examination: Examination, outcome: Outcome): readonly Answer[] =>
  outcome.kind === 'refused'
    ? [refusal(examination, outcome.because)]
    : acceptedBodies(examination).map((body) => response(STATUS[examination.request.call] ?? 204, body));
