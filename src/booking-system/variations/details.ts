import type { Variation } from '../catalogue.ts';
import { ATTENDEE_DETAILS, INTAKE_FORM } from '../details.ts';
import { omit } from '../bodies/omit.ts';
import { MENDABLE } from '../pricing.ts';
import { otherProblem } from '../problems.ts';
import { alternatives } from './alternatives.ts';

const topic = 'details';

/** Lawful differences in what is asked of attendees and in intake forms, and when. */
export const DETAILS_VARIATIONS: readonly Variation[] = [
  {
    id: 'details-wanted-at-c1',
    sentence: 'C1 shows the errors for want of details already.',
    topic,
    rules: ['orderquote-creation-c1/3'],
    apply: ({ details }) => ({
      details: { problems: (urls, _call, asked, item) => details.problems(urls, 'C2', asked, item) },
    }),
  },
  {
    id: 'first-missing-detail-only',
    sentence: 'Of several details that an item lacks, the first one is named.',
    topic,
    rules: ['attendee-details-capture/5'],
    apply: ({ details }) => ({
      details: { problems: (...about) => details.problems(...about).slice(0, 1) },
    }),
  },
  {
    id: 'items-without-details-leased',
    sentence: 'The lease of a quote also holds spaces for items that lack details.',
    topic,
    rules: ['orderquote-creation-c2'],
    apply: ({ leases }) => ({
      leases: {
        leased: (lines) =>
          leases.leased(
            lines.map((line) => ({
              ...line,
              problems: line.problems.filter(({ error }) => !MENDABLE.includes(error)),
            })),
          ),
      },
    }),
  },
  {
    id: 'form-not-shown-once-answered',
    sentence: 'A quote with the answers to an intake form does not show the form again.',
    topic,
    rules: ['step-by-step-process-description/9'],
    apply: ({ details }) => ({
      details: {
        asked: (urls, asked, given) => {
          const body = details.asked(urls, asked, given);
          return given.responses === undefined ? body : omit(body, 'orderItemIntakeForm');
        },
      },
    }),
  },
  ...alternatives([
    {
      id: 'bookable-needs-details',
      sentence:
        'Opportunities that are to be bookable, and no more than that, ask for details of the attendee and have an intake form.',
      topic,
      rules: ['practice: lawful'],
      apply: ({ criteria }) => ({
        criteria: {
          details: (asked) =>
            asked === 'Bookable'
              ? { attendee: ATTENDEE_DETAILS.attendee, form: INTAKE_FORM.form }
              : criteria.details(asked),
        },
      }),
    },
    {
      id: 'no-details-capture',
      sentence:
        'Nothing asks for details of the attendee or has an intake form, and the test interface makes none that does.',
      topic,
      rules: ['attendee-details-capture/3'],
      lacks: ['attendee-details-capture', 'additional-details-capture'],
      apply: ({ criteria }) => ({
        criteria: {
          met: (asked) =>
            asked === 'BookableAttendeeDetails' || asked === 'BookableAdditionalDetails'
              ? otherProblem(400, 'The booking system asks for no details.')
              : criteria.met(asked),
        },
      }),
    },
  ]),
];
