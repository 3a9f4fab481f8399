import { get, getNumber, getString, isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import type { Answer, NoAnswer, NoAnswerReason } from '../../protocol/exchange.ts';
import { partnerNumbered, PARTNERS, type PartnerName } from '../../protocol/ids.ts';
import { RecordingError, type Logged, type NoteLeftOut, type Place, type RecordingFacts } from '../logged.ts';
import { headersOf, loggedBody, parseJson, UNKNOWN_ANSWER } from './body.ts';

/** The tool's own recordings: JSON lines, the first of which says what it is. */
export const RECORDING_FORMAT = 'open-booking-fuzz/recording@1';

const FORMAT_OF_ANY_VERSION = 'open-booking-fuzz/recording@';

/** The first line of a recording. */
export interface RecordingHead {
  readonly format: typeof RECORDING_FORMAT;
  /** The version of the tool. */
  readonly version: string;
  /** Whether orders begin and sellers act within the recording. */
  readonly whole: boolean;
  readonly features: Readonly<Record<string, boolean>>;
}

/** The head of a recording, from its first line; undefined where that is none. Throws where it is one of another version. */
export function readHead(line: string, file: string): RecordingHead | undefined {
  const value = parseJson(line);
  const format = getString(value, 'format');
  if (format !== RECORDING_FORMAT) {
    if (format?.startsWith(FORMAT_OF_ANY_VERSION) === true)
      throw new RecordingError({ file, line: 1 }, `format: expected "${RECORDING_FORMAT}", found another version`);
    return undefined;
  }
  const features = Object.entries(get(value, 'features') ?? {}).filter(
    (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
  );
  return {
    format: RECORDING_FORMAT,
    version: getString(value, 'version') ?? '',
    whole: get(value, 'whole') === true,
    features: Object.fromEntries(features),
  };
}

export const factsOfHead = (file: string, { whole, features }: RecordingHead): RecordingFacts => ({
  file,
  format: 'own recording',
  whole,
  answerHeaders: true,
  clockSlackMs: 0,
  features,
});

/** An exchange as a line of a recording. Whoever writes it masks it first. */
export function lineOfExchange(logged: Logged): JsonObject {
  const { method, url, headers, sent, answer, sentAt, receivedAt, partner } = logged;
  return {
    method,
    url,
    ...(partner === undefined ? {} : { partner }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(sent === undefined ? {} : sent.kind === 'json' ? { sent: sent.value } : { sentText: sent.text }),
    ...answerLine(answer),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(receivedAt === undefined ? {} : { receivedAt }),
  };
}

function answerLine(answer: Answer): JsonObject {
  if (answer.kind === 'no-answer') return { noAnswer: { reason: answer.reason, detail: answer.detail } };
  const { status, mediaType, body } = answer;
  return {
    status,
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(body.kind === 'json' ? { received: body.value } : body.kind === 'text' ? { receivedText: body.text } : {}),
  };
}

/** The exchange of a line. Throws a {@link RecordingError} where it holds none. */
export function exchangeOfLine(line: string, place: Place, note: NoteLeftOut): Logged {
  const value = parseJson(line);
  if (!isObject(value)) throw new RecordingError(place, 'expected an exchange as a JSON object, found something else');
  const [method, url] = [getString(value, 'method'), getString(value, 'url')];
  if (method === undefined) throw new RecordingError(place, 'method: expected the method of a request, found none');
  if (url === undefined || !URL.canParse(url)) {
    throw new RecordingError(
      place,
      `url: expected an absolute URL, found ${url === undefined ? 'none' : 'another text'}`,
    );
  }
  const [sent, sentText] = [get(value, 'sent'), getString(value, 'sentText')];
  return {
    place,
    method,
    url,
    headers: headersOf(get(value, 'headers')),
    sent:
      sent !== undefined
        ? { kind: 'json', value: sent }
        : sentText === undefined
          ? undefined
          : { kind: 'text', text: sentText },
    answer: answerOf(value, place, note),
    sentAt: getNumber(value, 'sentAt'),
    receivedAt: getNumber(value, 'receivedAt'),
    partner: partnerOf(value, place),
    size: line.length,
  };
}

function partnerOf(value: Json, place: Place): PartnerName | undefined {
  const name = getString(value, 'partner');
  if (name === undefined) return undefined;
  const known = PARTNERS.find((each) => each === name) ?? numbered(name);
  if (known === undefined) {
    throw new RecordingError(place, 'partner: expected "primary", "secondary", "partner-3" …, found another text');
  }
  return known;
}

/** The third partner and those that follow. */
function numbered(name: string): PartnerName | undefined {
  const [, number] = /^partner-([1-9]\d{0,3})$/.exec(name) ?? [];
  return number === undefined ? undefined : partnerNumbered(Number(number) - 1);
}

const REASONS: readonly NoAnswerReason[] = [
  'timeout',
  'unreachable',
  'connection-lost',
  'too-large',
  'redirected',
  'unavailable',
];

function answerOf(value: Json, place: Place, note: NoteLeftOut): Answer {
  const lost = get(value, 'noAnswer');
  if (lost !== undefined) return lostAnswer(lost);
  const status = getNumber(value, 'status');
  if (status === undefined) {
    note(place, 'status: expected a number, or "noAnswer", found neither');
    return UNKNOWN_ANSWER;
  }
  const text = getString(value, 'receivedText');
  return {
    kind: 'response',
    status,
    mediaType: getString(value, 'mediaType'),
    body: text === undefined ? loggedBody(get(value, 'received')) : { kind: 'text', text },
  };
}

const lostAnswer = (lost: Json): NoAnswer => ({
  kind: 'no-answer',
  reason: REASONS.find((reason) => reason === getString(lost, 'reason')) ?? 'connection-lost',
  detail: getString(lost, 'detail') ?? '',
});
