import { get, isObject, type JsonObject } from '../protocol/json.ts';
import type { Pennies } from '../protocol/money.ts';
import type { BookingFlow, Prepayment } from '../protocol/vocabulary.ts';
import { compareContent } from './content.ts';
import { detailsFaults } from './faults/details.ts';
import { itemFaults, pairOf, shortages, type Pair, type Shortage } from './faults/items.ts';
import {
  bodyFaults,
  isCheckpoint,
  itemListFaults,
  minimalFaults,
  sellerFaults,
  sellerOf,
  versionFaults,
} from './faults/order.ts';
import { cancellationFaults, linesToCancel, proposalUpdateFaults } from './faults/patch.ts';
import { paymentFaults, reconciliationFaults, totalFaults } from './faults/payment.ts';
import { peopleFaults } from './faults/people.ts';
import { hasSoundValues } from './faults/values.ts';
import type { Ground } from './ground.ts';
import type { Certainty, Fault, GuardId } from './guards.ts';
import { isBooked, isCancelled, isProposal } from './ledger.ts';
import { LIFECYCLE, type Condition } from './lifecycle.ts';
import type { Facts, MachineKey } from './order-machine.ts';
import { payerOf, type CallRequest } from './request.ts';
import { orderIn, type OrderRecord, type World } from './world.ts';

/** What the model makes of a request in one world, before it looks at the answer. */
export interface Examination {
  readonly request: CallRequest;
  readonly world: World;
  readonly record: OrderRecord;
  readonly machine: MachineKey;
  readonly facts: Facts;
  readonly faults: readonly Fault[];
  readonly shortages: readonly Shortage[];
  readonly pairs: readonly (Pair | undefined)[];
}

/** The prepayment of a total, from the accepted offers (#booking-without-payment). */
export function prepaymentOf(pairs: readonly (Pair | undefined)[]): Prepayment | 'Free' {
  const offers = pairs.filter((pair) => pair !== undefined).map(({ offer }) => offer);
  if (offers.every(({ price }) => price === 0)) return 'Free';
  const priced = offers.filter(({ price }) => price > 0).map(({ prepayment }) => prepayment ?? 'Required');
  if (priced.includes('Required')) return 'Required';
  return priced.includes('Optional') ? 'Optional' : 'Unavailable';
}

/** Whether the prepayment feature is known to be missing from the target: then all that costs is Required. */
const prepaymentUnsupported = ({ features }: Ground): boolean =>
  ['prepayment-optional', 'prepayment-required', 'prepayment-unavailable'].every((name) => features[name] === false);

/**
 * The total that the booking system should ask for: what it quoted last for the same items and payer, or the sum of the
 * prices of a seller whose prices contain tax. Undefined where neither tells.
 */
function expectedTotal(
  request: CallRequest,
  record: OrderRecord,
  pairs: readonly (Pair | undefined)[],
): Pennies | undefined {
  const known = pairs.filter((pair) => pair !== undefined);
  const sum = known.reduce((total, { offer }) => total + offer.price, 0);
  if (known.length !== pairs.length) return undefined;
  if (sum === 0) return 0;
  const asked = known.map(({ opportunity, offer }) => `${opportunity.id} ${offer.id}`).sort();
  const quoted = record.lines.map(({ opportunity, offer }) => `${opportunity} ${offer}`).sort();
  const payer = payerOf(request);
  const sameTerms = record.role === (request.role ?? 'AgentBroker') && record.payer === payer;
  if (record.total !== undefined && sameTerms && asked.join() === quoted.join()) return record.total;
  // For a business, prices may come without tax; only a quote then tells the total.
  const gross = known.every(({ opportunity }) => opportunity.taxMode === 'TaxGross');
  return gross && payer !== 'business' ? sum : undefined;
}

type WithBody = CallRequest & { readonly body: JsonObject };
const hasBody = (request: CallRequest): request is WithBody => request.body !== undefined;

/** The prepayment of what a request books: of its own items, or of the order's where it names none. */
function prepaymentDue(record: OrderRecord, pairs: readonly (Pair | undefined)[], ground: Ground): Prepayment | 'Free' {
  const fromOffers = pairs.length === 0 ? record.prepayment : prepaymentOf(pairs);
  return fromOffers !== 'Free' && prepaymentUnsupported(ground) ? 'Required' : fromOffers;
}

/** Whether a P or B is for an offer of which nobody has told what it costs, in its request or its proposal. */
const isPriceUnknown = (
  request: CallRequest,
  record: OrderRecord,
  pairs: readonly (Pair | undefined)[],
  ground: Ground,
): boolean =>
  !ground.openData.complete &&
  (request.call === 'P' || request.call === 'B') &&
  (request.minimal
    ? record.lines.some((line) => pairOf({ ...line, raw: null }, ground) === undefined)
    : pairs.includes(undefined));

/** Of what has to be paid nobody knows when: the prepayment with which the request would be refused. */
const assumedPrepayment = ({ body }: CallRequest): Prepayment | 'Free' =>
  get(body, 'payment') === undefined ? 'Required' : 'Free';

