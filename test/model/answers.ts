import { ERROR_STATUS, type ErrorType } from '../../src/protocol/errors.ts';
import type { Answer } from '../../src/protocol/exchange.ts';
import type { Json, JsonObject } from '../../src/protocol/json.ts';
import { amount } from '../../src/protocol/money.ts';
import {
  GUARDS,
  type Examination,
  type Guard,
  type GuardId,
  type Judgement,
  type Outcome,
} from '../../src/model/index.ts';
import { MINUTE, NOW } from './fixture.ts';

/** Answers of a booking system, made to fit what the model admits. */

export const LEASE_ENDS = NOW + 10 * MINUTE;

export const answer = (status: number, body?: Json): Answer => ({
  kind: 'response',
  status,
  mediaType: body === undefined ? undefined : 'application/vnd.openactive.booking+json; version=1',
  body: body === undefined ? { kind: 'none' } : { kind: 'json', value: body },
});

export const LOST: Answer = { kind: 'no-answer', reason: 'timeout', detail: 'nothing came back' };

/** An error of the specification's own, with its own status. */
export const refusal = (type: ErrorType): Answer =>
  answer(ERROR_STATUS[type], { '@context': 'https://openactive.io/', '@type': type });

/** The id that the item at a place of an order gets. */
export const itemIdOf = ({ request }: Examination, index: number): string =>
  `https://booking.example.com/orders/${request.partner}/${request.uuid}#/items/${index}`;

export const versionOf = ({ request }: Examination): string =>
  `https://booking.example.com/order-proposals/${request.partner}/${request.uuid}/versions/1`;

/** The items of an answer: of a B after P, the proposal's. */
function itemsOf(examination: Examination, withIds: boolean): readonly Json[] {
  const { request, record } = examination;
  const lines = request.minimal ? record.lines : request.lines;
  return lines.map(({ position, opportunity }, index) => ({
    '@type': 'OrderItem',
    ...(position === undefined ? {} : { position }),
    ...(opportunity === undefined ? {} : { orderedItem: { '@id': opportunity } }),
    ...(withIds ? { '@id': itemIdOf(examination, index) } : {}),
  }));
}

/** The bodies that an accepted call may come back with; undefined for none. */
function acceptedBodies(examination: Examination): readonly (JsonObject | undefined)[] {
  const { request, pairs, record } = examination;
  const sum = pairs.reduce((total, pair) => total + (pair?.offer.price ?? 0), 0);
  const due = request.minimal ? (record.total ?? 0) : sum;
  const totalPaymentDue = { '@type': 'PriceSpecification', price: amount(due) };
  switch (request.call) {
    case 'C1':
    case 'C2': {
      const quote = { '@type': 'OrderQuote', orderedItem: itemsOf(examination, false), totalPaymentDue };
      return [quote, { ...quote, lease: { '@type': 'Lease', leaseExpires: new Date(LEASE_ENDS).toISOString() } }];
    }
    case 'P':
      return [
        {
          '@type': 'OrderProposal',
          orderProposalVersion: versionOf(examination),
          orderedItem: itemsOf(examination, true),
          totalPaymentDue,
        },
      ];
    case 'B':
      return [{ '@type': 'Order', orderedItem: itemsOf(examination, true), totalPaymentDue }];
    default:
      return [undefined];
  }
}

const errorOf = (rule: GuardId): readonly [type: string, status: number] => {
  const guard: Guard = GUARDS[rule];
  const [named] = guard.errors;
  return named === undefined ? ['OpenBookingError', 400] : [named, ERROR_STATUS[named]];
};

/** The errors on the items of a quote, in which as few items as can be are in error. */
export function errorsByLine(
  { request, faults, shortages }: Examination,
  because: GuardId,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const { rule, certainty, line } of faults) {
    const told = certainty === 'must' || rule === because;
    if (line !== undefined && told && rule !== 'items/within-capacity' && !found.has(line)) {
      found.set(line, errorOf(rule)[0]);
    }
  }
  for (const { lines, fewest, most } of shortages) {
    const wanted = because === 'items/within-capacity' ? Math.max(fewest, Math.min(1, most)) : fewest;
    const sound = lines.filter((line) => !found.has(line) && line < request.lines.length);
    for (const line of sound.slice(sound.length - wanted)) found.set(line, 'OpportunityHasInsufficientCapacityError');
  }
  return found;
}

function refusedBody(examination: Examination, because: GuardId): Answer {
  const { request } = examination;
  const quote = request.call === 'C1' || request.call === 'C2';
  if (!quote || !because.startsWith('items/')) {
    const [type, status] = errorOf(because);
    return answer(status, { '@context': 'https://openactive.io/', '@type': type });
  }
  const errors = errorsByLine(examination, because);
  const orderedItem = itemsOf(examination, false).map((item, line) => {
    const type = errors.get(line);
    return type === undefined ? item : { ...(item as JsonObject), error: [{ '@type': type }] };
  });
  return answer(409, { '@type': 'OrderQuote', orderedItem });
}

/** The answers by which an outcome may show itself. */
export function answersFor({ examination }: Judgement, outcome: Outcome): readonly Answer[] {
  if (outcome.kind === 'refused') return [refusedBody(examination, outcome.because)];
  const status = { P: 201, B: 201, C1: 200, C2: 200, status: 200 } as const;
  const code = Object.entries(status).find(([call]) => call === examination.request.call)?.[1] ?? 204;
  return acceptedBodies(examination).map((body) => answer(code, body));
}

/** A quote of so many items, with an error of one type on some of them. */
export const itemErrorAnswer = (
  count: number,
  lines: readonly number[],
  type: ErrorType,
  more: JsonObject = {},
): Answer =>
  answer(409, {
    '@type': 'OrderQuote',
    orderedItem: Array.from({ length: count }, (_, position) => ({
      '@type': 'OrderItem',
      position,
      ...(lines.includes(position) ? { error: [{ '@type': type }] } : {}),
    })),
    ...more,
  });
