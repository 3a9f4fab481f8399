import { canonical, get, getArray, getString, idOf, isObject, typeOf, type Json } from '../../../protocol/json.ts';
import {
  askedIn,
  attendeeOf,
  MENDABLE,
  nameOfProperty,
  pairKey,
  responseTo,
  type DetailsAsked,
} from '../../../model/index.ts';
import { expect, notApplicable, PASSED, violated, type AnswerSighting, type Verdict } from '../../rule.ts';
import { eachItem } from './item-checks.ts';
import { added, alike, soundText } from './reflection-checks.ts';
import { given, ofNewOrder, ofOrder, show, type ItemSight, type Sight } from './sight.ts';

/** An item that was asked for, and is not refused but for want of details. */
const isMendable = ({ errors, line }: ItemSight): boolean =>
  line !== undefined && errors.every((type) => MENDABLE.includes(type) || type === 'InvalidIntakeFormError');

const NEEDS = { OpenBookingAttendeeDetails: 'needsAttendee', OpenBookingIntakeForm: 'needsForm' } as const;

/** Whether the open data says of an item's offer that a feature is needed; undefined where it says different things, or nothing. */
function says({ published }: ItemSight, requirement: keyof typeof NEEDS): boolean | undefined {
  const known = published?.opportunity.offers.find(({ id }) => published.offers.some((offer) => idOf(offer) === id));
  if (known?.[NEEDS[requirement]] === undefined) return undefined;
  const found = (published?.offers ?? []).map((offer) =>
    getArray(offer, 'openBookingFlowRequirement').includes(`https://openactive.io/${requirement}`),
  );
  return new Set(found).size === 1 ? found[0] : undefined;
}

export const intakeFormShown = ofNewOrder((_order, { items }) => {
  const due = items.filter((item) => isMendable(item) && says(item, 'OpenBookingIntakeForm') === true);
  if (due.length === 0) return notApplicable('no item needs an intake form');
  return eachItem(due, ({ raw }) =>
    expect(
      getArray(raw, 'orderItemIntakeForm').length > 0,
      'an orderItemIntakeForm with a field',
      show(given(raw, 'orderItemIntakeForm')),
    ),
  );
});

export const requirementPublished = ofOrder((_order, { items }) =>
  eachItem(items, (item) => {
    const { attendee, form } = askedIn(item.raw);
    const missing = [
      attendee.length > 0 && says(item, 'OpenBookingAttendeeDetails') === false && 'OpenBookingAttendeeDetails',
      form.some(({ required }) => required) && says(item, 'OpenBookingIntakeForm') === false && 'OpenBookingIntakeForm',
    ].find((each) => each !== false);
    return missing === undefined ? PASSED : violated(`an offer published with ${missing}`, `details asked for without`);
  }),
);

/** What is asked of an item, by its quotes so far and by this answer. */
function askedOf({ raw, line }: ItemSight, { request, after }: AnswerSighting): DetailsAsked {
  const known = line === undefined ? undefined : after.asked[pairKey(request.lines[line] ?? EMPTY)];
  const here = askedIn(raw);
  if (known === undefined || known === 'varies') return here;
  return { attendee: [...known.attendee, ...here.attendee], form: [...known.form, ...here.form] };
}
const EMPTY = { opportunity: undefined, offer: undefined };

function instanceVerdict(error: Json, item: Json, asked: DetailsAsked): Verdict {
  const type = typeOf(error) ?? '';
  const instance = getString(error, 'instance') ?? '';
  if (instance.trim() === '') return violated(`${type} with an instance`, 'none');
  const ofPerson = type === 'IncompleteAttendeeDetailsError';
  // Without any attendee, the error may be about the attendee as a whole.
  const whole = ofPerson && given(item, 'attendee') === undefined;
  const known = ofPerson ? asked.attendee : asked.form.map(({ id }) => id);
  const named = ofPerson ? nameOfProperty(instance) : instance;
  if (!whole && known.length > 0 && !known.includes(named))
    return violated(`${type} with an instance out of ${[...new Set(known)].join(', ')}`, instance);
  const description = getString(error, 'description') ?? '';
  return expect(
    type !== 'InvalidIntakeFormError' || description.trim() !== '',
    `${type} with a description of what is wrong`,
    'none',
  );
}

