import type { Criteria } from '../../protocol/test-interface.ts';
import type { Variation } from '../catalogue.ts';
import { otherProblem } from '../problems.ts';

const topic = 'test interface';

const UNUSUAL: readonly Criteria[] = [
  'BookableInPast',
  'BookableNotCancellable',
  'BookableCancellableOutsideWindow',
  'BookableOutsideValidFromBeforeStartDate',
  'BookableFreePrepaymentRequired',
  'BookableFreePrepaymentOptional',
];

/** Lawful differences in what the test interface makes. */
export const OPPORTUNITY_VARIATIONS: readonly Variation[] = [
  {
    id: 'bookable-may-be-free',
    sentence: 'Every second opportunity that is to be bookable, and no more than that, is free.',
    topic,
    rules: ['practice: lawful'],
    apply: ({ criteria }) => {
      let asked = 0;
      return {
        criteria: {
          met: (wanted) => {
            if (wanted !== 'Bookable') return criteria.met(wanted);
            asked += 1;
            return criteria.met(asked % 2 === 0 ? 'BookableFree' : 'Bookable');
          },
        },
      };
    },
  },
  {
    id: 'criteria-refused',
    sentence:
      'The test interface makes nothing that cannot be booked or cancelled, and no free offers that would be paid for in advance.',
    topic,
    rules: ['practice: lawful'],
    apply: ({ criteria }) => ({
      criteria: {
        met: (asked) =>
          UNUSUAL.includes(asked)
            ? otherProblem(400, 'The booking system has no such opportunities.')
            : criteria.met(asked),
      },
    }),
  },
];
