import type { Logged } from '../../src/audit/logged.ts';
import { isObject, type Json, type JsonObject } from '../../src/protocol/json.ts';
import { NOW, opportunityJson, opportunityIri, PAID, uuidOf, wholeBody } from '../model/fixture.ts';
import { answerOf, BASE, errorOf, respond, type Made } from '../oracle/rules/fixtures.ts';

/** Exchanges of a recording, made by hand: a second after each other, and each takes a tenth of one. */

let line = 0;
export const logged = (
  method: string,
  path: string,
  sent: Json | undefined,
  answer: Logged['answer'],
  edit: Partial<Logged> = {},
): Logged => {
  line += 1;
  return {
    place: { file: 'a', line },
    method,
    url: path.startsWith('http') ? path : `${BASE}/${path}`,
    headers: {},
    sent: sent === undefined ? undefined : { kind: 'json', value: sent },
    answer,
    sentAt: NOW + line * 1_000,
    receivedAt: NOW + line * 1_000 + 100,
    ...edit,
  };
};

const FOLDERS = { C1: 'order-quote-templates', C2: 'order-quotes', P: 'order-proposals', B: 'orders' } as const;
const SPACES = 2;

/** The opportunity as a feed shows it. */
export const feed = (spaces = SPACES): Logged =>
  logged(
    'GET',
    'https://feeds.example.com/sessions',
    undefined,
    respond(200, {
      next: 'https://feeds.example.com/sessions?afterTimestamp=2',
      items: [
        { state: 'updated', kind: 'ScheduledSession', id: 'x', modified: 1, data: opportunityJson('x', { spaces }) },
      ],
    }),
  );

/** The test interface made it, so that nobody else can book it. */
export const created = (): Logged =>
  logged(
    'POST',
    'test-interface/datasets/a/opportunities',
    {},
    respond(200, { '@type': 'ScheduledSession', '@id': opportunityIri('x') }),
  );

export function called(call: Made['call'], status: number, edit: Partial<Logged> = {}, order = 'a'): Logged {
  const sent = wholeBody(call, { items: ['x'], ...(call === 'B' ? { payment: PAID } : {}), order });
  const text = JSON.stringify(answerOf({ call, items: ['x'], wanted: {}, sent, total: 10 }));
  const body = JSON.parse(
    text.replaceAll(uuidOf('a'), uuidOf(order)).replaceAll('"remainingAttendeeCapacity":2,', ''),
  ) as Json;
  return logged('PUT', `${FOLDERS[call]}/${uuidOf(order)}`, sent, respond(status, body), edit);
}

export const bodyOf = ({ answer }: Logged): JsonObject =>
  answer.kind === 'response' && answer.body.kind === 'json' && isObject(answer.body.value) ? answer.body.value : {};

export const refused = (call: Made['call'], type: string, status: number, edit: Partial<Logged> = {}): Logged => ({
  ...called(call, 200, edit),
  answer: respond(status, errorOf(type, status)),
});
