import { CALLS, type CheckpointName } from '../../protocol/calls.ts';
import { get } from '../../protocol/json.ts';
import { CONTEXT } from '../../protocol/vocabulary.ts';
import { linesBody } from '../bodies/order-bodies.ts';
import type { Variation } from '../catalogue.ts';
import type { CheckName } from '../checks.ts';
import { otherProblem, problem } from '../problems.ts';
import type { Change } from '../seams.ts';
import type { Submission } from '../submission.ts';
import { alternatives } from './alternatives.ts';

const topic = 'checking';

/** Checks in another order: those named come first, and all others after them as before. */
const first =
  (...names: readonly CheckName[]): Change =>
  ({ checks }) => ({
    checks: {
      order: (call: CheckpointName) => {
        const all = checks.order(call);
        return [...names.filter((name) => all.includes(name)), ...all.filter((name) => !names.includes(name))];
      },
    },
  });

const last =
  (...names: readonly CheckName[]): Change =>
  ({ checks }) => ({
    checks: {
      order: (call: CheckpointName) => {
        const all = checks.order(call);
        return [...all.filter((name) => !names.includes(name)), ...all.filter((name) => names.includes(name))];
      },
    },
  });

/** Whether a new order is to be refused for its items: what is paid for is not known then. */
const hasFaultyItems = ({ existing, lines }: Submission) =>
  existing === undefined && lines.some(({ problems }) => problems.length > 0);

const orders = alternatives([
  {
    id: 'items-checked-first',
    sentence: 'Of several faults, those of the items are found first.',
    topic,
    rules: ['order-creation-b/3'],
    apply: first('form', 'existing', 'items'),
  },
  {
    id: 'payment-checked-first',
    sentence: 'Of several faults, those of the payment and the total are found first, where the items can be booked.',
    topic,
    rules: ['order-creation-b/3'],
    apply: (before) => ({
      ...first('form', 'existing', 'payment', 'total')(before),
      payment: {
        presence: (payment, totals, submission) =>
          hasFaultyItems(submission) ? undefined : before.payment.presence(payment, totals, submission),
        total: (submission) => (hasFaultyItems(submission) ? undefined : before.payment.total(submission)),
      },
    }),
  },
  {
    id: 'people-checked-last',
    sentence: 'Of several faults, those of the customer, the broker and the seller are found last.',
    topic,
    rules: ['order-creation-b/3'],
    apply: last('customer', 'broker', 'broker-role', 'seller'),
  },
  {
    id: 'customer-checked-before-broker',
    sentence: 'Of several faults, those of the customer are found before those of the broker and the seller.',
    topic,
    rules: ['order-creation-b/3'],
    apply: first('form', 'customer', 'broker'),
  },
  {
    id: 'repeats-answered-first',
    sentence: 'Whether a UUID has been used is looked at before anything else in the body.',
    topic,
    rules: ['order-creation-b/3'],
    apply: first('existing'),
  },
]);

const itemRefusals = alternatives([
  {
    id: 'item-errors-at-p-and-b',
    sentence: 'A P or B that fails for its items answers 409 with the proposal or the order and errors on the items.',
    topic,
    rules: ['order-creation-b/3'],
    apply: () => ({
      checks: {
        refuseItems: (system, submission, fault) => ({
          status: 409,
          refusal: fault,
          body: {
            '@context': CONTEXT,
            '@type': CALLS[submission.call].bodyType ?? 'Order',
            orderedItem: linesBody(system, submission),
          },
        }),
      },
    }),
  },
  {
    id: 'unable-to-process-for-capacity',
    sentence: 'A P or B that fails for want of spaces answers UnableToProcessOrderItemError.',
    topic,
    rules: ['oaopenbookingerror-subclasses'],
    apply: ({ checks }) => ({
      checks: {
        items: (system, submission) => {
          const fault = checks.items(system, submission);
          return fault && problem('UnableToProcessOrderItemError', fault.description);
        },
      },
    }),
  },
]);

