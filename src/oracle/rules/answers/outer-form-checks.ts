import { ERROR_STATUS, isErrorType } from '../../../protocol/errors.ts';
import { get, getArray, getString, isObject, typeOf, type Json } from '../../../protocol/json.ts';
import { isBookingMediaType } from '../../../protocol/media-type.ts';
import { expect, notApplicable, PASSED, violated, type AnswerSighting, type Verdict } from '../../rule.ts';
import { errorsOf } from '../../../model/index.ts';
import { given, ofOrder, show, sightOf } from './sight.ts';

const SUCCESS: Readonly<Record<string, readonly number[]>> = {
  C1: [200],
  C2: [200],
  P: [201, 200],
  B: [201, 200],
  status: [200],
};

export function successStatus({ request, response }: AnswerSighting): Verdict {
  const expected = SUCCESS[request.call] ?? [204];
  return expect(expected.includes(response.status), `status ${expected.join(' or ')}`, `status ${response.status}`);
}

export const noContent = ({ response }: AnswerSighting): Verdict =>
  expect(response.body.kind === 'none', 'no body', 'a body');

export function mediaType({ response }: AnswerSighting): Verdict {
  if (response.body.kind === 'none') return notApplicable('the answer has no body');
  const header = response.mediaType;
  const sound = header !== undefined && isBookingMediaType(header);
  return expect(sound, 'application/vnd.openactive.booking+json; version=1', header ?? 'no Content-Type');
}

const ORDER_TYPES: readonly (string | undefined)[] = ['OrderQuote', 'OrderProposal', 'Order'];

/** An order that is refused for its items. */
function isOrderInConflict({ response, body }: AnswerSighting): boolean {
  return (
    response.status === 409 &&
    ORDER_TYPES.includes(typeOf(body)) &&
    getArray(body, 'orderedItem').some((item) => errorsOf(item).length > 0)
  );
}

export function errorBody(sighting: AnswerSighting): Verdict {
  const { request, response, body } = sighting;
  if (response.body.kind === 'text') return notApplicable('the body is no JSON');
  // Of an order that is deleted but not known only the status is a must (#order-deletion).
  if (response.body.kind === 'none' && request.call === 'delete-order' && response.status === 404)
    return notApplicable('the deletion of an unknown order needs no body');
  if (isOrderInConflict(sighting)) return PASSED;
  const type = typeOf(body);
  const named = type !== undefined && (isErrorType(type) || type.endsWith('Error'));
  return expect(named, 'an OpenBookingError', type === undefined ? 'no error that could be read' : `a ${type}`);
}

const isContext = (value: Json): boolean =>
  typeof value === 'string' && /^https?:\/\/(www\.)?openactive\.io\/?$/.test(value);

function contextOf(body: unknown): Verdict {
  const context = get(body, '@context');
  const sound = Array.isArray(context) ? context.some(isContext) : context !== undefined && isContext(context);
  return expect(sound, '@context https://openactive.io/', `@context ${show(context)}`);
}

export const orderContext = ofOrder((order) => contextOf(order));

export function errorContext({ response, body }: AnswerSighting): Verdict {
  const readable = response.body.kind === 'json' && isObject(response.body.value);
  return readable ? contextOf(body) : notApplicable('the answer has no JSON object as its body');
}

function wrongStatusCode(error: unknown, expected: number | undefined): Verdict | undefined {
  const code = given(error, 'statusCode');
  if (code === undefined || expected === undefined || Number(code) === expected) return undefined;
  return violated(`statusCode ${expected}`, `statusCode ${show(code)}`);
}

export function errorStatusCode({ response, body }: AnswerSighting): Verdict {
  const whole = wrongStatusCode(body, response.status);
  if (whole) return whole;
  for (const item of getArray(body, 'orderedItem')) {
    const error = get(item, 'error');
    for (const entry of Array.isArray(error) ? (error as readonly Json[]) : [error]) {
      const type = typeOf(entry);
      const wrong = wrongStatusCode(entry, isErrorType(type) ? ERROR_STATUS[type] : undefined);
      if (wrong) return wrong;
    }
  }
  return PASSED;
}

export const itemErrorMeansConflict = ofOrder((_order, { items }, { response }) => {
  const errors = items.flatMap((item) => item.errors);
  return expect(errors.length === 0, 'status 409', `status ${response.status} with ${errors.join(', ')} on an item`);
});

/** Errors that speak of one item, and so belong on it. */
const OF_ITEMS: readonly (string | undefined)[] = [
  'IncompleteOrderItemError',
  'UnknownOpportunityError',
  'UnknownOfferError',
  'UnacceptableOfferError',
  'InvalidOpportunityOrOfferIdError',
  'OpportunityOfferPairNotBookableError',
  'OpportunityIsInConflictError',
  'OpportunityIsFullError',
  'OpportunityHasInsufficientCapacityError',
  'OpportunityCapacityIsReservedByLeaseError',
  'IncompleteAttendeeDetailsError',
  'IncompleteIntakeFormError',
  'InvalidIntakeFormError',
];

export function itemErrorOnItem(sighting: AnswerSighting): Verdict {
  const { request, body } = sighting;
  if (request.lines.length === 0) return notApplicable('there is no item to carry it');
  if (sightOf(sighting).order) return PASSED;
  const type = typeOf(body);
  return expect(
    !OF_ITEMS.includes(type),
    'the error on the item, in an OrderQuote',
    `${type} as an error of the whole`,
  );
}

export function cancellationDescription({ body }: AnswerSighting): Verdict {
  if (typeOf(body) !== 'CancellationNotPermittedError') return notApplicable('another error');
  const description = getString(body, 'description') ?? '';
  return expect(description.trim() !== '', 'a description of the reason', 'none');
}
