import { orderItemId } from '../protocol/ids.ts';
import { get, getArray, getString } from '../protocol/json.ts';
import { readAmount } from '../protocol/money.ts';
import { readInstant } from '../protocol/time.ts';
import { leaseIn, type Observed } from './answer.ts';
import { contentOf } from './content.ts';
import { askedAfter } from './details.ts';
import { carriesPayment, prepaymentOf, type Examination } from './examine.ts';
import { minimalFaults } from './faults/order.ts';
import { linesToCancel } from './faults/patch.ts';
import { holdsAfterRejection, isBooked, isCancelled, isProposal, spacesOf } from './ledger.ts';
import type { OrderState } from './lifecycle.ts';
import { pairItems } from './pairing.ts';
import { payerOf } from './request.ts';
import { withOrder, type Hold, type OrderLine, type OrderRecord, type World } from './world.ts';

/** What an accepted call does to the world. Each function gives every world that may follow. */

type Body = Extract<Observed, { kind: 'accepted' }>['body'];

/** The items that a request asks for, as far as the open feeds know them. */
function askedLines({ request, pairs }: Examination): readonly OrderLine[] {
  return pairs.flatMap((pair, index): readonly OrderLine[] =>
    pair === undefined
      ? []
      : [
          {
            opportunity: pair.opportunity.id,
            offer: pair.offer.id,
            price: pair.offer.price,
            position: request.lines[index]?.position,
            itemId: undefined,
            status: undefined,
          },
        ],
  );
}

const totalOf = (body: Body) => readAmount(get(get(body, 'totalPaymentDue'), 'price'));

/** The items with the ids that an answer gives them. */
function named(lines: readonly OrderLine[], body: Body): readonly OrderLine[] {
  const answered = getArray(body, 'orderedItem');
  const paired = pairItems(lines, answered);
  return lines.map((line, index) => {
    const id = getString(answered[paired.indexOf(index)], '@id');
    return id === undefined ? line : { ...line, itemId: orderItemId(id) };
  });
}

function leaseOf(body: Body, lines: readonly OrderLine[]): Hold | undefined {
  const lease = leaseIn(body);
  return lease && { spaces: spacesOf(lines), until: readInstant(get(lease, 'leaseExpires')) };
}

function quoted(examination: Examination, state: OrderState, body: Body): readonly OrderRecord[] {
  const { record, request, machine, pairs } = examination;
  if (isBooked(record)) return [record];
  // What a quote does to a proposal of the same UUID is not said.
  if (isProposal(record)) return [{ ...record, unsettled: true }];
  const lines = askedLines(examination);
  const made: OrderRecord = {
    ...record,
    state,
    role: request.role,
    prepayment: prepaymentOf(pairs),
    flow: machine.flow,
    lines,
    asked: askedAfter(record.asked, request, body),
    hold: leaseOf(body, lines),
    total: totalOf(body),
    payer: payerOf(request),
  };
  if (made.hold !== undefined) return [made];
  // A lost answer may have told of a lease; and a call that gives none may have left an earlier one standing.
  const lost = body === undefined && lines.length > 0 ? { spaces: spacesOf(lines), until: undefined } : undefined;
  const possible = [lost, record.hold].filter((hold) => hold !== undefined);
  return [made, ...possible.map((hold): OrderRecord => ({ ...made, state: 'leased', hold }))];
}

function proposed(examination: Examination, state: OrderState, body: Body): readonly OrderRecord[] {
  const { record, request, pairs } = examination;
  if (isProposal(record) || isBooked(record)) return [learnt(record, body)];
  const lines = named(askedLines(examination), body).map((line): OrderLine => ({
    ...line,
    status: 'OrderItemProposed',
  }));
  const version = getString(body, 'orderProposalVersion');
  const made: OrderRecord = {
    ...record,
    state,
    role: request.role,
    prepayment: prepaymentOf(pairs),
    flow: 'OpenBookingApprovalFlow',
    lines,
    content: contentOf(request),
    total: totalOf(body) ?? record.total,
    payer: payerOf(request),
    paid: carriesPayment(request.body),
    versions: version === undefined ? [] : [version],
    hold: {
      spaces: spacesOf(lines),
      until: undefined,
      ...(record.hold?.until === undefined ? {} : { leasedUntil: record.hold.until }),
    },
  };
  // Whether a proposal holds its spaces is the booking system's choice (#proposal-leasing).
  return [made, { ...made, hold: undefined }];
}

