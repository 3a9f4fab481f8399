import { getArray, get, idOf, type Json } from '../../protocol/json.ts';
import { attendeeOf, isGiven, pairKey, responseTo, type DetailsAsked, type FormField } from '../details.ts';
import type { Ground } from '../ground.ts';
import type { Certainty, Fault, GuardId } from '../guards.ts';
import type { CallRequest, RequestLine } from '../request.ts';
import type { OrderRecord } from '../world.ts';
import { pairOf } from './items.ts';

/** What is missing, or wrong, of the details that a quote asked for (#attendee-details-capture, #additional-details-capture). */

type DetailsRule = Extract<
  GuardId,
  'items/attendee-details-given' | 'items/intake-form-complete' | 'items/intake-form-valid'
>;
type Found = Readonly<Partial<Record<DetailsRule, Certainty | undefined>>>;

const ATTENDEE = 'items/attendee-details-given';
const COMPLETE = 'items/intake-form-complete';
const VALID = 'items/intake-form-valid';

/** Whether a value is missing; `may` where it is there and says nothing. */
const missing = (value: Json | undefined): Certainty | undefined =>
  !isGiven(value) ? 'must' : typeof value === 'string' && value.trim() !== '' ? undefined : 'may';

const surest = (all: readonly (Certainty | undefined)[]): Certainty | undefined =>
  all.find((each) => each === 'must') ?? all.find((each) => each !== undefined);

function attendeeFault(attendee: DetailsAsked['attendee'], item: Json): Certainty | undefined {
  if (!isGiven(get(item, 'attendee'))) return 'must';
  const person = attendeeOf(item);
  return person === undefined ? 'may' : surest(attendee.map((property) => missing(get(person, property))));
}

/** Whether an answer is none that its field admits. What a text has to be like is the booking system's to say. */
function answerFault({ kind, options }: FormField, value: Json): Certainty | undefined {
  switch (kind) {
    case 'flag':
      return typeof value === 'boolean'
        ? undefined
        : typeof value === 'string' && /^(true|false)$/i.test(value)
          ? 'may'
          : 'must';
    case 'options':
      return typeof value !== 'string' || value.trim() === '' ? 'may' : options.includes(value) ? undefined : 'must';
    case 'text':
      return 'may';
  }
}

function formFaults(form: DetailsAsked['form'], item: Json): Found {
  const values = form.map((field) => ({ field, value: get(responseTo(field, item), 'value') }));
  const required = values.filter(({ field }) => field.required);
  const complete = surest(
    required.map(({ value }) => (typeof value === 'boolean' || typeof value === 'number' ? undefined : missing(value))),
  );
  const responses = getArray(item, 'orderItemIntakeFormResponse');
  const strange = responses.some((each) => !form.some(({ id }) => id === idOf(get(each, 'propertyID'))));
  const valid = surest([
    ...values.map(({ field, value }) => (isGiven(value) ? answerFault(field, value) : undefined)),
    strange ? 'may' : undefined,
  ]);
  return { ...(complete && { [COMPLETE]: complete }), ...(valid && { [VALID]: valid }) };
}

const ANY: Found = { [ATTENDEE]: 'may', [COMPLETE]: 'may', [VALID]: 'may' };

/** What may be asked of a pair that no quote has spoken of, by its offer. */
function perhaps(line: RequestLine, ground: Ground): Found {
  if (line.opportunity === undefined || line.offer === undefined) return {};
  const pair = pairOf(line, ground);
  if (pair === undefined) return ground.openData.complete ? {} : ANY;
  const { needsAttendee, needsForm } = pair.offer;
  return {
    ...(needsAttendee !== false && { [ATTENDEE]: 'may' }),
    ...(needsForm !== false && { [COMPLETE]: 'may', [VALID]: 'may' }),
  };
}

function lineFaults(line: RequestLine, record: OrderRecord, ground: Ground): Found {
  const asked = record.asked[pairKey(line)];
  if (asked === 'varies') return ANY;
  const unsure = perhaps(line, ground);
  const { attendee, form } = asked ?? { attendee: [], form: [] };
  // Where an offer says that details are needed, and no quote has said which, they cannot be given.
  const person = attendee.length > 0 ? attendeeFault(attendee, line.raw) : unsure[ATTENDEE];
  return {
    ...(form.length === 0 ? unsure : {}),
    ...formFaults(form, line.raw),
    [ATTENDEE]: person,
  };
}

/** The faults of a request's items for want of details. They are asked for at C1, and due from C2 on. */
export function detailsFaults(request: CallRequest, record: OrderRecord, ground: Ground): readonly Fault[] {
  return request.lines.flatMap((line, index) =>
    Object.entries(lineFaults(line, record, ground)).flatMap(([rule, certainty]): readonly Fault[] =>
      certainty === undefined
        ? []
        : [{ rule: rule as DetailsRule, certainty: request.call === 'C1' ? 'may' : certainty, line: index }],
    ),
  );
}
