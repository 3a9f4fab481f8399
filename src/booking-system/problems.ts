import { ERROR_STATUS, type ErrorType } from '../protocol/errors.ts';
import type { JsonObject } from '../protocol/json.ts';
import { CONTEXT } from '../protocol/vocabulary.ts';

/** Why a request, or one item of it, is refused (#error-model). */
export interface Problem {
  /** `OpenBookingError` itself is for what the specification has no error of its own. */
  readonly error: ErrorType | 'OpenBookingError';
  /** The HTTP status. */
  readonly status: number;
  /** What was wrong this time, for people. */
  readonly description: string;
  /** What it is about, by its `@id`. */
  readonly instance?: string;
}

/** A problem that the specification names, with the status that it gives. */
export function problem(error: ErrorType, description: string): Problem {
  return { error, status: ERROR_STATUS[error], description };
}

/** A problem for which the specification has no error of its own. */
export function otherProblem(status: number, description: string): Problem {
  return { error: 'OpenBookingError', status, description };
}

/** A problem as the `error` of an OrderItem. */
export function itemError({ error, status, description, instance }: Problem): JsonObject {
  return { '@type': error, statusCode: status, description, ...(instance !== undefined && { instance }) };
}

/** A problem as the body of a response. */
export function errorBody(refusal: Problem): JsonObject {
  return { '@context': CONTEXT, ...itemError(refusal) };
}
