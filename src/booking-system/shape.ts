import type { CheckpointName } from '../protocol/calls.ts';
import type { JsonObject } from '../protocol/json.ts';
import { otherProblem } from './problems.ts';
import { refuse, type Reply } from './replies.ts';
import type { Urls } from './urls.ts';

/** A response as it goes over the wire. */
export interface WireReply {
  readonly status: number;
  readonly mediaType: string;
  readonly body: JsonObject | undefined;
}

/** What responses look like once their content is settled. */
export interface ShapeSeam {
  /** The body of a successful or partly successful C1, C2, P, B, or of an order's status. */
  answer(body: JsonObject, kind: CheckpointName | 'status'): JsonObject;
  /** The `@id` of an OrderItem in responses and in the orders feed. */
  itemId(urls: Urls, uuid: string, number: number, place: 'answer' | 'feed'): string;
  /** Whether a text has the form of an OrderItem's `@id`. */
  isItemId(urls: Urls, text: string): boolean;
  /** Every response of the API but the feeds. */
  wire(reply: WireReply): WireReply;
  /** A response's body as JSON text. */
  text(body: JsonObject): string;
  /** The answer to a body that is no JSON object. */
  malformed(text: string): Reply;
  /** The answer to a path whose last segment is no UUID. */
  malformedUuid(): Reply;
}

export const soundShape: ShapeSeam = {
  answer: (body) => body,
  itemId: (urls, uuid, number) => `${urls.order(uuid)}#/orderedItem/${String(number)}`,
  isItemId: (urls, text) =>
    text.startsWith(urls.order('')) && /^[^/#]+#\/orderedItem\/\d+$/.test(text.slice(urls.order('').length)),
  wire: (reply) => reply,
  text: (body) => JSON.stringify(body),
  malformed: () => refuse(otherProblem(400, 'The body is no JSON object.')),
  malformedUuid: () => refuse(otherProblem(400, 'The last segment of the path is no UUID.')),
};
