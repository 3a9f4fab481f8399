import { ERROR_STATUS, isErrorType } from '../protocol/errors.ts';
import {
  GUARDS,
  isBooked,
  isProposal,
  itemErrorProblems,
  MENDABLE,
  type Examination,
  type Guard,
  type GuardId,
  type Observed,
  type OrderKey,
} from '../model/index.ts';
import type { Causes } from './causes.ts';

/** A rule that an answer broke, in words. */
export interface RuleBroken {
  readonly rule: string;
  readonly expected: string;
  readonly found: string;
}

type Refused = Extract<Observed, { kind: 'refused' }>;

const CAPACITY: readonly string[] = GUARDS['items/within-capacity'].errors;

const DETAILS: readonly string[] = [...MENDABLE, 'InvalidIntakeFormError'];

/** `400 IncompleteCustomerDetailsError`, for each error by which a rule is kept; `strict`: under its strict reading. */
export function expectedErrors(rule: GuardId, strict = false): string {
  const guard: Guard = GUARDS[rule];
  const errors = guard.errors.map((type) => `${ERROR_STATUS[type]} ${type}`);
  if (guard.otherErrors && !(strict && errors.length > 0)) {
    const client = `${errors.length > 0 ? 'another' : 'an'} error with a status of 4xx`;
    errors.push(guard.otherErrors === 'any' ? `${client} or 500 OpenBookingError` : client);
  }
  return errors.join(' or ');
}

const showRefusal = ({ error, items }: Refused): string => {
  const types = [...new Set([...items.values()].flat())];
  const what = items.size > 0 ? `errors on items (${types.join(', ')})` : (error.type ?? 'no error that could be read');
  return `${error.status} ${what}`;
};

/** What is said of an answer where none was admissible: shown as "found". */
export function showAnswer(observed: Observed): string {
  switch (observed.kind) {
    case 'accepted':
      return `${observed.status}, accepted`;
    case 'refused':
      return showRefusal(observed);
    case 'busy':
      return `${observed.status}, busy`;
    case 'lost':
      return 'no answer';
  }
}

/** The order of another booking partner that has the same UUID, if there is one. */
export function foreignTwin({ world, request }: Examination): boolean {
  return Object.keys(world.orders).some(
    (key) =>
      key !== request.key && key.endsWith(` ${request.uuid}`) && world.orders[key as OrderKey]?.state !== 'absent',
  );
}

/** An accepted call that had to be refused: each rule for which it had to be. */
function explainAccepted(examination: Examination, observed: Observed): readonly RuleBroken[] {
  const { facts } = examination;
  const broken = (Object.keys(facts.faults) as GuardId[]).filter((rule) => facts.faults[rule] === 'must');
  // Whatever else is wrong with it: the order is another's.
  const trespass = broken.includes('order-level/order-known') && foreignTwin(examination);
  return (trespass ? (['order-level/order-known'] as const) : broken).map((rule) => ({
    rule: trespass ? 'isolation/no-foreign-access' : rule,
    expected: `refused with ${expectedErrors(rule)}`,
    found: showAnswer(observed),
  }));
}

/** Whether an answer is a server error that the specification does not name. */
export const isUnnamedServerError = ({ error }: Refused): boolean =>
  error.status >= 500 &&
  (!isErrorType(error.type)
    ? error.type !== 'OpenBookingError'
    : error.type.startsWith('Internal') || ERROR_STATUS[error.type] < 500);

/** Which promise is broken by an error that nothing in the request justifies. */
function promiseOf(type: string | undefined, examination: Examination): string | undefined {
  const { machine, facts } = examination;
  const { prepayment } = machine;
  switch (type) {
    case 'IncompleteBrokerDetailsError':
      return 'broker-role/complete-broker-accepted';
    case 'IncompleteCustomerDetailsError':
      return `broker-role/${machine.role === 'ResellerBroker' ? 'reseller-customer-optional' : 'complete-customer-accepted'}`;
    case 'MissingPaymentDetailsError':
      if (prepayment === 'Required') return 'prepayment/complete-payment-accepted';
      return `prepayment/${prepayment === 'Optional' ? 'optional-payment' : 'no-payment'}-not-demanded`;
    case 'IncompletePaymentDetailsError':
    case 'UnnecessaryPaymentDetailsError':
    case 'InvalidPaymentDetailsError':
      return 'prepayment/complete-payment-accepted';
    case 'TotalPaymentDueMismatchError':
      return 'totals/matching-total-accepted';
    case 'IncompleteAttendeeDetailsError':
    case 'IncompleteIntakeFormError':
    case 'InvalidIntakeFormError':
      return 'items/complete-details-accepted';
    case 'OrderAlreadyExistsError':
    case 'GoneError':
      if (facts.conditions.has('same-content')) return 'state/repeat-is-idempotent';
      return foreignTwin(examination) ? 'isolation/uuid-per-partner' : undefined;
    default:
      return undefined;
  }
}

