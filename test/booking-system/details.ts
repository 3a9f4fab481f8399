import { get, getArray, getString, type Json, type JsonObject } from '../../src/protocol/json.ts';
import type { CheckpointName } from '../../src/protocol/calls.ts';
import type { Criteria } from '../../src/protocol/test-interface.ts';
import { PAYMENT, type Changes, type Kit } from './kit.ts';

/** Conversations about what is asked of attendees and in intake forms. */

export const ATTENDEE = { attendee: { '@type': 'Person', givenName: 'Jane', familyName: 'Smith' } };

/** What an item says of its attendee or in its intake form, of which the fields are given. */
export type Details = (form: readonly Json[]) => JsonObject;

export const none: Details = () => ({});
export const attendee: Details = () => ATTENDEE;

/** The answers to a form, `age` to its dropdown; none to that where it is null. */
export const answers =
  (age: string | null = '18-30'): Details =>
  (form) => {
    const responses = form.map((field) => ({
      '@type': 'PropertyValue',
      propertyID: getString(field, '@id') ?? '',
      value: get(field, '@type') === 'BooleanFormFieldSpecification' ? true : (age ?? '18-30'),
    }));
    return { orderItemIntakeFormResponse: age === null ? responses.slice(1) : responses };
  };

/** A call with some details, after the C1 that asks for them. */
export async function call(kit: Kit, criteria: Criteria, name: CheckpointName, details: Details) {
  const made = await kit.make({ criteria });
  const quote = await kit.quote('C1', kit.uuid(), [made]);
  const [asked = {}] = getArray(quote.body, 'orderedItem');
  const id = getString(made.offers[0], '@id') ?? '';
  const item = { '@type': 'OrderItem', position: 0, acceptedOffer: id, orderedItem: made.id };
  const orderedItem = [{ ...item, ...details(getArray(asked, 'orderItemIntakeForm')) }];
  const totalPaymentDue = get(quote.body, 'totalPaymentDue');
  const changes: Changes = { orderedItem };
  const answer =
    name === 'C1' || name === 'C2'
      ? await kit.quote(name, kit.uuid(), [made], changes)
      : await kit.direct(name, kit.uuid(), [made], { ...changes, totalPaymentDue, payment: PAYMENT });
  const [answered = {}] = getArray(answer.body, 'orderedItem');
  return { made, asked, quote, answer, item: answered, errors: getArray(answered, 'error') };
}
