import { isBrokerStep } from '../model/index.ts';
import type { Answer, Exchange } from '../protocol/exchange.ts';
import { getString } from '../protocol/json.ts';
import type { StepRun } from './running.ts';
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

/** A broker's calls in a step; what the seller does goes to the test interface. */
function callsOf({ step, exchange, race }: StepRun): readonly Exchange[] {
  if (race) return race.calls.filter((call) => isBrokerStep(call.step)).map((call) => call.exchange);
  return exchange !== undefined && isBrokerStep(step) ? [exchange] : [];
}

/** Notes what a scenario shows of it. Gives whether a call was turned away before any was let in: then it says no more. */
export function knock(doors: Doors, { steps }: Trial): boolean {
  let turnedAway = false;
  for (const { answer } of steps.flatMap(callsOf)) {
    if (doors.open || answer.kind !== 'response') continue;
    if (answer.status >= 200 && answer.status < 300) doors.open = true;
    if (answer.status !== 401 && answer.status !== 403) continue;
    turnedAway = true;
    doors.turnedAway += 1;
    doors.words = wordsOf(answer);
  }
  return turnedAway && !doors.open;
}
