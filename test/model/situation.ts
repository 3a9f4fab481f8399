import type { Answer } from '../../src/protocol/exchange.ts';
import type { SellerAction } from '../../src/protocol/test-interface.ts';
import {
  admit,
  judge,
  orderIn,
  orderKey,
  readAnswer,
  sellerActs,
  type CallRequest,
  type Ground,
  type Judgement,
  type Move,
  type OrderRecord,
  type World,
} from '../../src/model/index.ts';
import { answersFor } from './answers.ts';
import { NOW, uuidOf, type About } from './fixture.ts';

/** A world with its common ground, in which something is about to happen. */
export interface Situation {
  readonly ground: Ground;
  readonly world: World;
}

export const judged = ({ world, ground }: Situation, request: CallRequest): Judgement =>
  judge(world, request, ground, NOW);

/** Whether a call may be accepted. */
export const mayBeAccepted = (situation: Situation, request: CallRequest): boolean =>
  judged(situation, request).outcomes.some(({ kind }) => kind === 'accepted');

/** The rules for which a call may be refused. */
export const reasons = (situation: Situation, request: CallRequest): readonly string[] =>
  judged(situation, request).outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.because] : []));

/** What the model makes of an answer; undefined where it is not admissible. */
export const answered = ({ world, ground }: Situation, request: CallRequest, answer: Answer): Move | undefined =>
  admit(world, request, readAnswer(request, answer), ground, NOW);

/** The situation after some calls were accepted; of quotes, with the lease that was given. */
export const after = (start: Situation, ...requests: readonly CallRequest[]): Situation =>
  requests.reduce((situation, request) => {
    const judgement = judged(situation, request);
    const outcome = judgement.outcomes.find(({ kind }) => kind === 'accepted');
    const answer = outcome && answersFor(judgement, outcome).at(-1);
    const world = answer && answered(situation, request, answer)?.worlds[0];
    if (world === undefined) throw new Error(`${request.call} cannot be accepted here`);
    return { ...situation, world };
  }, start);

/** The situation after the seller did something. */
export function acted(situation: Situation, action: SellerAction, about: About = {}): Situation {
  const { order = 'a', partner = 'primary' } = about;
  const [world] = sellerActs(situation.world, orderKey(partner, uuidOf(order)), action);
  return { ...situation, world: world ?? situation.world };
}

/** The order as the situation's world has it. */
export const orderOf = ({ world }: Situation, { order = 'a', partner = 'primary' }: About = {}): OrderRecord =>
  orderIn(world, orderKey(partner, uuidOf(order)));

/** The ids of the order's items. */
export const itemIds = (situation: Situation, about: About = {}): readonly string[] =>
  orderOf(situation, about).lines.map(({ itemId }) => {
    if (itemId === undefined) throw new Error('an item without an id');
    return itemId;
  });

/** The current version of the order's proposal. */
export function version(situation: Situation, about: About = {}): string {
  const current = orderOf(situation, about).versions.at(-1);
  if (current === undefined) throw new Error('no version');
  return current;
}
