import { CALLS } from '../../protocol/calls.ts';
import type { PartnerName } from '../../protocol/ids.ts';
import { canonical, get, getArray, getString, idOf, typeOf, type JsonObject } from '../../protocol/json.ts';
import type { Variation } from '../catalogue.ts';
import { problem } from '../problems.ts';
import { refuse } from '../replies.ts';
import { alternatives } from './alternatives.ts';
import { onTheWire } from './answers.ts';

const topic = 'lifecycle';

const repeats: readonly Variation[] = [
  {
    id: 'repeated-b-answers-as-at-first',
    sentence: 'A repeated B is answered as the first one was, whatever has been cancelled since.',
    topic,
    rules: ['practice: unclear'],
    apply: ({ shape }) => {
      const firstAnswers = new Map<string, JsonObject>();
      return {
        shape: {
          answer: (body, kind) => {
            const answer = shape.answer(body, kind);
            if (kind !== 'B') return answer;
            // The UUID may be another partner's too; an item belongs to one order only.
            const key = idOf(getArray(body, 'orderedItem')[0]) ?? '';
            const first = firstAnswers.get(key) ?? answer;
            firstAnswers.set(key, first);
            return first;
          },
        },
      };
    },
  },
  {
    id: 'repeat-with-other-payment-refused',
    sentence: 'A repeated P or B with another payment is refused with OrderAlreadyExistsError.',
    topic,
    rules: ['practice: unclear'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        onExisting: (system, submission) => {
          const outcome = lifecycle.onExisting(system, submission);
          const { existing, given } = submission;
          if (outcome !== 'answer' || !existing || existing.kind === 'deleted') return outcome;
          return canonical(existing.given.payment) === canonical(given.payment) ? outcome : 'refuse';
        },
      },
    }),
  },
  {
    id: 'ok-instead-of-created',
    sentence: 'P and B answer 200.',
    topic,
    rules: ['order-creation-b/1'],
    apply: onTheWire((reply) => (reply.status === 201 ? { ...reply, status: 200 } : reply)),
  },
];

const deletions = alternatives([
  {
    id: 'second-deletion-not-found',
    sentence: 'The second deletion of an order is a 404.',
    topic,
    rules: ['order-deletion/7'],
    apply: ({ lifecycle }) => ({
      lifecycle: { nothingToDelete: (uuid) => lifecycle.nothingToDelete(uuid, false) },
    }),
  },
  {
    id: 'second-deletion-gone',
    sentence: 'The second deletion of an order is a GoneError.',
    topic,
    rules: ['generic-errors'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        nothingToDelete: (uuid, wasDeleted) =>
          wasDeleted
            ? refuse(problem('GoneError', `The order ${uuid} was deleted.`))
            : lifecycle.nothingToDelete(uuid, wasDeleted),
      },
    }),
  },
  {
    id: 'unknown-order-at-deletion',
    sentence: 'The deletion of an unknown order is an UnknownOrderError.',
    topic,
    rules: ['order-deletion/7'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        nothingToDelete: (uuid, wasDeleted) =>
          wasDeleted
            ? lifecycle.nothingToDelete(uuid, wasDeleted)
            : refuse(problem('UnknownOrderError', `There is no order ${uuid}.`)),
      },
    }),
  },
]);

const unsupported = (error: 'MethodNotAllowedError' | 'UnknownOrIncorrectEndpointError') =>
  refuse(problem(error, 'The status of an order cannot be asked for.'));

const key = (partner: PartnerName, uuid: string) => `${partner}/${uuid}`;