function bookingFaults(
  request: WithBody,
  record: OrderRecord,
  pairs: readonly (Pair | undefined)[],
  ground: Ground,
): readonly Fault[] {
  // Prices of items that do not exist, or are not named, are not known, so neither is what payment they would call for.
  const unknown = isPriceUnknown(request, record, pairs, ground);
  const priced = !unknown && (request.minimal || (pairs.length > 0 && pairs.every((pair) => pair !== undefined)));
  const alreadyGiven = request.minimal && record.paid;
  const prepayment = unknown ? assumedPrepayment(request) : prepaymentDue(record, pairs, ground);
  const payment = paymentFaults(request.body, { prepayment, alreadyGiven });
  const found = priced ? payment : payment.map((fault): Fault => ({ ...fault, certainty: 'may' }));
  if (request.minimal) return found;
  const total = expectedTotal(request, record, pairs);
  const currency = pairs.find((pair) => pair?.offer.price)?.offer.currency;
  // Another seller may have another tax mode, and so another total.
  const elsewhere: readonly Fault[] =
    sellerFaults(request, ground).length > 0 ? [{ rule: 'totals/total-due-matches', certainty: 'may' }] : [];
  return [...found, ...totalFaults(request.body, { total, currency }), ...elsewhere];
}

/** Faults that no state makes and no state takes away. */
function payloadFaults(
  request: CallRequest,
  record: OrderRecord,
  world: World,
  pairs: readonly (Pair | undefined)[],
  ground: Ground,
  now: number,
): readonly Fault[] {
  const outer = bodyFaults(request);
  if (!hasBody(request)) return outer;
  const odd: readonly Fault[] = hasSoundValues(request.body) ? [] : [{ rule: 'calls/sound-values', certainty: 'may' }];
  if (request.call === 'cancel') return [...outer, ...odd, ...cancellationFaults(request, record, world, ground, now)];
  if (request.call === 'update-proposal') return [...outer, ...odd, ...proposalUpdateFaults(request.body)];
  if (!isCheckpoint(request.call)) return outer;
  const seller = sellerOf(request.body, ground);
  const total = pairs.every((pair) => pair?.offer.price === 0) ? 0 : undefined;
  const reconciliation = reconciliationFaults(
    request.body,
    seller,
    ground.features['payment-reconciliation-detail-validation'],
    request.minimal ? record.total : total,
  );
  const booking = request.call === 'P' || request.call === 'B' ? bookingFaults(request, record, pairs, ground) : [];
  if (request.minimal) return [...outer, ...odd, ...minimalFaults(request), ...booking, ...reconciliation];
  return [
    ...outer,
    ...odd,
    ...peopleFaults(request, request.body),
    ...sellerFaults(request, ground),
    ...itemListFaults(request),
    ...itemFaults(request, ground, now),
    ...detailsFaults(request, record, ground),
    ...booking,
    ...reconciliation,
  ];
}

/** The faults of a B that come from the proposal, or from there being none. */
function proposalFaults(request: CallRequest, record: OrderRecord): readonly Fault[] {
  if (request.call !== 'B' || request.body === undefined) return [];
  if (isProposal(record)) return versionFaults(request, record.versions);
  // A version that is no text is none to one system, and one that never was to another.
  const odd = request.version === undefined && get(request.body, 'orderProposalVersion') !== undefined;
  if (odd)
    return (['known', 'current'] as const).map((what) => ({ rule: `order-level/version-${what}`, certainty: 'may' }));
  if (!request.minimal) return [];
  if (isBooked(record))
    return request.version === record.versions.at(-1) ? [] : versionFaults(request, record.versions);
  return [{ rule: 'order-level/version-known', certainty: 'must' }];
}

function conditionsOf(
  request: CallRequest,
  record: OrderRecord,
  pairs: readonly (Pair | undefined)[],
): ReadonlySet<Condition> {
  const found = new Set<Condition>();
  const comparison = compareContent(request, record);
  if (comparison !== undefined) found.add(comparison === 'different' ? 'different-content' : 'same-content');
  found.add(pairs.some((pair) => pair?.offer.needsApproval) ? 'approval-needed' : 'approval-not-needed');
  if (get(request.body, 'orderProposalStatus') === 'https://openactive.io/CustomerRejected')
    found.add('customer-rejects');
  if (request.call === 'cancel' && isBooked(record)) {
    const going = new Set(linesToCancel(request, record));
    const left = record.lines.filter((line) => !isCancelled(line) && !going.has(line));
    if (left.length > 0) found.add('items-remain');
    if (left.length === record.lines.length) found.add('nothing-cancelled');
  }
  return found;
}

/** Whether a B without a proposal may need one: where an offer is not known, or only by answers, which do not say. */
function approvalPerhapsNeeded(
  request: CallRequest,
  record: OrderRecord,
  pairs: readonly (Pair | undefined)[],
  ground: Ground,
): readonly Fault[] {
  if (request.call !== 'B' || request.minimal || isProposal(record) || isBooked(record)) return [];
  const unsaid = pairs.some((pair) =>
    pair === undefined ? !ground.openData.complete : pair.offer.needsApproval === undefined,
  );
  return unsaid ? [{ rule: 'lifecycle/approval-needed', certainty: 'may' }] : [];
}

