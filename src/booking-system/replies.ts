import type { JsonObject } from '../protocol/json.ts';
import { errorBody, type Problem } from './problems.ts';

/** What is answered: without a body where there is none. */
export interface Reply {
  readonly status: number;
  readonly body?: JsonObject;
  /** The problem that this is the refusal for. */
  readonly refusal?: Problem;
}

export const refuse = (refusal: Problem): Reply => ({ status: refusal.status, body: errorBody(refusal), refusal });

export const NO_CONTENT: Reply = { status: 204 };

export const isProblem = (value: object): value is Problem => 'error' in value;
