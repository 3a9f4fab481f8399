import type { Scenario } from '../model/scenario.ts';
import type { Breach, Coverage, Finding } from './result.ts';

/** What an audit of recorded traffic found out, as plain data. */

export const AUDIT_FORMAT = 'open-booking-fuzz/audit@1';

/** The end of the reason why a file was left alone: another one tells the same. */
export const TELLS_THE_SAME = 'tells the same';

/** A place in a recording where a finding shows. */
export interface Sighting {
  readonly file: string;
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

/** An exchange on which a finding rests. */
export interface SliceLine {
  readonly file: string;
  readonly line: number;
  /** `PUT orders/0ab2…`. */
  readonly request: string;
  /** `201 Order`. */
  readonly answer: string;
}

/** A rule broken in recorded traffic, told once however often it was seen. */
export interface AuditFinding extends Breach {
  readonly kind: Finding['kind'];
  readonly sightings: number;
  /** The first of them. */
  readonly places: readonly Sighting[];
  /** Breaches from the same cause, in the same exchange. */
  readonly alongside: readonly Breach[];
  /** The fewest exchanges that still show it, in their order; the last one shows it. */
  readonly slice: readonly SliceLine[];
  /** Whether they do so by themselves; otherwise it rests on more of the recording than was kept. */
  readonly sliceComplete: boolean;
  /** The same conversation, to be run against a booking system; or why there is none. */
  readonly scenario?: Scenario;
  readonly noScenario?: string;
  /** The repro's file, relative to the output directory. */
  readonly repro: string;
}

/** A recording that was read. */
export interface RecordingRead {
  readonly file: string;
  /** `HAR`, `Test Suite log`, … */
  readonly format: string;
  readonly exchanges: number;
  /** Those that have to do with the Open Booking API. */
  readonly relevant: number;
}

/** What the OpenActive validator says of the bodies, by the severity that it gives. */
export interface Validated {
  readonly bodies: number;
  readonly failures: number;
  readonly warnings: number;
  readonly suggestions: number;
}

export interface AuditResult {
  readonly format: typeof AUDIT_FORMAT;
  readonly version: string;
  readonly strict: boolean;
  readonly seconds: number;
  readonly recordings: readonly RecordingRead[];
  readonly leftAlone: readonly { readonly file: string; readonly because: string }[];
  /** Recordings that could not be read to their end: a line each. */
  readonly broken: readonly string[];
  readonly coverage: Pick<Coverage, 'rules'>;
  /** The gravest first. */
  readonly findings: readonly AuditFinding[];
  /** What could not be judged, by the reason, with how often. */
  readonly notJudged: Readonly<Record<string, number>>;
  readonly validated?: Validated;
}
