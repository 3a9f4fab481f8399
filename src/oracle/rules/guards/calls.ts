import type { WordsTable } from '../table.ts';

export const CALLS_GUARDS = {
  'calls/well-formed-body': {
    strength: 'must',
    clauses: ['errors/1', 'response-formats/2'],
    sentence: 'A call whose body is no JSON object is refused with a 4xx OpenBookingError.',
    features: ['common-error-conditions'],
    implies: ['calls/no-unnamed-server-error', 'shape/error-body', 'shape/media-type'],
    readings: {
      strict: 'An OpenBookingError with a status of 4xx.',
      lenient: 'That, or 500 UnexpectedOrderTypeError: there is no @type to be the expected one.',
      note: 'The specification has no error of its own for a body that cannot be read.',
    },
  },
  'calls/sound-values': {
    strength: 'must',
    clauses: ['order-status/9', 'order-creation-b/3'],
    sentence:
      'A call with a value that no careful broker sends (an empty name, a text too long to store) is accepted, or refused with a 4xx OpenBookingError.',
    features: ['common-error-conditions'],
    implies: ['calls/no-unnamed-server-error'],
    readings: {
      strict: 'Accepted, or any OpenBookingError with a status of 4xx.',
      lenient: 'Accepted, or any OpenBookingError with a status of 4xx.',
      note: 'What a booking system makes of odd values is its own; that it answers them as an error of the client is not.',
    },
  },
  'calls/status-supported': {
    strength: 'should',
    clauses: ['order-status/2', 'order-status/1'],
    sentence: 'GET of an order that exists returns it.',
    features: [],
    readings: {
      strict: 'The order, or 404 UnknownOrIncorrectEndpointError or 405 MethodNotAllowedError.',
      lenient: 'The order, or any OpenBookingError with a status of 4xx.',
      note: 'The Order Status endpoint is recommended, not required, and what a system without it answers is not said.',
    },
  },
} as const satisfies WordsTable;