/** A repeated call can tell the ids, the total and the version that the first answer, lost, would have told. */
function learnt(record: OrderRecord, body: Body): OrderRecord {
  const unnamed = record.lines.some((line) => line.itemId === undefined);
  const version = isProposal(record) ? getString(body, 'orderProposalVersion') : undefined;
  return {
    ...record,
    lines: unnamed ? named(record.lines, body) : record.lines,
    total: record.total ?? (record.changes === 0 ? totalOf(body) : undefined),
    versions: record.versions.length === 0 && version !== undefined ? [version] : record.versions,
  };
}

/** What is known of the body behind a confirmed proposal: whether more than the minimal B was taken up is not said. */
const confirmed = ({ record, request }: Examination): OrderRecord['content'] =>
  record.content && minimalFaults(request).length > 0 ? { ...record.content, rest: 'null' } : record.content;

function booked(examination: Examination, state: OrderState, body: Body): readonly OrderRecord[] {
  const { record, request, pairs } = examination;
  if (isBooked(record)) return [learnt(record, body)];
  const fromProposal = isProposal(record);
  const lines = named(fromProposal ? record.lines : askedLines(examination), body).map((line): OrderLine => ({
    ...line,
    status: 'OrderItemConfirmed',
  }));
  return [
    {
      ...record,
      state,
      role: request.role ?? record.role,
      prepayment: fromProposal ? record.prepayment : prepaymentOf(pairs),
      lines,
      content: fromProposal ? confirmed(examination) : contentOf(request),
      total: totalOf(body) ?? record.total,
      // The version of a P whose answer was lost is known by B's having been accepted with it.
      versions: record.versions.length > 0 || request.version === undefined ? record.versions : [request.version],
      hold: undefined,
      changes: 0,
      proposalChanges: record.proposalChanges + (fromProposal ? 1 : 0),
    },
  ];
}

function cancelled({ record, request }: Examination, state: OrderState): readonly OrderRecord[] {
  const going = new Set(linesToCancel(request, record).filter((line) => !isCancelled(line)));
  if (going.size === 0) return [record];
  const lines = record.lines.map((line): OrderLine =>
    going.has(line) ? { ...line, status: 'CustomerCancelled' } : line,
  );
  return [{ ...record, state, lines, changes: record.changes + 1, total: undefined }];
}

function quoteDeleted({ record }: Examination, state: OrderState): readonly OrderRecord[] {
  if (isBooked(record) || record.state === 'deleted') return [record];
  const released: OrderRecord = { ...record, state, hold: undefined };
  // The quote behind a proposal may be gone, or taken for the proposal's own.
  return isProposal(record) && record.hold ? [record, released] : [released];
}

function orderDeleted({ record }: Examination, state: OrderState): readonly OrderRecord[] {
  const gone: OrderRecord = { ...record, state, hold: undefined, changes: record.changes > 0 ? record.changes + 1 : 0 };
  // Whether the path of orders reaches what is no order yet is not said.
  return isBooked(record) || record.hold === undefined ? [gone] : [gone, record];
}

const rejected = (record: OrderRecord, state: OrderState): readonly OrderRecord[] =>
  holdsAfterRejection(record).map((hold) => ({ ...record, state, hold, proposalChanges: record.proposalChanges + 1 }));

/** What a call that was accepted makes of its order. */
function recordsAfter(examination: Examination, state: OrderState, body: Body): readonly OrderRecord[] {
  const { record, request } = examination;
  switch (request.call) {
    case 'C1':
    case 'C2':
      return quoted(examination, state, body);
    case 'P':
      return proposed(examination, state, body);
    case 'B':
      return booked(examination, state, body);
    case 'cancel':
      return cancelled(examination, state);
    case 'delete-quote':
      return quoteDeleted(examination, state);
    case 'delete-order':
      return orderDeleted(examination, state);
    case 'update-proposal':
      return state === record.state ? [record] : rejected(record, state);
    case 'status':
      return [record];
  }
}

/** The worlds after a call that was accepted and led its order to `state`. */
export function afterAccepted(examination: Examination, state: OrderState, body: Body): readonly World[] {
  return recordsAfter(examination, state, body).map((record) => {
    const world = withOrder(examination.world, record);
    if (!record.unsettled) return world;
    const unknown = Object.fromEntries(record.lines.map(({ opportunity }) => [opportunity, undefined]));
    return { ...world, spaces: { ...world.spaces, ...unknown } };
  });
}
