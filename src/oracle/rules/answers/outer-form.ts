import { CALL_NAMES } from '../../../protocol/calls.ts';
import { BODILESS, onAnswers, QUOTES, WHOLE_ORDERS, type CheckedTable } from '../table.ts';
import {
  successStatus,
  noContent,
  mediaType,
  errorBody,
  errorContext,
  errorStatusCode,
  itemErrorMeansConflict,
  itemErrorOnItem,
  cancellationDescription,
} from './outer-form-checks.ts';

export const OUTER_FORM_RULES = {
  'shape/success-status': {
    strength: 'must',
    clauses: [
      'step-by-step-process-description/4',
      'customer-requested-cancellation/3',
      'order-deletion/6',
      'orderquote-deletion/3',
    ],
    sentence:
      'A call that succeeds answers 200 at C1 and C2, 201 or 200 at P and B, and 204 for a cancellation, an update or a deletion.',
    features: ['non-free-opportunities', 'free-opportunities', 'customer-requested-cancellation', 'order-deletion'],
    implies: ['shape/no-content'],
    check: onAnswers(CALL_NAMES, 'accepted', successStatus),
  },
  'shape/no-content': {
    strength: 'must',
    clauses: ['customer-requested-cancellation/3', 'order-deletion/6', 'orderquote-deletion/3'],
    sentence: 'A cancellation, an update of a proposal and a deletion are answered without a body.',
    features: ['customer-requested-cancellation', 'order-deletion'],
    check: onAnswers(BODILESS, 'accepted', noContent),
  },
  'shape/media-type': {
    strength: 'must',
    clauses: ['errors/2', 'response-formats/2'],
    sentence: 'Every body is of media type application/vnd.openactive.booking+json; version=1.',
    features: ['common-error-conditions'],
    check: onAnswers(CALL_NAMES, 'any', mediaType),
  },
  'shape/error-body': {
    strength: 'must',
    clauses: ['errors/2', 'oaopenbookingerror/1'],
    sentence:
      'The body of every refusal is one OpenBookingError, or, with status 409, an order whose items carry the errors.',
    features: ['common-error-conditions'],
    implies: ['shape/error-context', 'shape/error-status-code'],
    check: onAnswers(CALL_NAMES, 'refused', errorBody),
  },
  'shape/error-context': {
    strength: 'must',
    clauses: ['response-formats/1', 'errors/2'],
    sentence: 'Every error names https://openactive.io/ as its @context.',
    features: ['common-error-conditions'],
    check: onAnswers(CALL_NAMES, 'refused', errorContext),
  },
  'shape/error-status-code': {
    strength: 'must',
    clauses: ['oaopenbookingerror/6'],
    sentence: 'The statusCode of an error, where it has one, is the HTTP status that belongs to it.',
    features: ['common-error-conditions'],
    check: onAnswers(CALL_NAMES, 'refused', errorStatusCode),
  },
  'shape/item-error-means-conflict': {
    strength: 'must',
    clauses: ['orderquote-creation-c1/2', 'orderquote-creation-c2/4', 'booking-system-contract-with-the-broker/4'],
    sentence: 'An answer in which an item carries an error has status 409: an order succeeds or fails as a whole.',
    features: ['availability-check', 'common-error-conditions'],
    check: onAnswers(WHOLE_ORDERS, 'accepted', itemErrorMeansConflict),
  },
  'shape/item-error-on-item': {
    strength: 'must',
    clauses: ['orderquote-creation-c1/2', 'orderquote-creation-c2/4', 'step-by-step-process-description/10'],
    sentence:
      'What is wrong with an item of a quote is told on that item, in an OrderQuote, and not as an error of the whole.',
    features: ['availability-check', 'common-error-conditions'],
    check: onAnswers(QUOTES, 'refused', itemErrorOnItem),
  },
  'shape/cancellation-description': {
    strength: 'must',
    clauses: [
      'order-cancellation---orderquote-orderproposal-and-order-error-responses/1',
      'order-cancellation/4',
      'customer-requested-cancellation/4',
    ],
    sentence: 'A CancellationNotPermittedError says in its description why the cancellation is not permitted.',
    features: ['customer-requested-cancellation', 'cancellation-window'],
    check: onAnswers(['cancel'], 'refused', cancellationDescription),
  },
} as const satisfies CheckedTable;
