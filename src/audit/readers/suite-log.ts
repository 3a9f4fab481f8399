import { get, getNumber, getString, type Json } from '../../protocol/json.ts';
import type { Answer } from '../../protocol/exchange.ts';
import { RecordingError, type Logged, type Place } from '../logged.ts';
import { headersOf, loggedBody } from './body.ts';

/** An exchange from an entry of `logs` in the Test Suite's own log; undefined for its checks and validations. */
export function suiteExchange(entry: Json, place: Place): Logged | undefined {
  if (getString(entry, 'type') !== 'request') return undefined;
  const [request, response] = [get(entry, 'request'), get(entry, 'response')];
  const method = getString(request, 'method');
  const url = getString(request, 'url');
  if (method === undefined) throw new RecordingError(place, 'request.method: expected the method of a request');
  if (url === undefined || !URL.canParse(url)) {
    throw new RecordingError(place, 'request.url: expected an absolute URL');
  }
  const body = get(request, 'jsonBody');
  const at = Date.parse(getString(get(response, 'headers'), 'date') ?? '');
  const receivedAt = Number.isNaN(at) ? undefined : at;
  return {
    place,
    method: method.toUpperCase(),
    url,
    headers: headersOf(get(get(request, 'requestOptions'), 'headers')),
    sent: body === undefined ? undefined : { kind: 'json', value: body },
    answer: answerIn(response),
    sentAt: receivedAt,
    receivedAt,
  };
}

function answerIn(response: Json | undefined): Answer {
  const status = getNumber(response, 'status');
  if (status === undefined) {
    return { kind: 'no-answer', reason: 'connection-lost', detail: 'the log holds no answer' };
  }
  const mediaType = headersOf(get(response, 'headers'))['content-type'];
  return { kind: 'response', status, mediaType, body: loggedBody(get(response, 'body')) };
}