/** Which promise a refusal breaks when nothing was wrong with the request. */
function falseRefusal(examination: Examination, type: string | undefined, causes: Causes): string {
  const { request, record } = examination;
  if (request.call === 'delete-quote') return 'calls/quote-deletion-always-succeeds';
  // Items that are not cancelled yet give a fault of at least "may".
  if (request.call === 'cancel' && isBooked(record) && examination.faults.length === 0) {
    return 'cancellation/repeat-is-idempotent';
  }
  if (type !== undefined && CAPACITY.includes(type)) return spacesRule(examination, causes);
  return promiseOf(type, examination) ?? 'calls/valid-request-succeeds';
}

/** Spaces refused though they are free: told by what last touched them. */
function spacesRule({ request, record }: Examination, causes: Causes): string {
  const touched = [...request.lines, ...record.lines].map(({ opportunity }) => opportunity);
  const cause = touched.map((opportunity) => opportunity && causes.get(opportunity)).find((rule) => rule !== undefined);
  return cause ?? 'state/free-spaces-bookable';
}

/** A quote whose items carry other errors than they should. */
function explainItems(examination: Examination, observed: Refused, causes: Causes): readonly RuleBroken[] {
  return itemErrorProblems(examination, observed.items).map(({ rule, line, expected, found }) => {
    const where = line === undefined ? '' : ` on item ${line + 1}`;
    const unjustified = CAPACITY.some((type) => found.includes(type))
      ? spacesRule(examination, causes)
      : DETAILS.some((type) => found.includes(type))
        ? 'items/complete-details-accepted'
        : 'items/only-offending-items';
    return { rule: rule ?? unjustified, expected: `${expected}${where}`, found: `${found}${where}` };
  });
}

const THERE_ALREADY: readonly string[] = ['OrderAlreadyExistsError', 'GoneError'];

function explainRefused(
  examination: Examination,
  observed: Refused,
  causes: Causes,
  strict: boolean,
): readonly RuleBroken[] {
  const found = showRefusal(observed);
  const { facts, request, record } = examination;
  const must = (Object.keys(facts.faults) as GuardId[]).filter((rule) => facts.faults[rule] === 'must');
  if (isUnnamedServerError(observed)) {
    const expected = must[0] === undefined ? 'the call accepted' : expectedErrors(must[0], strict);
    return [{ rule: 'calls/no-unnamed-server-error', expected, found }];
  }
  const quote = request.call === 'C1' || request.call === 'C2';
  if (quote && observed.items.size > 0 && observed.error.status === 409)
    return explainItems(examination, observed, causes);
  const root = must[0];
  // Whatever is wrong with it: what is there already is another's.
  const named = observed.error.type;
  if (
    named !== undefined &&
    THERE_ALREADY.includes(named) &&
    !isProposal(record) &&
    !isBooked(record) &&
    foreignTwin(examination)
  ) {
    const expected = root === undefined ? 'the call accepted' : expectedErrors(root, strict);
    return [{ rule: 'isolation/uuid-per-partner', expected, found }];
  }
  if (root !== undefined) return [{ rule: root, expected: expectedErrors(root, strict), found }];
  const itemTypes = [...observed.items.values()].flat();
  const type = itemTypes.find((each) => CAPACITY.includes(each)) ?? itemTypes[0] ?? observed.error.type;
  return [{ rule: falseRefusal(examination, type, causes), expected: 'the call accepted', found }];
}

/** Which rules an answer broke that no admissible outcome fits; the root first. `strict`: under their strict readings. */
export function explain(
  examination: Examination,
  observed: Observed,
  causes: Causes,
  strict = false,
): readonly RuleBroken[] {
  const broken =
    observed.kind === 'accepted'
      ? explainAccepted(examination, observed)
      : observed.kind === 'refused'
        ? explainRefused(examination, observed, causes, strict)
        : [];
  return broken.length > 0
    ? broken
    : [{ rule: 'calls/valid-request-succeeds', expected: 'an admissible answer', found: showAnswer(observed) }];
}
