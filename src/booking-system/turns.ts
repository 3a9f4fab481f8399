import type { OrderedItem } from './records.ts';
import type { System } from './system.ts';

/** What is there at once, or soon. */
export type Soon<Value> = Value | Promise<Value>;

/** Goes on with a value: at once, where it is there. */
export const then = <Value, Result>(value: Soon<Value>, next: (value: Value) => Soon<Result>): Soon<Result> =>
  value instanceof Promise ? value.then(next) : next(value);

/** Where something has just been looked at, and what comes next relies on it. */
export type Place =
  /** Before a P or B is read: which numbers its items will have. */
  | 'numbering'
  /** At P and B: whether there is something under the UUID already. */
  | 'repeat check'
  /** At P and B: whether all is well and there are spaces. */
  | 'booking'
  /** At C1 and C2: whether there are spaces to lease. */
  | 'leasing'
  /** Which items of an order are not cancelled yet. */
  | 'cancelling'
  /** Whether a proposal still waits for the seller. */
  | 'deciding'
  /** At B after P: whether the seller's acceptance stands. */
  | 'confirming'
  /** Which items of an order are still to be given back when it is deleted. */
  | 'deleting'
  /** After a change, before it is answered. */
  | 'committing';

/** Whether anything can come between a look and the act that relies on it. */
export interface TurnSeam {
  /** `items` are what was looked at, where that was items of an order. */
  between<Result>(system: System, place: Place, act: () => Soon<Result>, items?: readonly OrderedItem[]): Soon<Result>;
}

/** One request at a time: nothing comes between. */
export const soundTurns: TurnSeam = { between: (_system, _place, act) => act() };

/** Lets a time pass in which other requests may be served. */
export type Pause = (place: Place) => Promise<void>;

/** How many turns of the event loop one who waits gives to others. */
const MOST_TURNS = 200;

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/**
 * A pause for the turns of the event loop that it takes until someone else has gone by the same place, or so many that
 * nobody seems to be coming. Whoever comes while another waits goes by.
 */
export function turnsPause(): Pause {
  const waiting = new Map<Place, { passed: boolean }>();
  return async (place) => {
    const other = waiting.get(place);
    if (other) {
      other.passed = true;
      waiting.delete(place);
      return;
    }
    const mine = { passed: false };
    waiting.set(place, mine);
    for (let turns = 0; turns < MOST_TURNS && !mine.passed; turns += 1) await turn();
    if (waiting.get(place) === mine) waiting.delete(place);
  };
}
