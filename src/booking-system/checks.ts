import { CALLS, type CheckpointName } from '../protocol/calls.ts';
import { get, idOf, typeOf } from '../protocol/json.ts';
import { paymentIn } from './payment.ts';
import { otherProblem, problem, type Problem } from './problems.ts';
import { refuse, type Reply } from './replies.ts';
import type { Submission } from './submission.ts';
import type { System } from './system.ts';

/** The checks of a C1, C2, P or B, by name. */
export type CheckName =
  | 'form'
  | 'seller'
  | 'broker-role'
  | 'broker'
  | 'customer'
  | 'reconciliation'
  | 'existing'
  | 'approval'
  | 'items'
  | 'total'
  | 'payment';

/** What is checked in which order, and how a request as a whole is refused for its items. */
export interface CheckSeam {
  order(call: CheckpointName): readonly CheckName[];
  form(submission: Submission): Problem | undefined;
  seller(submission: Submission): Problem | undefined;
  /** At P and B: the one problem that stands for all that is wrong with the items. */
  items(system: System, submission: Submission): Problem | undefined;
  /** The refusal of a P or B for its items. */
  refuseItems(system: System, submission: Submission, fault: Problem): Reply;
  /** After a refusal: nothing must be left of the request. */
  onRefusal(system: System, submission: Submission, fault: Problem): void;
}

const QUOTE: readonly CheckName[] = [
  'form',
  'seller',
  'broker-role',
  'broker',
  'customer',
  'reconciliation',
  'existing',
];
const BOOKING: readonly CheckName[] = [...QUOTE, 'approval', 'items', 'total', 'payment'];

const CAPACITY = [
  'OpportunityIsFullError',
  'OpportunityHasInsufficientCapacityError',
  'OpportunityCapacityIsReservedByLeaseError',
];

function itemsFault(_system: System, { lines }: Submission): Problem | undefined {
  const faults = lines.flatMap(({ problems }) => problems);
  if (faults.length === 0) return undefined;
  return faults.every(({ error }) => CAPACITY.includes(error))
    ? problem('OpportunityHasInsufficientCapacityError', 'There are not enough spaces for the items.')
    : problem('UnableToProcessOrderItemError', 'An item cannot be booked: C2 tells which and why.');
}

export const soundChecks: CheckSeam = {
  order: (call) => (call === 'C1' || call === 'C2' ? QUOTE : BOOKING),
  form: ({ call, body, lines }) => {
    const expected = CALLS[call].bodyType;
    if (typeOf(body) !== expected) {
      return problem('UnexpectedOrderTypeError', `The @type of the body is not ${expected}.`);
    }
    return lines.length === 0 ? otherProblem(400, 'There are no items in orderedItem.') : undefined;
  },
  seller: ({ body, seller, caller, lines }) => {
    if (!seller) return problem('SellerNotFoundError', `There is no seller ${idOf(get(body, 'seller')) ?? 'given'}.`);
    if (seller !== caller.seller) {
      return problem('InvalidAuthorizationDetailsError', 'The credentials do not cover this seller.');
    }
    return lines.some(({ opportunity }) => opportunity && opportunity.seller !== seller)
      ? problem('SellerMismatchError', 'An item is not provided by the seller.')
      : undefined;
  },
  items: itemsFault,
  refuseItems: (_system, _submission, fault) => refuse(fault),
  onRefusal: () => undefined,
};

function run(system: System, name: Exclude<CheckName, 'existing'>, submission: Submission): Problem | undefined {
  const { checks, people, payment, lifecycle } = system.seams;
  switch (name) {
    case 'form':
      return checks.form(submission);
    case 'seller':
      return checks.seller(submission);
    case 'broker-role':
      return people.brokerRole(submission);
    case 'broker':
      return people.broker(submission);
    case 'customer':
      return people.customer(submission);
    case 'reconciliation':
      return payment.reconciliation(submission);
    case 'approval':
      return lifecycle.approval(submission);
    case 'items':
      return checks.items(system, submission);
    case 'total':
      return payment.total(submission);
    case 'payment':
      return payment.presence(paymentIn(submission), submission.totals, submission);
  }
}

/** A refusal; `answer` where the request repeats one that succeeded; undefined where nothing stands against it. */
export function judge(
  system: System,
  submission: Submission,
  names: readonly CheckName[] = system.seams.checks.order(submission.call),
): Reply | 'answer' | undefined {
  const { checks, lifecycle } = system.seams;
  for (const name of names) {
    if (name === 'existing') {
      const outcome = lifecycle.onExisting(system, submission);
      if (outcome === 'answer') return outcome;
      if (outcome === 'refuse') {
        return refuse(problem('OrderAlreadyExistsError', 'There is another order with this UUID.'));
      }
      continue;
    }
    const fault = run(system, name, submission);
    if (!fault) continue;
    checks.onRefusal(system, submission, fault);
    return name === 'items' ? checks.refuseItems(system, submission, fault) : refuse(fault);
  }
  return undefined;
}
