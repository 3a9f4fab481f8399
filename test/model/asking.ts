import type { Json, JsonObject } from '../../src/protocol/json.ts';
import { absentOrder, orderKey, withOrder } from '../../src/model/index.ts';
import { offerIri, opportunityIri, uuidOf } from './fixture.ts';
import type { Situation } from './situation.ts';

/** A quote that has asked for details of the attendee and answers to an intake form, and items that give them. */

export const AGE = 'https://booking.example.com/forms/age';
export const AGREED = 'https://booking.example.com/forms/agreed';
/** Answers to an intake form, by the ids of its fields. */
export const answers = (values: Readonly<Record<string, string | boolean>>): readonly JsonObject[] =>
  Object.entries(values).map(([propertyID, value]) => ({ '@type': 'PropertyValue', propertyID, value }));

/** After a quote that asked for the attendee's name and for an age. */
export const asking = (start: Situation): Situation => ({
  ...start,
  world: withOrder(start.world, {
    ...absentOrder(orderKey('primary', uuidOf('a'))),
    state: 'quoted',
    asked: {
      [`${opportunityIri('x')} ${offerIri('x')}`]: {
        attendee: ['givenName'],
        form: [
          { id: AGE, kind: 'options', required: true, options: ['0-18', '18+'] },
          { id: AGREED, kind: 'flag', required: false, options: [] },
        ],
      },
    },
  }),
});

/** An item with all that was asked for, but for what is edited. */
export const detailedItem = (edit: Readonly<Record<string, Json | undefined>>): Json => {
  const sent: Readonly<Record<string, Json | undefined>> = {
    '@type': 'OrderItem',
    position: 0,
    acceptedOffer: offerIri('x'),
    orderedItem: opportunityIri('x'),
    attendee: { '@type': 'Person', givenName: 'Jane' },
    orderItemIntakeFormResponse: answers({ [AGE]: '18+' }),
    ...edit,
  };
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)) as JsonObject;
};
