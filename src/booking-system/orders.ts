import { get, type JsonObject } from '../protocol/json.ts';
import { recordBody } from './bodies/order-bodies.ts';
import { isCancelled } from './cancellation.ts';
import { judge } from './checks.ts';
import { problem } from './problems.ts';
import { confirmProposal, versionIn } from './proposals.ts';
import type { Given, Order, OrderedItem } from './records.ts';
import { NO_CONTENT, refuse, type Reply } from './replies.ts';
import { readSubmission, taxOnLine, type Caller, type Submission } from './submission.ts';
import type { System } from './system.ts';
import type { Soon } from './turns.ts';

/** The items of a new order or proposal: the lines that can be booked. */
export function createItems(system: System, { lines, given }: Submission, status: OrderedItem['status']) {
  return lines.flatMap((line): OrderedItem[] => {
    if (!line.opportunity || !line.offer || line.problems.length > 0) return [];
    return [
      {
        number: system.seams.items.number(system),
        position: line.position,
        opportunity: line.opportunity,
        offer: line.offer,
        tax: taxOnLine(system, line, given),
        details: line.details,
        status,
      },
    ];
  });
}

/**
 * The answer to a B that made an order, or that repeats it. What the request itself says of people and payment is
 * reflected, though only what was said first is kept.
 */
export function orderReply(system: System, order: Order, said: Given): Reply {
  const shown = { ...order, given: { ...order.given, ...said } };
  return { status: 201, body: system.seams.shape.answer(recordBody(system, shown, 'B'), 'B') };
}

/** B: makes the order, confirms a proposal, or gives what an equal B made before. */
export function createOrder(system: System, caller: Caller, uuid: string, body: JsonObject): Soon<Reply> {
  return submitInTurn(system, 'B', caller, uuid, body, (submission) => settleOrder(system, submission));
}

/** Reads a P or B, with what there is under its UUID already, and goes on with it. */
export function submitInTurn(
  system: System,
  call: 'P' | 'B',
  caller: Caller,
  uuid: string,
  body: JsonObject,
  settle: (submission: Submission) => Soon<Reply>,
): Soon<Reply> {
  const { isolation, turns } = system.seams;
  return turns.between(system, 'numbering', () => {
    const existing = isolation.find(system, caller.partner, uuid, call);
    return turns.between(system, 'repeat check', () =>
      settle(readSubmission(system, call, caller, uuid, body, existing)),
    );
  });
}

function settleOrder(system: System, submission: Submission): Soon<Reply> {
  const { existing, body } = submission;
  if (existing?.kind === 'proposal') return confirmProposal(system, submission, existing);
  if (existing?.kind === 'order' && existing.confirmedVersion && get(body, 'orderProposalVersion') !== undefined) {
    return repeatConfirmation(system, existing, submission);
  }
  const refusal = judge(system, submission);
  if (refusal === 'answer') return repeat(system, submission);
  return refusal ?? system.seams.turns.between(system, 'booking', () => book(system, submission));
}

function repeat(system: System, { existing, given }: Submission): Reply {
  if (existing?.kind !== 'order') throw new Error('Only an order can be repeated by a B.');
  system.seams.lifecycle.onRepeat(system, existing);
  return orderReply(system, existing, given);
}

function repeatConfirmation(system: System, order: Order, { body, given }: Submission): Reply {
  if (versionIn(body) !== order.confirmedVersion) {
    return refuse(problem('OrderProposalVersionOutdatedError', 'Another version of the proposal was confirmed.'));
  }
  system.seams.lifecycle.onRepeat(system, order);
  return orderReply(system, order, given);
}

function book(system: System, submission: Submission): Reply {
  const { caller, uuid, given, totals, fingerprint, holder } = submission;
  const order: Order = {
    kind: 'order',
    partner: caller.partner,
    uuid,
    seller: caller.seller,
    fingerprint,
    given,
    items: createItems(system, submission, 'OrderItemConfirmed'),
    prepayment: totals.prepayment,
    confirmedVersion: undefined,
  };
  system.seams.leases.use(system, holder);
  system.seams.spaces.book(system, order.items);
  system.orders.set(order);
  system.seams.orderFeeds.created(system, order);
  return orderReply(system, order, given);
}

/** The deletion of an order: as though it had never been made, but for its UUID, which stays used. */
export function deleteOrder(system: System, { partner }: Pick<Caller, 'partner'>, uuid: string): Soon<Reply> {
  const order = system.seams.isolation.find(system, partner, uuid, 'delete-order');
  if (order?.kind !== 'order') return system.seams.lifecycle.nothingToDelete(uuid, order?.kind === 'deleted');
  const open = order.items.filter((item) => !isCancelled(item));
  return system.seams.turns.between(system, 'deleting', () => {
    system.seams.spaces.giveBack(system, open, 'deletion');
    system.orders.set({ kind: 'deleted', partner: order.partner, uuid });
    system.seams.orderFeeds.removed(system, order);
    return NO_CONTENT;
  });
}

/** The status of an order or a proposal. */
export function orderStatus(system: System, { partner }: Pick<Caller, 'partner'>, uuid: string): Reply {
  const record = system.seams.isolation.find(system, partner, uuid, 'status');
  const body =
    record === undefined || record.kind === 'deleted'
      ? undefined
      : system.seams.shape.answer(recordBody(system, record, 'status'), 'status');
  return system.seams.lifecycle.status(partner, uuid, body);
}
