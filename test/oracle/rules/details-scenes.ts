import { getArray, isObject, type Json, type JsonObject } from '../../../src/protocol/json.ts';
import { iri } from '../../../src/protocol/vocabulary.ts';
import { place, whole, wholeBody, type Whole } from '../../model/fixture.ts';
import { after, answerOf, respond, type Scene } from './fixtures.ts';

/** Conversations about one item whose offer asks for the attendee's name and for an age, in which nothing is wrong. */

const AGE = 'https://booking.example.com/forms/age';
const WANTED = {
  x: { offer: { openBookingFlowRequirement: [iri('OpenBookingAttendeeDetails'), iri('OpenBookingIntakeForm')] } },
};
const ASKED: JsonObject = {
  attendeeDetailsRequired: ['https://schema.org/givenName'],
  orderItemIntakeForm: [
    {
      '@type': 'DropdownFormFieldSpecification',
      '@id': AGE,
      name: 'Age',
      valueOption: ['0-18', '18+'],
      valueRequired: true,
    },
    { '@type': 'BooleanFormFieldSpecification', '@id': 'https://booking.example.com/forms/photos', name: 'Photos' },
  ],
};
const GIVEN: JsonObject = {
  attendee: { '@type': 'Person', givenName: 'Jane' },
  orderItemIntakeFormResponse: [{ '@type': 'PropertyValue', propertyID: AGE, value: '18+' }],
};

const { ground, world } = place(WANTED);

/** A body with more in its items. */
const withDetails = (body: JsonObject, details: JsonObject): JsonObject => ({
  ...body,
  orderedItem: getArray(body, 'orderedItem').map((item): Json => (isObject(item) ? { ...item, ...details } : item)),
});

function scene(name: string, call: 'C1' | 'C2', sent: JsonObject, answered: JsonObject, before = world): Scene {
  const about: Whole = { items: ['x'] };
  const body = wholeBody(call, about);
  const answer = answerOf({ call, items: ['x'], wanted: WANTED, sent: body, total: 10 });
  return {
    name,
    ground,
    world: before,
    request: whole(call, { ...about, edit: { orderedItem: withDetails(body, sent)['orderedItem'] } }),
    response: respond('error' in answered ? 409 : 200, withDetails(answer, answered)),
  };
}

export const C1_ASKING = scene('C1 that asks for details', 'C1', {}, ASKED);
export const C2_TOLD = scene('C2 with details', 'C2', GIVEN, { ...ASKED, ...GIVEN }, after(C1_ASKING));
export const C2_LACKING = scene(
  'C2 without details',
  'C2',
  {},
  {
    ...ASKED,
    error: [
      { '@type': 'IncompleteAttendeeDetailsError', statusCode: 409, instance: 'https://schema.org/givenName' },
      { '@type': 'IncompleteIntakeFormError', statusCode: 409, instance: AGE },
    ],
  },
  after(C1_ASKING),
);
export const DETAILED: readonly Scene[] = [C1_ASKING, C2_TOLD, C2_LACKING];
