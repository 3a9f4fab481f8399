import type { Answer, Body } from '../protocol/exchange.ts';
import type { PartnerName } from '../protocol/ids.ts';

/** Where something stands in a recording. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** One request of a recording and what came back, as far as the recording tells. */
export interface Logged {
  readonly place: Place;
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** The request's headers by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sent: Body | undefined;
  readonly answer: Answer;
  /** In milliseconds since the epoch; undefined where the recording does not tell. */
  readonly sentAt: number | undefined;
  readonly receivedAt: number | undefined;
  /** Whose credentials went with it, where the recording says so in words. */
  readonly partner?: PartnerName | undefined;
  /** How many characters of the recording it takes, so that no more is held than there is room for. */
  readonly size?: number;
}

/** What a recording as a whole tells of its exchanges. */
export interface RecordingFacts {
  readonly file: string;
  /** In words, for people: `HAR`, `Test Suite log`. */
  readonly format: string;
  /**
   * Whether orders begin and sellers act within the recording: a test's whole conversation. Otherwise, as in a HAR of an
   * app's traffic, much may have happened that it does not show.
   */
  readonly whole: boolean;
  /** Whether it holds the headers of the answers. */
  readonly answerHeaders: boolean;
  /** How far its times may be off, in milliseconds; 0 where each exchange has its own. */
  readonly clockSlackMs: number;
  /** The Test Suite's feature names that the booking system is known to have, or not to have. */
  readonly features: Readonly<Record<string, boolean>>;
}

/** A recording, read as it is asked for. */
export interface Recording {
  readonly facts: RecordingFacts;
  /** Rejects with a {@link RecordingError} where it breaks off. */
  readonly exchanges: AsyncIterable<Logged>;
  /** What of it was left out, or not taken at its word, so far. */
  readonly leftOut?: LeftOut;
}

/** What could not be read of entries, by what was expected: where the first of them stands, and how many there are. */
export type LeftOut = ReadonlyMap<string, { readonly first: Place; readonly times: number }>;

/** Takes note of an entry, or a part of one, that could not be read. */
export type NoteLeftOut = (place: Place, because: string) => void;

/** A recording cannot be read. The message is one line: the file, the line or field, what was expected and what was found. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
  /** The message without the place. */
  readonly because: string;
  constructor({ file, line }: { readonly file: string; readonly line?: number | undefined }, because: string) {
    super(`${file}${line === undefined ? '' : `:${String(line)}`}: ${because}`);
    this.because = because;
  }
}