const status = alternatives([
  {
    id: 'status-method-not-allowed',
    sentence: 'GET of an order is a 405: it is not supported.',
    topic,
    rules: ['order-status/1'],
    apply: () => ({ lifecycle: { status: () => unsupported('MethodNotAllowedError') } }),
  },
  {
    id: 'status-not-found',
    sentence: 'GET of an order is a 404: it is not supported.',
    topic,
    rules: ['order-status/1'],
    apply: () => ({ lifecycle: { status: () => unsupported('UnknownOrIncorrectEndpointError') } }),
  },
  {
    id: 'status-of-orders-only',
    sentence: 'GET of an order does not answer for proposals.',
    topic,
    rules: ['order-endpoint-restful-semantics/2'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        status: (partner, uuid, body) =>
          lifecycle.status(partner, uuid, typeOf(body) === CALLS.P.bodyType ? undefined : body),
      },
    }),
  },
  {
    id: 'status-of-quotes-too',
    sentence: 'GET of an order answers for quotes and proposals too.',
    topic,
    rules: ['order-endpoint-restful-semantics/2'],
    apply: ({ lifecycle, leases }) => {
      const quotes = new Map<string, JsonObject>();
      return {
        lifecycle: {
          quoted: (submission, body) => {
            lifecycle.quoted(submission, body);
            quotes.set(key(submission.caller.partner, submission.uuid), body);
          },
          status: (partner, uuid, body) => lifecycle.status(partner, uuid, body ?? quotes.get(key(partner, uuid))),
        },
        leases: {
          use: (system, holder) => {
            leases.use(system, holder);
            quotes.delete(holder);
          },
          drop: (system, holder) => {
            leases.drop(system, holder);
            quotes.delete(holder);
          },
        },
      };
    },
  },
]);

const patches: readonly Variation[] = [
  {
    id: 'notes-refused',
    sentence: 'A proposal takes no note by itself: there is no message exchange.',
    topic,
    rules: ['message-exchange/1'],
    apply: () => ({
      proposals: {
        noted: () => refuse(problem('PatchNotAllowedOnPropertyError', 'Notes cannot be sent by themselves.')),
      },
    }),
  },
  {
    id: 'proposal-patch-with-id',
    sentence: 'A PATCH of a proposal may hold its @id.',
    topic,
    rules: ['practice: unclear'],
    apply: ({ proposals }) => ({ proposals: { patchable: [...proposals.patchable, '@id'] } }),
  },
  {
    id: 'order-patch-without-id',
    sentence: 'A PATCH of an order may not hold its @id.',
    topic,
    rules: ['practice: unclear'],
    apply: ({ cancellation }) => ({
      cancellation: { patchable: cancellation.patchable.filter((property) => property !== '@id') },
    }),
  },
  {
    id: 'items-sought-before-their-order',
    sentence: 'A cancellation in an unknown order of items of another is an OrderItemNotWithinOrderError.',
    topic,
    rules: ['practice: lawful'],
    apply: ({ cancellation }) => ({
      cancellation: {
        unknownOrder: (system, uuid, body) => {
          const ids = getArray(body, 'orderedItem').map((item) => getString(item, '@id') ?? '');
          const foreign = ids.some((id) => system.seams.shape.isItemId(system.urls, id));
          return foreign && system.orders.all(uuid).length === 0
            ? problem('OrderItemNotWithinOrderError', 'An item does not belong to this order.')
            : cancellation.unknownOrder(system, uuid, body);
        },
      },
    }),
  },
];

const proposals: readonly Variation[] = [
  {
    id: 'seller-rejects-after-accepting',
    sentence: 'The seller can reject a proposal that was accepted.',
    topic,
    rules: ['practice: unclear'],
    apply: ({ proposals: before }) => ({
      proposals: { sellerMayReject: (at) => at === 'SellerAccepted' || before.sellerMayReject(at) },
    }),
  },
  {
    id: 'p-needs-approval',
    sentence: 'A P of offers that need no approval is refused.',
    topic,
    rules: ['practice: unclear'],
    apply: ({ lifecycle }) => ({
      lifecycle: {
        approval: (submission) =>
          submission.call === 'P' && !submission.lines.some(({ offer }) => offer?.needsApproval !== false)
            ? problem('OrderCreationFailedError', 'The offers need no approval.')
            : lifecycle.approval(submission),
      },
    }),
  },
  {
    id: 'type-not-demanded',
    sentence: 'A body without @type is read as what its endpoint expects.',
    topic,
    rules: ['practice: unclear'],
    apply: ({ checks }) => ({
      checks: {
        form: (submission) => {
          const { call, body } = submission;
          return get(body, '@type') === undefined
            ? checks.form({ ...submission, body: { ...body, '@type': CALLS[call].bodyType } })
            : checks.form(submission);
        },
      },
    }),
  },
];

/** Lawful differences in what may follow what, and in how it is answered. */
export const LIFECYCLE_VARIATIONS: readonly Variation[] = [
  ...repeats,
  ...deletions,
  ...status,
  ...patches,
  ...proposals,
];
