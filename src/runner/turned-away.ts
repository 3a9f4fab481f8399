import { isBrokerStep } from '../model/index.ts';
import type { Answer, Exchange } from '../protocol/exchange.ts';
import { getString } from '../protocol/json.ts';
import type { StepRun } from './running.ts';

/** Credentials that a target does not know: what it answers then says nothing of how it sells. */

/** How a target takes the credentials of one booking partner for one seller. */
interface Door {
  /** Whether it has done anything that was asked with them. */
  open: boolean;
  /** So many calls were turned away (401, 403) before it had. */
  turnedAway: number;
  /** With what: `403 NoAPITokenError`. */
  words: string;
}

/** By partner and seller: `primary partner for the secondary seller`. */
export type Doors = Map<string, Door>;

const doorOf = ({ partner, seller = 'primary' }: Exchange['request']): string =>
  `the ${partner} booking partner for the ${seller} seller`;

/** So many calls turned away, and none let in, and the credentials are taken for wrong. */
const ENOUGH = 6;

const isShut = ({ open, turnedAway }: Door): boolean => !open && turnedAway >= ENOUGH;

export const staysOut = (doors: Doors): boolean => [...doors.values()].some(isShut);

/** Whose calls were all turned away, and with what: undefined where nobody's were. */
export function whoStaysOut(doors: Doors): string | undefined {
  const shut = [...doors].filter(([, door]) => isShut(door));
  const all = [...doors.values()].every(({ open }) => !open);
  const who = all ? 'every call' : `every call of ${shut.map(([name]) => name).join(' and of ')}`;
  return shut[0] && `${who} (${shut[0][1].words})`;
}

const wordsOf = (answer: Extract<Answer, { kind: 'response' }>): string => {
  const type = answer.body.kind === 'json' ? getString(answer.body.value, '@type') : undefined;
  return type === undefined ? String(answer.status) : `${String(answer.status)} ${type}`;
};

/** A broker's calls in a step; what the seller does goes to the test interface. */
function callsOf({ step, exchange, race }: StepRun): readonly Exchange[] {
  if (race) return race.calls.filter((call) => isBrokerStep(call.step)).map((call) => call.exchange);
  return exchange !== undefined && isBrokerStep(step) ? [exchange] : [];
}

/** The calls of a step that were turned away though they had to be let in. */
const turnedAwayIn = (run: StepRun): readonly Exchange[] =>
  run.seen.breaches.length === 0
    ? []
    : callsOf(run).filter(({ answer }) => answer.kind === 'response' && [401, 403].includes(answer.status));

const succeeded = ({ answer }: Exchange): boolean =>
  answer.kind === 'response' && answer.status >= 200 && answer.status < 300;

/** Whether a step has a call that was turned away by a door that has let nothing in: what follows says no more. */
export const stoodOutside = (doors: Doors, run: StepRun): boolean =>
  turnedAwayIn(run).some(({ request }) => doors.get(doorOf(request))?.open !== true);

/** Notes what a step shows of how the credentials are taken. */
export function knock(doors: Doors, run: StepRun): void {
  const at = ({ request }: Exchange): Door => {
    const door = doors.get(doorOf(request)) ?? { open: false, turnedAway: 0, words: '' };
    doors.set(doorOf(request), door);
    return door;
  };
  for (const call of callsOf(run)) if (succeeded(call)) at(call).open = true;
  for (const call of turnedAwayIn(run)) {
    const door = at(call);
    door.turnedAway += 1;
    if (call.answer.kind === 'response') door.words = wordsOf(call.answer);
  }
}
