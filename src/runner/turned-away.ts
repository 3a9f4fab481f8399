import { isBrokerStep } from '../model/index.ts';
import type { Answer } from '../protocol/exchange.ts';
import { getString } from '../protocol/json.ts';
import type { Trial } from './trial.ts';

/** Credentials that a target does not know: what it answers then says nothing of how it sells. */

/** What is known of how a target takes the credentials. */
export interface Doors {
  /** Whether the API has done anything that it was asked. */
  open: boolean;
  /** So many calls were turned away (401, 403) before it had. */
  turnedAway: number;
  /** With what: `403 NoAPITokenError`. */
  words: string;
}

export const closedDoors = (): Doors => ({ open: false, turnedAway: 0, words: '' });

/** So many calls turned away, and none let in, and the credentials are taken for wrong. */
const ENOUGH = 6;

export const staysOut = ({ open, turnedAway }: Doors): boolean => !open && turnedAway >= ENOUGH;

const wordsOf = (answer: Extract<Answer, { kind: 'response' }>): string => {
  const type = answer.body.kind === 'json' ? getString(answer.body.value, '@type') : undefined;
  return type === undefined ? String(answer.status) : `${String(answer.status)} ${type}`;
};

/** Notes what a scenario shows of it. Gives whether a call was turned away before any was let in: then it says no more. */
export function knock(doors: Doors, { steps }: Trial): boolean {
  let turnedAway = false;
  for (const { step, exchange } of steps) {
    if (doors.open || exchange?.answer.kind !== 'response' || !isBrokerStep(step)) continue;
    const { status } = exchange.answer;
    if (status >= 200 && status < 300) doors.open = true;
    if (status !== 401 && status !== 403) continue;
    turnedAway = true;
    doors.turnedAway += 1;
    doors.words = wordsOf(exchange.answer);
  }
  return turnedAway && !doors.open;
}
