import type { Move } from '../model/index.ts';
import { promisesKept } from './promises.ts';
import type { Raced, RaceMove } from './race.ts';
import { PASSED } from './rule.ts';
import { judgeAnswer, sightingOf } from './see-call.ts';
import type { BreachSeen, Seen, Watch } from './watch.ts';

/** The rules on the answers to calls that were made at once: each is judged in the worlds in which some order has its call. */

type Verdicts = Seen['verdicts'];

/** What the rules on answers say of one answer, if its call made this move. */
export interface Judged {
  readonly verdicts: Verdicts;
  readonly breaches: readonly BreachSeen[];
}

const NOTHING: Judged = { verdicts: [], breaches: [] };

/** Judges an answer as that of one move; a move is judged once. */
export function judging(watch: Watch): (raced: Raced, move: RaceMove) => Judged {
  const known = new WeakMap<Move, Judged>();
  return ({ call, observed }, move) => {
    if (move === undefined || call.act.kind !== 'call' || observed === undefined) return NOTHING;
    const found = known.get(move);
    if (found) return found;
    const { examination, worlds, because } = move;
    const sighting = sightingOf(watch, call.act.request, observed, call.exchange, examination, worlds);
    const judged = sighting ? judgeAnswer([sighting], false) : NOTHING;
    const kept = promisesKept(examination, observed, because).map((rule) => ({ rule, verdict: PASSED }));
    const made = { verdicts: [...judged.verdicts, ...kept], breaches: judged.breaches };
    known.set(move, made);
    return made;
  };
}

/** The breaches that an answer makes whatever the order: in every move that its call can have made. */
export function alwaysBroken(judged: readonly Judged[]): readonly BreachSeen[] {
  const [first, ...others] = judged;
  return (first?.breaches ?? []).filter(({ rule }) =>
    others.every(({ breaches }) => breaches.some((breach) => breach.rule === rule)),
  );
}