/** The reasons that the order's state gives to refuse a call. */
function stateFaults(request: CallRequest, record: OrderRecord, conditions: ReadonlySet<Condition>): readonly Fault[] {
  return LIFECYCLE[record.state][request.call].refused
    .filter(({ when }) => when === undefined || conditions.has(when))
    .map(({ rule, certainty }) => ({ rule, certainty }));
}

/** A repeated P or B may be answered from memory, before anything in it is looked at. */
function softenRepeat(faults: readonly Fault[], request: CallRequest, record: OrderRecord): readonly Fault[] {
  const repeat =
    (request.call === 'B' && isBooked(record)) || (request.call === 'P' && (isProposal(record) || isBooked(record)));
  const comparison = compareContent(request, record);
  if (!repeat || comparison === undefined || comparison === 'different') return faults;
  const softened = faults
    .filter(({ rule }) => rule !== 'items/within-capacity')
    .map((fault): Fault => (fault.certainty === 'must' ? { ...fault, certainty: 'may' } : fault));
  return comparison === 'same' ? softened : [...softened, { rule: 'order-level/already-exists', certainty: 'unclear' }];
}

function flowOf(request: CallRequest, record: OrderRecord, pairs: readonly (Pair | undefined)[]): BookingFlow {
  const approval =
    request.call === 'P' ||
    request.call === 'update-proposal' ||
    isProposal(record) ||
    record.versions.length > 0 ||
    request.version !== undefined ||
    pairs.some((pair) => pair?.offer.needsApproval === true);
  return approval ? 'OpenBookingApprovalFlow' : 'OpenBookingSimpleFlow';
}

/** Items in error do not count in a total: a booking system that adds up first may find another one than the broker. */
function totalWithoutItems(request: CallRequest, faults: readonly Fault[]): readonly Fault[] {
  const books = (request.call === 'P' || request.call === 'B') && request.body !== undefined && !request.minimal;
  const excluded = faults.some(({ rule, certainty }) => rule.startsWith('items/') && certainty === 'must');
  return books && excluded ? [{ rule: 'totals/total-due-matches', certainty: 'may' }] : [];
}

const STRENGTH: Readonly<Record<Certainty, number>> = { may: 0, unclear: 1, must: 2 };

/** The surest fault of each rule; unclear ones as the reading has them. */
function factsOf(faults: readonly Fault[], conditions: ReadonlySet<Condition>, strict: boolean): Facts {
  const surest: Partial<Record<GuardId, Certainty>> = {};
  for (const { rule, certainty } of faults) {
    const read: Certainty = certainty === 'unclear' ? (strict ? 'must' : 'may') : certainty;
    const known = surest[rule];
    if (known === undefined || STRENGTH[read] > STRENGTH[known]) surest[rule] = read;
  }
  return { faults: surest, conditions };
}

/** Examines a request in one world: every fault that it has there, and the machine that decides. */
export function examine(world: World, request: CallRequest, ground: Ground, now: number): Examination {
  const record = orderIn(world, request.key);
  const whole = isCheckpoint(request.call) && !request.minimal;
  const pairs = whole ? request.lines.map((line) => pairOf(line, ground)) : [];
  const conditions = conditionsOf(request, record, pairs);
  const payload = payloadFaults(request, record, world, pairs, ground, now);
  const confirming = request.call === 'B' && isProposal(record);
  const wanted = confirming ? { lines: linesAgain(record) } : { lines: whole ? request.lines : [] };
  const short = isBooked(record) ? [] : shortages(wanted, payload, world, request.key);
  const capacity = short.map(({ fewest, lines }): Fault => {
    const certainty = fewest > 0 ? 'must' : 'may';
    return { rule: 'items/within-capacity', certainty, ...(lines.length === 1 ? { line: lines[0] ?? 0 } : {}) };
  });
  const proposal = [...proposalFaults(request, record), ...approvalPerhapsNeeded(request, record, pairs, ground)];
  const own = softenRepeat([...payload, ...proposal, ...capacity], request, record);
  const faults = [...stateFaults(request, record, conditions), ...own, ...totalWithoutItems(request, own)];
  const machine: MachineKey = {
    role: request.role ?? record.role ?? 'AgentBroker',
    prepayment: isPriceUnknown(request, record, pairs, ground)
      ? assumedPrepayment(request)
      : prepaymentDue(record, pairs, ground),
    flow: flowOf(request, record, pairs),
  };
  return {
    request,
    world,
    record,
    machine,
    facts: factsOf(faults, conditions, ground.strict),
    faults,
    shortages: short,
    pairs,
  };
}

const linesAgain = (record: OrderRecord) =>
  record.lines.map(({ opportunity, offer, position }) => ({ opportunity, offer, position, raw: null }));

/** Whether a body carries a payment at all. */
export const carriesPayment = (body: JsonObject | undefined): boolean => isObject(get(body, 'payment'));
