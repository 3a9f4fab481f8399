import { canonical, get, getArray, idOf, isObject, typeOf, type Json, type JsonObject } from '../protocol/json.ts';
import { placeItems } from './pairing.ts';
import type { CallRequest, RequestLine } from './request.ts';

/** What a booking system asks of an item beside its opportunity and its offer, and what a request answers to that. */

/** A field of an `orderItemIntakeForm` (#additional-details-capture). */
export interface FormField {
  /** The `@id` to which an answer refers. */
  readonly id: string;
  readonly kind: 'text' | 'options' | 'flag';
  /** `valueRequired`. */
  readonly required: boolean;
  /** `valueOption`, where its kind is `options`. */
  readonly options: readonly string[];
}

/** What the item of a quote asks for. */
export interface DetailsAsked {
  /** The names of the properties of a Person that the `attendee` needs, such as `givenName`. */
  readonly attendee: readonly string[];
  readonly form: readonly FormField[];
}

/** Errors of items that can be booked once details are given: they stay in the total of a quote (#orderquote-creation-c1). */
export const MENDABLE: readonly string[] = ['IncompleteAttendeeDetailsError', 'IncompleteIntakeFormError'];

/** `https://schema.org/givenName` as `givenName`. */
export const nameOfProperty = (iri: string): string => iri.replace(/^.*[/#:]/, '');

const FLAG = 'BooleanFormFieldSpecification';
const OPTIONS = 'DropdownFormFieldSpecification';

function readField(json: Json): FormField | undefined {
  const id = idOf(json);
  if (id === undefined) return undefined;
  const type = typeOf(json);
  const options = getArray(json, 'valueOption').filter((option) => typeof option === 'string');
  return {
    id,
    kind: type === FLAG ? 'flag' : type === OPTIONS && options.length > 0 ? 'options' : 'text',
    required: get(json, 'valueRequired') === true && type !== FLAG,
    options,
  };
}

/** What an item of an answer to C1 or C2 asks for. */
export function askedIn(item: Json): DetailsAsked {
  const properties = getArray(item, 'attendeeDetailsRequired').map(idOf);
  return {
    attendee: properties.filter((iri) => iri !== undefined).map(nameOfProperty),
    form: getArray(item, 'orderItemIntakeForm')
      .map(readField)
      .filter((field) => field !== undefined),
  };
}

export const asksNothing = ({ attendee, form }: DetailsAsked): boolean => attendee.length === 0 && form.length === 0;

/** A pair of opportunity and offer, by which is remembered what is asked of it. */
export const pairKey = ({ opportunity, offer }: Pick<RequestLine, 'opportunity' | 'offer'>): string =>
  `${opportunity ?? ''} ${offer ?? ''}`;

/** What quotes have asked for, by pair of opportunity and offer; `varies` where items of one pair are asked different things. */
export type AskedByPair = Readonly<Record<string, DetailsAsked | 'varies'>>;

/** What is known to be asked after one more quote. One that asks for nothing any more may have been given it. */
export function askedAfter(before: AskedByPair, request: CallRequest, quote: JsonObject | undefined): AskedByPair {
  const found: Record<string, DetailsAsked | 'varies'> = {};
  const items = getArray(quote, 'orderedItem');
  const placed = placeItems(request.lines, items);
  items.forEach((item, place) => {
    const line = request.lines[placed[place] ?? place];
    if (line?.opportunity === undefined || line.offer === undefined) return;
    const key = pairKey(line);
    const asked = askedIn(item);
    const other = found[key];
    found[key] = other === undefined || sameDetails(other, asked) ? asked : 'varies';
  });
  const told = Object.entries(found).filter(
    ([key, asked]) => asked === 'varies' || !asksNothing(asked) || before[key] === undefined,
  );
  return told.length === 0 ? before : { ...before, ...Object.fromEntries(told) };
}

const sameDetails = (one: DetailsAsked | 'varies', other: DetailsAsked): boolean =>
  one !== 'varies' && JSON.stringify(one) === JSON.stringify(other);

/** An answer to a field of an intake form, as a request gives it. */
export const responseTo = ({ id }: FormField, item: Json): Json | undefined =>
  getArray(item, 'orderItemIntakeFormResponse').find((response) => idOf(get(response, 'propertyID')) === id);

/** The attendee of an item, where it is a Person. */
export function attendeeOf(item: Json): JsonObject | undefined {
  const attendee = get(item, 'attendee');
  return isObject(attendee) && typeOf(attendee) === 'Person' ? attendee : undefined;
}

/** The details that an order's items give, as a text to compare by; empty where they give none. */
export function detailsText(lines: readonly RequestLine[]): string {
  const each = lines.map(({ raw }) => [get(raw, 'attendee'), get(raw, 'orderItemIntakeFormResponse')]);
  return each.flat().every((part) => part === undefined)
    ? ''
    : each.map((parts) => parts.map((part) => canonical(part)).join()).join('\n');
}

/** Whether a value is there at all: JSON's null is none. */
export const isGiven = (value: Json | undefined): value is Exclude<Json, null> => value !== undefined && value !== null;
