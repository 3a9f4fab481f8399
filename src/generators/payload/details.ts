import type { DetailsAsked, FormField } from '../../model/index.ts';
import type { Json, JsonObject } from '../../protocol/json.ts';

/** What a careful broker answers where a quote asks for details. */

const PERSON: Readonly<Record<string, string>> = {
  email: 'a@example.com',
  telephone: '01865 000001',
  givenName: 'A',
  familyName: 'B',
};

/** A number is a text too, for fields that want one and do not say so. */
const ANY_TEXT = '10';

function valueOf({ kind, options }: FormField): Json {
  switch (kind) {
    case 'flag':
      return true;
    case 'options':
      return options[0] ?? ANY_TEXT;
    case 'text':
      return ANY_TEXT;
  }
}

/** The properties of an item that give what is asked for; none where nothing is. */
export function detailsFor({ attendee, form }: DetailsAsked): JsonObject {
  const person = Object.fromEntries(attendee.map((property) => [property, PERSON[property] ?? ANY_TEXT]));
  return {
    ...(attendee.length > 0 && { attendee: { '@type': 'Person', ...person } }),
    ...(form.length > 0 && {
      orderItemIntakeFormResponse: form.map((field) => ({
        '@type': 'PropertyValue',
        propertyID: field.id,
        value: valueOf(field),
      })),
    }),
  };
}
