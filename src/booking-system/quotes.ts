import { quoteBody } from './bodies/order-bodies.ts';
import { judge } from './checks.ts';
import { grantLease, leaseHolder, type Lease } from './leases.ts';
import type { Reply } from './replies.ts';
import { countByOpportunity } from './spaces.ts';
import { readSubmission, type Caller, type Submission } from './submission.ts';
import type { System } from './system.ts';
import type { Soon } from './turns.ts';
import type { JsonObject } from '../protocol/json.ts';

/** The lease that a quote is given. */
function lease(system: System, { call, holder, lines }: Submission): Lease | undefined {
  if (!system.seams.leases.givenAt(call) && !system.leases.has(holder)) return undefined;
  const leased = system.seams.leases.leased(lines).flatMap(({ opportunity }) => (opportunity ? [{ opportunity }] : []));
  return grantLease(system, holder, countByOpportunity(leased));
}

/** C1 and C2: what the items cost and whether they can be had; nothing but a lease comes of it. */
export function quote(system: System, call: 'C1' | 'C2', caller: Caller, uuid: string, body: JsonObject): Soon<Reply> {
  const existing = system.seams.isolation.find(system, caller.partner, uuid, call);
  const submission = readSubmission(system, call, caller, uuid, body, existing);
  const refusal = judge(system, submission);
  if (refusal !== undefined && refusal !== 'answer') return refusal;
  return system.seams.turns.between(system, 'leasing', () => answerQuote(system, submission));
}

function answerQuote(system: System, submission: Submission): Reply {
  const { call, caller } = submission;
  const given = lease(system, submission);
  const answer = system.seams.shape.answer(
    quoteBody(system, submission, submission.seller ?? caller.seller, given),
    call,
  );
  system.seams.lifecycle.quoted(submission, answer);
  const faulty = submission.lines.some(({ problems }) => problems.length > 0);
  return { status: faulty ? 409 : 200, body: answer };
}

/** The deletion of a quote: ends its lease, and succeeds whether there was one or not. */
export function deleteQuote(system: System, caller: Pick<Caller, 'partner'>, uuid: string): Reply {
  const holder = leaseHolder(caller.partner, uuid);
  const known = system.leases.has(holder);
  system.seams.leases.drop(system, holder);
  return system.seams.lifecycle.quoteDeleted(known);
}
