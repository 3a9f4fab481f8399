import type { Answer } from '../../src/protocol/exchange.ts';
import { answer } from './answers.ts';
import {
  admit,
  beliefOf,
  free,
  orderIn,
  orderKey,
  readAnswer,
  type Belief,
  type CallRequest,
  type Ground,
} from '../../src/model/index.ts';
import { NOW, opportunityNamed, uuidOf } from './fixture.ts';
import type { Situation } from './situation.ts';

export const x = opportunityNamed('x');
export const KEY = orderKey('primary', uuidOf('a'));

/** The belief after an answer: the worlds in which it is admissible, as they follow. */
export const told = (belief: Belief, ground: Ground, request: CallRequest, given: Answer): Belief =>
  beliefOf(
    belief.worlds.flatMap((world) => admit(world, request, readAnswer(request, given), ground, NOW)?.worlds ?? []),
  );

export const from = ({ world }: Situation): Belief => beliefOf([world]);
export const states = (belief: Belief): readonly string[] =>
  belief.worlds.map((world) => orderIn(world, KEY).state).sort();
export const freeIn = (belief: Belief): readonly (number | undefined)[] =>
  belief.worlds.map((world) => free(world, x)).sort();

export const ORDER_ITEM = { '@type': 'OrderItem', '@id': 'urn:item', position: 0 };
export const B_ACCEPTED = answer(201, { '@type': 'Order', orderedItem: [ORDER_ITEM], totalPaymentDue: { price: 10 } });
export const QUOTED = answer(200, {
  '@type': 'OrderQuote',
  orderedItem: [{ position: 0 }],
  totalPaymentDue: { price: 10 },
});