export const detailsErrorInstance = ofOrder((_order, { items }, sighting) => {
  const ofDetails = [...MENDABLE, 'InvalidIntakeFormError'];
  const errors = items.flatMap((item) =>
    getArray(item.raw, 'error')
      .filter((error) => ofDetails.includes(typeOf(error) ?? ''))
      .map((error) => ({ item, error })),
  );
  if (errors.length === 0) return notApplicable('no item lacks details');
  const verdicts = errors.map(({ item, error }) => {
    const sent = sighting.request.lines[item.line ?? -1]?.raw ?? null;
    return instanceVerdict(error, sent, askedOf(item, sighting));
  });
  return verdicts.find(({ kind }) => kind === 'violated') ?? PASSED;
});

const FLAG = 'BooleanFormFieldSpecification';
const OPTIONS = 'DropdownFormFieldSpecification';

function fieldVerdict(field: Json): Verdict {
  if (!isObject(field)) return violated('a field as an object', show(field));
  const type = typeOf(field);
  if (type === undefined || type === 'PropertyValueSpecification')
    return violated('a field with a type of its own, such as ShortAnswerFormFieldSpecification', show(type));
  const lacking = ['@id', 'name'].find((key) => (getString(field, key) ?? '') === '');
  if (lacking !== undefined) return violated(`a field with ${lacking}`, 'none');
  if (type === OPTIONS && getArray(field, 'valueOption').length === 0)
    return violated('a dropdown with options in valueOption', show(get(field, 'valueOption')));
  return expect(
    type !== FLAG || get(field, 'valueRequired') !== true,
    'a checkbox without valueRequired',
    'valueRequired true',
  );
}

export const intakeFormSound = ofOrder((_order, { items }) => {
  const fields = items.flatMap(({ raw }) => getArray(raw, 'orderItemIntakeForm'));
  if (fields.length === 0) return notApplicable('there is no intake form');
  return fields.map(fieldVerdict).find(({ kind }) => kind === 'violated') ?? PASSED;
});

/** The items whose details were asked for, each with what was asked and what was sent. */
const withDetails = ({ items }: Sight, { request, before }: AnswerSighting) =>
  items.flatMap(({ raw, line, errors }) => {
    const sent = request.lines[line ?? -1];
    const asked = sent && before.asked[pairKey(sent)];
    return sent === undefined || asked === undefined || asked === 'varies' || errors.length > 0
      ? []
      : [{ raw, sent: sent.raw, asked }];
  });

function reflection(raw: Json, sent: Json, { attendee, form }: DetailsAsked): Verdict {
  const [person, shown] = [attendeeOf(sent), given(raw, 'attendee')];
  for (const property of attendee) {
    const text = soundText(get(person, property));
    const back = getString(shown, property);
    if (text !== undefined && !alike(text, back)) return violated(`attendee.${property} ${show(text)}`, show(back));
  }
  for (const field of form) {
    const value = get(responseTo(field, sent), 'value');
    const back = get(responseTo(field, raw), 'value');
    const plain = typeof value === 'boolean' || soundText(value) !== undefined;
    if (plain && canonical(value).trim() !== canonical(back).trim())
      return violated(`the answer ${show(value)} to ${field.id}`, show(back));
  }
  return PASSED;
}

export const detailsReflected = ofNewOrder((_order, sight, sighting) => {
  const due = withDetails(sight, sighting);
  if (due.length === 0) return notApplicable('no details were asked for');
  const verdicts = due.map(({ raw, sent, asked }) => reflection(raw, sent, asked));
  return verdicts.find(({ kind }) => kind === 'violated') ?? PASSED;
});

export const attendeeNothingAdded = ofNewOrder((_order, { items }, { request }) => {
  for (const { raw, line } of items) {
    const sent = attendeeOf(request.lines[line ?? -1]?.raw ?? null);
    const shown = given(raw, 'attendee');
    const [extra] = sent !== undefined && isObject(shown) ? added(shown, sent) : [];
    if (extra !== undefined)
      return violated('an attendee with nothing but what was sent', `${extra} ${show(get(shown, extra))}`);
  }
  return PASSED;
});
