import { randomUUID } from 'node:crypto';
import { get, getString, typeOf, type JsonObject } from '../protocol/json.ts';
import { PROPOSAL_STATUSES, termOf } from '../protocol/vocabulary.ts';
import { recordBody, recordTotals } from './bodies/order-bodies.ts';
import { judge, type CheckName } from './checks.ts';
import { proposalHolder } from './leases.ts';
import { createItems, orderReply, submitInTurn } from './orders.ts';
import { excessiveProperty } from './patches.ts';
import { problem, type Problem } from './problems.ts';
import type { Given, Order, OrderedItem, Proposal } from './records.ts';
import { NO_CONTENT, refuse, type Reply } from './replies.ts';
import { countByOpportunity, setHolds } from './spaces.ts';
import { readSubmission, type Caller, type Submission } from './submission.ts';
import type { System } from './system.ts';
import type { Soon } from './turns.ts';

/** How proposals change. */
export interface ProposalSeam {
  /** The properties of a proposal that a PATCH may hold. */
  readonly patchable: readonly string[];
  /** Holds the spaces of a new proposal. */
  hold(system: System, holder: string, items: readonly OrderedItem[]): void;
  /** Whether a B comes too late for the spaces of its proposal; `confirmation` is what the two ask for together. */
  shortage(system: System, proposal: Proposal, confirmation: Submission): Problem | undefined;
  /** What a B makes of an item of its proposal. */
  confirmed(item: OrderedItem): OrderedItem;
  /** The answer to a PATCH with no more than a note to the seller. */
  noted(): Reply;
  /** Whether the seller can still accept a proposal. */
  sellerMayAccept(status: Proposal['status']): boolean;
  /** Whether the seller can still reject a proposal. */
  sellerMayReject(status: Proposal['status']): boolean;
  /** Whether a PATCH may set a status. */
  statusPatch(proposal: Proposal, status: string): Problem | undefined;
  /** Sets a proposal to a status that the broker asked for. */
  reject(system: System, proposal: Proposal, status: Proposal['status']): void;
}

export const soundProposals: ProposalSeam = {
  patchable: ['@type', '@context', 'orderProposalStatus', 'orderCustomerNote'],
  hold: (system, holder, items) => {
    setHolds(system, holder, countByOpportunity(items), new Map(), 'proposal');
  },
  shortage: () => undefined,
  confirmed: (item) => ({ ...item, status: 'OrderItemConfirmed' }),
  noted: () => NO_CONTENT,
  sellerMayAccept: (status) => status === 'AwaitingSellerConfirmation',
  sellerMayReject: (status) => status === 'AwaitingSellerConfirmation',
  statusPatch: (proposal, status) => {
    const refused = (why: string) => problem('PatchNotAllowedOnPropertyError', why);
    if (termOf(status, PROPOSAL_STATUSES) !== 'CustomerRejected') {
      return refused('The orderProposalStatus may only become CustomerRejected.');
    }
    return proposal.status === 'SellerRejected' ? refused('The seller has rejected the proposal.') : undefined;
  },
  reject: rejectProposal,
};

/** The UUID of the version that a B names. */
export function versionIn(body: JsonObject): string | undefined {
  return getString(body, 'orderProposalVersion')?.split('/versions/')[1];
}

/** The answer to a P, new or repeated: it reflects what the request says, though only what was said first is kept. */
function proposalReply(system: System, proposal: Proposal, said: Given): Reply {
  const shown = { ...proposal, given: { ...proposal.given, ...said } };
  return { status: 201, body: system.seams.shape.answer(recordBody(system, shown, 'P'), 'P') };
}

/** P: makes the proposal, or gives what an equal P made before. */
export function propose(system: System, caller: Caller, uuid: string, body: JsonObject): Soon<Reply> {
  return submitInTurn(system, 'P', caller, uuid, body, (submission) => settleProposal(system, submission));
}

function settleProposal(system: System, submission: Submission): Soon<Reply> {
  const refusal = judge(system, submission);
  if (refusal === 'answer') {
    if (submission.existing?.kind !== 'proposal') throw new Error('Only a proposal can be repeated by a P.');
    system.seams.lifecycle.onRepeat(system, submission.existing);
    return proposalReply(system, submission.existing, submission.given);
  }
  return refusal ?? system.seams.turns.between(system, 'booking', () => makeProposal(system, submission));
}

function makeProposal(system: System, submission: Submission): Reply {
  const { caller, uuid, given, totals, fingerprint, holder } = submission;
  const proposal: Proposal = {
    kind: 'proposal',
    partner: caller.partner,
    uuid,
    seller: caller.seller,
    fingerprint,
    given,
    items: createItems(system, submission, 'OrderItemProposed'),
    prepayment: totals.prepayment,
    status: 'AwaitingSellerConfirmation',
    version: randomUUID(),
  };
  system.seams.leases.use(system, holder);
  system.seams.proposals.hold(system, proposalHolder(caller.partner, uuid), proposal.items);
  system.orders.set(proposal);
  system.seams.orderFeeds.created(system, proposal);
  return proposalReply(system, proposal, given);
}

