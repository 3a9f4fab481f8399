import { onAnswers, QUOTES, type CheckedTable } from '../table.ts';
import {
  attendeeNothingAdded,
  detailsErrorInstance,
  detailsReflected,
  intakeFormShown,
  intakeFormSound,
  requirementPublished,
} from './details-checks.ts';

/** Rules on what is asked of attendees and in intake forms (#attendee-details-capture, #additional-details-capture). */

const ATTENDEES = 'attendee-details-capture';
const FORMS = 'additional-details-capture';

export const DETAILS_RULES = {
  'items/intake-form-shown': {
    strength: 'must',
    clauses: ['step-by-step-process-description/9'],
    sentence:
      'C1 is answered with an orderItemIntakeForm for each item whose offer is published with OpenBookingIntakeForm.',
    features: [FORMS],
    check: onAnswers(['C1'], 'any', intakeFormShown),
  },
  'items/requirement-in-open-data': {
    strength: 'must',
    clauses: ['attendee-details-capture/4', 'additional-details-capture/1'],
    sentence:
      'An offer for which a quote asks for details of the attendee, or requires an answer in an intake form, is published with OpenBookingAttendeeDetails or OpenBookingIntakeForm.',
    features: [ATTENDEES, FORMS],
    check: onAnswers(QUOTES, 'any', requirementPublished),
  },
  'items/details-error-instance': {
    strength: 'must',
    clauses: ['attendee-details-capture/5', 'form-validation-and-auto-fill/1', 'form-validation-and-auto-fill/2'],
    sentence:
      'IncompleteAttendeeDetailsError, IncompleteIntakeFormError and InvalidIntakeFormError name in instance the property or the field that they are about; the last one says in description what is wrong.',
    features: [ATTENDEES, FORMS],
    check: onAnswers(QUOTES, 'refused', detailsErrorInstance),
  },
  'shape/intake-form': {
    strength: 'must',
    clauses: [
      'schemapropertyvaluespecification/1',
      'schemapropertyvaluespecification/3',
      'schemapropertyvaluespecification/4',
      'oadropdownformfieldspecification/2',
      'oabooleanformfieldspecification/2',
      'checkbox-fields/1',
    ],
    sentence:
      'Every field of an orderItemIntakeForm has a type of its own, an @id and a name; a dropdown has options, and a checkbox is not required.',
    features: [FORMS],
    check: onAnswers(QUOTES, 'any', intakeFormSound),
  },
  'items/details-reflected': {
    strength: 'must',
    clauses: [
      'step-by-step-process-description/11',
      'step-by-step-process-description/27',
      'step-by-step-process-description/57',
    ],
    sentence:
      'The details of the attendee and the answers to the intake form that were asked for come back as they were sent.',
    features: [ATTENDEES, FORMS],
    check: onAnswers(['C2', 'P', 'B'], 'accepted', detailsReflected),
  },
  'items/attendee-nothing-added': {
    strength: 'must',
    clauses: ['schemaperson-for-customer-or-attendee/6'],
    sentence: 'The attendee in an answer holds only what was sent.',
    features: [ATTENDEES],
    check: onAnswers(['C2', 'P', 'B'], 'accepted', attendeeNothingAdded),
  },
} as const satisfies CheckedTable;
