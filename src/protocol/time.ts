import { DateTime, Duration } from 'luxon';

const PLAIN =
  /^\d{4}-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An ISO 8601 date and time (UTC where it names no zone; a day's beginning where it names no time) as milliseconds since the epoch; undefined for anything else. */
export function readInstant(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  // The form that nearly every system writes is read without luxon, which is slow; odd days are left to it.
  if (PLAIN.test(value)) return Date.parse(value);
  const time = DateTime.fromISO(value, { zone: 'utc', setZone: true });
  return time.isValid ? time.toMillis() : undefined;
}

/** Whether a value is an ISO 8601 date without a time of day. */
export const isDay = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

/** An ISO 8601 duration (`P1DT2H`) in milliseconds; undefined for anything else. */
export function readDuration(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const duration = Duration.fromISO(value);
  return duration.isValid ? duration.toMillis() : undefined;
}

const TICK_MS = 0.001;

/** A clock no two of whose moments are the same, so that what came first can be told within a millisecond, too. */
export function ticking(now: () => number): () => number {
  let last = -Infinity;
  return () => (last = Math.max(now(), last + TICK_MS));
}
