import type { Entry, Header } from 'har-format';
import { get, getArray, getNumber, getString, isObject, type Json } from '../../protocol/json.ts';
import type { Answer } from '../../protocol/exchange.ts';
import { RecordingError, type Logged, type NoteLeftOut, type Place } from '../logged.ts';
import { answerBody, sentBody, UNKNOWN_ANSWER } from './body.ts';

/** An exchange from an entry of a HAR 1.2 file (http://www.softwareishard.com/blog/har-12-spec/). */
export function harExchange(entry: Json, place: Place, note: NoteLeftOut): Logged {
  const [request, response] = [get(entry, 'request'), get(entry, 'response')];
  const field = (name: string, expected: string): RecordingError =>
    new RecordingError(place, `${name}: expected ${expected}, as HAR 1.2 has it, found nothing of the kind`);
  const method = getString(request, 'method' satisfies keyof Entry['request']);
  const url = getString(request, 'url' satisfies keyof Entry['request']);
  if (method === undefined) throw field('request.method', 'the method of a request');
  if (url === undefined || !URL.canParse(url)) throw field('request.url', 'an absolute URL');
  const status = getNumber(response, 'status' satisfies keyof Entry['response']);
  if (!isObject(response)) note(place, 'response: expected an object, as HAR 1.2 has it');
  else if (status === undefined) note(place, 'response.status: expected a number, as HAR 1.2 has it');
  const sentAt = Date.parse(getString(entry, 'startedDateTime' satisfies keyof Entry) ?? '');
  const time = getNumber(entry, 'time' satisfies keyof Entry) ?? 0;
  const text = getString(get(request, 'postData' satisfies keyof Entry['request']), 'text');
  return {
    place,
    method: method.toUpperCase(),
    url,
    headers: headersIn(request),
    sent: sentBody(text),
    answer: status === undefined ? UNKNOWN_ANSWER : answerIn(response, status),
    sentAt: Number.isNaN(sentAt) ? undefined : sentAt,
    receivedAt: Number.isNaN(sentAt) ? undefined : sentAt + Math.max(0, time),
  };
}

function headersIn(message: Json | undefined): Readonly<Record<string, string>> {
  const list = getArray(message, 'headers' satisfies keyof Entry['request']);
  return Object.fromEntries(
    list.flatMap((header) => {
      const name = getString(header, 'name' satisfies keyof Header);
      return name === undefined ? [] : [[name.toLowerCase(), getString(header, 'value') ?? '']];
    }),
  );
}

function answerIn(response: Json | undefined, status: number): Answer {
  // Browsers and proxies write 0, or less, where no answer came.
  if (status <= 0) return { kind: 'no-answer', reason: 'connection-lost', detail: 'the recording holds no answer' };
  const content = get(response, 'content' satisfies keyof Entry['response']);
  const text = getString(content, 'text');
  const encoded = getString(content, 'encoding') === 'base64';
  const plain = text !== undefined && encoded ? Buffer.from(text, 'base64').toString('utf8') : text;
  const size = getNumber(content, 'size') ?? 0;
  if (plain === undefined && size > 0) {
    // The body was not kept: what the answer said is not known.
    return { kind: 'no-answer', reason: 'too-large', detail: 'the recording does not hold the body of the answer' };
  }
  const mediaType = headersIn(response)['content-type'] ?? getString(content, 'mimeType');
  return { kind: 'response', status, mediaType, body: answerBody(plain) };
}
