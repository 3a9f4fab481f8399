import type { Defect } from '../catalogue.ts';
import { omit } from '../bodies/omit.ts';
import { problem, type Problem } from '../problems.ts';
import type { Change } from '../seams.ts';

const topic = 'details';

/** Other problems of the items that want details. */
const problems =
  (change: (found: readonly Problem[], call: string) => readonly Problem[]): Change =>
  ({ details }) => ({
    details: { problems: (urls, call, asked, item) => change(details.problems(urls, call, asked, item), call) },
  });

const without = (error: string) => problems((found) => found.filter((each) => each.error !== error));

export const DETAILS_DEFECTS: readonly Defect[] = [
  {
    id: 'attendee-details-not-demanded',
    sentence: 'Details of the attendee are asked for, but an item without them is accepted.',
    topic,
    rules: ['items/attendee-details-given'],
    apply: without('IncompleteAttendeeDetailsError'),
  },
  {
    id: 'attendee-details-not-demanded-at-booking',
    sentence: 'P and B accept an item without the details of the attendee that C2 demands.',
    topic,
    rules: ['items/attendee-details-given'],
    apply: problems((found, call) =>
      call === 'C2' ? found : found.filter(({ error }) => error !== 'IncompleteAttendeeDetailsError'),
    ),
  },
  {
    id: 'intake-form-not-demanded',
    sentence: 'An item without an answer to a required field of its intake form is accepted.',
    topic,
    rules: ['items/intake-form-complete'],
    apply: without('IncompleteIntakeFormError'),
  },
  {
    id: 'intake-answers-not-checked',
    sentence: 'Any answer to an intake form is accepted, also one that is none of the options.',
    topic,
    rules: ['items/intake-form-valid'],
    apply: without('InvalidIntakeFormError'),
  },
  {
    id: 'attendee-details-never-enough',
    sentence: 'An item is refused for want of details of the attendee although they are given.',
    topic,
    rules: ['items/complete-details-accepted'],
    apply: ({ details }) => ({
      details: {
        problems: (urls, call, asked, item) =>
          call === 'C1' || asked.attendee.length === 0
            ? details.problems(urls, call, asked, item)
            : [
                {
                  ...problem('IncompleteAttendeeDetailsError', 'The attendee is missing.'),
                  instance: `https://schema.org/${asked.attendee[0] ?? ''}`,
                },
              ],
      },
    }),
  },
  {
    id: 'intake-form-not-shown',
    sentence: 'No quote shows the intake form that an item needs.',
    topic,
    rules: ['items/intake-form-shown'],
    apply: ({ details }) => ({
      details: { asked: (urls, asked, given) => omit(details.asked(urls, asked, given), 'orderItemIntakeForm') },
    }),
  },
  {
    id: 'details-not-in-open-data',
    sentence: 'The open feeds do not say that an offer needs details of the attendee or an intake form.',
    topic,
    rules: ['items/requirement-in-open-data'],
    apply: () => ({ details: { published: () => [] } }),
  },
  {
    id: 'details-error-without-instance',
    sentence: 'An error for want of details does not say which.',
    topic,
    rules: ['items/details-error-instance'],
    apply: problems((found) => found.map(({ error, status, description }) => ({ error, status, description }))),
  },
  {
    id: 'intake-checkbox-required',
    sentence: 'A checkbox of an intake form is said to be required.',
    topic,
    rules: ['shape/intake-form'],
    apply: ({ details }) => ({
      details: {
        asked: (urls, asked, given) => {
          const body = details.asked(urls, asked, given);
          const form = body['orderItemIntakeForm'];
          return Array.isArray(form)
            ? { ...body, orderItemIntakeForm: form.map((field: object) => ({ ...field, valueRequired: true })) }
            : body;
        },
      },
    }),
  },
  {
    id: 'details-not-reflected',
    sentence: 'What was said of the attendee and in the intake form does not come back.',
    topic,
    rules: ['items/details-reflected'],
    apply: () => ({ details: { reflected: () => ({}) } }),
  },
  {
    id: 'attendee-enriched',
    sentence: 'The attendee comes back with more than was sent.',
    topic,
    rules: ['items/attendee-nothing-added'],
    apply: ({ details }) => ({
      details: {
        reflected: (given) =>
          details.reflected({
            ...given,
            ...(given.attendee && { attendee: { ...given.attendee, telephone: '01865 999999' } }),
          }),
      },
    }),
  },
];
