import { get } from '../../protocol/json.ts';
import { CONTEXT } from '../../protocol/vocabulary.ts';
import type { Variation } from '../catalogue.ts';
import { otherProblem, problem } from '../problems.ts';

const topic = 'checking';

/** Lawful differences in what is refused as malformed, and how. */
export const MALFORMED_VARIATIONS: readonly Variation[] = [
  {
    id: 'missing-total-is-plain-400',
    sentence: 'A P or B without totalPaymentDue is refused with a bare OpenBookingError.',
    topic,
    rules: ['order-creation-b/3'],
    apply: ({ payment }) => ({
      payment: {
        total: (submission) =>
          get(submission.body, 'totalPaymentDue') === undefined
            ? otherProblem(400, 'The totalPaymentDue is missing.')
            : payment.total(submission),
      },
    }),
  },
  {
    id: 'positions-demanded',
    sentence: 'Items without a position, or two with the same, are refused.',
    topic,
    rules: ['practice: unclear'],
    apply: ({ checks }) => ({
      checks: {
        form: (submission) => {
          const positions = submission.lines.map(({ position }) => position);
          const fault = checks.form(submission);
          if (fault) return fault;
          return positions.includes(undefined) || new Set(positions).size < positions.length
            ? otherProblem(400, 'The items need positions of their own.')
            : undefined;
        },
      },
    }),
  },
  {
    id: 'context-demanded',
    sentence: 'A body without @context is refused.',
    topic,
    rules: ['response-formats/1'],
    apply: ({ checks }) => ({
      checks: {
        form: (submission) =>
          get(submission.body, '@context') === undefined
            ? otherProblem(400, 'The @context is missing.')
            : checks.form(submission),
      },
    }),
  },
  {
    id: 'unknown-path-for-no-uuid',
    sentence: 'A path that does not end in a UUID is a 404.',
    topic,
    rules: ['paths-and-verbs/2'],
    apply: () => ({
      shape: {
        malformedUuid: () => {
          const unknown = problem('UnknownOrIncorrectEndpointError', 'The last segment of the path is no UUID.');
          return { status: unknown.status, body: { '@context': CONTEXT, '@type': unknown.error }, refusal: unknown };
        },
      },
    }),
  },
];
