import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { parseJson } from './readers/body.ts';
import { BrokenJson, elementsAt } from './readers/elements.ts';
import { harExchange } from './readers/har.ts';
import { exchangeOfLine, factsOfHead, readHead } from './readers/own.ts';
import { suiteExchange } from './readers/suite-log.ts';
import { generatedAt, isSuiteReport, linesOfPage, reportExchanges } from './readers/suite-page.ts';
import { leftOutOf, without, type Leaving } from './left-out.ts';
import { RecordingError, type Logged, type Recording, type RecordingFacts } from './logged.ts';

/** So much of a file tells what it is. */
const HEAD_BYTES = 64 * 1024;

const EXPECTED = 'expected a HAR file, a Test Suite log or report, or a recording made with --record';

/** How the first characters of a text in UTF-16 read in UTF-8. */
const UTF_16 = /^(?:\uFFFD\uFFFD|\0?[\x20-\x7E]\0)/;

/** A report of one test is never larger; of other files no more than their first part is read. */
const MOST_REPORT_BYTES = 128 * 1024 * 1024;

/** The Test Suite's reports say when they were made, not when each exchange was. */
const REPORT_SLACK_MS = 60 * 60_000;

/** Opens a recording of any kind, which is told by its content. Rejects with a {@link RecordingError}. */
export async function openRecording(file: string): Promise<Recording> {
  const head = await headOf(file);
  const start = head.trimStart();
  if (UTF_16.test(start)) throw new RecordingError({ file }, 'expected UTF-8, found UTF-16');
  if (start.startsWith('{')) return openJson(file, start);
  const { size } = await stat(file);
  if (size > MOST_REPORT_BYTES || head.includes('\0'))
    throw new RecordingError({ file }, `${EXPECTED}, found none of them`);
  const whole = await readFile(file, 'utf8');
  const lines = start.startsWith('<!') || /^<html/i.test(start) ? linesOfPage(whole) : whole.split(/\r?\n/);
  if (!isSuiteReport(lines)) throw new RecordingError({ file }, `${EXPECTED}, found none of them`);
  const clockSlackMs = generatedAt(lines) === undefined ? Infinity : REPORT_SLACK_MS;
  const facts: RecordingFacts = {
    file,
    format: 'Test Suite report',
    whole: true,
    answerHeaders: false,
    clockSlackMs,
    features: {},
  };
  return { facts, exchanges: streamOf(reportExchanges(lines, file)) };
}

/** Whether a file looks like a recording: so are those told that a folder holds, from what else is in it. */
export async function looksRecorded(file: string): Promise<boolean> {
  const start = (await headOf(file)).trimStart();
  if (start.startsWith('{'))
    return openJson(file, start).then(
      () => true,
      () => false,
    );
  return openRecording(file).then(
    () => true,
    () => false,
  );
}

async function* streamOf<Value>(values: Iterable<Value>): AsyncGenerator<Value, void> {
  yield* values;
}

async function headOf(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer
        .subarray(0, bytesRead)
        .toString('utf8')
        .replace(/^\uFEFF/, '');
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RecordingError({ file }, `expected a recording that can be read, found none (${String(code)})`);
  }
}

async function openJson(file: string, start: string): Promise<Recording> {
  const [firstLine = ''] = start.split('\n', 1);
  const head = readHead(firstLine, file);
  const leaving = leftOutOf();
  const leftOut = leaving.all;
  if (head) return { facts: factsOfHead(file, head), exchanges: ownExchanges(file, leaving), leftOut };
  const common = { file, answerHeaders: true, clockSlackMs: 0, features: {} };
  const elements = elementsOf(file);
  const first = await elements.next();
  if (first.done === true) {
    const empty = /"(entries|logs)"\s*:\s*\[\s*\]/.exec(start)?.[1];
    const found = empty === undefined ? 'JSON with neither log.entries nor logs' : `one whose "${empty}" are empty`;
    throw new RecordingError({ file }, `${EXPECTED}, found ${found}`);
  }
  const facts: RecordingFacts =
    first.value.path === 'logs'
      ? { ...common, format: 'Test Suite log', whole: true }
      : { ...common, format: 'HAR', whole: false };
  return { facts, exchanges: elementExchanges(file, leaving), leftOut };
}

/** So much is read at a time. */
const CHUNK_BYTES = 512 * 1024;

const textOf = (file: string): AsyncIterable<string> =>
  createReadStream(file, { encoding: 'utf8', highWaterMark: CHUNK_BYTES });

async function* elementsOf(file: string) {
  try {
    yield* elementsAt(textOf(file), ['log.entries', 'logs']);
  } catch (error) {
    if (error instanceof BrokenJson) {
      throw new RecordingError({ file, line: error.line }, `expected JSON, found ${error.message}`);
    }
    throw error;
  }
}

async function* elementExchanges(file: string, leaving: Leaving): AsyncGenerator<Logged, void> {
  for await (const { text, line, path } of elementsOf(file)) {
    const value = parseJson(text);
    const place = { file, line };
    if (value === undefined) throw new RecordingError(place, 'expected an entry in JSON, found something else');
    const exchange = without(leaving, place, value, () =>
      path === 'logs' ? suiteExchange(value, place) : harExchange(value, place, leaving.note),
    );
    if (exchange) yield { ...exchange, size: text.length };
  }
}

async function* ownExchanges(file: string, leaving: Leaving): AsyncGenerator<Logged, void> {
  let line = 0;
  for await (const text of linesOf(textOf(file))) {
    line += 1;
    if (line === 1 || text.trim() === '') continue;
    const place = { file, line };
    const exchange = without(leaving, place, parseJson(text), () => exchangeOfLine(text, place, leaving.note));
    if (exchange) yield exchange;
  }
}

/** The lines of a text that comes in pieces. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string, void> {
  let begun = '';
  for await (const chunk of chunks) {
    const [first = '', ...others] = chunk.split('\n');
    begun += first;
    for (const next of others) {
      yield begun;
      begun = next;
    }
  }
  yield begun;
}
