import type { Answer } from '../../src/protocol/exchange.ts';
import {
  admitJudged,
  hashWorld,
  judge,
  readAnswer,
  type CallRequest,
  type Ground,
  type Judgement,
  type Move,
  type Outcome,
  type World,
} from '../../src/model/index.ts';
import { answersFor } from './answers.ts';
import { NOW } from './fixture.ts';

/** What can be tried in a world. */
export interface Alphabet {
  readonly requests: (world: World) => readonly CallRequest[];
  /** Worlds that follow from what is no call: the seller's actions, and time. */
  readonly events: (world: World) => readonly World[];
}

/** An exchange that the search tried: one admissible outcome of one request in one world. */
export interface Tried {
  readonly world: World;
  readonly judgement: Judgement;
  readonly outcome: Outcome;
  readonly answer: Answer;
  /** Undefined: the model does not admit the very outcome that it lists. */
  readonly move: Move | undefined;
}

/** Tries every request of the alphabet with every outcome that the model lists. */
export function tryAll(world: World, requests: readonly CallRequest[], ground: Ground): readonly Tried[] {
  return requests.flatMap((request) => {
    const judgement = judge(world, request, ground, NOW);
    return judgement.outcomes.flatMap((outcome) =>
      answersFor(judgement, outcome).map((answer) => ({
        world,
        judgement,
        outcome,
        answer,
        move: admitJudged(judgement, readAnswer(request, answer), ground),
      })),
    );
  });
}

/** Nothing is judged of an order for whose latest call the specification has no meaning: the search ends there. */
export const isUnsettled = ({ orders }: World): boolean => Object.values(orders).some(({ unsettled }) => unsettled);

/**
 * Breadth-first search over the worlds that the model itself admits, to a depth of so many calls or events. Gives every
 * world reached, and shows every exchange tried to `see`.
 */
export function explore(
  start: World,
  alphabet: Alphabet,
  ground: Ground,
  depth: number,
  see: (tried: Tried) => void,
): readonly World[] {
  const reached = new Map([[hashWorld(start), start]]);
  let frontier: readonly World[] = [start];
  for (let level = 0; level < depth; level += 1) {
    const next: World[] = [];
    for (const world of frontier) {
      const tried = tryAll(world, alphabet.requests(world), ground);
      tried.forEach(see);
      const following = [...tried.flatMap(({ move }) => move?.worlds ?? []), ...alphabet.events(world)];
      for (const each of following) {
        const hash = hashWorld(each);
        if (reached.has(hash) || isUnsettled(each)) continue;
        reached.set(hash, each);
        next.push(each);
      }
    }
    frontier = next;
  }
  return [...reached.values()];
}
