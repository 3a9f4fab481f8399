import { isBooked, pairKey, type Examination, type GuardId, type Observed } from '../model/index.ts';
import { foreignTwin } from './explain.ts';

/** The promises that an admissible answer kept: rules that only speak up when they are broken. */

const CHECKPOINTS: readonly string[] = ['C1', 'C2', 'P', 'B'];

/** What is promised of the people and the payment of a whole order that was accepted. */
function ofOrder({ request, record, machine }: Examination): readonly string[] {
  const people = ['broker-role/complete-broker-accepted'];
  if (request.call === 'C1' || request.minimal) return people;
  const customer =
    request.body?.['customer'] === undefined ? 'reseller-customer-optional' : 'complete-customer-accepted';
  const details = request.lines.some((line) => record.asked[pairKey(line)] !== undefined);
  const met = [...people, `broker-role/${customer}`, ...(details ? ['items/complete-details-accepted'] : [])];
  if (request.call === 'C2') return met;
  const unpaid = request.body?.['payment'] === undefined;
  const { prepayment } = machine;
  const payment = !unpaid
    ? 'complete-payment-accepted'
    : prepayment === 'Optional'
      ? 'optional-payment-not-demanded'
      : prepayment === 'Required'
        ? undefined
        : 'no-payment-not-demanded';
  return [...met, 'totals/matching-total-accepted', ...(payment === undefined ? [] : [`prepayment/${payment}`])];
}

function ofAccepted(examination: Examination): readonly string[] {
  const { request, record, facts } = examination;
  const kept = ['calls/valid-request-succeeds'];
  if (request.call === 'delete-quote') kept.push('calls/quote-deletion-always-succeeds');
  if (request.call === 'cancel' && examination.faults.length === 0) kept.push('cancellation/repeat-is-idempotent');
  if (!CHECKPOINTS.includes(request.call)) return kept;
  kept.push('calls/parsable-body', 'state/free-spaces-bookable', ...ofOrder(examination));
  if (foreignTwin(examination)) kept.push('isolation/uuid-per-partner');
  if (isBooked(record) && facts.conditions.has('same-content')) kept.push('state/repeat-is-idempotent');
  return kept;
}

/** The promises that an answer kept, given that it was admissible. `because`: the rule by which it was refused. */
export function promisesKept(
  examination: Examination,
  observed: Observed,
  because: GuardId | undefined,
): readonly string[] {
  if (observed.kind === 'lost' || observed.kind === 'busy') return [];
  const always = ['calls/answers-in-time', 'calls/no-unnamed-server-error'];
  if (observed.kind === 'accepted') return [...always, ...ofAccepted(examination)];
  const items = observed.items.size > 0 ? ['items/only-offending-items'] : [];
  const foreign =
    because === 'order-level/order-known' && foreignTwin(examination) ? ['isolation/no-foreign-access'] : [];
  return [...always, ...items, ...foreign, ...(because === undefined ? [] : [because])];
}