/** What P gave need not be given again at B; what B gives again is checked as at P. */
function merge(system: System, proposal: Proposal, { caller, uuid, body, existing }: Submission): Submission {
  const items = proposal.items.map(({ offer, opportunity }) => ({
    acceptedOffer: offer.id,
    orderedItem: opportunity.id,
  }));
  const whole = { ...proposal.given, seller: proposal.seller.id, orderedItem: items, ...body };
  return { ...readSubmission(system, 'B', caller, uuid, whole, existing), totals: recordTotals(system, proposal) };
}

const CONFIRMATION: readonly CheckName[] = ['broker-role', 'broker', 'customer', 'reconciliation'];

/** What is wrong with a B that confirms a proposal. */
function confirmationRefusal(system: System, submission: Submission, merged: Submission, proposal: Proposal) {
  if (typeOf(submission.body) !== 'Order') {
    return refuse(problem('UnexpectedOrderTypeError', 'The @type of the body is not Order.'));
  }
  const unready = system.seams.lifecycle.readiness(proposal, versionIn(submission.body));
  if (unready) return refuse(unready);
  const sendsTotal = get(submission.body, 'totalPaymentDue') !== undefined;
  const refusal = judge(system, merged, [...CONFIRMATION, ...(sendsTotal ? (['total'] as const) : []), 'payment']);
  if (refusal !== undefined && refusal !== 'answer') return refusal;
  if (merged.fingerprint !== proposal.fingerprint) {
    return refuse(
      problem('OrderAlreadyExistsError', 'The proposal with this UUID is for other items or another customer.'),
    );
  }
  const shortage = system.seams.proposals.shortage(system, proposal, merged);
  return shortage && refuse(shortage);
}

/** B after P: turns an accepted proposal into an order. */
export function confirmProposal(system: System, submission: Submission, proposal: Proposal): Soon<Reply> {
  const merged = merge(system, proposal, submission);
  const refusal = confirmationRefusal(system, submission, merged, proposal);
  if (refusal) return refusal;
  return system.seams.turns.between(system, 'confirming', () => confirm(system, proposal, merged.given));
}

function confirm(system: System, proposal: Proposal, said: Given): Reply {
  const { partner, uuid, seller, fingerprint, given, prepayment, version } = proposal;
  const items = proposal.items.map((item) => system.seams.proposals.confirmed(item));
  const order: Order = {
    kind: 'order',
    partner,
    uuid,
    seller,
    fingerprint,
    given: { ...given, ...(said.payment && { payment: said.payment }) },
    items,
    prepayment,
    confirmedVersion: version,
  };
  system.seams.spaces.releaseProposal(system, proposalHolder(partner, uuid), items, 'booking');
  system.seams.spaces.book(system, items);
  system.orders.set(order);
  system.seams.orderFeeds.removed(system, proposal);
  system.seams.orderFeeds.created(system, order);
  return orderReply(system, order, said);
}

/** Ends a proposal, by either side: its spaces are free again. */
export function rejectProposal(system: System, proposal: Proposal, status: Proposal['status']): void {
  proposal.status = status;
  const holder = proposalHolder(proposal.partner, proposal.uuid);
  system.seams.spaces.releaseProposal(system, holder, proposal.items, 'rejection');
  system.seams.orderFeeds.updated(system, proposal);
}

/** The customer's rejection of a proposal, or a note to the seller. */
export function updateProposal(system: System, { partner }: Caller, uuid: string, body: JsonObject): Reply {
  const proposal = system.seams.isolation.find(system, partner, uuid, 'update-proposal');
  if (proposal?.kind !== 'proposal') return refuse(problem('UnknownOrderError', `There is no proposal ${uuid}.`));
  if (typeOf(body) !== 'OrderProposal') {
    return refuse(problem('UnexpectedOrderTypeError', 'The @type of the body is not OrderProposal.'));
  }
  const excessive = excessiveProperty(body, system.seams.proposals.patchable);
  if (excessive) return refuse(excessive);
  const status = get(body, 'orderProposalStatus');
  if (status === undefined) return system.seams.proposals.noted();
  const fault = system.seams.proposals.statusPatch(proposal, String(status));
  if (fault) return refuse(fault);
  const wanted = termOf(status, PROPOSAL_STATUSES) ?? 'CustomerRejected';
  if (wanted !== proposal.status) system.seams.proposals.reject(system, proposal, wanted);
  return NO_CONTENT;
}
