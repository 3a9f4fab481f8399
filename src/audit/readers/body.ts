import type { Answer, AnswerBody, Body } from '../../protocol/exchange.ts';
import type { Json } from '../../protocol/json.ts';

/** The answer of an entry that does not say in words that can be read what came back: anything may have. */
export const UNKNOWN_ANSWER: Answer = {
  kind: 'no-answer',
  reason: 'connection-lost',
  detail: 'the recording holds no answer that can be read',
};

/** A text as JSON; undefined where it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The body of a request from its text. */
export function sentBody(text: string | undefined): Body | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = parseJson(text);
  return value === undefined ? { kind: 'text', text } : { kind: 'json', value };
}

/** The body of an answer from its text. */
export function answerBody(text: string | undefined): AnswerBody {
  if (text === undefined || text.trim() === '') return { kind: 'none' };
  const value = parseJson(text);
  return value === undefined ? { kind: 'text', text } : { kind: 'json', value };
}

/** The body of an answer from JSON that a log holds: a text was no JSON when it came. */
export function loggedBody(value: Json | undefined): AnswerBody {
  if (value === undefined || value === null || value === '') return { kind: 'none' };
  return typeof value === 'string' ? answerBody(value) : { kind: 'json', value };
}

/** Headers by their names in lower case; whatever is no text or list of texts is left out. */
export function headersOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]: [string, unknown]) => {
      if (typeof each === 'string') return [[name.toLowerCase(), each]];
      return Array.isArray(each) ? [[name.toLowerCase(), each.join(', ')]] : [];
    }),
  );
}
