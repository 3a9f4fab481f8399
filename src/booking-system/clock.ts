/** Where the booking system's time comes from. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A clock that can be moved forward: how a controlled run lets leases lapse without waiting. */
export interface AdjustableClock extends Clock {
  /** Moves the clock forward by `ms` milliseconds. */
  advance(ms: number): void;
}

/** The time of `base` (by default the real time) plus all that it was advanced by. */
export function adjustableClock(base: () => number = Date.now): AdjustableClock {
  let ahead = 0;
  return {
    now: () => base() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}
