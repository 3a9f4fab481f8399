import type { PartnerName } from '../protocol/ids.ts';
import { get, type JsonObject } from '../protocol/json.ts';
import { problem, type Problem } from './problems.ts';
import type { Order, Proposal } from './records.ts';
import { NO_CONTENT, refuse, type Reply } from './replies.ts';
import type { Submission } from './submission.ts';
import type { System } from './system.ts';

/** What may follow what. */
export interface LifecycleSeam {
  /** What a C1, C2, P or B means for what there is under its UUID already. */
  onExisting(system: System, submission: Submission): 'proceed' | 'answer' | 'refuse';
  /** After a P or B that was answered because it repeats one that succeeded. */
  onRepeat(system: System, record: Order | Proposal): void;
  /** Whether a B needs a proposal first. */
  approval(submission: Submission): Problem | undefined;
  /** Whether a B may confirm a proposal; `version` is the version's UUID. */
  readiness(proposal: Proposal, version: string | undefined): Problem | undefined;
  /** The answer to the deletion of a quote. */
  quoteDeleted(known: boolean): Reply;
  /** After a C1 or C2 that was answered. */
  quoted(submission: Submission, body: JsonObject): void;
  /** The answer to the deletion of an order that there is not, or not any more. */
  nothingToDelete(uuid: string, wasDeleted: boolean): Reply;
  /** The answer to a GET; `body` is undefined where there is neither an order nor a proposal. */
  status(partner: PartnerName, uuid: string, body: JsonObject | undefined): Reply;
}

const failed = (why: string) => problem('OrderCreationFailedError', why);

export const soundLifecycle: LifecycleSeam = {
  onExisting: (_system, { call, existing, fingerprint }) => {
    if (!existing) return 'proceed';
    const repeats = (call === 'P' && existing.kind === 'proposal') || (call === 'B' && existing.kind === 'order');
    return repeats && existing.fingerprint === fingerprint ? 'answer' : 'refuse';
  },
  onRepeat: () => undefined,
  approval: ({ call, body, lines }) => {
    if (call !== 'B') return undefined;
    if (get(body, 'orderProposalVersion') !== undefined) return failed('There is no such proposal.');
    return lines.some(({ offer }) => offer?.needsApproval === true)
      ? failed('An offer needs the approval of the seller: a proposal must come first.')
      : undefined;
  },
  readiness: (proposal, version) => {
    if (proposal.status !== 'SellerAccepted') return failed(`The proposal is ${proposal.status}.`);
    if (version === undefined) return failed('The orderProposalVersion is missing.');
    return version === proposal.version
      ? undefined
      : problem('OrderProposalVersionOutdatedError', 'There is a newer version of the proposal.');
  },
  quoteDeleted: () => NO_CONTENT,
  quoted: () => undefined,
  nothingToDelete: (uuid, wasDeleted) =>
    wasDeleted ? NO_CONTENT : refuse(problem('NotFoundError', `There is no order ${uuid}.`)),
  status: (_partner, uuid, body) =>
    body ? { status: 200, body } : refuse(problem('UnknownOrderError', `There is no order ${uuid}.`)),
};
