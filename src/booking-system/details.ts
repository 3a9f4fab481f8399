import type { CheckpointName } from '../protocol/calls.ts';
import { get, getArray, getString, idOf, typeOf, type Json, type JsonObject } from '../protocol/json.ts';
import { reflectCustomer, reflectResponse } from './bodies/people-bodies.ts';
import { problem, type Problem } from './problems.ts';
import type { Urls } from './urls.ts';

/** What an offer asks for beside a customer: of the attendee, and in an intake form (#attendee-details-capture, #additional-details-capture). */
export interface OfferDetails {
  /** Properties of a Person. */
  readonly attendee: readonly string[];
  readonly form: readonly IntakeField[];
}

export interface IntakeField {
  readonly name: string;
  readonly description: string;
  readonly type: 'ShortAnswer' | 'Dropdown' | 'Boolean';
  readonly required: boolean;
  readonly options: readonly string[];
}

export const NO_DETAILS: OfferDetails = { attendee: [], form: [] };

export const ATTENDEE_DETAILS: OfferDetails = { attendee: ['givenName', 'familyName'], form: [] };

export const INTAKE_FORM: OfferDetails = {
  attendee: [],
  form: [
    {
      name: 'Age',
      description: 'Your age is useful for us to place you in the correct group on the day',
      type: 'Dropdown',
      required: true,
      options: ['0-18', '18-30', '30+'],
    },
    {
      name: 'Level of experience',
      description: 'Have you played before?',
      type: 'ShortAnswer',
      required: true,
      options: [],
    },
    {
      name: 'Photo Consent',
      description: 'Are you happy for us to include photos of you in our marketing materials?',
      type: 'Boolean',
      required: false,
      options: [],
    },
  ],
};

/** What the items of a request say for themselves, as far as it is kept and reflected. */
export interface ItemDetails {
  readonly attendee?: JsonObject;
  readonly responses?: readonly JsonObject[];
}

/** When details are asked for, and what is made of them. */
export interface DetailsSeam {
  /** The requirements of an offer that the open feeds publish. */
  published(details: OfferDetails): readonly string[];
  /** What is wrong with the details of an item. */
  problems(urls: Urls, call: CheckpointName, asked: OfferDetails, item: Json): readonly Problem[];
  /** The properties by which the item of a quote asks for details. */
  asked(urls: Urls, asked: OfferDetails, given: ItemDetails): JsonObject;
  /** The properties by which an item gives back what was said. */
  reflected(given: ItemDetails): JsonObject;
}

const fieldId = (urls: Urls, index: number) => `${urls.place(1)}/intake-fields/${String(index + 1)}`;

function attendeeProblems({ attendee }: OfferDetails, item: Json): readonly Problem[] {
  const person = get(item, 'attendee');
  const missing = attendee.filter((property) => typeOf(person) !== 'Person' || !getString(person, property));
  return missing.map((property) => ({
    ...problem('IncompleteAttendeeDetailsError', `The ${property} of the attendee is missing.`),
    instance: `https://schema.org/${property}`,
  }));
}

function fieldProblem(field: IntakeField, instance: string, value: Json | undefined): Problem | undefined {
  const invalid = (why: string) => ({ ...problem('InvalidIntakeFormError', why), instance });
  if (value === undefined || value === null || value === '') {
    return field.required
      ? { ...problem('IncompleteIntakeFormError', `There is no answer to "${field.name}".`), instance }
      : undefined;
  }
  switch (field.type) {
    case 'Boolean':
      return typeof value === 'boolean' ? undefined : invalid(`"${field.name}" can only be true or false.`);
    case 'Dropdown':
      return field.options.some((option) => option === value)
        ? undefined
        : invalid(`"${field.name}" has to be one of ${field.options.join(', ')}.`);
    case 'ShortAnswer':
      return typeof value === 'string' ? undefined : invalid(`"${field.name}" has to be a text.`);
  }
}

function formProblems(urls: Urls, { form }: OfferDetails, item: Json): readonly Problem[] {
  const responses = getArray(item, 'orderItemIntakeFormResponse');
  const found = form.map((field, index) => {
    const id = fieldId(urls, index);
    const response = responses.find((each) => idOf(get(each, 'propertyID')) === id);
    return fieldProblem(field, id, get(response, 'value'));
  });
  return found.filter((each) => each !== undefined);
}

function formBody(urls: Urls, { form }: OfferDetails): readonly JsonObject[] {
  return form.map(({ name, description, type, required, options }, index) => ({
    '@type': `${type}FormFieldSpecification`,
    '@id': fieldId(urls, index),
    name,
    description,
    ...(type === 'Dropdown' && { valueOption: options }),
    ...(type !== 'Boolean' && { valueRequired: required }),
  }));
}

/** What an item of a request says of its attendee and in its intake form. */
export function detailsIn(item: Json): ItemDetails {
  const person = get(item, 'attendee');
  const attendee = typeOf(person) === 'Person' ? reflectCustomer(person) : undefined;
  const responses = getArray(item, 'orderItemIntakeFormResponse')
    .map(reflectResponse)
    .filter((response) => response !== undefined);
  return {
    ...(attendee && { attendee }),
    ...(responses.length > 0 && { responses }),
  };
}

export const soundDetails: DetailsSeam = {
  published: ({ attendee, form }) => [
    ...(attendee.length > 0 ? ['OpenBookingAttendeeDetails'] : []),
    ...(form.length > 0 ? ['OpenBookingIntakeForm'] : []),
  ],
  problems: (urls, call, asked, item) =>
    call === 'C1' ? [] : [...attendeeProblems(asked, item), ...formProblems(urls, asked, item)],
  asked: (urls, asked) => ({
    ...(asked.attendee.length > 0 && {
      attendeeDetailsRequired: asked.attendee.map((property) => `https://schema.org/${property}`),
    }),
    ...(asked.form.length > 0 && { orderItemIntakeForm: formBody(urls, asked) }),
  }),
  reflected: ({ attendee, responses }) => ({
    ...(attendee && { attendee }),
    ...(responses && { orderItemIntakeFormResponse: responses }),
  }),
};
