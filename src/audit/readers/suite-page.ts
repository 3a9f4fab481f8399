import { load } from 'cheerio';
import { CALL_NAMES, CALLS } from '../../protocol/calls.ts';
import type { Answer } from '../../protocol/exchange.ts';
import { RecordingError, type Logged } from '../logged.ts';
import { loggedBody, parseJson } from './body.ts';

/** The Test Suite's report of a test, as its Markdown, its HTML page, or the text of that page. */

const METHODS = new Set<string>([...CALL_NAMES.map((name) => CALLS[name].method), 'POST', 'HEAD', 'OPTIONS']);
const REQUEST = /^([A-Z]+) (https?:\/\/\S+)$/;
const ANSWER = /^Response status code: (\d{3})\b.*?(?:Responded in ([\d.]+)\s*ms)?\.?$/;
const HEADER = /^[*\s]*([A-Za-z][A-Za-z0-9-]*):[*\s]*`?"?([^`]*?)"?`?$/;
const GENERATED = /File Generated: (\w{3} \w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2} GMT[+-]\d{4})/;
const FENCE = /^```/;

/** A line that belongs to what comes after an exchange. */
const AFTER = /^(?:#{1,4} |Specs$|Validations$|[✅❌⚠] ?)|Request$/u;

/** The lines of an HTML page as a reader sees them, each in its place. */
export const linesOfPage = (html: string): readonly string[] =>
  load(html, { xml: { xmlMode: false, decodeEntities: true } })
    .root()
    .text()
    .split('\n');

/** Whether some lines are those of a Test Suite report. */
export const isSuiteReport = (lines: readonly string[]): boolean =>
  lines.some((line) => isRequest(line)) && lines.some((line) => ANSWER.test(line.trim()));

function isRequest(line: string): boolean {
  const [, method, url] = REQUEST.exec(line.trim()) ?? [];
  return method !== undefined && METHODS.has(method) && URL.canParse(url ?? '');
}

/** When a report says that it was made, in milliseconds since the epoch. */
export function generatedAt(lines: readonly string[]): number | undefined {
  const [, date] =
    lines
      .slice(0, 60)
      .map((line) => GENERATED.exec(line))
      .find((match) => match !== null) ?? [];
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/** Reads on from a line: what is found, and the line after it. */
interface Read<Found> {
  readonly found: Found;
  readonly next: number;
}

/** How many brackets a line opens more than it closes, beside those in texts. */
function openedBy(line: string): number {
  const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return (bare.match(/[[{]/g)?.length ?? 0) - (bare.match(/[\]}]/g)?.length ?? 0);
}

/** The body that begins at a line, with blank lines and fences before it; undefined where there is none. */
function readBody(lines: readonly string[], from: number, file: string): Read<Logged['sent']> {
  let at = from;
  while (at < lines.length && (lines[at]?.trim() === '' || FENCE.test(lines[at] ?? '') || lines[at] === '---')) at += 1;
  const first = lines[at]?.trim() ?? '';
  if (!/^[[{]/.test(first)) return { found: undefined, next: from };
  let open = 0;
  let end = at;
  for (; end < lines.length; end += 1) {
    open += openedBy(lines[end] ?? '');
    if (open <= 0) break;
  }
  const value = parseJson(lines.slice(at, end + 1).join('\n'));
  if (value === undefined) {
    throw new RecordingError(
      { file, line: at + 1 },
      'expected a body in JSON, found something that cannot be read as JSON',
    );
  }
  return { found: { kind: 'json', value }, next: end + 1 };
}

/** The headers of a request, a line each. */
function readHeaders(lines: readonly string[], from: number): Read<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at]?.trim() ?? '';
    if (line === '') continue;
    const [, name, value] = HEADER.exec(line) ?? [];
    if (name === undefined || value === undefined || ANSWER.test(line)) break;
    found[name.toLowerCase()] = value;
  }
  return { found, next: at };
}

interface AnswerRead extends Read<Answer> {
  readonly tookMs: number;
}

const NO_ANSWER: Answer = { kind: 'no-answer', reason: 'connection-lost', detail: 'the report holds no answer' };

function readAnswer(lines: readonly string[], from: number, file: string): AnswerRead {
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at]?.trim() ?? '';
    const [, status, took] = ANSWER.exec(line) ?? [];
    if (status !== undefined) {
      const { found, next } = readBody(lines, at + 1, file);
      const body = found?.kind === 'json' ? loggedBody(found.value) : ({ kind: 'none' } as const);
      const answer: Answer = { kind: 'response', status: Number(status), mediaType: undefined, body };
      return { found: answer, next, tookMs: Number(took ?? 0) };
    }
    if (isRequest(line) || AFTER.test(line)) break;
  }
  return { found: NO_ANSWER, next: from, tookMs: 0 };
}

/**
 * The exchanges of a report. There is no time of day per exchange: they are taken to follow each other at once from when
 * the report was made.
 */
export function* reportExchanges(lines: readonly string[], file: string): Generator<Logged, void> {
  let now = generatedAt(lines);
  for (let at = 0; at < lines.length;) {
    const line = lines[at]?.trim() ?? '';
    if (!isRequest(line)) {
      at += 1;
      continue;
    }
    const [, method = '', url = ''] = REQUEST.exec(line) ?? [];
    const headers = readHeaders(lines, at + 1);
    const sent = readBody(lines, headers.next, file);
    const answer = readAnswer(lines, sent.next, file);
    const sentAt = now;
    now = now === undefined ? undefined : now + answer.tookMs;
    const place = { file, line: at + 1 };
    yield {
      place,
      method,
      url,
      headers: headers.found,
      sent: sent.found,
      answer: answer.found,
      sentAt,
      receivedAt: now,
    };
    at = answer.next;
  }
}
