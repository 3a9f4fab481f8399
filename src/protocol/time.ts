import { DateTime, Duration } from 'luxon';

/** An ISO 8601 date and time as milliseconds since the epoch; undefined for anything else. */
export function readInstant(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const time = DateTime.fromISO(value, { setZone: true });
  return time.isValid ? time.toMillis() : undefined;
}

/** An ISO 8601 duration (`P1DT2H`) in milliseconds; undefined for anything else. */
export function readDuration(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const duration = Duration.fromISO(value);
  return duration.isValid ? duration.toMillis() : undefined;
}