const itemErrors: readonly Variation[] = [
  {
    id: 'insufficient-instead-of-full',
    sentence: 'Items of a full opportunity carry OpportunityHasInsufficientCapacityError.',
    topic,
    rules: ['order-creation-orderitem-errors'],
    apply: ({ spaces }) => ({
      spaces: {
        capacityProblems: (wanted, left, call) =>
          spaces
            .capacityProblems(wanted, left, call)
            .map((found) =>
              found?.error === 'OpportunityIsFullError'
                ? problem('OpportunityHasInsufficientCapacityError', found.description)
                : found,
            ),
      },
    }),
  },
  {
    id: 'mixed-prepayment-conflicts',
    sentence: 'Items that require prepayment are in conflict with priced items for which it is unavailable.',
    topic,
    rules: ['booking-without-payment/1'],
    apply: ({ items }) => ({
      items: {
        conflicts: (lines) => {
          const priced = lines.flatMap(({ offer }) =>
            offer && offer.price > 0 ? [offer.prepayment ?? 'Required'] : [],
          );
          const mixed = priced.includes('Required') && priced.includes('Unavailable');
          const conflict = problem(
            'OpportunityIsInConflictError',
            'The items differ in whether they are paid in advance.',
          );
          return items.conflicts(lines).map((found, index) => {
            const offer = lines[index]?.offer;
            const prepayment = offer && offer.price > 0 ? (offer.prepayment ?? 'Required') : undefined;
            return found ?? (mixed && prepayment !== undefined && prepayment !== 'Optional' ? conflict : undefined);
          });
        },
      },
    }),
  },
];

const errorTypes: readonly Variation[] = [
  {
    id: 'unknown-seller-unauthorised',
    sentence: 'An unknown seller is a 401: the credentials do not cover it.',
    topic,
    rules: ['authentication'],
    apply: ({ checks }) => ({
      checks: {
        seller: (submission) => {
          const fault = checks.seller(submission);
          return fault?.error === 'SellerNotFoundError'
            ? problem('InvalidAuthorizationDetailsError', fault.description)
            : fault;
        },
      },
    }),
  },
  {
    id: 'bare-errors',
    sentence: 'What the specification has no error for is a bare OpenBookingError with a status of 500.',
    topic,
    rules: ['error-model'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        approval: (submission) => {
          const fault = lifecycle.approval(submission);
          return fault && otherProblem(500, fault.description);
        },
        readiness: (proposal, version) => {
          const fault = lifecycle.readiness(proposal, version);
          return fault?.error === 'OrderCreationFailedError' ? otherProblem(500, fault.description) : fault;
        },
      },
    }),
  },
  {
    id: 'plain-error-for-broker-of-no-broker',
    sentence: 'A broker in the role NoBroker is refused with a bare OpenBookingError.',
    topic,
    rules: ['conformance-criteria/3'],
    apply: ({ people }) => ({
      people: {
        broker: (submission) => {
          const fault = people.broker(submission);
          return fault && submission.role === 'NoBroker' ? otherProblem(400, fault.description) : fault;
        },
      },
    }),
  },
  {
    id: 'error-details',
    sentence: 'Errors have a name, an instance and a request identifier beside what must be there.',
    topic,
    rules: ['error-model'],
    apply: ({ shape }) => ({
      shape: {
        wire: (reply) => {
          const sent = shape.wire(reply);
          const type = get(sent.body, '@type');
          if (typeof type !== 'string' || !type.endsWith('Error')) return sent;
          const details = { name: `An ${type}.`, instance: 'https://example.com/errors/1', requestId: '0f8fad5b' };
          return { ...sent, body: { ...sent.body, ...details } };
        },
      },
    }),
  },
];

/** Lawful differences in what is checked, in which order, and which errors tell of it. */
export const CHECKING_VARIATIONS: readonly Variation[] = [...orders, ...itemRefusals, ...itemErrors, ...errorTypes];
